"""Who is counted in a group's pools, and that a pool depends on the answers alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.files import csv_parts, read_credences, survey
from credence.files.survey import read_survey
from credence.groups import own
from credence.groups.people import implied_by
from credence.groups.result import judge
from credence.pooling import POOLS
from credence.scenario import Scenario
from credence.update import credence_of
from tests.groups.test_people import sampler
from tests.small import small

LIBRARY = small(
    {"doom": {"prior": 0.05}, "rain": {"prior": 0.3}},
    {"fall": {"claim": "doom", "lr": 2, "soundness": 0.8}},
)
HEADER = "name,doom.stated,rain.prior,fall.lr\n"


def judged(rows, header=HEADER):
    """The claims of a group, from rows without names."""
    text = header + "".join(f"P{place},{row}\n" for place, row in enumerate(rows))
    found = read_survey([("people.csv", text.encode())], LIBRARY)
    return judge(found, Scenario(LIBRARY), sampler).claims


def pools(held):
    """The four pools of a claim's people."""
    return [getattr(held.pool, name) for name in POOLS]


def test_the_silent_are_in_no_pool():
    """Ten state 50 %, ninety say nothing of doom: ten are counted, at 50 % in every pool."""
    found = judged(["50%,,"] * 10 + [",0.4,"] * 90)
    doom, rain = found["doom"], found["rain"]
    assert (10, 0) == (doom.stated.n, doom.implied.n)
    assert [0.5] * 4 == [pytest.approx(p) for p in pools(doom.stated)]
    assert (0, 90) == (rain.stated.n, rain.implied.n)
    assert [pytest.approx(0.4)] * 3 == pools(rain.implied)[:3]
    assert not pools(rain.stated)[0]


@pytest.mark.parametrize("size", [100, 2_000, 2_001, 40_000])
def test_the_same_answers_give_the_same_pools_at_every_size(size, monkeypatch):
    """Ten who state, thirty who imply, and as many silent ones as it takes; in one part or many."""
    said = [*("50%,,",) * 10, *(f",{0.1 + n / 100},{n + 1}" for n in range(30))]
    silent = ["x,,", ",,"] * (size // 2)
    rows = (said + silent)[:size]
    monkeypatch.setattr(csv_parts, "PART_BYTES", 4_096)
    monkeypatch.setattr(survey, "KEPT_BYTES", 100_000)
    found = judged(rows)
    assert (10, 30, 30) == (
        found["doom"].stated.n,
        found["doom"].implied.n,
        found["rain"].implied.n,
    )
    assert rows.count("x,,") == found["doom"].unreadable
    small_one = judged(said)
    for claim in ("doom", "rain"):
        assert pools(small_one[claim].stated) == pools(found[claim].stated)
        assert pools(small_one[claim].implied) == pools(found[claim].implied)


def test_answers_that_many_give_are_worked_out_once_and_count_as_often():
    """Twenty sets of answers, of 4,000 people: the pools of the twenty, and nobody stands for others."""
    rows = [f",{0.1 + n / 100}," for n in range(20)]
    once, often = judged(rows)["rain"].implied, judged(rows * 200)["rain"].implied
    assert (20, 4_000, None) == (once.n, often.n, often.worked_out)
    assert pytest.approx(pools(once)[:3], rel=1e-12) == pools(often)[:3]


def test_more_sets_of_answers_than_are_gone_through_are_stood_for_evenly():
    """30,000 different priors, evenly spread: 500 of them have nearly the same mean and median."""
    values = np.linspace(0.1, 0.7, 30_000)
    found = judged([f",{value:.8f}," for value in values])["rain"].implied
    assert (30_000, own.FEW) == (found.n, found.worked_out)
    # Each stands for the sixty around it, 0.0012 of the way from 0.1 to 0.7.
    assert pytest.approx(values.mean(), abs=1.2e-3) == found.pool.mean
    assert pytest.approx(np.median(values), abs=1.2e-3) == found.pool.median


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.integers(1, 50), st.integers(0, 9))
def test_people_are_counted_in_full_however_few_sets_are_held(answers, most, cut):
    """The weights of the sets add up to everybody; where all sets are held they are the counts."""
    before = own.MOST, own.FEW
    own.MOST = own.FEW = most
    try:
        parts = [answers[:cut], answers[cut:]]
        text = ["name,rain.prior\n" + "".join(f",{a / 50 + 0.1}\n" for a in part) for part in parts]
        files = [(f"{n}.csv", t.encode()) for n, t in enumerate(text)]
        found = implied_by(read_survey(files, LIBRARY).own, Scenario(LIBRARY))
    finally:
        own.MOST, own.FEW = before
    assert pytest.approx(len(answers)) == found.people.sum()
    assert (len(set(answers)) > most) == found.is_sample
    if not found.is_sample:
        counts = {
            round((value - 0.1) * 50): n
            for value, n in zip(found.values["rain"], found.people, strict=True)
        }
        assert {a: answers.count(a) for a in answers} == counts


@pytest.mark.parametrize("suppose", ["{}", "{after: true}", "{after: false}"])
def test_a_group_of_one_implies_what_their_scenario_says(suppose):
    """To the digit, also where something is supposed."""
    numbers = {"prior": {"low": 0.1, "high": 0.6}}
    library = small(
        {"doom": numbers, "after": {"prior": 0.1, "causes": {"doom": {"low": 0.2, "high": 0.9}}}},
        {"fall": {"claim": "doom", "lr": {"low": 1, "high": 9}, "soundness": 0.5}},
    )
    content = (
        "schema: credence-file/1\nlibrary: small-1\nname: Ada\nactive: [fall]\n"
        f"arguments: {{fall: {{lr: 4}}}}\nsuppose: {suppose}\n"
    ).encode()
    ((ada,), _) = read_credences(content, name="ada.yaml", library=library)
    found = implied_by(read_survey([("ada.yaml", content)], library).own, Scenario(library))
    assert [credence_of(ada.scenario, "doom")] == list(found.values["doom"])


def test_a_list_of_what_is_on_leaves_the_rest_out_and_answers_nothing_of_it():
    """An empty list changes nothing that the library holds; what is on or switched off is an answer."""
    head = "schema: credence-file/1\nlibrary: small-1\nname: Ada\nclaims: {rain: {stated: 0.5}}\n"
    reached = {}
    for active in ("[]", "[fall]", "{fall: false}"):
        content = f"{head}active: {active}\n".encode()
        found = judge(read_survey([("ada.yaml", content)], LIBRARY), Scenario(LIBRARY), None)
        reached[active] = found.claims["doom"].implied.n
    assert {"[]": 0, "[fall]": 1, "{fall: false}": 1} == reached


def test_a_file_s_statement_that_cannot_be_read_is_counted():
    """As in a table, beside the pool that it is not in."""
    content = b"schema: credence-file/1\nlibrary: small-1\nname: A\nclaims: {doom: {stated: x, prior: 0.2}}"
    found = judge(read_survey([("a.yaml", content)], LIBRARY), Scenario(LIBRARY), None).claims[
        "doom"
    ]
    assert (0, 1, 1) == (found.stated.n, found.unreadable, found.implied.n)
