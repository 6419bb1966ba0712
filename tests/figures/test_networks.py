"""The two drawn networks, checked as data."""

import itertools

import pytest

from credence.figures.argument_map import (
    Mapped,
    Undercut,
    argument_map,
    map_alt,
    map_layout,
    map_rows,
)
from credence.figures.claims_map import Link, claims_alt, claims_layout, claims_map, claims_rows
from credence.figures.network import wrapped

ARGUMENTS = {
    "a": Mapped("The count <b>", "Scheming", "for", active=True),
    "b": Mapped("Speed", "Scheming", "against", active=False),
    "c": Mapped("It proves too much", "Scheming", "undercutter", active=True),
    "d": Mapped("That is another count", "Goals", "undercutter", active=False),
    "e": Mapped("Alone", "Goals", "both", active=False),
}
UNDERCUTS = [Undercut("c", "a", 0.8), Undercut("c", "b", 0.3), Undercut("d", "c", 0.5)]


def nodes_of(figure):
    """The trace of the nodes."""
    return next(trace for trace in figure.data if trace.mode == "markers+text")


@pytest.mark.parametrize("dark", [False, True])
def test_every_argument_that_an_undercut_touches_is_drawn_once(dark):
    """Those without are left out; shape says the side, filling says on."""
    nodes = nodes_of(argument_map(ARGUMENTS, UNDERCUTS, dark=dark))
    assert 4 == len(nodes.x) == len(set(zip(nodes.x, nodes.y, strict=True)))
    assert {"triangle-up", "triangle-down-open", "square", "square-open"} == set(
        nodes.marker.symbol
    )


def test_strength_is_width_and_work_is_solid():
    """The stronger undercut is wider; only the one with both ends on is solid."""
    figure = argument_map(ARGUMENTS, UNDERCUTS)
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert ["solid"] == [trace.line.dash for trace in lines if trace.line.width > 4]
    assert {"dot"} == {trace.line.dash for trace in lines if trace.line.width < 4}
    assert 3 == len({trace.line.width for trace in lines})
    heads = next(t for t in figure.data if t.mode == "markers" and t.hoverinfo == "skip")
    assert {"triangle-left"} == set(heads.marker.symbol)


def test_titles_of_strangers_stay_text():
    """No tag of a title reaches Plotly, on nodes, claims or hovering."""
    figure = argument_map(ARGUMENTS, UNDERCUTS, chosen="a")
    assert "The count <b>" not in figure.to_json()
    assert "&#60;" in wrapped("a <b> c", 20, 2)
    assert wrapped("one two three four five six", 9, 2).endswith("…")
    assert 2 == len(wrapped("one two three four five six", 9, 2).split("<br>"))


def test_around_one_argument_stand_its_neighbours_alone():
    """What it questions left of it, what questions it right; empty columns are not kept."""
    places = map_layout(ARGUMENTS, UNDERCUTS, "c").places
    assert {"a": 0, "b": 0, "c": 1, "d": 2} == {k: column for k, (column, _) in places.items()}
    assert {"c": 0, "d": 1} == {
        k: column for k, (column, _) in map_layout(ARGUMENTS, UNDERCUTS[2:], "c").places.items()
    }
    assert {"e": (0, 0.0)} == map_layout(ARGUMENTS, UNDERCUTS, "e").places
    labels = [
        note.text for note in argument_map(ARGUMENTS, UNDERCUTS, chosen="c").layout.annotations
    ]
    assert ["30 %", "50 %", "80 %"] == sorted(labels)


def test_the_table_and_the_text_say_the_same():
    """All three undercuts, their strength, and whether they work."""
    rows = map_rows(ARGUMENTS, UNDERCUTS)
    assert ["80 %", "30 %", "50 %"] == [row["Undoes it, if sound"] for row in rows]
    assert ["yes", "no, “Speed” is off", "no, “That is another count” is off"] == [
        row["At work"] for row in rows
    ]
    assert 2 == len(map_rows(ARGUMENTS, UNDERCUTS[1:], "c"))
    assert [] == map_rows(ARGUMENTS, UNDERCUTS, "e")
    said = map_alt(ARGUMENTS, UNDERCUTS)
    assert said.startswith("three undercuts among four arguments, 1 of them at work")
    assert "It questions “The count <b>” and “Speed”." in map_alt(ARGUMENTS, UNDERCUTS, "c")
    assert "It is questioned by nothing." in map_alt(ARGUMENTS, UNDERCUTS, "e")


TITLES = {"x": "Cause", "y": "Needed", "p": "One", "q": "Other", "z": "Effect", "t": "Tabled"}
LINKS = [
    Link("x", "z", "causes", 0.4),
    Link("y", "z", "requires"),
    Link("p", "z", "causes", 1.0),
    Link("z", "t", "table"),
]
SETS = {"What it is": ["p", "q"]}


def test_kinds_of_arrows_differ_in_dash_and_label():
    """Causes are solid with a percentage, requirements dashed, tables dotted."""
    figure = claims_map(TITLES, LINKS, SETS, target="t")
    assert {"solid", "dash", "dot"} == {t.line.dash for t in figure.data if t.mode == "lines"}
    labels = {note.text for note in figure.layout.annotations}
    assert {"40\u2009%", "100\u2009%", "needed", "table"} <= labels
    assert any("What it is" in label for label in labels)


def test_the_target_is_drawn_strong():
    """Filled, bold, and in the posterior's colour."""
    nodes = nodes_of(claims_map(TITLES, LINKS, SETS, target="t"))
    assert 1 == list(nodes.marker.symbol).count("circle")
    assert "<b>Tabled</b>" in nodes.text


def test_a_box_holds_the_alternatives_and_nothing_else():
    """Members lie inside it, all other claims outside."""
    figure = claims_map(TITLES, LINKS, SETS)
    (box,) = figure.layout.shapes
    places = claims_layout(TITLES, LINKS, SETS).places
    inside = {
        name
        for name, (column, row) in places.items()
        if box.x0 <= column <= box.x1 and box.y0 <= -row <= box.y1
    }
    assert {"p", "q"} == inside


def test_everything_lies_within_the_axes():
    """Nodes, arrows and boxes."""
    for figure in (claims_map(TITLES, LINKS, SETS), argument_map(ARGUMENTS, UNDERCUTS)):
        (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
        for trace in figure.data:
            assert all(left <= x <= right for x in trace.x if x is not None)
            assert all(low <= y <= high for y in trace.y if y is not None)


def test_claims_in_words_and_as_a_table():
    """Every arrow has its row, and every claim that depends on others its sentence."""
    rows = claims_rows(TITLES, LINKS)
    assert ["40 %", "", "100 %", ""] == [row["How probably"] for row in rows]
    assert "is needed for" == rows[1]["does what"]
    said = claims_alt(TITLES, LINKS, SETS)
    assert "“What it is”: exactly one of “One” and “Other”." in said
    assert "“Effect” depends on “Cause”, “Needed” and “One”." in said


def test_five_hundred_arguments_are_laid_out_apart():
    """No two nodes of a column nearer than a row, however large the library."""
    arguments = {
        f"n{k}": Mapped(f"Argument {k}", f"Claim {k % 7}", "for", active=False) for k in range(500)
    }
    undercuts = [Undercut(f"n{k}", f"n{(k * 37) % k}", 0.5) for k in range(1, 500)]
    places = map_layout(arguments, undercuts).places
    columns = {}
    for column, row in places.values():
        columns.setdefault(column, []).append(row)
    for rows in columns.values():
        assert all(b - a > 1 - 1e-9 for a, b in itertools.pairwise(sorted(rows)))


def test_no_label_stands_on_another():
    """Arrows into one node run close together; what is written on them does not."""
    titles = {name: name for name in "abcdefgz"}
    links = [Link(name, "z", "causes", 1.0) for name in "abcdefg"]
    labels = [
        (note.x, note.y)
        for note in claims_map(titles, links, {}).layout.annotations
        if note.text.startswith("100")
    ]
    assert 7 == len(labels)
    for one, other in itertools.combinations(labels, 2):
        assert abs(one[0] - other[0]) >= 0.2 or abs(one[1] - other[1]) >= 0.15
