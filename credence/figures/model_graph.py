"""The calculator's PyMC model as a drawn graph: what is given, what is drawn, what follows from it.

An arrow runs from a variable to one that is computed from it. What is *given* (numbers, toggles,
suppositions: data to PyMC) is a hollow square, what is *random* a filled circle, what is *computed* a
hollow circle; the credences before and after the arguments stand out at the right.
"""

from collections.abc import Mapping

import plotly.graph_objects as go

from credence.checks import ModelVariable
from credence.figures.network import Arrow, Node, network_figure
from credence.figures.text import escape
from credence.figures.theme import palette
from credence.layout import layered
from credence.words.plain import counted, listed

KINDS: dict[str, str] = {"given": "given", "random": "drawn at random", "computed": "computed"}
_OUTCOMES = ("prior", "posterior")


def title_of(name: str) -> str:
    """A variable's name as words."""
    return name.replace("_", " ")


def model_graph_figure(graph: Mapping[str, ModelVariable], *, dark: bool = False) -> go.Figure:
    """Draw what follows from what; ``graph`` is by variable."""
    colours = palette(dark=dark)
    symbols = {
        "given": ("square-open", colours.faint_text),
        "random": ("circle", colours.prior),
        "computed": ("circle-open", colours.posterior),
    }
    edges = [(parent, name) for name, held in graph.items() for parent in held.parents]
    nodes = {
        name: Node(
            title_of(name),
            *symbols[held.kind],
            f"{escape(title_of(name), 60)}: {KINDS[held.kind]}",
            size=12,
            strong=name in _OUTCOMES,
        )
        for name, held in graph.items()
    }
    arrows = [Arrow(start, end, 1.2, "solid", colours.faint_text) for start, end in edges]
    places = layered(list(graph), edges)
    return network_figure(places, nodes, arrows, colours, reverse=True, wrap=11, lines=3)


def model_graph_alt(graph: Mapping[str, ModelVariable]) -> str:
    """Say what `model_graph_figure` shows."""
    kinds = [
        f"{counted(sum(held.kind == kind for held in graph.values()), 'variable')} {said}"
        for kind, said in KINDS.items()
    ]
    said = [f"Graph of the model: {listed(kinds)}."]
    said += [
        f"{title_of(name).capitalize()} follows from {listed(map(title_of, graph[name].parents), 8)}."
        for name in (*_OUTCOMES, "evidence", "sound")
        if name in graph and graph[name].parents
    ]
    return " ".join(said)


def model_graph_rows(graph: Mapping[str, ModelVariable]) -> list[dict[str, str]]:
    """The same as a table."""
    return [
        {
            "Variable": name,
            "What it is": KINDS[held.kind],
            "Follows from": ", ".join(held.parents) or "nothing",
        }
        for name, held in graph.items()
    ]
