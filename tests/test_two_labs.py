"""The worked example of two laboratories: its figures by Bayes' theorem, and what they teach."""

import re

import pytest

from credence.files import load_library
from credence.two_labs import two_labs
from credence.words import percent
from tests.machine import ROOT

LIBRARY = load_library(ROOT / "data" / "examples" / "two-labs.yaml")
PRIOR, WRONG, CHANCE = 1e-4, 0.01, 1e-6


def by_hand(reports: int) -> tuple[float, float]:
    """P(he left it) and P(the first laboratory was wrong), by summing over all cases."""
    error = (WRONG + (1 - WRONG) * CHANCE) ** reports
    whole = PRIOR + (1 - PRIOR) * error
    first = WRONG * (PRIOR + (1 - PRIOR) * (error / (WRONG + (1 - WRONG) * CHANCE)))
    return PRIOR / whole, first / whole if reports else WRONG


def test_with_the_laboratory_as_a_claim_it_is_bayes():
    """0.99 % after one match; the laboratory's own error is then likely, and less so after two."""
    for found in two_labs(LIBRARY):
        source, wrong = by_hand(found.reports)
        assert source == pytest.approx(found.as_claims, rel=1e-12)
        assert wrong == pytest.approx(found.wrong, rel=1e-12)
    none, one, two = two_labs(LIBRARY)
    assert 0.9901 == pytest.approx(100 * one.as_claims, abs=5e-5)
    assert none.wrong < two.wrong < one.wrong


def test_as_arguments_they_never_confirm_each_other():
    """What was said of soundness beforehand stays, whatever else is reported."""
    none, one, two = two_labs(LIBRARY)
    assert 1 == len({round(each.unsound, 12) for each in (none, one, two)})
    alone = 0.99 * PRIOR * 1e6 / (PRIOR * 1e6 + 1 - PRIOR) + 0.01 * PRIOR
    assert alone == pytest.approx(one.as_arguments, abs=2e-3)
    assert one.as_arguments < two.as_arguments


def test_the_figures_in_the_docs_are_those_of_the_engine():
    """The table of docs/model.md."""
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| (\d)((?: \| [\d.]+ %){4}) \|$", text, re.MULTILINE)
    assert [
        (
            f"{found.reports}",
            "".join(
                f" | {percent(share)}"
                for share in (found.as_arguments, found.unsound, found.as_claims, found.wrong)
            ),
        )
        for found in two_labs(LIBRARY)
    ] == told
