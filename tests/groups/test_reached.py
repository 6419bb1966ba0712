"""Which claims somebody's own answers reach, by what they answered and by trying other answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.groups.reached import reached_by
from credence.number import Kind, Number
from credence.scenario import Scenario
from credence.update import credence_of
from tests.small import small

LIBRARY = small(
    {
        "root": {"prior": 0.3},
        "doom": {"prior": 0.1, "causes": {"root": 0.5}},
        "apart": {"prior": 0.2},
    },
    {
        "fall": {"claim": "doom", "lr": 2},
        "twin": {"claim": "doom", "lr": 3, "family": "falls"},
        "other": {"claim": "doom", "lr": 5, "family": "falls"},
        "wide": {"bears_on": {"root": 2, "apart": 1}},
        "doubt": {"undercuts": {"fall": 0.5}},
    },
    families={"falls": {"title": "Falls", "overlap": 0.5}},
)
DOOM, BOTH = {"doom"}, {"root", "doom"}


def answered(numbers=(), toggles=(), suppose=()):
    """The claims that a person reaches who changed these numbers, toggles and suppositions."""
    scenario = Scenario(LIBRARY).with_toggles(dict(toggles))
    for path in numbers:
        scenario = scenario.with_number(path, 0.7)
    for claim, truth in dict(suppose).items():
        scenario = scenario.with_supposition(claim, truth)
    own = [
        *numbers,
        *(f"active.{n}" for n in dict(toggles)),
        *(f"suppose.{c}" for c in dict(suppose)),
    ]
    return reached_by(scenario, frozenset(own))


@pytest.mark.parametrize(
    "numbers, toggles, expected",
    [
        ((), {}, set()),
        (["claims.doom.prior"], {}, DOOM),
        (["claims.root.prior"], {}, BOTH),
        (["claims.apart.prior"], {}, {"apart"}),
        (["arguments.fall.lr"], {}, set()),
        (["arguments.fall.lr"], {"fall": True}, BOTH),
        ([], {"fall": False}, BOTH),
        (["arguments.fall.soundness"], {"fall": True}, BOTH),
        (["arguments.wide.bears_on.apart"], {}, set()),
        ([], {"wide": True}, BOTH),
        ([], {"doubt": True}, set()),
        (["arguments.doubt.undercuts.fall"], {"doubt": True, "fall": True}, BOTH),
        (["families.falls.overlap"], {}, set()),
        (["families.falls.overlap"], {"twin": True, "other": True}, BOTH),
    ],
)  # fmt: skip
def test_an_answer_reaches_what_another_in_its_place_could_move(numbers, toggles, expected):
    """Through the network and by arguments that are on; who says one is off has answered too."""
    assert expected == answered(numbers, toggles)


def test_an_answer_of_one_is_an_answer():
    """Who gives an argument a likelihood ratio of 1 has said that it does not matter."""
    scenario = Scenario(LIBRARY).with_active("fall").with_number("arguments.fall.lr", 1)
    assert BOTH == reached_by(scenario, frozenset({"active.fall", "arguments.fall.lr"}))


def test_what_is_supposed_reaches_what_it_settles():
    """The claim itself and what hangs on it."""
    assert BOTH == answered(suppose={"root": True})
    assert {"apart"} == answered(suppose={"apart": False})


PATHS = [
    path
    for path, (kind, _) in LIBRARY.numbers.items()
    if kind in {Kind.PROBABILITY, Kind.RATIO} and path != "arguments.wide.bears_on.apart"
]


@given(
    st.sampled_from(PATHS),
    st.dictionaries(st.sampled_from(list(LIBRARY.arguments)), st.booleans()),
    st.sampled_from(LIBRARY.claim_ids),
    st.dictionaries(st.sampled_from(LIBRARY.claim_ids), st.booleans(), max_size=1),
)
def test_a_number_that_moves_a_claim_reaches_it(path, toggles, claim, suppose):
    """Whatever is on, where two values of a number give two credences it is somebody's to pool."""
    scenario = Scenario(LIBRARY).with_toggles(toggles)
    for supposed, truth in suppose.items():
        scenario = scenario.with_supposition(supposed, truth)
    scenario = scenario.with_number("claims.root.prior", {"low": 0.1, "high": 0.6})
    one, other = (scenario.with_number(path, Number.point(value)) for value in (0.2, 0.6))
    if credence_of(one, claim) != pytest.approx(credence_of(other, claim), rel=1e-9):
        assert claim in reached_by(one, frozenset({path}))
