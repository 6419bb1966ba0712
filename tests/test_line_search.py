"""Line search: roots to every digit, wherever places enclose them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.line_search import least, roots


@given(st.floats(-700, 700))
def test_a_root_is_found_to_its_digits(root):
    """A line's root is found from far ends, also where the function is infinite there."""
    assert [root] == pytest.approx(roots(lambda x: 3 * (x - root), [-701, 701]), rel=1e-12)

    def steep(x):
        return math.copysign(math.inf, x - root) if abs(x - root) > 200 else x - root

    assert [root] == pytest.approx(roots(steep, [-1500, 1500]), rel=1e-12, abs=1e-12)


def test_each_neighbouring_pair_of_places_gives_its_root():
    """A parabola meets 0 twice; a root at a place counts once; without a change of sign there is none."""
    assert [-1, 2] == pytest.approx(roots(lambda x: (x + 1) * (x - 2), [-5, 0, 5]))
    assert [0, 1] == roots(lambda x: x * (x - 1), [0, 1])
    assert [] == roots(lambda x: x * x + 1, [-1, 0, 1])
    assert [] == roots(lambda x: math.inf * (x + 2), [-1, 1])


@given(st.floats(0, 1), st.floats(-1, 1))
def test_the_least_place_is_found_next_to_the_lowest(bottom, slope):
    """A parabola's bottom is found to within the precision, at the ends too; what it gives is lowest."""
    steps = [step / 10 for step in range(11)]

    def function(x):
        return (x - bottom) ** 2 + slope * 1e-9 * x

    found = least(function, steps, 1e-3)
    assert bottom == pytest.approx(found, abs=2e-3)
    assert all(function(found) <= function(step) for step in steps)


def test_a_function_that_is_least_at_an_end_costs_one_look_more():
    """A rising line is least at its first place, a falling one at its last."""
    asked = []

    def line(x):
        asked.append(x)
        return asked[0] + x

    assert 0 == least(line, [0, 0.5, 1], 0.01)
    assert [0, 0.5, 1, 0.01] == asked
    assert 1 == least(lambda x: -x, [0, 0.5, 1], 0.01)
