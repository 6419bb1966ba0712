"""The experiment beside the count: what training finds, checked against theory and by hand."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from credence.count_experiment import (
    TASKS,
    _answers,
    _gradients,
    _train,
    _training_sets,
    _truths,
    _weights,
    run,
)
from credence.errors import InputError
from credence.words.count import verdict, way_rows

SMALL = dict(itertools.islice(TASKS.items(), 5))


@pytest.fixture(scope="module")
def found():
    """Every task once, as the page runs it."""
    return {name: run(name) for name in TASKS}


def ways(experiment):
    """The ways by name."""
    return {way.name: way for way in experiment.ways}


def test_the_count_is_what_listing_all_functions_gives(found):
    """All 65,536 functions of four yes-or-no inputs: those that fit 8 are right like a fair coin."""
    functions = (np.arange(2**16)[:, None] >> np.arange(16)) & 1
    truth = TASKS["carry"].truth
    right = functions == truth
    for seen in (np.arange(8), np.arange(0, 16, 2)):
        unseen = np.setdiff1d(np.arange(16), seen)
        fitting = right[right[:, seen].all(axis=1)][:, unseen].sum(axis=1)
        shares = np.bincount(fitting, minlength=9) / len(fitting)
        assert shares == pytest.approx(ways(found["carry"])["counted"].shares, abs=1e-15)


def test_the_tasks_are_what_their_titles_say():
    """The true functions, from their definitions."""
    rows = list(itertools.product([0, 1], repeat=4))
    rules = {
        "carry": lambda a, b, c, d: int(2 * a + b + 2 * c + d > 3),
        "first": lambda a, *_: a,
        "two": lambda *all_: int(sum(all_) >= 2),
        "parity": lambda *all_: sum(all_) % 2,
    }
    for name, rule in rules.items():
        task = TASKS[name]
        assert [rule(*row) for row in rows] == task.truth.tolist()
        assert [[2 * bit - 1 for bit in row] for row in rows] == task.inputs.tolist()
    sums = [a + b for a in range(10) for b in range(10)]
    for name in ("values", "symbols"):
        assert sums == TASKS[name].truth.tolist()
        assert 100 == len({tuple(row) for row in TASKS[name].inputs.tolist()})
        assert 19 == TASKS[name].answers


def test_gradients_are_those_of_the_loss():
    """Each analytic slope equals the difference quotient of the cross-entropy."""
    task, numbers = TASKS["carry"], np.random.default_rng(3)
    weights = _weights(numbers, task, 2)
    truth, seen = _truths(numbers, task)[:2], _training_sets(numbers, task, 8)[:2]
    wanted = np.eye(2)[truth]

    def loss(held):
        first, bias, second, shift = held
        scores = np.tanh(task.inputs @ first + bias) @ second + shift
        log_share = scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))
        return -(log_share * wanted * seen[..., None]).sum()

    slopes = _gradients(task.inputs, weights, wanted, seen)
    for index, place in [(0, (1, 2, 5)), (1, (0, 0, 3)), (2, (1, 7, 1)), (3, (0, 0, 0))]:
        moved = [[each.copy() for each in weights] for _ in range(2)]
        for held, step in zip(moved, (1e-5, -1e-5), strict=True):
            held[index][place] += step
        quotient = (loss(moved[0]) - loss(moved[1])) / 2e-5
        assert quotient == pytest.approx(slopes[index][place], rel=1e-6, abs=1e-9)


def test_networks_answer_for_themselves():
    """A network's answers and training do not depend on its neighbours in the array."""
    task, numbers = TASKS["two"], np.random.default_rng(4)
    weights = _weights(numbers, task, 3)
    together = _answers(task.inputs, weights)
    alone = _answers(task.inputs, [each[1:2] for each in weights])
    assert (together[1:2] == alone).all()


def test_training_fits(found):
    """Networks that are said to fit are right on all their training examples."""
    numbers = np.random.default_rng(5)
    task = TASKS["carry"]
    seen, truth = _training_sets(numbers, task, 8), _truths(numbers, task)
    assert {8} == set(seen.sum(axis=1).tolist())
    assert len(np.unique(seen, axis=0)) > 150
    said = _train(numbers, task, truth, seen)
    assert ((said == truth) | ~seen).all()
    assert {0} == {experiment.unfit for experiment in found.values()}


def test_networks_that_do_not_fit_are_left_out_and_counted(monkeypatch):
    """Trained for two steps few come to fit; those that do are the ones that are taken."""
    monkeypatch.setitem(TASKS, "two", replace(TASKS["two"], steps=2))
    hurried = run("two")
    trained = ways(hurried)["trained"]
    assert 0 < hurried.unfit < hurried.networks == trained.taken + hurried.unfit
    monkeypatch.setitem(TASKS, "two", replace(TASKS["two"], steps=0))
    untouched = run("two", training=14)
    assert 0 == ways(untouched)["trained"].taken == untouched.networks - untouched.unfit
    assert "nothing to compare" in verdict(untouched)


def test_shares_add_up_and_means_follow_from_them(found):
    """Of each way the shares sum to 1 and give its mean and what is over half right."""
    for experiment in found.values():
        n = experiment.untrained
        for way in experiment.ways:
            assert 1 == pytest.approx(way.shares.sum())
            assert way.mean == pytest.approx(way.shares @ np.arange(n + 1) / n)
            assert way.over_half == pytest.approx(way.shares[n // 2 + 1 :].sum())


def test_what_the_page_says_of_training_holds(found):
    """Some rules are learnt far better than the count, parity and symbols worse, values better."""
    means = {name: ways(each)["trained"].mean for name, each in found.items()}
    assert means["first"] > 0.9
    assert min(means["carry"], means["two"]) > 0.6
    assert means["parity"] < 0.4
    assert means["symbols"] < 1 / 19 < 0.3 < means["values"]


def test_on_a_random_rule_every_method_does_what_the_count_says(found):
    """Nothing that was seen tells of what was not: one half, within sampling error."""
    for name in ("guessed", "trained"):
        # A network's share is right with p = ½ on each of 8 inputs, whatever it learnt.
        error = np.sqrt(0.25 / 8 / 200)
        assert abs(ways(found["random"])[name].mean - 0.5) < 4.5 * error


def test_volume_comes_nearer_to_training_than_the_count(found):
    """On each rule that is not random, random weights that fit stand nearer to the trained ones."""
    for name in set(SMALL) - {"random"}:
        counted, guessed, trained = (way.mean for way in found[name].ways)
        assert abs(guessed - trained) < abs(counted - trained)


def test_the_same_seed_gives_the_same_and_another_another(found):
    """One seed, one result."""
    again, other = run("first"), run("first", seed=1)
    for one, two in zip(found["first"].ways, again.ways, strict=True):
        assert one.shares.tolist() == two.shares.tolist()
    assert again.ways[2].shares.tolist() != other.ways[2].shares.tolist()


@pytest.mark.parametrize(
    "task,training,seed,places",
    [
        ("nothing", 3, 0, ["experiment"]),
        ("carry", 15, 0, ["training"]),
        ("carry", 0, -1, ["training", "seed"]),
    ],
)
def test_what_cannot_be_run_is_named(task, training, seed, places):
    """An unknown task, an impossible training set, a wrong seed."""
    with pytest.raises(InputError) as caught:
        run(task, training=training, seed=seed)
    assert places == [problem.path for problem in caught.value.problems]


def test_the_verdict_follows_the_numbers(found):
    """Better, worse, or neither, as training stands against the count."""
    assert verdict(found["first"]).endswith("better than the count says.")
    assert verdict(found["parity"]).endswith("worse than the count says.")
    assert "no better and no worse" in verdict(found["random"])
    rows = way_rows(found["carry"])
    assert ["all", "200"] == [rows[0]["Functions"], rows[2]["Functions"]]
    assert "36 %" == rows[0]["Over half right"]


def test_a_task_for_which_no_random_weights_fit_says_so():
    """With 14 of 16 examples of parity hardly any of the random networks fits."""
    found = run("parity", training=14)
    guessed = ways(found)["guessed"]
    assert guessed.sets < 200
    assert guessed.taken == 0 or guessed.sets > 0
    assert len(way_rows(found)) == 3
