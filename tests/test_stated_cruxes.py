"""Stated cruxes: hand-worked rows, the edges, and the table that holds them."""

import contextlib
import itertools
import json
import math
import time
import tracemalloc
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence import cli
from credence.asking import Told
from credence.errors import InputError
from credence.files.cruxes_file import read_cruxes
from credence.stated_cruxes import (
    Statement,
    discrimination,
    divergence,
    group_medians,
    judge,
)
from credence.stated_pairs import every_pair, extremes, pairs

PROBABILITIES = st.floats(0.001, 0.999)


def said(p_u, p_c, p_u_given_c, person="Ada", group="g"):
    """A statement about one outcome and one crux."""
    return judge(Statement(person, group, "doom", "evals fail", p_u, p_c, p_u_given_c))


def test_a_row_worked_by_hand():
    """P(U)=0.2, P(c)=0.25, P(U|c)=0.5 leaves 0.1 otherwise; the ratio is 1/0.25 = 4."""
    row = said(0.2, 0.25, 0.5)
    assert "ok" == row.status
    assert row.p_u_given_not_c == pytest.approx(0.1)
    assert row.lr == pytest.approx(4)
    # 0.25·[0.5·log2(2.5) + 0.5·log2(0.625)] + 0.75·[0.1·log2(0.5) + 0.9·log2(1.125)]
    by_hand = 0.25 * 0.5 * (math.log2(2.5) + math.log2(0.625)) + 0.75 * (
        -0.1 + 0.9 * math.log2(1.125)
    )
    assert row.value_bits == pytest.approx(by_hand)


@given(PROBABILITIES, PROBABILITIES, PROBABILITIES)
def test_the_value_is_the_mutual_information(p_c, p_u_given_c, p_u_given_not_c):
    """The value of information equals the mutual information of U and c, from the joint table."""
    joint = {
        (True, True): p_c * p_u_given_c,
        (True, False): p_c * (1 - p_u_given_c),
        (False, True): (1 - p_c) * p_u_given_not_c,
        (False, False): (1 - p_c) * (1 - p_u_given_not_c),
    }
    p_u = joint[True, True] + joint[False, True]
    information = sum(
        p * math.log2(p / ((p_c if c else 1 - p_c) * (p_u if u else 1 - p_u)))
        for (c, u), p in joint.items()
    )
    row = said(p_u, p_c, p_u_given_c)
    assert "ok" == row.status
    assert row.value_bits == pytest.approx(information, abs=1e-9)
    ratio = (joint[True, True] / p_u) / (joint[True, False] / (1 - p_u))
    assert row.lr == pytest.approx(ratio, rel=1e-6)


@pytest.mark.parametrize(
    "p_u, p_c, p_u_given_c, status, otherwise, value",
    [
        (0.1, 0.5, 0.9, "incoherent", None, None),  # would need −0.7
        (0.9, 0.5, 0.1, "incoherent", None, None),  # would need 1.7
        (0.3, 1.0, 0.3, "ok", None, 0.0),
        (0.3, 1.0, 0.4, "incoherent", None, None),
        (0.3, 0.0, 0.9, "ok", 0.3, 0.0),
        (0.0, 0.5, 0.0, "ok", 0.0, 0.0),
        (1.0, 0.5, 1.0, "ok", 1.0, 0.0),
        (0.5, 0.5, 1.0, "ok", 0.0, 1.0),  # the crux settles everything: one bit
        (0.3, 0.1, 0.3, "ok", 0.3, 0.0),
        (None, 0.5, 0.5, "missing", None, None),
        (0.5, None, 0.5, "missing", None, None),
        (0.5, 0.5, None, "missing", None, None),
    ],
)
def test_the_edges_are_finite_and_named(p_u, p_c, p_u_given_c, status, otherwise, value):
    """Certainty, missing and contradictory numbers each have their status, and nothing is NaN."""
    row = said(p_u, p_c, p_u_given_c)
    assert status == row.status
    assert row.p_u_given_not_c == (None if otherwise is None else pytest.approx(otherwise))
    assert row.value_bits == (None if value is None else pytest.approx(value, abs=1e-12))


@pytest.mark.parametrize(
    "p_u, p_c, p_u_given_c, otherwise",
    [
        (0.03, 0.1, 0.3, 0.0),  # floats fall short of 0
        (0.07, 0.1, 0.7, 0.0),
        (0.1 * 0.7, 0.1, 0.7, 0.0),  # a spreadsheet's product is 0.06999999999999999
        (0.93, 0.1, 0.3, 1.0),
        (1 / 6, 1 / 3, 1 / 2, 0.0),
        (1 / 3, 1 / 3, 1.0, 0.0),
        (0.300000000001, 0.5, 0.6, 2e-12),
    ],
)
def test_what_leaves_exactly_0_or_1_is_coherent(p_u, p_c, p_u_given_c, otherwise):
    """0.03 = 0.1 · 0.3 leaves 0 otherwise, whatever binary rounding makes of it."""
    row = said(p_u, p_c, p_u_given_c)
    assert ("ok", otherwise) == (row.status, row.p_u_given_not_c)


@pytest.mark.parametrize(
    "p_u, p_c, p_u_given_c",
    [
        (0.2999999999995, 0.5, 0.6),  # −1e-12
        (0.5000000000005, 0.5, 0),  # 1 + 1e-12
        (0.3, 1, 0.300000000001),
    ],
)
def test_what_lies_outside_by_however_little_is_incoherent(p_u, p_c, p_u_given_c):
    """No tolerance takes a contradiction for rounding."""
    assert "incoherent" == said(p_u, p_c, p_u_given_c).status


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(1, 999), st.integers(1, 30))
def test_rows_are_judged_as_exact_fractions_say(p_u, p_u_given_c, p_c, scale):
    """Decimals of three digits and fractions of any denominator."""
    whole = 1000 * scale
    row = said(p_u / whole, p_c / 1000, p_u_given_c / whole)
    certain = Fraction(p_u_given_c, whole) * Fraction(p_c, 1000)
    derived = (Fraction(p_u, whole) - certain) / (1 - Fraction(p_c, 1000))
    expected = ("ok", float(derived)) if 0 <= derived <= 1 else ("incoherent", None)
    assert expected == (row.status, row.p_u_given_not_c)


def test_discrimination_worked_by_hand():
    """Two people who would agree if the crux were settled come together by all that parts them."""
    # Both think 0.8 with the crux and 0.2 without; they differ on the crux alone.
    ada, ben = said(0.2 + 0.6 * 0.9, 0.9, 0.8), said(0.2 + 0.6 * 0.1, 0.1, 0.8, "Ben")
    now = divergence(0.74, 0.26) + divergence(0.26, 0.74)
    assert discrimination(ada, ben) == pytest.approx(now)
    # Pooled odds of 9 and 1/9 are 1. Two who agree now and part with the answer drift apart.
    one, other = said(0.5, 0.5, 0.9), said(0.5, 0.5, 0.1, "Ben")
    apart = divergence(0.9, 0.1) + divergence(0.1, 0.9)
    assert discrimination(one, other) == pytest.approx(-apart)


def test_certain_people_are_infinitely_far_apart():
    """Where one rules out what the other does not, there is no number of bits."""
    assert discrimination(said(0.0, 0.5, 0.0), said(0.5, 0.5, 0.5, "Ben")) is None
    assert discrimination(said(0.3, 0.0, 0.3), said(0.3, 1.0, 0.3, "Ben")) is None


def test_groups_and_pairs():
    """Medians are by group and crux over coherent rows; pairs are people on the same crux."""
    rows = [
        said(0.2, 0.25, 0.5, "Ada", "a"),
        said(0.5, 0.5, 1.0, "Ben", "a"),
        said(0.1, 0.5, 0.9, "Cleo", "b"),
    ]
    middle = (rows[0].value_bits + rows[1].value_bits) / 2
    assert {"a": {"evals fail": pytest.approx(middle)}} == group_medians(rows)
    assert [("Ada", "Ben")] == [(pair.a, pair.b) for pair in pairs(rows)]


TABLE = (
    "person;group;question;crux;p_u;p_c;p_u_given_c\n"
    "Ada;a;doom;evals;20 %;0,25;1 in 2\nBen;a;doom;evals;0.5;0.5;1\nCleo;b;doom;evals;0.1;;0.9\n"
)


def test_a_table_is_read_as_people_write_it():
    """Percent signs, decimal commas, "1 in 2" and blanks are all read."""
    rows = read_cruxes(TABLE.encode()).rows
    assert Statement("Ada", "a", "doom", "evals", 0.2, 0.25, 0.5) == rows[0]
    assert rows[2].p_c is None


def test_every_unreadable_cell_is_named():
    """With row, column and remedy, and is a missing answer; a column left over is named."""
    text = "person,crux,p_u,p_c,p_u_given_c,extra\nAda,x,0.1,0.1,0.1,\n"
    assert ("t.csv: “extra”: not asked for and left out",) == (
        read_cruxes(text.encode(), name="t.csv").account.notes
    )
    text = "person,crux,p_u,p_c,p_u_given_c\nAda,x,200%,soon,0.1\n,x,0.1,0.1,0.1..0.2\n"
    found = read_cruxes(text.encode(), name="t.csv")
    assert [Statement("Ada", "", "", "x", None, None, 0.1)] == list(found.rows)
    told = {report.row: (report.status, report.reasons) for report in found.account.reports}
    assert ["partly used", "set aside"] == [status for status, _ in told.values()]
    assert "p_u: a probability lies between 0 and 1, and 2 does not" in told[2][1][0]
    assert "p_c: 'soon' is no probability" in told[2][1][1]
    assert "p_u_given_c: one probability is needed here, not an interval" == told[3][1][0]
    assert "person: every row needs a person" == told[3][1][1]


def test_a_column_in_per_cent_is_asked_about_and_read_so():
    """Never cell by cell; other columns are read meanwhile."""
    text = "person,crux,p_u,p_c,p_u_given_c\nAda,x,20,0.5,0.1\nBen,x,0.5,50/50,20%\n"
    found = read_cruxes(text.encode())
    assert ["p_u"] == [asked.column for asked in found.account.asked]
    assert [None, None] == [row.p_u for row in found.rows]
    told = read_cruxes(text.encode(), told=Told.of(["p_u"]))
    assert [0.2, 0.005] == [row.p_u for row in told.rows]
    assert ((), 0.5) == (told.account.asked, told.rows[1].p_c)
    titled = read_cruxes(text.replace("p_u,", "p_u (%),").encode())
    assert told.rows == titled.rows
    with pytest.raises(InputError, match="no column “p_x”"):
        read_cruxes(text.encode(), told=Told.of(["p_x"]))


def test_two_rows_of_one_person_on_one_crux_are_named():
    """The first counts, and the second is named; another outcome or group is another row."""
    text = (
        "person,group,question,crux,p_u,p_c,p_u_given_c\n"
        "Ada,a,doom,x,0.2,0.25,0.5\nAda,a,loss,x,0.2,0.25,0.5\nAda,b,doom,x,0.2,0.25,0.5\n"
    )
    assert 3 == len(read_cruxes(text.encode()).rows)
    found = read_cruxes((text + "Ada,a,doom,x,0.3,0.25,0.5\n").encode())
    assert (3, 0.2) == (len(found.rows), found.rows[0].p_u)
    (report,) = found.account.reports
    assert (5, "set aside") == (report.row, report.status)
    assert "“Ada” has a row on “x” already, in line 2" in report.reasons[0]


def test_outcomes_have_medians_of_their_own(capsys, tmp_path):
    """A crux of one name under two outcomes is worth something else to each."""
    path = tmp_path / "two.csv"
    path.write_text(
        "person,question,crux,p_u,p_c,p_u_given_c\nAda,doom,x,0.5,0.5,1\nAda,loss,x,0.3,0.1,0.3\n",
        encoding="utf-8",
    )
    assert 0 == cli.run(["cruxes", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert {"doom": {"": {"x": 1.0}}, "loss": {"": {"x": 0.0}}} == found["questions"]
    assert {"": {"x": 0.5}} == found["groups"]
    assert 0 == cli.run(["cruxes", str(path)])
    told = capsys.readouterr().out
    assert "doom: Over all people, “x” would be worth most (median 1 bits)." in told
    assert "loss: Over all people, no crux would be worth anything." in told


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(content):
    """Whatever the file holds, it is read or refused."""
    with contextlib.suppress(InputError):
        assert all(row.person for row in read_cruxes(content).rows)


def test_the_command_prints_its_json(capsys, tmp_path):
    """Rows with the inputs and what follows, groups and pairs, as the contract says."""
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert 0 == cli.run(["cruxes", str(path), "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert {"rows", "groups", "questions", "pairs"} == set(found)
    assert ["ok", "ok", "missing"] == [row["status"] for row in found["rows"]]
    inputs = {"person", "group", "question", "crux", "p_u", "p_c", "p_u_given_c"}
    assert inputs | {"status", "p_u_given_not_c", "lr", "value_bits"} == set(found["rows"][0])
    assert found["rows"][1]["lr"] is None  # infinite
    assert {"a", "b", "question", "crux", "discrimination_bits"} == set(found["pairs"][0])
    assert 0 == cli.run(["cruxes", str(path)])
    assert "Cleo, evals: missing, P(c) left out." in capsys.readouterr().out
    assert 2 == cli.run(["cruxes", str(tmp_path / "nothing.csv")])
    path.write_text(TABLE.splitlines()[0], encoding="utf-8")
    assert 0 == cli.run(["cruxes", str(path)])
    assert "no rows yet" in capsys.readouterr().out


NUMBERS = st.sampled_from([0.0, 1e-300, 1e-9, 0.1, 0.1 + 1e-15, 0.3, 0.5, 0.7, 1 - 1e-9, 1.0])


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=2, max_size=8))
def test_all_pairs_at_once_have_the_numbers_of_each_alone(numbers):
    """Also where people are certain, nearly certain, or nearly of one mind."""
    rows = []
    for number, (p_c, with_it, without) in enumerate(numbers):
        p_u = p_c * with_it + (1 - p_c) * without
        rows.append(said(p_u, p_c, with_it, f"P{number}"))
    whole = [row for row in rows if row.status == "ok"]
    expected = [
        (a.statement.person, b.statement.person, discrimination(a, b))
        for a, b in itertools.combinations(whole, 2)
    ]
    found = [(pair.a, pair.b, pair.discrimination_bits) for pair in pairs(rows)]
    assert [names[:2] for names in expected] == [names[:2] for names in found]
    for (*_, alone), (*_, together) in zip(expected, found, strict=True):
        # Two routes to one sum of terms of up to 1,000 bits, in doubles.
        assert together == (None if alone is None else pytest.approx(alone, rel=1e-9, abs=1e-12))


def test_the_ends_of_the_order_are_those_of_all_pairs():
    """Over several cruxes; pairs without a number count in neither."""
    rows = [
        judge(Statement(f"P{n}", "", "U", f"c{n % 2}", 0.1 + n / 40, 0.1 + n / 30, 0.3 + n / 50))
        for n in range(20)
    ]
    rows.append(judge(Statement("Sure", "", "U", "c0", 0.0, 0.5, 0.0)))
    every = [pair for pair in pairs(rows) if pair.discrimination_bits is not None]
    ranked = sorted(every, key=lambda pair: -pair.discrimination_bits)
    found = extremes(rows, 5)
    assert (ranked[:5], ranked[-1], len(every)) == (found.most, found.least, found.count)
    nobody = extremes(rows[:1], 5)
    assert ([], None, 0) == (nobody.most, nobody.least, nobody.count)


def test_a_table_of_very_many_people_takes_seconds_and_eight_bytes_a_pair():
    """2,000 people on one crux are two million pairs; a pair at a time they took two minutes."""
    rows = [said(0.2 + n / 1e4, 0.3 + n / 1e4, 0.25 + n / 1e4, f"P{n}") for n in range(2_000)]
    tracemalloc.start()
    began = time.process_time()
    (table,) = every_pair(rows)
    took = time.process_time() - began
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 1_999_000 == len(table.bits)
    assert peak < 150e6
    assert took < 20
