"""Coherence: what would close a gap does close it, and sentences say the same figures."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from credence.coherence import coherence
from credence.curves import prior_curve
from credence.errors import InputError
from credence.files import load_library
from credence.odds import bits, log_odds
from credence.ratios import argument_of, labels_of
from credence.scenario import Scenario
from credence.update import credence_of
from credence.words import curve_words, gap_words
from tests.small import small
from tests.strategies import cases

COIN = small(
    {"biased": {"title": "Biased", "prior": 0.2}},
    {"heads": {"claim": "biased", "lr": 4, "title": "Heads"}, "doubt": {"undercuts": {"heads": 1}}},
)


@given(cases(intervals=True, most_claims=3, most_arguments=3), st.data())
def test_each_closing_number_closes_the_gap(scenario, data):
    """The scenario edited by any one of them implies what is stated."""
    scenario = scenario.with_draws(64)
    claim = data.draw(st.sampled_from(scenario.library.claim_ids))
    at = data.draw(st.sampled_from([0.001, 0.2, 0.5, 0.95]))
    try:
        (gap,) = coherence(scenario.with_stated(claim, at))
    except InputError:
        assume(False)
    assert (at, credence_of(scenario, claim)) == (gap.stated.credence, gap.implied)
    if gap.prior is not None and 0 < gap.prior < 1:
        (point,) = prior_curve(scenario, claim, [gap.prior]).points
        assert at == pytest.approx(point.credence, rel=1e-6)
    if gap.value is not None:
        edited = scenario.with_number(gap.number, gap.value)
        assert at == pytest.approx(credence_of(edited, claim), abs=1e-7)
    for label, ratio in gap.arguments.items():
        assert scenario.is_active(argument_of(label))
        if ratio is not None:
            edited = scenario.with_number(labels_of(scenario.library)[label], ratio)
            assert at == pytest.approx(credence_of(edited, claim), abs=1e-7)


def test_a_gap_worked_by_hand():
    """From 1 to 4 times 4 to even odds; 80 % needs a prior of 50 %, or a ratio of 16."""
    scenario = Scenario(COIN).with_active("heads").with_stated("biased", 0.8)
    (gap,) = coherence(scenario)
    assert 0.5 == pytest.approx(gap.implied)
    assert 2 == pytest.approx(gap.gap_bits)
    assert 0.5 == pytest.approx(gap.prior)
    assert ("claims.biased.prior", pytest.approx(0.5)) == (gap.number, gap.value)
    assert {"heads": pytest.approx(16)} == gap.arguments
    assert (
        "On “Biased” you state 80 % and your arguments imply 50 %; the gap is 2 bits. It would "
        "close if you started from 50 % (about 1 in 2). So it would with “Heads” at ×16 in place "
        "of ×4."
    ) == gap_words(scenario, gap)


def test_what_would_close_a_gap_is_sought_as_far_as_it_can_be_written():
    """Even odds against 1e-290 on the other side need a ratio of 1e290, a prior of 1e-290 likewise."""
    far = Scenario(COIN).with_active("heads").with_number("arguments.heads.lr", 1e290)
    (gap,) = coherence(far.with_stated("biased", 0.5))
    assert 1e-290 == pytest.approx(gap.prior, rel=1e-9)
    assert 1e-290 == pytest.approx(gap.value, rel=1e-9)
    assert {"heads": pytest.approx(4, rel=1e-9)} == gap.arguments
    unlikely = far.with_number("claims.biased.prior", 1e-290).with_number("arguments.heads.lr", 2)
    (gap,) = coherence(unlikely.with_stated("biased", 0.5))
    assert {"heads": pytest.approx(1e290, rel=1e-9)} == gap.arguments


def test_the_widest_gap_comes_first_and_agreement_is_said():
    """Gaps are sorted by their size in bits; one of none is called agreement."""
    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_only(["counting_functions"])
    for claim in ("doom", "scheming"):
        scenario = scenario.with_stated(claim, credence_of(scenario, claim))
    assert all(gap_words(scenario, gap).endswith("they agree.") for gap in coherence(scenario))
    scenario = scenario.with_stated("scheming", 0.9)
    first, second = coherence(scenario)
    assert ("scheming", "doom") == (first.claim, second.claim)
    implied = credence_of(scenario, "scheming")
    assert bits(log_odds(0.9) - log_odds(implied)) == pytest.approx(first.gap_bits, rel=1e-6)


def test_what_is_certain_is_closed_by_nothing():
    """A claim that is supposed true has no gap in bits and no number that would help."""
    scenario = Scenario(COIN).with_supposition("biased", True).with_stated("biased", 0.3)
    (gap,) = coherence(scenario)
    assert (1.0, None, None, None) == (gap.implied, gap.gap_bits, gap.prior, gap.value)
    assert {} == gap.arguments
    assert gap_words(scenario, gap).endswith("which no number alone can bring together.")


@pytest.mark.parametrize("stated, near", [(0, "0.01 %"), (1, "99.99 %")])
def test_a_stated_certainty_is_closed_by_nothing(stated, near):
    """It is told beside what is implied, with what to state in its place."""
    scenario = Scenario(COIN).with_active("heads").with_stated("biased", stated)
    (gap,) = coherence(scenario)
    assert (None, None, None) == (gap.gap_bits, gap.prior, gap.value)
    assert {"heads": None} == gap.arguments
    assert (
        f"On “Biased” you state {100 * stated} % and your arguments imply 50 %; the gap is infinite. "
        f"{100 * stated} % is certainty, which no finite evidence gives; state a number such as "
        f"{near} in its place."
    ) == gap_words(scenario, gap)


def test_nothing_stated_is_no_gap():
    """Without a stated credence there is nothing to compare."""
    assert [] == coherence(Scenario(COIN))


def test_curves_in_words():
    """The ends, the middle, and where the scenario stands are said as percentages."""
    from credence.curves import overlap_curve, scepticism_curve

    scenario = Scenario(COIN).with_active("heads")
    assert (
        "Whoever starts at 0.0001 % ends at 0.0004 % with these arguments, whoever starts at 50 % "
        "at 80 %, and whoever starts at 99.9999 % at more than 99.9999 %."
    ) == curve_words("prior", prior_curve(scenario))
    halfway = scenario.with_scepticism(0.5)
    assert "With every argument in full it is 50 %, with none 20 %; as set, 33 %." == curve_words(
        "scepticism", scepticism_curve(halfway)
    )
    assert math.isclose(1 / 3, credence_of(halfway), rel_tol=1e-12)
    assert "It makes no difference here: 50 % throughout." == curve_words(
        "overlap", overlap_curve(scenario)
    )
