"""The engine against pgmpy, a library for Bayesian networks written by others.

The claims become pgmpy's tables, a set of alternatives one variable with as many states, a
supposition *hard* evidence (the variable is observed), and an argument *virtual* evidence (only a
likelihood ratio on the variable is known). pgmpy knows nothing of soundness, families or draws:
every soundness here is 0 or 1.
"""

import itertools
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination
from pgmpy.models import DiscreteBayesianNetwork

from credence.library import Library
from credence.scenario import Scenario
from credence.update import evaluate
from tests import reference, strategies
from tests.strategies import many_cases

CASES = Path(__file__).parent / "cases"
AGREED = 1e-9
"""Relative difference in probability; pgmpy holds p alone, so a tiny 1 − p loses its digits."""


def table(name, parents, true_in_row):
    """A binary variable's table from P(true) as a function of its parents' truth values."""
    rows = itertools.product((0, 1), repeat=len(parents))
    true = np.array([true_in_row(dict(zip(parents, row, strict=True))) for row in rows])
    if not parents:
        return TabularCPD(name, 2, [[1 - true[0]], [true[0]]])
    return TabularCPD(
        name, 2, [1 - true, true], evidence=list(parents), evidence_card=[2] * len(parents)
    )


def claim_table(library, values, name):
    """The table of a claim that is no member of alternatives."""
    claim = library.claims[name]

    def true_in_row(state):
        if claim.table:
            row = "".join(str(state[parent]) for parent in claim.parents)
            return values[f"claims.{name}.table.{row}"]
        if not all(state[required] for required in claim.requires):
            return 0.0
        failing = [1 - values[f"claims.{name}.causes.{c}"] for c in claim.causes if state[c]]
        return 1 - (1 - values[f"claims.{name}.prior"]) * math.prod(failing)

    return table(name, library.parents_of(name), true_in_row)


def group_tables(library, values, group):
    """One variable with a state for none and one for each member, and the members that read it."""
    record = library.alternatives[group]
    members = list(record.members)
    weights = np.array([values[f"claims.{name}.weight"] for name in members])
    met = np.array([0.0, *(weights / weights.sum())])
    unmet = np.array([1.0, *np.zeros(len(members))])
    rows = list(itertools.product((0, 1), repeat=len(record.requires)))
    columns = np.array([met if all(row) else unmet for row in rows]).T
    parents = {"evidence": list(record.requires), "evidence_card": [2] * len(record.requires)}
    states = len(members) + 1
    yield TabularCPD(f"one_of_{group}", states, columns, **(parents if record.requires else {}))
    for position, name in enumerate(members, start=1):
        true = np.eye(states)[position]
        yield TabularCPD(
            name, 2, [1 - true, true], evidence=[f"one_of_{group}"], evidence_card=[states]
        )


def network_of(scenario):
    """The claims of a scenario in points as a pgmpy network."""
    library = scenario.library
    values = {path: number.low for path, (_, number) in scenario.numbers().items()}
    tables = [claim_table(library, values, name) for name in library.claims]
    for group in library.alternatives:
        tables += group_tables(library, values, group)
    network = DiscreteBayesianNetwork()
    network.add_nodes_from([each.variable for each in tables])
    network.add_edges_from(
        [(parent, each.variable) for each in tables for parent in each.variables[1:]]
    )
    network.add_cpds(*tables)
    assert network.check_model()
    return network


def ratios_of(scenario):
    """The combined likelihood ratio on each claim, where every soundness is 0 or 1."""
    values = reference.points(scenario)
    [(sound, chance)] = reference.patterns(scenario.library, values, scenario.active)
    assert chance == 1
    return {
        claim: math.exp(
            reference.log_evidence(scenario.library, values, claim, sound, scenario.scepticism)
        )
        for claim in scenario.library.claim_ids
    }


def queried(scenario):
    """Every claim's credence by variable elimination."""
    network = network_of(scenario)
    observed = {claim: int(value) for claim, value in scenario.suppose.items()}
    virtual = [
        TabularCPD(claim, 2, [[1 / (1 + ratio)], [ratio / (1 + ratio)]])
        for claim, ratio in ratios_of(scenario).items()
        if ratio != 1 and claim not in observed
    ]
    found = {claim: float(value) for claim, value in observed.items()}
    for claim in scenario.library.claim_ids:
        if claim not in observed:
            elimination = VariableElimination(network.copy())
            answer = elimination.query(
                [claim], evidence=observed, virtual_evidence=virtual or None, show_progress=False
            )
            found[claim] = float(answer.values[1])
    return found


def asia():
    """The network Asia as a library: every claim a table of its parents."""
    known = json.loads((CASES / "asia.json").read_text())
    claims = {}
    for name, parents in known["parents"].items():
        rows = {row.replace(",", ""): float(p) for row, p in known["tables"][name].items()}
        described = {"title": name, "statement": name}
        claims[name] = described | (
            {"parents": parents, "table": rows} if parents else {"prior": rows[""]}
        )
    return Library.model_validate({"id": "asia", "version": 1, "title": "Asia", "claims": claims})


def _queries():
    known = json.loads((CASES / "asia.json").read_text())["queries"]
    return [
        pytest.param(
            q, id=f"{q['target']}-" + "-".join(f"{k}{v}" for k, v in q["evidence"].items())
        )
        for q in known
    ]


@pytest.mark.parametrize("query", _queries())
def test_asia(query):
    """Each known answer about Asia is met to 1e-12, and pgmpy gives all other claims' too."""
    scenario = Scenario(asia())
    for claim, value in query["evidence"].items():
        scenario = scenario.with_supposition(claim, bool(value))
    claims = evaluate(scenario).claims
    expected = Fraction(query["exact"])
    assert float(expected) == pytest.approx(claims[query["target"]].posterior.credence, rel=1e-12)
    for claim, credence in queried(scenario).items():
        assert credence == pytest.approx(claims[claim].posterior.credence, rel=AGREED)


def test_sprinkler():
    """Wet grass makes rain and sprinkler likely; pgmpy agrees for every set of suppositions."""
    described = {"title": "T", "statement": "S"}
    library = Library.model_validate(
        {
            "id": "sprinkler",
            "version": 1,
            "title": "Sprinkler",
            "claims": {
                "cloudy": described | {"prior": 0.5},
                "sprinkler": described | {"parents": ["cloudy"], "table": {"0": 0.5, "1": 0.1}},
                "rain": described | {"parents": ["cloudy"], "table": {"0": 0.2, "1": 0.8}},
                "wet": described
                | {
                    "parents": ["sprinkler", "rain"],
                    "table": {"00": 0, "01": 0.9, "10": 0.9, "11": 0.99},
                },
            },
        }
    )
    for truth in itertools.product((None, False, True), repeat=4):
        scenario = Scenario(library)
        for claim, value in zip(library.claim_ids, truth, strict=True):
            scenario = scenario.with_supposition(claim, value)
        if scenario.suppose.get("wet") and truth[1:3] == (False, False):
            continue
        claims = evaluate(scenario).claims
        for claim, credence in queried(scenario).items():
            assert credence == pytest.approx(claims[claim].posterior.credence, rel=AGREED)


@many_cases
@given(strategies.cases(unsure=False))
def test_random_libraries(scenario):
    """Libraries in points, of every kind of claim, agree with pgmpy on every claim."""
    try:
        reference.credences(scenario)
    except reference.ImpossibleError:
        return
    claims = evaluate(scenario).claims
    for claim, credence in queried(scenario).items():
        assert credence == pytest.approx(claims[claim].posterior.credence, rel=AGREED, abs=1e-15)
