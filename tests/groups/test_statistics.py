"""Sufficient statistics hold all that the answers say, however they were cut into parts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.groups.statistics import Statistics, merged, statistics_of


def answers(people, size, seed, missing=0.3, unsure=0.2):
    """Random log LRs with missing ones and with some intervals."""
    draw = np.random.default_rng(seed)
    rows = draw.normal(1, 2, (people, size))
    rows[draw.random((people, size)) < missing] = np.nan
    deviations = np.where(draw.random((people, size)) < unsure, draw.random((people, size)), 0.0)
    return rows, np.where(np.isnan(rows), 0, deviations)


def moments(found: Statistics):
    """Each argument's number of answers, sum, and each pair's sum of products, from all parts."""
    rows = np.nan_to_num(found.rows)
    products = found.scatter + found.count[:, None, None] * (
        found.mean[:, :, None] * found.mean[:, None, :]
    )
    return (
        found.answers(),
        found.count @ found.mean + rows.sum(0),
        products.sum(0) + rows.T @ rows,
    )


@given(st.integers(0, 60), st.integers(1, 5), st.integers(0, 10**6), st.floats(0, 1))
def test_counts_sums_and_products_are_those_of_the_answers(people, size, seed, missing):
    """First and second moments equal those computed straight from the table."""
    rows, deviations = answers(people, size, seed, missing)
    found = statistics_of(rows, deviations)
    filled = np.nan_to_num(rows)
    count, total, products = moments(found)
    assert (~np.isnan(rows)).any(axis=1).sum() == found.people
    assert list((~np.isnan(rows)).sum(0)) == list(count)
    assert pytest.approx(filled.sum(0), abs=1e-9) == total
    assert pytest.approx(filled.T @ filled, abs=1e-8) == products


@given(st.integers(1, 200), st.integers(1, 40), st.integers(0, 10**6))
def test_merging_parts_gives_what_the_whole_gives(people, part, seed):
    """However the people are cut into parts, the moments are the same but for rounding."""
    rows, deviations = answers(people, 3, seed, missing=0.2, unsure=0.05)
    cut = [
        statistics_of(rows[at : at + part], deviations[at : at + part])
        for at in range(0, people, part)
    ]
    for one, other in zip(
        moments(merged(cut)), moments(statistics_of(rows, deviations)), strict=True
    ):
        assert pytest.approx(other, abs=1e-8) == one


def test_people_who_answered_everything_cost_nothing_more():
    """Ten thousand people without gaps or intervals are one pattern and no row."""
    rows, _ = answers(10_000, 4, 1, missing=0)
    found = merged([statistics_of(rows[:6_000]), statistics_of(rows[6_000:])])
    assert (1, 4) == found.mean.shape
    assert 0 == len(found.rows)
    assert pytest.approx(np.cov(rows.T) * 9_999, rel=1e-12) == found.scatter[0]


def test_a_pattern_that_is_rare_in_each_part_is_summed_in_the_end():
    """Rows join the sums of their pattern once the parts are together."""
    rows, _ = answers(64, 2, 1, missing=0)
    found = merged([statistics_of(rows[at : at + 1]) for at in range(64)])
    assert 0 == len(found.rows)
    assert 64 == found.people


def test_the_same_parts_give_the_same_digits():
    """Merging is a function of the parts in their order."""
    rows, deviations = answers(500, 4, 3)
    parts = [
        statistics_of(rows[at : at + 50], deviations[at : at + 50]) for at in range(0, 500, 50)
    ]
    one, other = merged(parts), merged([*parts])
    assert one.scatter.tobytes() == other.scatter.tobytes()
    assert one.rows.tobytes() == other.rows.tobytes()


def test_some_arguments_can_be_taken_out():
    """Choosing columns of the statistics is choosing columns of the answers, then reducing."""
    rows, deviations = answers(300, 4, 5)
    found = statistics_of(rows, deviations).columns([2, 0])
    for one, other in zip(
        moments(found), moments(statistics_of(rows[:, [2, 0]], deviations[:, [2, 0]])), strict=True
    ):
        assert pytest.approx(other, abs=1e-8) == one
