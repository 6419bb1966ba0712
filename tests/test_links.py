"""Links: a scenario as a short code, and back."""

import base64
import random
import re
import zlib
from dataclasses import replace

import pytest
from hypothesis import given

from credence.files import load_library
from credence.library import Library
from credence.links import LONGEST_READABLE, decode, encode
from credence.number import Kind
from credence.scenario import Scenario
from tests.small import small
from tests.strategies import cases, scenarios

AI = load_library("ai-risk-1")
ALLOWED = re.compile(r"[A-Za-z0-9._*-]+")

# Codes as they were released: each opens for ever, and means what stands beside it.
RELEASED = {
    "1*ai-risk-1": Scenario(AI),
    "1*ai-risk-1*on.counting_functions.speed": Scenario(AI).with_only(
        ["counting_functions", "speed"]
    ),
    "1*ai-risk-1*lr.counting_functions.2_to_8*lr.speed.scheming.0.2": Scenario(AI)
    .with_number("arguments.counting_functions.lr", {"low": 2, "high": 8})
    .with_number("arguments.speed.bears_on.scheming", 0.2),
    "1*ai-risk-1*undercut.overfitting_reductio.counting_functions.1"
    "*premise.speed.low_slack.0.5*soundness.wireheading.0.1_to_0.4": Scenario(AI)
    .with_number("arguments.speed.premises.low_slack", 0.5)
    .with_number("arguments.wireheading.soundness", {"low": 0.1, "high": 0.4})
    .with_number("arguments.overfitting_reductio.undercuts.counting_functions", 1),
    "1*ai-risk-1*cause.doom.takeover.0.5*prior.doom.1e-07*weight.scheming.3*overlap.counting.1": (
        Scenario(AI)
        .with_number("claims.doom.causes.takeover", 0.5)
        .with_number("claims.doom.prior", 1e-7)
        .with_number("claims.scheming.weight", 3)
        .with_number("families.counting.overlap", 1)
    ),
    "1*ai-risk-1*scepticism.0.3*true.goal_directed*false.scheming*stated.doom.0.1_within_0.7"
    "*target.takeover*seed.7*draws.1024": Scenario(AI)
    .with_scepticism(0.3)
    .with_supposition("goal_directed", value=True)
    .with_supposition("scheming", value=False)
    .with_stated("doom", 0.1, 0.7)
    .with_target("takeover")
    .with_seed(7)
    .with_draws(1024),
    "1*ai-risk-1*stated.doom.0.1*stated.scheming.0.25*target.scheming*seed.4294967295"
    "*draws.131072": Scenario(AI)
    .with_stated("doom", 0.1)
    .with_stated("scheming", 0.25)
    .with_target("scheming")
    .with_seed(4294967295)
    .with_draws(131072),
    "1*ai-risk-1*stated.doom.0*stated.scheming.1_within_0.25": Scenario(AI)
    .with_stated("doom", 0)
    .with_stated("scheming", 1, 0.25),
    "1*ai-risk-1*stated.doom.0.1*firmness.0": Scenario(AI)
    .with_stated("doom", 0.1)
    .with_firmness(0),
    "1*teaching-1*table.alarm.r01.0.4": Scenario(load_library("teaching-1")).with_number(
        "claims.alarm.table.01", 0.4
    ),
}


def packed(text: str) -> str:
    """A packed code that holds a text of one's own."""
    squeezed = zlib.compressobj(9, wbits=-15)
    data = squeezed.compress(text.encode()) + squeezed.flush()
    return "1z*ai-risk-1*" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def opens(code: str, library: Library = AI) -> Scenario | None:
    """The scenario that a code opens without any problem."""
    found = decode(code, lambda name: library if name == library.name else load_library(name))
    assert [] == found.problems
    return found.scenario


@pytest.mark.parametrize("code", list(RELEASED))
def test_a_released_code_opens_for_ever(code):
    """Each shape that was ever released opens as the scenario that it meant."""
    assert RELEASED[code] == opens(code)


@pytest.mark.parametrize("code", list(RELEASED))
def test_a_scenario_still_has_the_code_that_was_released(code):
    """Codes name files and key caches, so they change no more than their meaning does."""
    meant = RELEASED[code]
    assert code == encode(meant)


def test_parts_may_stand_in_any_order():
    """Who writes a code by hand need not know the canonical order."""
    drawn = random.Random(1)
    for code, meant in RELEASED.items():
        version, name, *parts = code.split("*")
        drawn.shuffle(parts)
        assert meant == opens("*".join([version, name, *parts]))


def test_what_is_on_by_default_can_be_off():
    """An argument that the library itself switches on stands under `off` where it is off."""
    library = small(
        claims={"x": {"prior": 0.5}}, arguments={"a": {"claim": "x", "lr": 2, "active": True}}
    )
    off = Scenario(library).with_active("a", active=False)
    assert "1*small-1*off.a" == encode(off)
    assert off == opens("1*small-1*off.a", library)


def test_every_key_has_a_released_code():
    """Each key that a code may hold stands in a code above, so none can change unseen."""
    from credence.links.parts import _KEYS, _READERS

    found = {part.split(".")[0] for code in RELEASED for part in code.split("*")[2:]}
    assert set(_KEYS) | set(_READERS) == found | {"off"}


def numbered(digits: int) -> Scenario:
    """A scenario in which every number of the library differs, to so many significant digits."""
    drawn = random.Random(4)
    scenario = Scenario(AI).with_only(name for name in AI.arguments if drawn.random() < 0.5)
    for path, (kind, _) in AI.numbers.items():
        most = 9.4 if kind is not Kind.PROBABILITY else 0.94
        low, high = sorted(float(f"{drawn.uniform(0.1, most):.{digits}g}") for _ in range(2))
        point = path.startswith("families") or low == high
        scenario = scenario.with_number(path, low if point else {"low": low, "high": high})
    return scenario


def test_a_packed_code_opens_for_ever():
    """The packed form that was released opens as the scenario that it meant."""
    meant = (
        Scenario(AI)
        .with_only(AI.arguments)
        .with_number("arguments.speed.soundness", 0.25)
        .with_number("claims.doom.prior", {"low": 1e-5, "high": 0.01})
        .with_supposition("scheming", value=True)
    )
    assert meant == opens(
        "1z*ai-risk-1*y8-zNU7DBFolRaWpesXJGam5mXnpWnm2hpbmVnpGpjpGxqZWhqm6BqZ1egaGAA"
    )


def test_a_packed_code_with_its_checksum_opens_for_ever():
    """The form that is made now opens too, and one that was changed since says so."""
    text = "on=1*n=3:.25*c="
    code = packed(f"{text}{zlib.crc32(text.removesuffix('*c=').encode()):08x}")
    assert opens(code).active == (min(AI.arguments),)
    found = decode(packed(f"{text}00000000"), load_library)
    assert opens(code) == found.scenario
    assert ["changed on its way" in problem.message for problem in found.problems] == [True]


def test_every_number_changed_still_fits_into_2000_characters():
    """With every number at three significant digits the code is packed, short, and exact."""
    scenario = numbered(3)
    assert len(scenario.changes) > 0.95 * len(AI.numbers)
    code = encode(scenario)
    assert code.startswith("1z*ai-risk-1*")
    assert len(code) < 2000
    assert scenario == opens(code)


def test_no_digit_is_lost_however_long_the_code():
    """Numbers of 17 digits come back exactly, in a longer code."""
    scenario = numbered(17)
    assert scenario == opens(encode(scenario))


@given(cases(intervals=True, questions=True))
def test_reading_a_code_gives_the_scenario_that_was_written(case):
    """Decoding is the inverse of encoding, for any scenario on any library."""
    code = encode(case)
    assert ALLOWED.fullmatch(code)
    assert case == opens(code, case.library)


@given(scenarios(AI, intervals=True, extreme=True, questions=True))
def test_reading_a_code_of_the_released_library_gives_the_scenario_that_was_written(scenario):
    """The same on `ai-risk-1`, with numbers at the ends of what a double holds."""
    code = encode(scenario)
    assert ALLOWED.fullmatch(code)
    assert scenario == opens(code)


def test_the_same_scenario_has_the_same_code():
    """The order of edits, and edits that were taken back, leave no trace in the code."""
    edits = [
        lambda s: s.with_active("speed"),
        lambda s: s.with_active("white_box"),
        lambda s: s.with_scepticism(0.2),
        lambda s: s.with_number("arguments.speed.soundness", 0.9),
    ]
    one, other = Scenario(AI), Scenario(AI).with_active("wireheading")
    for edit in edits:
        one = edit(one)
    for edit in reversed(edits):
        other = edit(other)
    assert encode(one) == encode(other.with_active("wireheading", active=False))


def test_long_codes_are_packed():
    """A code stays readable up to a thousand characters."""
    short = Scenario(AI).with_only(list(AI.arguments)[:40])
    assert encode(short).startswith("1*")
    long = Scenario(AI).with_only(AI.arguments)
    assert len("1*ai-risk-1*on." + ".".join(sorted(AI.arguments))) > LONGEST_READABLE
    assert encode(long).startswith("1z*")
    assert long == opens(encode(long))


def test_a_whole_address_is_opened_too():
    """A link as it stands in the address bar, escaped or not, opens as its code does."""
    for address in (
        "http://127.0.0.1:8501/?s=1*ai-risk-1*on.speed",
        "https://example.org/app/?embed=true&s=1%2Aai-risk-1%2Aon.speed#top",
    ):
        assert Scenario(AI).with_active("speed") == opens(address)


@pytest.mark.parametrize(
    "code, said, kept",
    [
        ("1*ai-risk-1*on.speed.nope", "there is no argument “nope”", ("speed",)),
        ("1*ai-risk-1*on.speed*on.white_box", "“on” stands twice", ("speed",)),
        (
            "1*ai-risk-1*on.speed*off.simplicity.speed",
            "“speed” is switched both on and off; the first one counts",
            ("speed",),
        ),
        ("1*ai-risk-1*on.speed.speed", "“speed” stands twice; the first one counts", ("speed",)),
        ("1*ai-risk-1*prior.doom.2*on.speed", "a probability lies between 0 and 1", ("speed",)),
        ("1*ai-risk-1*prior.doom*on.speed", "missing or cannot be read", ("speed",)),
        ("1*ai-risk-1*prior.doom.causes.0.2*on.speed", "is not the name of a number", ("speed",)),
        ("1*teaching-1*table.alarm.r01.more.0.4", "is not the name of a number", ()),
        ("1*ai-risk-1*bogus.1*on.speed", "says nothing that can be read", ("speed",)),
        ("1*ai-risk-1*draws.1000*on.speed", "draws are a power of two", ("speed",)),
        ("1*ai-risk-1*seed.1.5*on.speed", "a whole number", ("speed",)),
        ("1*ai-risk-1*stated.doom.1.5*on.speed", "between 0 and 1, and 1.5 does not", ("speed",)),
        ("1*ai-risk-1*stated.doom.more.0.1*on.speed", "is written stated.claim.0.1", ("speed",)),
        ("1*ai-risk-1*target.nope*on.speed", "there is no claim “nope”", ("speed",)),
        ("1*ai-risk-1*soundness.speed.0.2_to_x*on.speed", "cannot be read", ("speed",)),
        ("1z*ai-risk-1*AAAA!", "characters that no link", None),
        ("1z*ai-risk-1*AAAA", "cut off or damaged", ()),
        ("1*nope-1", "there is no released library “nope-1”", None),
        ("2*ai-risk-1", "begins like", None),
        ("", "begins like", None),
        ("1*ai-risk-1*" + "a" * 30_000, "characters long", None),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_opened(code, said, kept):
    """Each fault has a message of its own, and costs nothing else."""
    found = decode(code, load_library)
    assert any(said in problem.message for problem in found.problems), found.problems
    assert kept == (found.scenario and found.scenario.active)


def test_a_packed_code_that_was_cut_off_says_so():
    """Whoever copied half of a link learns that it is half of one."""
    found = decode(encode(numbered(3))[:-200], load_library)
    assert any("cut off" in problem.message for problem in found.problems)
    assert found.scenario is not None


@pytest.mark.parametrize(
    "first, second, said",
    [
        ("true.burglary", "false.burglary", "“burglary” is supposed both true and false"),
        ("false.burglary", "true.alarm.burglary", "“burglary” is supposed both true and false"),
        ("true.burglary", "true.burglary", "“true” stands twice"),
        ("target.burglary", "target.alarm", "“target” stands twice"),
        ("prior.burglary.0.1", "prior.burglary.0.2", "“prior.burglary” stands twice"),
        ("table.alarm.r01.0.1", "table.alarm.r01.0.1", "“table.alarm.r01” stands twice"),
        ("stated.burglary.0.1", "stated.burglary.0.2_within_1", "“stated.burglary” stands twice"),
        ("scepticism.0.1", "scepticism.0.2", "“scepticism” stands twice"),
        ("seed.1", "seed.2", "“seed” stands twice"),
        ("draws.64", "draws.128", "“draws” stands twice"),
    ],
)
def test_of_two_parts_about_one_thing_the_first_counts_and_the_other_is_named(first, second, said):
    """By one rule for all parts, whether the two agree or not; what else the second says is read."""
    found = decode(f"1*teaching-1*{first}*{second}", load_library)
    (problem,) = found.problems
    assert f"{said}; the first one counts" == problem.message
    alone = decode(f"1*teaching-1*{first}", load_library).scenario
    rest = [("alarm", True)] if second == "true.alarm.burglary" else []
    assert dict([*alone.suppositions, *rest]) == found.scenario.suppose
    assert replace(alone, suppositions=()) == replace(found.scenario, suppositions=())
