"""Where two people part, said beside its numbers."""

import itertools

import pytest

from credence.compare import compare
from credence.differences import differences
from credence.files import load_library, worldviews
from credence.scenario import Scenario
from credence.words import (
    compare_words,
    difference_title,
    held_words,
    own_pair,
    points_words,
    together_words,
)
from tests.small import small

LIBRARY = small(
    {
        "cause": {"title": "A cause", "prior": 0.25},
        "target": {"title": "The target", "prior": 0.1, "causes": {"cause": 0.5}},
        "row": {"title": "A row", "parents": ["cause"], "table": {"0": 0.1, "1": 0.2}},
    },
    {
        "a": {
            "title": "An argument",
            "claim": "target",
            "lr": 4,
            "premises": {"p": 0.5},
            "undercuts": {"b": 0.5},
            "family": "f",
        },
        "b": {"title": "Both", "bears_on": {"target": 2, "cause": 3}},
    },
    {"set": {"one": 1, "other": 2}},
    families={"f": {"title": "A family", "overlap": 0.5}},
    target="target",
)
NAMES = "Ada", "Ben"


def said(b, a=None):
    """The sentence on Ada, who holds the library's own, and Ben."""
    return compare_words(LIBRARY, compare(a or Scenario(LIBRARY), b), NAMES)


def test_the_sentence_has_the_numbers_of_the_gap():
    """Both credences, the gap, and the differences that make it, the largest first."""
    b = Scenario(LIBRARY).with_active("b").with_number("claims.target.prior", 0.2)
    found = compare(Scenario(LIBRARY), b)
    points = {part.number: part.points for part in found.parts}
    sizes = [points_words(p)[1:].split()[0] for p in points.values()]
    assert ["arguments.b.active", "claims.target.prior"] == list(points)
    expected = (
        "Ada is at 21 % and Ben at 57 % for “The target”. Of the 36 points between them, "
        f"{sizes[0]} come from “Both” (off against on) and {sizes[1]} from the prior of "
        "“The target” (10 % against 20 %)."
    )
    assert expected == said(b)


def test_what_is_stated_comes_before_what_is_implied():
    """Two people are as far apart as they say; what can be shared out is the implied gap."""
    a = Scenario(LIBRARY).with_stated("target", 0.02)
    b = Scenario(LIBRARY).with_number("claims.target.prior", 0.2).with_stated("target", "47%")
    found = compare(a, b)
    assert ((0.02, 0.47), (0.02, 0.47)) == (found.stated, found.said)
    assert found.difference == found.b - found.a
    assert (
        "Ada states 2 % and Ben states 47 % for “The target”, 45 points apart. What their arguments "
        "and numbers imply: Ada is at 21 % and Ben at 30 % for “The target”. Of the 8.8 points "
        "between them, 8.8 come from the prior of “The target” (10 % against 20 %)."
    ) == said(b, a)


def test_who_states_nothing_goes_by_what_is_implied():
    """One side's statement beside the other's implied credence, and the same holdings all the same."""
    assert (
        "Ada states nothing, which leaves the implied 21 %, and Ben states 0 % for “The target”, "
        "21 points apart. What their arguments and numbers imply: Ada and Ben hold the same on "
        "everything: 21 % for “The target”."
    ) == said(Scenario(LIBRARY).with_stated("target", 0))


def test_what_pulls_the_other_way_is_named_apart():
    """A difference against the gap is not counted among those that make it."""
    b = (
        Scenario(LIBRARY)
        .with_active("b")
        .with_number("claims.target.prior", 0.05)
        .with_number("claims.target.causes.cause", 0.45)
    )
    text = said(b)
    found = compare(Scenario(LIBRARY), b)
    back = -sum(part.points for part in found.parts if part.points < 0)
    size = points_words(found.difference).removeprefix("+")
    assert f"for “The target”, {size} apart. " in text
    assert " points come from “Both” (off against on); " in text
    assert text.endswith(
        f"; {points_words(back)[1:]} the other way (the prior of “The target” above all) bring "
        "them closer again."
    )


def test_small_differences_are_counted_and_equal_people_are_told():
    """Rests, no gap, no difference, and differences that move nothing each have their words."""
    library = Scenario(LIBRARY)
    rest = library.with_number("claims.target.prior", 0.3).with_number(
        "claims.target.causes.cause", 0.51
    )
    assert said(rest).endswith("from one other difference.")
    assert "Ada and Ben hold the same on everything: 21 % for “The target”." == said(library)
    idle = library.with_number("arguments.a.lr", 9)
    expected = "Ada and Ben differ on one thing, none of which moves “The target”: 21 % for both."
    assert expected == said(idle)
    flat = library.with_number("claims.cause.prior", 0.5).with_number(
        "claims.target.causes.cause", 0.25
    )
    assert "Ada and Ben are at 21 % and 21 % for “The target”, though they differ: " in said(flat)


@pytest.mark.parametrize(
    "name, title",
    [
        ("arguments.a.active", "“An argument”"),
        ("arguments.a.lr", "how strong “An argument” is"),
        ("arguments.a.soundness", "how sound “An argument” is"),
        ("arguments.a.premises.p", "a premise of “An argument” (p)"),
        ("arguments.a.undercuts.b", "how far “An argument” undercuts “Both”"),
        ("arguments.b.bears_on.cause", "how strong “Both” is on “A cause”"),
        ("claims.cause.prior", "the prior of “A cause”"),
        ("claims.target.causes.cause", "how strongly “A cause” brings about “The target”"),
        ("claims.row.table.0", "the table of “A row” (row 0)"),
        ("claims.one.weight", "the weight of “T”"),
        ("families.f.overlap", "the overlap of “A family”"),
        ("suppose.cause", "whether “A cause” is settled"),
        ("scepticism", "scepticism"),
        ("suppose.cause + claims.cause.prior", None),
    ],
)
def test_every_kind_of_difference_has_a_title(name, title):
    """No path is left for the reader to decode; several are listed."""
    both = "whether “A cause” is settled and the prior of “A cause”"
    assert (title or both) == difference_title(LIBRARY, name)


@pytest.mark.parametrize(
    "name, held, words",
    [
        ("arguments.a.active", True, "on"),
        ("arguments.a.active", False, "off"),
        ("suppose.cause", True, "true"),
        ("suppose.cause", None, "open"),
        ("claims.cause.prior", 0.2, "20 %"),
        ("claims.cause.prior", {"low": 0.1, "high": 0.4}, "10 % to 40 %"),
        ("arguments.a.lr", {"low": 0.5, "high": 8.0}, "÷2 to ×8"),
        ("claims.one.weight", 2.5, "2.5"),
        ("scepticism", 0.3, "30 %"),
    ],
)
def test_what_is_held_is_told_in_its_own_units(name, held, words):
    """Percent for probabilities, factors for ratios, plain numbers for weights."""
    assert words == held_words(LIBRARY, name, held)


def test_pairs_are_told_and_an_argument_with_itself_is_known():
    """A toggle and the strength of one argument are one thing; two arguments are two."""
    assert own_pair("arguments.a.active", "arguments.a.lr")
    assert not own_pair("arguments.a.active", "arguments.b.active")
    expected = "“An argument”, with “Both”: −2 points together beyond what each does"
    assert expected == together_words(LIBRARY, "arguments.a.active", "arguments.b.active", -0.02)


def test_every_difference_between_shipped_worldviews_has_words():
    """Titles and both sides of all differences between the readings that come with Credence."""
    library = load_library("ai-risk-1")
    held = [view.scenario for view in worldviews(library).values()]
    for one, other in itertools.pairwise(held):
        for difference in differences(one, other):
            assert "arguments." not in difference_title(library, difference.number)
            assert held_words(library, difference.number, difference.a)
            assert held_words(library, difference.number, difference.b)
