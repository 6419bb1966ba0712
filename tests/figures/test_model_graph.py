"""The model's graph as a picture, its words and its table."""

from credence.checks import ModelVariable
from credence.figures.model_graph import model_graph_alt, model_graph_figure, model_graph_rows

GRAPH = {
    "active": ModelVariable("given", ()),
    "sound": ModelVariable("computed", ("active", "soundness_draw")),
    "soundness_draw": ModelVariable("random", ()),
    "prior": ModelVariable("computed", ()),
    "posterior": ModelVariable("computed", ("prior", "sound")),
}


def test_every_variable_stands_left_of_what_follows_from_it():
    """Arrows run to the right, from column to column, and each kind has a mark of its own."""
    data = model_graph_figure(GRAPH).data
    nodes = data[-1]
    at = dict(zip(GRAPH, nodes.x, strict=True))
    assert all(at[parent] < at[name] for name, held in GRAPH.items() for parent in held.parents)
    marks = dict(zip(GRAPH, nodes.marker.symbol, strict=True))
    assert ("square-open", "circle", "circle-open") == (
        marks["active"],
        marks["soundness_draw"],
        marks["posterior"],
    )
    assert 4 == len(data[1].x)


def test_the_words_count_the_kinds_and_name_what_the_outcome_follows_from():
    """Who cannot see the picture hears what it shows."""
    said = model_graph_alt(GRAPH)
    assert "one variable given, one variable drawn at random and three variables computed" in said
    assert "Posterior follows from prior and sound." in said
    assert {
        "Variable": "sound",
        "What it is": "computed",
        "Follows from": "active, soundness_draw",
    } in model_graph_rows(GRAPH)
