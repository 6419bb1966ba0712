"""Scenarios are canonical: what means the same is the same."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.number import Kind, Number
from credence.scenario import Scenario, Stated, canonical_path
from tests import strategies
from tests.small import small

LIBRARY = small(
    {"c": {"prior": 0.2}, "d": {"causes": {"c": 0.5}}},
    {
        "a": {"claim": "c", "lr": 3, "active": True, "premises": {"p": 0.5}},
        "b": {"bears_on": {"c": 2, "d": 4}, "undercuts": {"a": 0.5}},
    },
    {"g": {"m": 1, "n": 1}},
    families={"f": {"title": "F", "overlap": 0.5}},
)
PLAIN = Scenario(LIBRARY)


@pytest.mark.parametrize(
    "there, back",
    [
        (lambda s: s.with_active("b"), lambda s: s.with_active("b", False)),
        (lambda s: s.with_only([]), lambda s: s.with_only(["a"])),
        (
            lambda s: s.with_number("claims.c.prior", 0.5),
            lambda s: s.with_number("claims.c.prior", "1 in 5"),
        ),
        (
            lambda s: s.with_number("claims.c.prior", 0.5),
            lambda s: s.without_number("claims.c.prior"),
        ),
        (lambda s: s.with_supposition("c", False), lambda s: s.with_supposition("c", None)),
        (lambda s: s.with_stated("c", 0.1), lambda s: s.with_stated("c", None)),
        (lambda s: s.with_scepticism(0.5), lambda s: s.with_scepticism(0)),
        (lambda s: s.with_firmness(0), lambda s: s.with_firmness(1)),
        (lambda s: s.with_target("c"), lambda s: s.with_target(None)),
        (lambda s: s.with_target("c"), lambda s: s.with_target("d")),
        (lambda s: s.with_draws(64), lambda s: s.with_draws(4096)),
        (lambda s: s.with_seed(7), lambda s: s.with_seed(0)),
    ],
)
def test_a_change_back_disappears(there, back):
    """An edit and its opposite leave the scenario that was, hash included."""
    changed = there(PLAIN)
    assert changed != PLAIN
    assert (PLAIN, hash(PLAIN)) == (back(changed), hash(back(changed)))


EDITS = [
    lambda s: s.with_active("a", False),
    lambda s: s.with_active("b"),
    lambda s: s.with_number("claims.c.prior", 0.5),
    lambda s: s.with_number("arguments.b.lr.d", "1..3"),
    lambda s: s.with_supposition("m", True),
    lambda s: s.with_supposition("d", False),
    lambda s: s.with_stated("c", 0.25),
    lambda s: s.with_stated("d", 0.5, 1),
    lambda s: s.with_scepticism(0.25),
    lambda s: s.with_firmness(0.5),
    lambda s: s.with_target("c"),
]


@given(st.permutations(EDITS))
def test_the_order_of_edits_does_not_matter(edits):
    """The same edits in any order give equal scenarios with equal hashes."""
    one, other = PLAIN, PLAIN
    for edit in EDITS:
        one = edit(one)
    for edit in edits:
        other = edit(other)
    assert (one, hash(one)) == (other, hash(other))


@given(strategies.cases(intervals=True, questions=True))
def test_only_differences_are_held(scenario):
    """Toggles and numbers in a scenario differ from the library's own, and stand in order."""
    library = scenario.library
    assert [] == [n for n, on in scenario.toggles if on == library.arguments[n].active]
    assert [] == [path for path, held in scenario.changes if held == library.numbers[path][1]]
    assert sorted(scenario.changes) == list(scenario.changes)


def test_views_show_the_scenario_as_held():
    """Active arguments, numbers, suppositions and statements are the library's as edited."""
    held = PLAIN.with_only(["b"]).with_number("claims.c.prior", 0.5).with_supposition("m", True)
    held = held.with_stated("d", "10%", 1)
    assert ("b",) == held.active
    assert (False, True) == (held.is_active("a"), held.is_active("b"))
    assert Number.point(0.5) == held.value("claims.c.prior")
    assert (Kind.PROBABILITY, Number.point(0.5)) == held.numbers()["claims.c.prior"]
    assert {"m": True} == held.suppose
    assert {"d": Stated(0.1, 1.0)} == held.stated
    assert ("d", "c") == (held.target, held.with_target("c").target)
    assert ("d", "m") == (held.asked(None), held.asked("m"))


@pytest.mark.parametrize(
    "written, tolerance, held",
    [
        ("10%", None, Stated(0.1, 0.5)),
        ("1 in 20", 0.25, Stated(0.05, 0.25)),
        (0, None, Stated(0.0, 0.5)),
        ("100 %", 1, Stated(1.0, 1.0)),
        ("20%..80%", None, Stated(0.5, math.log(4) / 1.6448536269514722)),
        ({"low": "1 in 10", "high": 0.5}, None, Stated(0.25, math.log(3) / 1.6448536269514722)),
        (Number(0.2, 0.8), 0.3, Stated(0.5, 0.3)),
    ],
)
def test_what_may_be_stated(written, tolerance, held):
    """Any spelling of a probability; an interval is its centre in log-odds, its width the tolerance."""
    found = PLAIN.with_stated("d", written, tolerance).stated["d"]
    assert held.credence == pytest.approx(found.credence, rel=1e-14)
    assert held.tolerance == pytest.approx(found.tolerance, rel=1e-14)
    assert (held.credence in {0, 1}) is found.is_certain


def test_a_point_keeps_how_firmly_it_was_stated():
    """Saying another number leaves the tolerance, an interval brings its own, withdrawing forgets."""
    scenario = PLAIN.with_stated("d", 0.2, 0.1).with_stated("d", 0.3)
    assert {"d": Stated(0.3, 0.1)} == scenario.stated
    wide = scenario.with_stated("d", "20%..80%")
    assert math.log(4) / 1.6448536269514722 == pytest.approx(wide.stated["d"].tolerance, rel=1e-14)
    assert {"d": Stated(0.3)} == scenario.with_stated("d", None).with_stated("d", 0.3).stated


@pytest.mark.parametrize(
    "written, path",
    [
        ("arguments.a.premise.p", "arguments.a.premises.p"),
        ("arguments.b.lr.c", "arguments.b.bears_on.c"),
        ("arguments.b.undercut.a", "arguments.b.undercuts.a"),
        ("claims.d.cause.c", "claims.d.causes.c"),
        ("alternatives.g.members.m.weight", "claims.m.weight"),
        ("claims.c.prior", "claims.c.prior"),
    ],
)
def test_other_spellings_of_a_path_are_the_same_number(written, path):
    """A path in the singular, or through its set of alternatives, is the library's path."""
    assert path == canonical_path(written)
    assert PLAIN.with_number(path, 0.75) == PLAIN.with_number(written, 0.75)


@pytest.mark.parametrize(
    "edit, path, message",
    [
        (lambda s: s.with_active("aa"), "arguments.aa", "there is no argument “aa”; did you mean"),
        (lambda s: s.with_only(["z"]), "arguments.z", "there is no argument “z”"),
        (lambda s: s.with_number("claims.x.prior", 1), "claims.x.prior", "there is no number"),
        (lambda s: s.without_number("nope"), "nope", "there is no number “nope”"),
        (lambda s: s.value("nope"), "nope", "there is no number “nope”"),
        (lambda s: s.with_number("claims.c.prior", 20), "claims.c.prior", "did you mean 0.2?"),
        (lambda s: s.with_number("families.f.overlap", "0.1..0.2"), "families.f.overlap", "one"),
        (lambda s: s.with_supposition("x", True), "suppose.x", "there is no claim “x”"),
        (lambda s: s.with_stated("x", 0.1), "claims.x", "there is no claim “x”"),
        (lambda s: s.with_stated("c", 1.5), "claims.c.stated", "between 0 and 1, and 1.5 does"),
        (lambda s: s.with_stated("c", "3:1"), "claims.c.stated", "“3:1” are odds; write 0.75"),
        (lambda s: s.with_stated("c", "so so"), "claims.c.stated", "no probability that can be"),
        (lambda s: s.with_stated("c", 0.1, 0), "claims.c.tolerance", "above 0, not 0"),
        (lambda s: s.with_stated("c", 0.1, math.nan), "claims.c.tolerance", "above 0, not nan"),
        (lambda s: s.with_scepticism(1.5), "scepticism", "between 0 and 1, not 1.5"),
        (lambda s: s.with_scepticism(True), "scepticism", "between 0 and 1, not True"),
        (lambda s: s.with_firmness(-1), "firmness", "of at least 0, not -1"),
        (lambda s: s.with_firmness("loose"), "firmness", "of at least 0, not 'loose'"),
        (lambda s: s.with_scepticism("0.5"), "scepticism", "not '0.5'"),
        (lambda s: s.with_scepticism(10**400), "scepticism", "between 0 and 1"),
        (lambda s: s.with_target("x"), "target.x", "there is no claim “x”"),
        (lambda s: s.asked("x"), "claims.x", "there is no claim “x”"),
        (lambda s: s.with_draws(63), "draws", "a power of two from 64 to 131072, not 63"),
        (lambda s: s.with_draws(32), "draws", "not 32"),
        (lambda s: s.with_draws(2**18), "draws", "not 262144"),
        (lambda s: s.with_draws(100.5), "draws", "a whole number is needed here, not 100.5"),
        (lambda s: s.with_seed(-1), "seed", "a whole number from 0 to 4294967295"),
        (lambda s: s.with_seed(True), "seed", "a whole number is needed here, not True"),
    ],
)
def test_every_refusal_names_the_place(edit, path, message):
    """An edit that the library does not know is refused at its path, with what would be right."""
    with pytest.raises(InputError) as caught:
        edit(PLAIN)
    (problem,) = caught.value.problems
    assert path == problem.path
    assert message in problem.message


def test_numbers_from_tables_are_numbers():
    """What NumPy and pandas hand over counts as a plain number; minus zero is zero."""
    held = PLAIN.with_draws(np.int64(128)).with_seed(np.int64(3)).with_scepticism(np.float32(0.5))
    assert (128, 3, 0.5) == (held.draws, held.seed, held.scepticism)
    assert str(PLAIN.with_scepticism(-0.0).scepticism) == "0.0"
