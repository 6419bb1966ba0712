"""The checks that the page on diagnostics shows."""

import numpy as np
import pytest
import xarray as xr

from credence.checks import Agreement, ModelVariable
from credence.files import load_library
from credence.reconciliation import reconcile
from credence.scenario import Scenario
from models.checks import agreement, checks_of, graph_of, rank_counts
from models.reconcile_file import netcdf_bytes

TEACHING = Scenario(load_library("teaching-1")).with_number(
    "claims.burglary.prior", {"low": 0.001, "high": 0.05}
)


def test_ranks_of_agreeing_chains_are_even_and_of_others_are_not():
    """Every draw is in one bin; a chain that lies apart fills the highest ranks alone."""
    values = np.random.default_rng(1).normal(size=(4, 500))
    counts = np.array(rank_counts(values))
    assert (4, 20) == counts.shape
    assert [500] * 4 == counts.sum(axis=1).tolist()
    assert [100] * 20 == counts.sum(axis=0).tolist()
    assert counts.max() < 50
    values[3] += 10
    apart = np.array(rank_counts(values))
    assert [0] * 15 + [100] * 5 == apart[3].tolist()


def test_what_is_learnt_shows_in_the_checks():
    """Draws' density sums to 1 and follows their mean; a firm statement counts, a vague one hardly."""
    path = "claims.burglary.prior"
    firm = reconcile(TEACHING.with_stated("burglary", 0.2, 0.2))
    vague = reconcile(TEACHING.with_stated("burglary", 0.2, 20))
    (held, check), *_ = checks_of(firm).items()
    assert path == held
    assert 1 == pytest.approx(sum(check.density))
    middles = np.linspace(-4, 4, 33)[:-1] + 0.125
    assert firm.numbers[path].shift_sd == pytest.approx(middles @ check.density, abs=0.1)
    assert check.to_stated > 0.05 > checks_of(vague)[path].to_stated
    assert 0.99 < check.rhat < 1.01


def test_both_routes_agree_and_would_not_if_one_were_wrong():
    """The PyMC model and the fast path agree on every claim; a shifted one would be noticed."""
    scenario = TEACHING.with_only(["neighbour_calls"])
    found = agreement(scenario)
    assert set(scenario.library.claim_ids) == set(found)
    assert all(one.holds for one in found.values())
    one = found["burglary"]
    assert 200 == len(one.fast_values) == len(one.drawn_values)
    np.testing.assert_allclose(one.fast_values, one.drawn_values, rtol=0.15)
    assert one.drawn == pytest.approx(np.mean(one.drawn_values), rel=0.05)
    error = np.hypot(one.fast_error, one.drawn_error)
    assert not Agreement(one.fast + 5 * error, one.fast_error, one.drawn, one.drawn_error).holds
    assert Agreement(0.5, 0.0, 0.5 + 1e-15, 1e-18).holds
    assert not Agreement(0.5, 0.0, 0.501, 0.0).holds


def test_the_graph_names_what_follows_from_what():
    """The posterior follows from the evidence, the evidence from what is sound, that from toggles."""
    graph = graph_of(TEACHING)
    assert "evidence" in graph["posterior"].parents
    assert "sound" in graph["evidence"].parents
    assert ModelVariable("given", ()) == graph["active"]
    assert ModelVariable("random", ()) == graph["soundness_draw"]
    assert "computed" == graph["posterior"].kind


def test_the_draws_can_be_taken_along(tmp_path):
    """The bytes are a NetCDF file that holds every draw."""
    found = reconcile(TEACHING.with_stated("burglary", 0.2))
    file = tmp_path / "draws.nc"
    file.write_bytes(netcdf_bytes(found))
    tree = xr.open_datatree(file, engine="h5netcdf")
    np.testing.assert_array_equal(found.draws.offset, tree.posterior.offset.to_numpy())
