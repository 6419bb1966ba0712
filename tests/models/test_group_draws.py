"""A group's draws: their checks, and the file that holds them."""

import math

import arviz_stats
import numpy as np
import pytest
import xarray as xr

from credence.checks import DENSITY_EDGES, SENSITIVE
from credence.groups.posterior import Posterior
from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN
from credence.groups.statistics import statistics_of
from models.group import group_model, sample_group
from models.group_draws import group_bytes, group_checks, group_tree

CHAINS, DRAWS = 4, 2_000


def drawn(chains=CHAINS, shift=0.0):
    """A group of which nothing was learnt: draws of the prior, one chain's μ off by ``shift``."""
    random = np.random.default_rng(1)
    count = CHAINS * DRAWS
    mu = MU_SD * random.standard_normal((count, 2))
    mu[:DRAWS] += shift * MU_SD
    return Posterior(
        ("a", "b"),
        mu,
        TAU_MEDIAN * np.exp(TAU_LOG_SD * random.standard_normal((count, 2))),
        SIGMA_SD * abs(random.standard_normal(count)),
        np.full(2, 900.0),
        1e-6 * np.random.default_rng(2).standard_normal(count),  # nearly flat
        {"rhat_max": None, "ess_min": 900.0, "divergences": 1, "method": "made up", "draws": count},
        chains,
        np.arange(count) == 7,
    )


def test_where_nothing_was_learnt_every_number_keeps_its_prior():
    """On its own scale each number is standard normal, σ too, and the chains agree."""
    checks = group_checks(drawn())
    assert {"mu.a", "mu.b", "tau.a", "tau.b", "sigma"} == set(checks)
    edges = np.array(DENSITY_EDGES)
    middles = (edges[:-1] + edges[1:]) / 2
    for check in checks.values():
        error = 4 / math.sqrt(CHAINS * DRAWS)
        assert 0 == pytest.approx(middles @ check.density, abs=error)
        assert 1 == pytest.approx(middles**2 @ check.density, abs=2 * error)
        assert check.rhat < 1.01
        assert [DRAWS] * CHAINS == [sum(chain) for chain in check.ranks]


def test_a_chain_that_lies_apart_is_seen():
    """Its R-hat is too large, and its number comes first."""
    checks = group_checks(drawn(shift=1.0))
    assert {"mu.a", "mu.b"} == set(list(checks)[:2])
    assert next(iter(checks.values())).rhat > 1.05


def test_weighted_draws_have_no_chains_to_compare():
    """Then there is neither R-hat nor rank, and the weights' effective size stands for all."""
    for check in group_checks(drawn(chains=1)).values():
        assert math.isnan(check.rhat)
        assert () == check.ranks
        assert 900 == check.bulk == check.tail


def test_without_an_answer_all_hangs_on_the_prior():
    """A flat likelihood changes nothing if it counts more; the prior changes everything."""
    for check in group_checks(drawn()).values():
        assert 0 == pytest.approx(check.to_stated, abs=1e-4)
        assert check.to_held > SENSITIVE


def test_what_the_answers_say_hangs_on_them():
    """Four hundred agreeing people outweigh the prior; of four who differ it is heard."""
    many, few = (
        group_checks(sample_group(statistics_of(rows(people)), ("a", "b"), seed=2))
        for people in (400, 4)
    )
    assert all(check.to_held < SENSITIVE for name, check in many.items() if name[0] == "m")
    assert all(check.to_stated > SENSITIVE for name, check in many.items() if name[0] == "m")
    assert max(check.to_held for check in few.values()) > SENSITIVE


def rows(people):
    """Log ratios of made-up people on two arguments."""
    return np.random.default_rng(4).normal((0.5, -1.0), 0.8, (people, 2))


def test_the_file_s_densities_are_those_of_the_model():
    """Up to a constant its prior and likelihood are the PyMC model's, draw by draw."""
    held = statistics_of(rows(6))
    found = sample_group(held, ("a", "b"), seed=1)
    tree = group_tree(found)
    log_prior = sum(
        tree.log_prior[name].sum([dim for dim in tree.log_prior[name].dims if dim == "argument"])
        for name in ("mu", "tau", "sigma")
    )
    total = (log_prior + tree.log_likelihood.answers).to_numpy().ravel()
    model = group_model(held)
    density = model.compile_logp(jacobian=False)
    names = [variable.name for variable in model.value_vars]
    apart = []
    for draw in range(0, len(total), 500):
        spreads = {"tau": np.log(found.tau[draw]), "sigma": np.log(found.sigma[draw])}
        values = {"mu": found.mu[draw]} | spreads
        point = {name: values[name.split("_")[0]] for name in names}
        apart.append(float(density(point)) - total[draw])
    assert len(apart) == 8
    assert max(apart) == pytest.approx(min(apart), abs=1e-9)


def test_the_draws_can_be_taken_along(tmp_path):
    """The file holds every draw by chain, draws of the prior, and which ones went astray."""
    held = drawn()
    file = tmp_path / "group.nc"
    file.write_bytes(group_bytes(held))
    tree = xr.open_datatree(file, engine="h5netcdf")
    np.testing.assert_array_equal(held.mu.reshape(CHAINS, DRAWS, 2), tree.posterior.mu.to_numpy())
    np.testing.assert_array_equal(held.sigma, tree.posterior.sigma.to_numpy().ravel())
    assert ["a", "b"] == tree.posterior.argument.to_numpy().tolist()
    assert 1 == int(tree.sample_stats.diverging.sum())
    again = arviz_stats.psense(tree)["sigma"]
    assert group_checks(held)["sigma"].to_held == pytest.approx(float(again), rel=1e-9)
    assert MU_SD == pytest.approx(float(tree.prior.mu.std()), rel=0.1)
    assert "made up" == tree.attrs["method"]
