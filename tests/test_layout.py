"""Where nodes stand: no two on each other, arrows from column to column, always the same."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.layout import depths, layered, spaced


@st.composite
def graphs(draw):
    """Nodes in some order, edges that only run from later to earlier ones, and groups."""
    count = draw(st.integers(1, 25))
    nodes = [f"n{k}" for k in range(count)]
    pairs = [(a, b) for a, b in itertools.combinations(range(count), 2)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=40, unique=True)) if pairs else []
    groups = {node: draw(st.sampled_from("abc")) for node in nodes}
    order = draw(st.permutations(nodes))
    return order, [(f"n{b}", f"n{a}") for a, b in chosen], groups


@given(graphs(), st.sampled_from([0.0, 0.7]))
def test_no_two_nodes_overlap_and_each_keeps_to_its_band(graph, gap):
    """Nodes of one column stand a row apart, every one in the rows of its group."""
    nodes, edges, groups = graph
    layout = layered(nodes, edges, groups, gap=gap)
    assert set(nodes) == set(layout.places)
    bands = {band.group: band for band in layout.bands}
    for (one, first), (other, second) in itertools.combinations(layout.places.items(), 2):
        if first[0] == second[0]:
            assert abs(first[1] - second[1]) > 1 - 1e-9, (one, other)
    for name, (column, row) in layout.places.items():
        band = bands[groups[name]]
        assert band.top - 1e-9 <= row <= band.top + band.height - 1 + 1e-9
        assert 0 <= column < layout.columns
    for above, below in itertools.pairwise(layout.bands):
        assert below.top == pytest.approx(above.top + above.height + gap)
    assert layout.rows == pytest.approx(layout.bands[-1].top + layout.bands[-1].height)


@given(graphs())
def test_every_edge_runs_to_a_lower_column_by_the_longest_way(graph):
    """An edge's end stands left of its start, and each depth is reached by some edge."""
    nodes, edges, groups = graph
    places = layered(nodes, edges, groups).places
    for start, end in edges:
        assert places[end][0] < places[start][0]
    for node in nodes:
        below = [places[end][0] for start, end in edges if start == node]
        assert places[node][0] == (max(below) + 1 if below else 0)


@given(graphs())
def test_the_same_graph_gives_the_same_places(graph):
    """Nothing is drawn at random."""
    assert layered(*graph) == layered(*graph)


def test_neighbours_stand_beside_each_other():
    """A pair that would cross is turned round, and a lone objector stands level with its target."""
    places = layered("abxy", [("x", "b"), ("y", "a")]).places
    assert (places["a"][1] < places["b"][1]) == (places["y"][1] < places["x"][1])
    places = layered("abcx", [("x", "b")]).places
    assert places["x"][1] == places["b"][1]


def test_a_circle_is_refused():
    """No column could hold it."""
    with pytest.raises(ValueError, match="circle"):
        depths("ab", [("a", "b"), ("b", "a")])
    assert {"a": 0} == depths("a", [("a", "z")])


@given(st.lists(st.floats(-5, 15), min_size=1, max_size=8), st.integers(0, 6))
def test_places_are_the_nearest_that_are_a_row_apart(wanted, spare):
    """No place that is a row apart and in range lies nearer, by a search in small steps."""
    wanted = sorted(wanted)
    height = len(wanted) + spare
    found = spaced(wanted, height)
    assert all(b - a > 1 - 1e-9 for a, b in itertools.pairwise(found))
    assert found[0] >= 0
    assert found[-1] <= height - 1 + 1e-9

    def loss(places):
        return sum((a - b) ** 2 for a, b in zip(places, wanted, strict=True))

    for first, last in itertools.combinations_with_replacement(range(len(found)), 2):
        for step in (-0.01, 0.01):
            moved = [p + step * (first <= i <= last) for i, p in enumerate(found)]
            apart = all(b - a >= 1 - 1e-12 for a, b in itertools.pairwise(moved))
            if apart and moved[0] >= 0 and moved[-1] <= height - 1:
                assert loss(found) <= loss(moved) + 1e-9
    assert not any(math.isnan(place) for place in found)
