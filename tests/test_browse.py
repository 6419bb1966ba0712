"""A library to read: sides, searches, filters, and who holds what."""

import pytest
from hypothesis import given

from credence.browse import (
    Wanted,
    authors,
    bases,
    by_claim,
    found,
    holding,
    holdings,
    matches,
    questioned_by,
    side_of,
)
from credence.files import load_library, worldviews
from credence.files.released import DATA
from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario
from credence.words.argument import number_rows, role_words
from tests.strategies import libraries

AI = load_library("ai-risk-1")


@pytest.mark.parametrize(
    "name,side",
    [
        ("counting_functions", "for"),
        ("speed", "against"),
        ("overfitting_reductio", "undercutter"),
        ("training_selects_optimisers", "for"),
    ],
)
def test_sides_of_known_arguments(name, side):
    """By the medians of their likelihood ratios."""
    assert side == side_of(AI.arguments[name])


@given(libraries())
def test_a_side_is_what_the_ratios_say(library):
    """Every argument has one side, and filters by side leave none out and none over."""
    for argument in library.arguments.values():
        medians = [ratio.median(Kind.RATIO) for ratio in argument.ratios.values()]
        up, down = any(m > 1 for m in medians), any(m < 1 for m in medians)
        expected = {(1, 0): "for", (0, 1): "against", (1, 1): "both", (0, 0): "undercutter"}
        assert expected[up, down] == side_of(argument)
    for side, sign in (("for", 1), ("against", -1)):
        assert found(library, Wanted(side=side)) == [
            name
            for name, argument in library.arguments.items()
            if any(sign * (r.median(Kind.RATIO) - 1) > 0 for r in argument.ratios.values())
        ]
    sides = [found(library, Wanted(side=side)) for side in ("for", "against", "undercutter")]
    assert set(library.arguments) == {name for names in sides for name in names}


def test_searches_find_titles_summaries_authors_and_ids():
    """All words must occur somewhere, in any case."""
    assert "white_box" in found(AI, Wanted(text="WHITE box"))
    assert "toy_demon" in found(AI, Wanted(text="daemonicsigil"))
    assert ["boat_race"] == found(AI, Wanted(text="boat_race"))
    assert [] == found(AI, Wanted(text="white zebra"))
    assert list(AI.arguments) == found(AI, Wanted())
    assert not matches("speed", AI.arguments["speed"], "boat")


def test_filters_agree_with_the_library():
    """By claim, author and side, alone and together."""
    scheming = found(AI, Wanted(claim="scheming"))
    assert scheming == [n for n, a in AI.arguments.items() if "scheming" in a.ratios]
    xu = found(AI, Wanted(author="David Xu"))
    assert authors(AI)["David Xu"] == len(xu) == 4
    both = found(AI, Wanted(claim="misaligned_goals", author="David Xu", side="for"))
    assert ["gaps_grow"] == both
    counts = list(authors(AI).values())
    assert sorted(counts, reverse=True) == counts


def test_groups_hold_every_argument_once():
    """By its first claim, in the order of the claims."""
    groups = by_claim(AI, list(AI.arguments))
    assert sorted(AI.arguments) == sorted(name for group in groups.values() for name in group)
    assert [claim for claim in AI.claim_ids if claim in groups] == list(groups)


def test_objections_are_the_undercuts_turned_round():
    """61 undercuts, each under its target."""
    objections = questioned_by(AI)
    assert 61 == sum(len(names) for names in objections.values())
    assert "overfitting_reductio" in objections["counting_functions"]


def test_who_holds_what():
    """Soares switches the sharp left turn on, with numbers of his own."""
    views = {name: each.scenario for name, each in worldviews(AI).items()}
    held = holdings(AI, views)
    assert set(AI.arguments) == set(held)
    assert "on, changed" == held["evolution_leap"]["soares"]
    assert "on" == held["counting_functions"]["carlsmith_2023"]
    assert "off" == held["counting_functions"]["turner_2024"]
    changed = Scenario(AI).with_number("arguments.speed.premises.low_slack", 0.1)
    assert "off, changed" == holding(changed, "speed")


def test_a_change_belongs_to_its_own_argument_alone():
    """Not to one whose id begins alike."""
    data = AI.as_data()
    data["arguments"]["speed_again"] = data["arguments"]["speed"]
    library = Library.model_validate(data)
    changed = Scenario(library).with_number("arguments.speed_again.premises.low_slack", 0.1)
    assert ("off", "off, changed") == (holding(changed, "speed"), holding(changed, "speed_again"))


def test_numbers_are_said_in_words_and_figures_with_where_they_are_from():
    """Every number of every argument of the library has a row, and a basis."""
    for name in AI.arguments:
        rows = number_rows(Scenario(AI), name)
        assert rows
        for row in rows:
            assert row["Where it is from"].startswith(("stated", "illustrative"))
    first = number_rows(Scenario(AI), "counting_functions")[0]
    assert "for, moderate (×3.9; between ×1.5 and ×10)" == first["In words and figures"]


def test_a_number_that_is_ones_own_stands_beside_the_librarys():
    """The change is said, and what it was."""
    scenario = Scenario(AI).with_number("arguments.counting_functions.soundness", 0.2)
    rows = number_rows(scenario, "counting_functions")
    said = next(row["In words and figures"] for row in rows if row["Number"] == "Soundness")
    assert said.startswith("unlikely to be sound (20 %) (you; the library: about as likely")


def test_roles_are_phrases():
    """What it is to each claim; an objection alone says so."""
    start = Scenario(AI)
    assert "for “Scheming”, moderate, ×3.9" == role_words(start, "counting_functions")
    assert 2 == role_words(start, "speed").count("against")
    assert "an objection alone, about “Scheming”" == role_words(start, "overfitting_reductio")


def test_stated_and_illustrative_numbers_are_counted():
    """Every number of the library has a basis, and few are stated."""
    told = bases(AI)
    uncertain = [path for path in AI.numbers if not path.endswith(".overlap")]
    assert 0 < told["stated"] < 10
    assert told["illustrative"] > 0.8 * len(uncertain)
    kinds = (
        (DATA / "libraries" / "ai-risk-1.yaml").read_text(encoding="utf-8").count("kind: stated")
    )
    assert kinds == told["stated"]
