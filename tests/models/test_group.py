"""The group model in PyMC: it finds what was put in, and leaving leanings out changes nothing."""

import numpy as np
import pymc as pm
import pytest
from scipy.stats import halfnorm, lognorm, norm

from credence.groups.likelihood import Group, log_likelihood_and_slope
from credence.groups.priors import MU_SD, SIGMA_SD, TAU_LOG_SD, TAU_MEDIAN
from credence.groups.statistics import statistics_of
from models.answers import data_of
from models.group import group_model, sample_by_nuts, sample_group
from models.sampling import CancelledError
from tests.groups.test_statistics import answers
from tests.models.group_ranks import simulated

SIZE = 4
LABELS = tuple("abcd")


def drawn(people, seed, *, missing=0.0, unsure=0.0):
    """A group drawn from the model, with its answers and intervals."""
    draw = np.random.default_rng(seed)
    mu = draw.normal(0, 1.5, SIZE)
    tau, sigma = np.exp(draw.normal(np.log(0.8), 0.4, SIZE)), 0.6
    own = np.where(draw.random((people, SIZE)) < unsure, draw.uniform(0.3, 1, (people, SIZE)), 0)
    rows = mu + sigma * draw.normal(size=(people, 1))
    rows = rows + np.sqrt(tau**2 + own**2) * draw.normal(size=(people, SIZE))
    rows[draw.random((people, SIZE)) < missing] = np.nan
    return Group(mu, tau, sigma), rows, np.where(np.isnan(rows), 0, own)


def test_the_model_s_density_is_the_likelihood_s():
    """Density and slope in the graph equal those of the plain functions, for any data put in."""
    rows, own = answers(60, SIZE, 1)
    held = statistics_of(rows, own)
    model = group_model(statistics_of(np.zeros((0, SIZE))))
    with model:
        pm.set_data(data_of(held))
    group = Group(np.array([0.3, -1, 2, 0]), np.array([0.5, 1, 2, 0.2]), 0.7)
    total, slope = log_likelihood_and_slope(held, group)
    point = {
        "mu": group.mu,
        "tau_log__": np.log(group.tau),
        "sigma_log__": np.log(group.sigma),
    }
    density = model.compile_fn(model.logp(jacobian=False), inputs=model.value_vars)
    expected = total + norm(0, MU_SD).logpdf(group.mu).sum()
    expected += lognorm(TAU_LOG_SD, scale=TAU_MEDIAN).logpdf(group.tau).sum()
    expected += halfnorm(scale=SIGMA_SD).logpdf(group.sigma)
    # PyMC holds the priors' constants, such as log 2π, in single precision.
    assert pytest.approx(expected, rel=1e-9) == float(density(point))
    steep = model.compile_fn(model.dlogp(jacobian=False), inputs=model.value_vars)
    found = np.asarray(steep(point))
    priors = np.concatenate(
        [
            -group.mu / MU_SD**2,
            -1 - np.log(group.tau / TAU_MEDIAN) / TAU_LOG_SD**2,
            [-((group.sigma / SIGMA_SD) ** 2)],
        ]
    )
    assert pytest.approx(slope + priors, rel=1e-9, abs=1e-9) == found


@pytest.mark.parametrize(
    "people, missing, unsure", [(10, 0.1, 0.5), (100, 0.3, 0.3), (10_000, 0.0, 0.0)]
)
def test_known_groups_are_found(people, missing, unsure):
    """Centres, spreads and leanings of simulated groups lie where the posterior says they may."""
    group, rows, own = drawn(people, 7, missing=missing, unsure=unsure)
    found = sample_group(statistics_of(rows, own), LABELS)
    assert found.diagnostics["rhat_max"] < 1.02
    assert found.diagnostics["ess_min"] > 400
    assert 0 == found.diagnostics["divergences"]
    for true, draws in ((group.mu, found.mu), (group.tau, found.tau)):
        away = (true - draws.mean(0)) / draws.std(axis=0)
        assert abs(away).max() < 4
    assert abs(group.sigma - found.sigma.mean()) < 4 * found.sigma.std()


def test_more_people_make_the_group_surer():
    """The group's interval shrinks with the root of the number of people, the next person's stays."""
    widths = []
    for people in (100, 10_000):
        _, rows, own = drawn(people, 7)
        one = sample_group(statistics_of(rows, own), LABELS).arguments()["a"]
        widths.append((np.log(one.lr.high / one.lr.low), np.log(one.next_person.high)))
    assert pytest.approx(10, rel=0.25) == widths[0][0] / widths[1][0]
    assert pytest.approx(widths[1][1], abs=0.7) == widths[0][1]


def test_integrating_leanings_out_changes_nothing():
    """The same group with every leaning as a parameter has the same posterior, but for noise."""
    _, rows, own = drawn(8, 3, missing=0.15, unsure=0.5)
    collapsed = sample_group(statistics_of(rows, own), LABELS, draws=4_000)
    given = ~np.isnan(rows)
    with pm.Model():
        mu = pm.Normal("mu", 0, MU_SD, shape=SIZE)
        tau = pm.LogNormal("tau", np.log(TAU_MEDIAN), TAU_LOG_SD, shape=SIZE)
        sigma = pm.HalfNormal("sigma", SIGMA_SD)
        leaning = pm.Normal("leaning", shape=len(rows))
        centre = (mu[None, :] + sigma * leaning[:, None])[given]
        spread = pm.math.sqrt(tau[None, :] ** 2 + own**2)[given]
        pm.Normal("y", centre, spread, observed=rows[given])
        full = pm.sample(
            draws=4_000,
            tune=1_000,
            chains=4,
            random_seed=1,
            progressbar=False,
            nuts_sampler="nutpie",
            nuts={"target_accept": 0.95},
            compute_convergence_checks=False,
        )
    from arviz_base import convert_to_dataset

    names = ("mu", "tau", "sigma")
    whole = {name: full.posterior[name].to_numpy() for name in names}
    data = convert_to_dataset(whole)
    import arviz_stats  # noqa: F401 - registers azstats

    ess = data.azstats.ess()
    for name in names:
        one = getattr(collapsed, name)
        other = whole[name].reshape(one.shape if one.ndim == 1 else (-1, SIZE))
        deviation = other.std(axis=0)
        error = deviation * np.sqrt(1 / ess[name].to_numpy() + 1 / collapsed.diagnostics["ess_min"])
        assert (abs(one.mean(0) - other.mean(0)) < 4.5 * error).all()
        assert pytest.approx(deviation, rel=0.1) == one.std(axis=0)


def test_the_same_seed_gives_the_same_draws():
    """Sampling again changes no digit, and another seed does."""
    _, rows, own = drawn(20, 1)
    held = statistics_of(rows, own)
    one, again, other = (sample_group(held, LABELS, seed=s, draws=50) for s in (1, 1, 2))
    assert one.mu.tobytes() == again.mu.tobytes()
    assert one.mu.tobytes() != other.mu.tobytes()


def test_one_person_is_a_group_that_knows_little():
    """A single answer moves μ towards it, with a wide interval and a sound sampler."""
    found = sample_group(statistics_of(np.array([[2.0, np.nan, -1, 0]])), LABELS)
    one = found.arguments()
    assert 0.5 < one["a"].mu < 2
    assert abs(one["b"].mu) < 0.3
    assert one["a"].lr.high / one["a"].lr.low > 10
    assert found.diagnostics["rhat_max"] < 1.02
    assert found.diagnostics["divergences"] < 20


def test_a_chain_that_stands_still_is_begun_again():
    """A group of the calibration in which one chain of two never moved from where it began."""
    truth, held = simulated(12, 1_159)
    found = sample_by_nuts(held, LABELS, draws=500, tune=500, chains=2, seed=1_159)
    assert found.diagnostics["divergences"] < 20
    assert found.diagnostics["rhat_max"] < 1.05
    assert len(truth) == 2 * SIZE + 1


def test_sampling_stops_when_asked():
    """Whoever is no longer interested stops the chains, and learns that they were stopped."""
    _, rows, _ = drawn(10, 1)
    with pytest.raises(CancelledError):
        sample_group(statistics_of(rows), LABELS, cancelled=lambda: True)
