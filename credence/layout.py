"""Where the nodes of a drawn network stand: columns by depth, bands by group, few crossings.

A *layered* drawing (Sugiyama, Tagawa and Toda 1981) puts each node of an acyclic graph into the
column of its *depth*, the longest way from where arrows end or begin, so that every arrow crosses
from one column to another. Here the nodes of one *group* moreover keep to a *band* of rows of their
own. Within its band and column a node stands as near as it can to the mean row of its neighbours;
sweeps from column to column and back settle the order (the barycentre heuristic).

Nothing is drawn at random: the same graph gives the same places, and no two nodes of a column stand
nearer than one row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 12


@dataclass(frozen=True)
class Band:
    """The rows of one group, from ``top`` to ``top + height − 1``."""

    group: str
    top: float
    height: int


@dataclass(frozen=True)
class Layout:
    """Places of nodes: ``places`` are (column, row), rows counted downward from 0."""

    places: dict[str, tuple[int, float]]
    bands: tuple[Band, ...]
    columns: int
    rows: float


def depths(nodes: Sequence[str], edges: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The longest way from each node along its edges; edges with an end outside are left out.

    Raises:
        ValueError: The edges run in a circle.
    """
    after: dict[str, list[str]] = {node: [] for node in nodes}
    waiting = dict.fromkeys(nodes, 0)
    for start, end in edges:
        if start in after and end in after:
            after[end].append(start)
            waiting[start] += 1
    found = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waiting[node]]
    for node in ready:  # grows while it is walked
        for start in after[node]:
            found[start] = max(found[start], found[node] + 1)
            waiting[start] -= 1
            if not waiting[start]:
                ready.append(start)
    if len(ready) < len(nodes):
        raise ValueError("a layered drawing needs edges that do not run in a circle")
    return found


def layered(
    nodes: Sequence[str],
    edges: Iterable[tuple[str, str]],
    groups: Mapping[str, str] | None = None,
    *,
    columns: Mapping[str, int] | None = None,
    gap: float = 0.0,
) -> Layout:
    """Places for the nodes of an acyclic graph.

    Args:
        nodes: In the order that decides where nothing else does.
        edges: (start, end); the end stands in a lower column than the start.
        groups: The group of each node; one group for all by default. Groups come in the order of
            their first nodes.
        columns: The column of each node, where it is not to be its depth.
        gap: Rows left free between bands.

    Raises:
        ValueError: The edges run in a circle.
    """
    known = set(nodes)
    kept = [(a, b) for a, b in edges if a in known and b in known]
    column = dict(columns) if columns is not None else depths(nodes, kept)
    group = dict(groups) if groups is not None else dict.fromkeys(nodes, "")
    cells: dict[tuple[str, int], list[str]] = {}
    for node in nodes:
        cells.setdefault((group[node], column[node]), []).append(node)
    bands, top = [], 0.0
    for name in dict.fromkeys(group[node] for node in nodes):
        height = max(len(cell) for (held, _), cell in cells.items() if held == name)
        bands.append(Band(name, top, height))
        top += height + gap
    near: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in kept:
        near[start].append(end)
        near[end].append(start)
    rows = _rows(cells, {band.group: band for band in bands}, near)
    places = {node: (column[node], rows[node]) for node in nodes}
    return Layout(places, tuple(bands), 1 + max(column.values(), default=-1), max(0.0, top - gap))


def _rows(
    cells: dict[tuple[str, int], list[str]], bands: dict[str, Band], near: dict[str, list[str]]
) -> dict[str, float]:
    rows = {
        node: bands[group].top + place
        for (group, _), cell in cells.items()
        for place, node in enumerate(cell)
    }
    forward = sorted(cells, key=lambda cell: (cell[1], bands[cell[0]].top))
    for sweep in range(SWEEPS):
        for key in forward if sweep % 2 == 0 else reversed(forward):
            cell, band = cells[key], bands[key[0]]
            wanted = {
                node: sum(rows[other] for other in near[node]) / len(near[node])
                if near[node]
                else rows[node]
                for node in cell
            }
            cell.sort(key=wanted.__getitem__)
            places = spaced([wanted[node] - band.top for node in cell], band.height)
            rows |= {node: band.top + place for node, place in zip(cell, places, strict=True)}
    return rows


def spaced(wanted: Sequence[float], height: int) -> list[float]:
    """Places nearest to the wanted ones (ascending) that are one row apart, from 0 to height − 1.

    Least squares: take off one row a place, pool adjacent violators (isotonic regression), clip to
    what is free, and put the rows back.
    """
    pools: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        mean, count = place - index, 1
        while pools and pools[-1][0] >= mean:
            before, held = pools.pop()
            mean, count = (before * held + mean * count) / (held + count), held + count
        pools.append((mean, count))
    free = height - len(wanted)
    level = [mean for mean, count in pools for _ in range(count)]
    return [min(max(each, 0.0), free) + index for index, each in enumerate(level)]
