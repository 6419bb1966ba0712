"""Soundness, undercuts and families, by formula."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from credence import evidence
from credence.parameters import DrawnParameters, stack
from tests import strategies
from tests.small import small

LIBRARY = small(
    {"c": {"prior": 0.5}, "d": {"prior": 0.5}},
    {
        "a": {"claim": "c", "lr": 2, "family": "f", "premises": {"p": 0.5}},
        "b": {"claim": "c", "lr": 4, "family": "f", "undercuts": {"a": 0.5}},
        "u": {"undercuts": {"b": 1}},
        "e": {"bears_on": {"c": 8, "d": 2}, "family": "lone"},
    },
    families={name: {"title": "F", "overlap": 0.5} for name in ("f", "lone")},
)


def test_how_arguments_hang_together():
    """Undercuts reach through each other; a family of one shares with nobody."""
    structure = evidence.structure_of(LIBRARY)
    assert {"a": ("b",), "b": ("u",), "u": (), "e": ()} == structure.undercutters
    assert {"a": {"b", "u"}, "b": {"u"}, "u": set(), "e": set()} == structure.reach
    assert ["a", "b"] == [ratio.argument for ratio in structure.families["c"]["f"]]
    assert ["e"] == [ratio.argument for ratio in structure.alone["c"]]
    assert {"c": {"a", "b", "u", "e"}, "d": {"e"}} == structure.relevant
    assert "arguments.e.bears_on.d" == structure.on_claim["d"][0].path
    assert ("arguments.a.soundness", "arguments.a.premises.p") == structure.premises["a"]


@given(strategies.libraries())
def test_undercutters_come_first(library):
    """In the order of evaluation each argument stands after all that undercut it."""
    structure = evidence.structure_of(library)
    place = {name: index for index, name in enumerate(structure.order)}
    for name, others in structure.undercutters.items():
        assert all(place[other] < place[name] for other in others)


@example(0.5, [(-1.0, True), (-2.0, True), (3.0, True), (2.5, False), (1.0, True)])
@given(
    st.integers(0, 8).map(lambda eighths: eighths / 8),
    st.lists(
        st.tuples(st.integers(-40, 40).map(lambda n: n / 8), st.booleans()), min_size=1, max_size=6
    ),
)
def test_the_kth_strongest_of_a_sign_weighs_the_kth_power(overlap, members):
    """A family's total is Σ (1 − ρ)ᵏ·log LR over its sound members, each sign by itself."""
    expected = 0.0
    for positive in (True, False):
        group = [log for log, sound in members if sound and log and (log > 0) == positive]
        for rank, log in enumerate(sorted(group, key=abs, reverse=True)):
            expected += (1 - overlap) ** rank * log
    order, logs = evidence.strongest_first(np, [np.array([log]) for log, _ in members])
    sound = np.array([[sound] for _, sound in members])[order[:, 0]]
    found = evidence.family_total(np, overlap, sound, logs, len(members))
    assert expected == pytest.approx(float(found[0]), abs=1e-12)


def test_strength_is_ordered_draw_by_draw():
    """Which member is strongest may differ between draws; equals keep their order."""
    order, logs = evidence.strongest_first(np, [np.array([1.0, -3.0, 2.0]), np.array([-2.0])])
    assert [[1, 0, 0], [0, 1, 1]] == order.tolist()
    assert [[-2, -3, 2], [1, -2, -2]] == logs.tolist()


@pytest.mark.parametrize("undercut, share", [(None, 0.5), (False, 0.5), (True, 0.25)])
def test_a_sound_undercut_leaves_what_it_spares(undercut, share):
    """Soundness is own times premises, times 1 − strength where the undercutter is sound."""
    numbers = DrawnParameters(LIBRARY, LIBRARY.numbers, 0, 4096)
    structure = evidence.structure_of(LIBRARY)
    given_sound = None if undercut is None else np.array([undercut])
    found = evidence.is_sound(np, numbers, structure, "a", lambda _: given_sound)
    assert share == found.mean()


def test_points_are_one_draw_and_intervals_are_all():
    """A point has shape (1,), an interval (draws,); p and 1 − p are held apart."""
    library = small(
        {"c": {"prior": 1e-30}, "d": {"prior": {"low": 0.1, "high": 0.2}}},
        {"a": {"claim": "c", "lr": "2..8"}, "b": {"claim": "c", "lr": 1}},
    )
    numbers = DrawnParameters(library, library.numbers, 0, 128)
    assert ([1e-30], [1.0]) == tuple(x.tolist() for x in numbers.pair("claims.c.prior"))
    assert (128,) == numbers.pair("claims.d.prior")[1].shape
    assert math.log(4) == pytest.approx(np.median(numbers.log_ratio("arguments.a.lr")), abs=0.02)
    assert (False, True) == tuple(numbers.is_silent(f"arguments.{a}.lr") for a in "ab")
    assert (2, 2, 128) == stack([0.0, 1.0, np.zeros(128), np.ones(1)], (2, 2)).shape


def test_a_block_is_a_part_of_the_whole():
    """The draws of a block are those of the whole at the same places."""
    library = small({"c": {"prior": {"low": 0.1, "high": 0.2}}}, {"a": {"claim": "c", "lr": 2}})
    whole = DrawnParameters(library, library.numbers, 0, 256)
    block = DrawnParameters(library, library.numbers, 0, 256, slice(64, 128))
    for name in (0, 1):
        both = (p.pair("claims.c.prior")[name] for p in (whole, block))
        assert np.array_equal(next(both)[64:128], next(both))
    assert np.array_equal(whole.uniform("a")[64:128], block.uniform("a"))


def test_shares_of_weights_sum_to_one():
    """Weights count by their ratio alone, also where plain numbers would overflow."""
    library = small(None, None, {"g": {"x": 1e308, "y": 1e308, "z": 0}})
    found = DrawnParameters(library, library.numbers, 0, 64).shares(
        [f"claims.{m}.weight" for m in "xyz"]
    )
    assert [0.5, 0.5, 0] == [float(share[0]) for share in found]
