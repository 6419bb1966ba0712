"""The same update by pgmpy: exact too, for one parameter set at a time.

pgmpy gets the network as the engine has it, noisy-ORs already in chains of small tables, and its
evidence ready made: what is timed is inference alone, the soundness of arguments and the weights of
families cost it nothing.
"""

from collections.abc import Callable

import numpy as np
from pgmpy.factors.discrete import TabularCPD
from pgmpy.inference import VariableElimination
from pgmpy.models import DiscreteBayesianNetwork

from credence import network
from credence.answers import inferences, question_of
from credence.scenario import Scenario


def points(scenario: Scenario) -> Scenario:
    """The scenario at one parameter set: every number at its median, every argument sound."""
    for path, (kind, number) in scenario.numbers().items():
        if path.endswith(".soundness") or ".premises." in path:
            scenario = scenario.with_number(path, 1)
        elif ".undercuts." in path:
            scenario = scenario.with_number(path, 0)
        elif not number.is_point:
            scenario = scenario.with_number(path, number.median(kind))
    return scenario


def updates(scenario: Scenario) -> dict[str, Callable[[], dict[str, float]]]:
    """Ways in which pgmpy can find all claims' credences under a scenario in points, by name."""
    [inference] = inferences(scenario)
    graph = network.network_of(scenario.library)
    question = question_of(scenario)
    weights = {}
    for claim in scenario.library.claim_ids:
        place = graph.places[claim]
        sizes = graph.sizes[place.variable]
        own = weights.setdefault(place.variable, np.ones(sizes))
        if claim in inference.evidence.structure.on_claim:
            own[place.state] = np.exp(inference.evidence.on(claim, question.active)[0])
    plain, observed = _network(inference, graph), _network(inference, graph)
    virtual = []
    for variable, weight in weights.items():
        share = weight / weight.sum()
        virtual.append(TabularCPD(str(variable), len(weight), share[:, None]))
        child = f"evidence_{variable}"
        observed.add_edge(str(variable), child)
        shown = weight / weight.max()
        observed.add_cpds(
            TabularCPD(
                child,
                2,
                [1 - shown, shown],
                evidence=[str(variable)],
                evidence_card=[len(weight)],
            )
        )
    seen = {f"evidence_{variable}": 1 for variable in weights}
    wanted = [str(variable) for variable in weights]

    def one_by_one() -> dict[str, np.ndarray]:
        elimination = VariableElimination(observed)
        return {
            name: elimination.query([name], evidence=seen, show_progress=False).values
            for name in wanted
        }

    def at_once() -> dict[str, np.ndarray]:
        elimination = VariableElimination(observed)
        found = elimination.query(wanted, evidence=seen, joint=False, show_progress=False)
        return {name: found[name].values for name in wanted}

    def virtually() -> dict[str, np.ndarray]:
        elimination = VariableElimination(plain)
        return {
            name: elimination.query([name], virtual_evidence=virtual, show_progress=False).values
            for name in wanted
        }

    def credences(query: Callable[[], dict[str, np.ndarray]]) -> dict[str, float]:
        values = query()
        places = {claim: graph.places[claim] for claim in scenario.library.claim_ids}
        return {c: float(values[str(p.variable)][p.state]) for c, p in places.items()}

    ways = {"observed, one by one": one_by_one, "observed, at once": at_once}
    ways["virtual evidence"] = virtually
    return {name: lambda query=query: credences(query) for name, query in ways.items()}


def _network(inference, graph) -> DiscreteBayesianNetwork:
    """The claims' network: every factor is the table of the last variable in its scope."""
    made = DiscreteBayesianNetwork()
    made.add_nodes_from([str(variable) for variable in range(len(graph.sizes))])
    for factor in graph.factors:
        *parents, child = factor.scope
        made.add_edges_from([(str(parent), str(child)) for parent in parents])
        entries = [float(np.ravel(entry)[0]) for entry in factor.entries(inference.numbers)]
        made.add_cpds(
            TabularCPD(
                str(child),
                graph.sizes[child],
                np.reshape(entries, (-1, graph.sizes[child])).T,
                evidence=[str(parent) for parent in parents],
                evidence_card=[graph.sizes[parent] for parent in parents],
            )
        )
    made.check_model()  # raises where a table is wrong
    return made
