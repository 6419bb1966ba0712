"""Line search: roots to every digit, wherever places enclose them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.line_search import roots


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
