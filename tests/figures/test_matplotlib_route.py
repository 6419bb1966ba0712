"""Matplotlib draws the figure's own data, whole or not at all."""

import io
import math

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from credence.errors import InputError
from credence.figures.catalogue import FIGURES, picture
from credence.figures.render import Source
from credence.figures.render.colours import rgba
from credence.figures.render.dress import dressed
from credence.figures.render.known import UndrawableError, check
from credence.figures.render.markup import Run, lines_of, plain
from credence.figures.render.matplotlib_route import drawn
from credence.figures.render.matplotlib_route import picture as drawn_as
from credence.figures.ways import ENTRIES as WAYS
from credence.files import load_library
from credence.scenario import Scenario

AI = load_library("ai-risk-1")
SCENARIO = Scenario(AI).with_only(["counting_functions", "speed", "white_box"])
SOURCE = Source("ai-risk-1", "http://127.0.0.1:8501/?s=1*ai-risk-1")


def sheet(*traces, **layout):
    """A bare figure of 300 by 200 pixels, 200 by 100 of them inside the margins."""
    bare = {
        "template": {},
        "width": 300,
        "height": 200,
        "margin": {"l": 50, "r": 50, "t": 50, "b": 50},
        "plot_bgcolor": "#ffffff",
        "paper_bgcolor": "#ffffff",
        "xaxis": {"range": [0, 10], "visible": False},
        "yaxis": {"range": [0, 10], "visible": False},
        "showlegend": False,
    }
    return go.Figure(data=list(traces), layout=bare | layout).to_plotly_json()


def artists(figure, label):
    """What was drawn under a name."""
    return [a for axes in figure.axes for a in axes.get_children() if a.get_label() == label]


def outlines(fill):
    """The paths of a filled area, which may be one polygon or a collection."""
    return fill.get_paths() if hasattr(fill, "get_paths") else [fill.get_path()]


def numbers(values):
    """A list of floats, NaN where there is none."""
    return [math.nan if v is None else float(v) for v in values]


def same(expected, found):
    """Both hold the same numbers at the same places, to the last digit."""
    np.testing.assert_array_equal(np.asarray(expected, float), np.asarray(found, float))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", list(FIGURES))
def test_every_figure_is_drawn_with_its_own_data(name, dark):
    """Each point, line and bar of every figure stands in Matplotlib's picture, and no others."""
    found = picture(name, SCENARIO, dark=dark)
    record = dressed(found.figure.to_plotly_json(), title=found.title, source=SOURCE, dark=dark)
    result = drawn(record)
    for number, trace in enumerate(record["data"]):
        label = f"trace {number}"
        if trace["type"] == "bar":
            bars = artists(result, f"{label} bar")
            flat = trace.get("orientation") == "h"
            places, lengths = (trace["y"], trace["x"]) if flat else (trace["x"], trace["y"])
            assert len(lengths) == len(bars)
            same(lengths, [b.get_width() if flat else b.get_height() for b in bars])
            bases = trace.get("base", [0] * len(bars))
            same(bases, [b.get_x() if flat else b.get_y() for b in bars])
            middles = [
                (b.get_y() + b.get_height() / 2 if flat else b.get_x() + b.get_width() / 2)
                for b in bars
            ]
            np.testing.assert_allclose(middles, np.asarray(places, float), rtol=1e-12, atol=1e-12)
            colours = trace["marker"]["color"]
            colours = [colours] * len(bars) if isinstance(colours, str) else list(colours)
            assert [rgba(c) for c in colours] == [b.get_facecolor() for b in bars]
        elif trace["type"] == "scatter":
            if trace.get("fill"):
                fills = artists(result, f"{label} fill")
                corners = {tuple(c) for f in fills for p in outlines(f) for c in p.vertices}
                points = zip(numbers(trace["x"]), numbers(trace["y"]), strict=True)
                assert {point for point in points if all(map(math.isfinite, point))} <= corners
            if "lines" in trace["mode"] and trace["line"].get("width", 2):
                (line,) = artists(result, f"{label} line")
                same(np.transpose([numbers(trace["x"]), numbers(trace["y"])]), line.get_xydata())
            if "markers" in trace["mode"]:
                points = artists(result, f"{label} markers")
                offsets = np.vstack([each.get_offsets() for each in points])
                given = np.transpose([numbers(trace["x"]), numbers(trace["y"])])
                assert sorted(map(tuple, given)) == sorted(map(tuple, offsets))
    said = [text.get_text() for axes in result.axes for text in axes.texts]
    for note in record["layout"]["annotations"]:
        for line in lines_of(note["text"]):
            assert all(run.text in said for run in line)


@pytest.mark.parametrize("library", ["power-seeking-1", "teaching-1"])
def test_every_figure_is_drawn_with_nothing_on(library):
    """Also where there is next to nothing to show."""
    scenario = Scenario(load_library(library)).with_only([]).with_draws(256)
    for name in FIGURES:
        if name in WAYS and not scenario.library.arguments:
            with pytest.raises(InputError, match="name at least one"):
                picture(name, scenario)
            continue
        found = picture(name, scenario)
        record = dressed(found.figure.to_plotly_json(), title=found.title, source=SOURCE)
        assert drawn(record).axes
        assert found.alt


@pytest.mark.parametrize("name", list(FIGURES))
def test_the_same_figure_gives_the_same_bytes(name):
    """A picture depends on the figure alone, not on the time or on what was drawn before."""
    found = picture(name, SCENARIO)
    record = dressed(found.figure.to_plotly_json(), title=found.title, source=SOURCE)
    about = {"Title": found.title, "Description": found.alt, "Source": SOURCE.link}
    for suffix in ("png", "svg", "pdf"):
        assert drawn_as(record, suffix, about=about) == drawn_as(record, suffix, about=about)


@given(
    st.lists(
        st.tuples(*[st.floats(-1e6, 1e6, allow_nan=False)] * 2) | st.just((1.0, None)),
        min_size=1,
        max_size=30,
    )
)
def test_a_curve_keeps_its_points_and_gaps(points):
    """Every coordinate of a line comes through as it is, a missing one as a gap."""
    xs, ys = zip(*points, strict=True)
    figure = sheet({"type": "scatter", "mode": "lines+markers", "x": xs, "y": ys})
    result = drawn(figure)
    (line,) = artists(result, "trace 0 line")
    same(np.transpose([xs, numbers(ys)]), line.get_xydata())


def pixels(figure):
    """The picture as an array of colours, one pixel to each of the layout's."""
    with Image.open(io.BytesIO(drawn_as(figure, "png", about={}))) as image:
        return np.asarray(image.convert("RGB"))


RED, BLUE = (255, 0, 0), (0, 0, 255)


def test_points_bars_shapes_and_boxes_stand_where_the_layout_says():
    """With 20 pixels to a unit across and 10 up, colours are found at the pixels worked by hand."""
    figure = sheet(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [2],
            "y": [7],
            "marker": {"symbol": "square", "size": 10, "color": "#ff0000"},
        },
        {
            "type": "bar",
            "orientation": "h",
            "y": [2],
            "x": [3],
            "base": [5],
            "width": 2,
            "marker": {"color": "blue", "line": {"width": 0}},
        },
        shapes=[
            {
                "type": "rect",
                "xref": "paper",
                "yref": "paper",
                "x0": 1.05,
                "x1": 1.15,
                "y0": 0.4,
                "y1": 0.6,
                "fillcolor": "rgb(255, 0, 0)",
                "line": {"width": 0},
            }
        ],
        annotations=[
            {
                "text": " ",
                "x": 8,
                "y": 8,
                "xshift": 20,
                "bgcolor": "#0000ff",
                "font": {"size": 10},
                "showarrow": False,
            }
        ],
    )
    found = pixels(figure)
    assert (200, 300, 3) == found.shape
    # Across 50 + 20 x, down 150 − 10 y.
    assert RED == tuple(found[80, 90])
    assert [RED, RED, (255, 255, 255)] == [tuple(found[80, x]) for x in (86, 93, 97)]
    assert BLUE == tuple(found[130, 152]) == tuple(found[130, 208]) == tuple(found[121, 180])
    assert (255, 255, 255) == tuple(found[130, 148]) == tuple(found[130, 212])
    assert (255, 255, 255) == tuple(found[118, 180]) == tuple(found[142, 180])
    assert RED == tuple(found[100, 270])
    assert BLUE == tuple(found[70, 230])


def test_a_line_at_a_log_axis_and_a_category_stands_at_its_place():
    """Log axes count decades, categories their order, reversed axes from the other end."""
    figure = sheet(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [100],
            "y": ["b"],
            "marker": {"symbol": "square", "size": 8, "color": "#ff0000"},
        },
        xaxis={"type": "log", "range": [0, 4], "visible": False},
        yaxis={
            "type": "category",
            "categoryarray": ["a", "b", "c", "d"],
            "autorange": "reversed",
            "visible": False,
        },
    )
    found = pixels(figure)
    # Half of four decades across; the second of four rows from above.
    assert RED == tuple(found[50 + 37, 150])


@pytest.mark.parametrize(
    "trace",
    [
        {"type": "violin", "y": [1, 2, 3]},
        {"type": "scatter3d", "x": [1], "y": [1], "z": [1]},
        {"type": "scatter", "x": [1], "y": [1], "error_x": {"array": [0.5]}},
        {"type": "scatter", "x": [1, 2], "y": [1, 2], "line": {"shape": "spline"}},
        {
            "type": "scatter",
            "mode": "markers",
            "x": [1],
            "y": [1],
            "marker": {"symbol": "asterisk"},
        },
        {"type": "histogram", "x": [1, 2, 2]},
        {"type": "heatmap", "z": [[1, 2]], "colorscale": "Viridis"},
    ],
    ids=lambda trace: trace["type"],
)
def test_what_it_cannot_draw_is_an_error(trace):
    """Nothing of a figure is left out without a word."""
    with pytest.raises(UndrawableError):
        drawn(sheet(trace))


def test_all_that_cannot_be_drawn_is_named_at_once():
    """Types, properties and values alike, each with its place."""
    figure = sheet(
        {"type": "pie", "values": [1]},
        {"type": "scatter", "x": [1], "y": [1], "error_y": {"array": [1]}, "hovertext": "kept"},
        images=[{"source": "x.png"}],
    )
    with pytest.raises(UndrawableError) as error:
        check(figure)
    said = " ".join(error.value.what)
    assert "pie (data[0])" in said
    assert "data[1].error_y.array" in said
    assert "layout.images" in said
    assert "hovertext" not in said


@pytest.mark.parametrize(
    "text, lines",
    [
        ("", []),
        ("a <b>b</b>", [(Run("a "), Run("b", bold=True))]),
        ("a<br>b", [(Run("a"),), (Run("b"),)]),
        ("&#60;b&#62; $x$ &amp;", [(Run("<b> $x$ &"),)]),
        ("<i>a<b>b</b></i>", [(Run("a", italic=True), Run("b", bold=True, italic=True))]),
    ],
)
def test_small_html_becomes_lines_of_runs(text, lines):
    """Tags turn into style; what was escaped is shown."""
    assert lines == lines_of(text)


def test_an_unknown_tag_is_an_error():
    """A tag is neither shown as text nor dropped."""
    with pytest.raises(UndrawableError, match="<sup>"):
        plain("10<sup>5</sup>")


def test_dollars_are_dollars():
    """Text between dollar signs is no formula, and does not fail as one."""
    note = {"text": "$\\frac{1$ and $2", "x": 5, "y": 5, "showarrow": False}
    result = drawn(sheet(annotations=[note]))
    assert ["$\\frac{1$ and $2"] == [t.get_text() for t in artists(result, "annotation 0")]
    assert drawn_as(sheet(annotations=[note]), "svg", about={})


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(1, 9))
def test_a_histogram_counts(values, count):
    """Bars of a histogram are NumPy's counts in the given bins."""
    bins = {"start": 0, "end": count, "size": 1}
    trace = {"type": "histogram", "x": [v * count for v in values], "xbins": bins}
    bars = artists(drawn(sheet(trace)), "trace 0 bar")
    expected = np.histogram([v * count for v in values], np.arange(count + 1))[0]
    assert expected.tolist() == [bar.get_height() for bar in bars]


def test_a_heat_map_has_a_cell_of_its_colour_for_every_number():
    """Colours are read off the scale; what is missing is clear."""
    scale = [[0, "#000000"], [1, "#ff0000"]]
    trace = {"type": "heatmap", "z": [[0, 1], [0.5, None]], "x": [2.5, 7.5], "y": [2.5, 7.5]}
    found = pixels(sheet(trace | {"colorscale": scale, "showscale": False}))
    corners = [tuple(found[y, x]) for y in (125, 75) for x in (100, 200)]
    assert [(0, 0, 0), RED, (128, 0, 0), (255, 255, 255)] == corners


def test_an_axis_that_asks_for_room_has_its_labels_inside_the_picture():
    """With `automargin` the margin grows until the longest label fits; without, it stays."""
    axis = {"range": [0, 1], "tickvals": [0, 1], "ticktext": ["short", "a label of some length"]}

    def leftmost(**more):
        point = {"type": "scatter", "mode": "markers", "x": [5], "y": [0.5]}
        figure = drawn(sheet(point, yaxis=axis | more))
        texts = artists(figure, "yaxis tick")
        renderer = figure._get_renderer()
        return min(text.get_window_extent(renderer).x0 for text in texts)

    assert leftmost() < 0
    assert leftmost(automargin=True) >= 0


def test_hollow_triangles_have_three_sides():
    """The outline of an open marker is closed."""
    marker = {"symbol": "triangle-up-open", "size": 60, "color": "#ff0000", "line": {"width": 6}}
    found = pixels(
        sheet({"type": "scatter", "mode": "markers", "x": [5], "y": [5], "marker": marker})
    )
    # The middle is (150, 100), the circle's radius 30: the base lies 15 below, the apex 30 above.
    assert RED == tuple(found[115, 150])
    assert (255, 255, 255) == tuple(found[100, 150])
    # Halfway between apex and either end of the base, 17 to each side.
    assert RED == tuple(found[92, 133]) == tuple(found[92, 167])


def test_points_of_different_sizes_shine_through():
    """As Plotly has it where the opacity is left open: seven tenths."""
    marker = {"symbol": "square", "size": [30, 30], "color": "#ff0000"}
    points = {"type": "scatter", "mode": "markers", "x": [2, 8], "y": [5, 5]}
    assert (255, 76, 76) == tuple(pixels(sheet(points | {"marker": marker}))[100, 90])
    seen = points | {"marker": marker | {"opacity": 1}}
    assert RED == tuple(pixels(sheet(seen))[100, 90])


def test_a_legend_names_each_trace_with_its_own_mark():
    """Names stand in the legend, samples in the trace's colour; a trace without a name has none."""
    named = {"type": "bar", "x": [1], "y": [1], "name": "Bars", "marker": {"color": "#ff0000"}}
    other = {"type": "scatter", "mode": "markers", "x": [1], "y": [1], "name": "Points",
             "marker": {"symbol": "diamond-open", "color": "#0000ff"}}  # fmt: skip
    legend = {"x": 0, "y": 1.4, "orientation": "h"}
    result = drawn(sheet(named, other, {"type": "scatter", "x": [2], "y": [2]}, legend=legend,
                         showlegend=True))  # fmt: skip
    assert ["Bars", "Points"] == [text.get_text() for text in artists(result, "legend")]
    assert [] == artists(drawn(sheet(named, other)), "legend")
