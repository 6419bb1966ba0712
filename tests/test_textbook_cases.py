"""Problems with known answers, from textbooks and published analyses, as libraries.

Each answer was published or follows by hand from Bayes's theorem; ``tests/cases`` holds the figures
with their sources. Two things that these problems keep apart: *virtual evidence* of 4 to 1 on a
claim (a likelihood ratio, what an argument is) and *being 80 % sure* of the claim after all
(Jeffrey's rule): the second swallows the prior, and differs here by a factor of 20.
"""

import csv
import json
import math
from fractions import Fraction
from pathlib import Path

import pytest

from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate
from tests import reference

CASES = Path(__file__).parent / "cases"
EXACT = 1e-12


def read(name):
    """The figures of one file of known cases."""
    return json.loads((CASES / name).read_text())


def library_of(claims, arguments=None, **parts):
    """A library of claims and arguments without their texts; every argument is active."""
    described = {name: {"title": "T", "statement": "S"} | claim for name, claim in claims.items()}
    reasons = {
        name: {"title": "T", "summary": "S", "active": True} | argument
        for name, argument in (arguments or {}).items()
    }
    return Library.model_validate(
        {"id": "known", "version": 1, "title": "T", "claims": described, "arguments": reasons}
        | parts
    )


def posterior(scenario, claim):
    """A claim's posterior estimate."""
    return evaluate(scenario).claims[claim].posterior


# Jaynes: is the batch of widgets bad?


def widgets():
    """Three kinds of batch, and twenty bad widgets as twenty arguments on each kind."""
    known = read("textbook.json")["jaynes"]
    prior_c = Fraction(known["prior_c"])
    odds = Fraction(known["prior_a_against_b"])
    share_a = odds / (1 + odds)
    weights = {"a": share_a * (1 - prior_c), "b": (1 - share_a) * (1 - prior_c), "c": prior_c}
    members = {
        name: {"title": "T", "statement": "S", "weight": float(weight)}
        for name, weight in weights.items()
    }
    bad = {name: float(Fraction(share)) for name, share in known["bad"].items()}
    arguments = {f"bad_{i}": {"bears_on": bad} for i in range(20)}
    batch = {"batch": {"title": "Batch", "members": members}}
    return library_of({}, arguments, alternatives=batch)


WIDGETS = list(csv.DictReader((CASES / "jaynes_widgets.csv").open()))


@pytest.mark.parametrize("row", WIDGETS, ids=lambda row: row["m"])
def test_jaynes_widgets(row):
    """After m bad widgets each kind of batch has the probability and the decibans of the table."""
    scenario = Scenario(widgets()).with_only([f"bad_{i}" for i in range(int(row["m"]))])
    for name, result in evaluate(scenario).claims.items():
        estimate = result.posterior
        assert float(row[f"P_{name.upper()}"]) == pytest.approx(estimate.credence, rel=EXACT)
        decibans = 10 * estimate.log_odds / math.log(10)
        assert float(row[f"dB_{name.upper()}"]) == pytest.approx(decibans, abs=1e-10)


def test_jaynes_resurrection_of_a_dead_hypothesis():
    """The kind that started at one in a million overtakes at the 11th bad widget."""
    known = read("textbook.json")["jaynes"]
    by_count = []
    for count in range(21):
        scenario = Scenario(widgets()).with_only([f"bad_{i}" for i in range(count)])
        claims = evaluate(scenario).claims
        by_count.append({name: claims[name].posterior.credence for name in "abc"})
    overtakes = next(count for count, found in enumerate(by_count) if found["c"] > found["a"])
    assert known["first_m_with_c_over_a"] == overtakes
    assert known["a_peaks_at_m"] == max(range(21), key=lambda count: by_count[count]["a"])


@pytest.mark.parametrize("bad, good, decibans", read("textbook.json")["jaynes"]["two_hypotheses"])
def test_jaynes_two_hypotheses_in_decibans(bad, good, decibans):
    """Each bad widget adds 3 decibans for the bad batch and each good one takes 1 away."""
    shares = {
        name: Fraction(share) for name, share in read("textbook.json")["jaynes"]["bad"].items()
    }
    arguments = {
        f"bad_{i}": {"claim": "a", "lr": float(shares["a"] / shares["b"])} for i in range(bad)
    } | {
        f"good_{i}": {"claim": "a", "lr": float((1 - shares["a"]) / (1 - shares["b"]))}
        for i in range(good)
    }
    estimate = posterior(Scenario(library_of({"a": {"prior": 1 / 11}}, arguments)), "a")
    assert decibans == pytest.approx(10 * estimate.log_odds / math.log(10), abs=1e-12)


# Pearl: the burglar alarm


def alarm():
    """A burglary causes the alarm, and a neighbour's call is uncertain evidence of the alarm."""
    known = read("textbook.json")["pearl_alarm"]
    rows = {"0": float(known["alarm_if_none"]), "1": float(known["alarm_if_burglary"])}
    claims = {
        "burglary": {"prior": float(known["prior"])},
        "alarm": {"parents": ["burglary"], "table": rows},
    }
    return library_of(claims, {"call": {"claim": "alarm", "lr": known["virtual_ratio"]}})


def test_pearl_alarm_heard():
    """With the alarm taken as settled, the burglary has 95 in 10,094."""
    expected = Fraction(read("textbook.json")["pearl_alarm"]["burglary_if_alarm"])
    scenario = Scenario(alarm()).with_only([]).with_supposition("alarm", value=True)
    assert float(expected) == pytest.approx(posterior(scenario, "burglary").credence, rel=EXACT)


def test_pearl_virtual_evidence():
    """A call that is four times likelier with the alarm gives the burglary 35 in 93,662."""
    expected = Fraction(read("textbook.json")["pearl_alarm"]["burglary_if_virtual"])
    actual = posterior(Scenario(alarm()), "burglary").credence
    assert float(expected) == pytest.approx(actual, rel=EXACT)


def test_jeffreys_rule_is_something_else():
    """Being 80 % sure of the alarm, whatever its prior, mixes two suppositions: 20 times as much."""
    known = read("textbook.json")["pearl_alarm"]
    sure = float(known["jeffrey_alarm"])
    silent = Scenario(alarm()).with_only([])
    if_alarm, if_none = (
        posterior(silent.with_supposition("alarm", value), "burglary").credence
        for value in (True, False)
    )
    by_jeffrey = sure * if_alarm + (1 - sure) * if_none
    assert float(Fraction(known["burglary_if_jeffrey"])) == pytest.approx(by_jeffrey, rel=EXACT)
    assert by_jeffrey / posterior(Scenario(alarm()), "burglary").credence > 20


# Carlsmith: a product of premises


@pytest.mark.parametrize(
    "row",
    list(csv.DictReader((CASES / "carlsmith_premises.csv").open())),
    ids=lambda row: row["reviewer"],
)
def test_carlsmith_premises(row):
    """A chain of required claims has the product of its premises, and so has a table of premises."""
    expected = float(Fraction(row["product_exact"]))
    premises = {name: float(p) for name, p in list(row.items())[1:7]}
    assert expected == pytest.approx(math.prod(premises.values()), rel=EXACT)
    claims, earlier = {}, []
    for name, probability in premises.items():
        claims[name] = {"prior": probability} | ({"requires": earlier} if earlier else {})
        earlier = [name]
    last = posterior(Scenario(library_of(claims)), earlier[0])
    assert expected == pytest.approx(last.credence, rel=EXACT)
    everything = {f"p{i}": {"prior": p} for i, p in enumerate(premises.values())}
    everything["all"] = {"prior": 1, "requires": list(everything)}
    assert expected == pytest.approx(
        posterior(Scenario(library_of(everything)), "all").credence, rel=EXACT
    )


# The origin of SARS-CoV-2, as odds alone


def origin(analysis):
    """One claim with prior odds, and an argument for each published ratio."""
    odds = Fraction(analysis["prior_odds"])
    ratios = {"shop": "1"} | analysis["ratios"]
    arguments = {
        name: {"claim": "leak", "lr": float(Fraction(ratio))} for name, ratio in ratios.items()
    }
    return library_of({"leak": {"prior": float(odds / (1 + odds))}}, arguments)


@pytest.mark.parametrize(
    "analysis", read("covid_origins.json")["analyses"], ids=lambda analysis: analysis["person"]
)
def test_covid_origin_odds(analysis):
    """Prior odds times the published ratios are the posterior odds."""
    estimate = posterior(Scenario(origin(analysis)), "leak")
    expected = float(Fraction(analysis["posterior_odds"]))
    assert expected == pytest.approx(estimate.credence / estimate.complement, rel=EXACT)
    assert analysis["decibans"] == pytest.approx(10 * estimate.log_odds / math.log(10), abs=1e-10)
    assert analysis["probability"] == pytest.approx(estimate.credence, rel=EXACT)


@pytest.mark.parametrize(
    "row", read("covid_origins.json")["sensitivity"]["rows"], ids=lambda row: row["change"]
)
def test_covid_origin_changed_numbers(row):
    """A changed or dropped ratio, or another prior, changes the posterior odds by its factor."""
    known = read("covid_origins.json")
    person = known["sensitivity"]["person"]
    analysis = next(a for a in known["analyses"] if a["person"] == person)
    scenario = Scenario(origin(analysis)).with_toggles(dict.fromkeys(row.get("off", []), False))
    for name, ratio in row.get("set", {}).items():
        scenario = scenario.with_number(f"arguments.{name}.lr", ratio.replace("/", ":"))
    if "prior_odds" in row:
        odds = Fraction(row["prior_odds"])
        scenario = scenario.with_number("claims.leak.prior", float(odds / (1 + odds)))
    estimate = posterior(scenario, "leak")
    expected = float(Fraction(row["posterior_odds"]))
    assert expected == pytest.approx(estimate.credence / estimate.complement, rel=EXACT)


def test_covid_origin_natural_logarithms():
    """Log-odds add up: −4.2 and the logarithms of four ratios make 6.5."""
    known = read("covid_origins.json")["weissman"]
    prior = 1 / (1 + math.exp(-known["log_prior_odds"]))
    arguments = {
        name: {"claim": "leak", "lr": math.exp(value)}
        for name, value in known["log_ratios"].items()
    }
    estimate = posterior(Scenario(library_of({"leak": {"prior": prior}}, arguments)), "leak")
    assert known["log_posterior_odds"] == pytest.approx(estimate.log_odds, abs=EXACT)
    assert known["probability"] == pytest.approx(estimate.credence, rel=EXACT)


def test_covid_origin_one_ratio_decides():
    """With the market cluster at 2 in place of 500, the odds turn from 1 in 17 to 16 to 1."""
    known = read("covid_origins.json")["alexander"]
    published = 10 ** known["log10_posterior_odds"]
    strength = known["market_cluster_against_leak"]
    prior_odds = published * strength
    library = library_of(
        {"leak": {"prior": prior_odds / (1 + prior_odds)}},
        {"market_cluster": {"claim": "leak", "lr": f"1:{strength}"}},
    )
    scenario = Scenario(library)
    estimate = posterior(scenario, "leak")
    assert known["probability_of_natural_origin"] == pytest.approx(estimate.complement, rel=EXACT)
    weak = f"1:{known['market_cluster_if_weak']}"
    estimate = posterior(scenario.with_number("arguments.market_cluster.lr", weak), "leak")
    expected = known["posterior_odds_if_weak"]
    assert expected == pytest.approx(estimate.credence / estimate.complement, rel=EXACT)


# Russell and Norvig: fever


def fever(priors, leak):
    """Fever as a noisy-OR of cold, flu and malaria."""
    inhibitions = read("noisy_or.json")["inhibitions"]
    causes = {name: float(1 - Fraction(share)) for name, share in inhibitions.items()}
    claims = {name: {"prior": prior} for name, prior in priors.items()}
    return library_of(claims | {"fever": {"prior": leak, "causes": causes}})


@pytest.mark.parametrize(
    "row", read("noisy_or.json")["table"], ids=lambda row: "".join(map(str, row[:3]))
)
def test_fever_given_its_causes(row):
    """With the causes settled, the noisy-OR has the book's table, both columns."""
    scenario = Scenario(fever(dict.fromkeys(("cold", "flu", "malaria"), 0.5), 0))
    for name, present in zip(("cold", "flu", "malaria"), row, strict=False):
        scenario = scenario.with_supposition(name, bool(present))
    estimate = posterior(scenario, "fever")
    assert row[3:] == pytest.approx([estimate.credence, estimate.complement], rel=EXACT)


def test_fever_with_a_leak():
    """With uncertain causes and a leak of 0.05, fever has 0.23780208; seeing it makes flu likelier."""
    known = read("noisy_or.json")["leaky"]
    priors = {name: float(Fraction(prior)) for name, prior in known["priors"].items()}
    scenario = Scenario(fever(priors, float(Fraction(known["leak"]))))
    assert known["P_fever"] == pytest.approx(posterior(scenario, "fever").credence, rel=EXACT)
    seen = scenario.with_supposition("fever", value=True)
    by_hand = reference.credences(seen)
    for name, result in evaluate(seen).claims.items():
        assert float(by_hand[name].credence) == pytest.approx(result.posterior.credence, rel=EXACT)
    assert posterior(seen, "flu").credence > 3 * priors["flu"]
