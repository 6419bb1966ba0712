"""Links that were damaged, or made to do harm: each opens or is refused, quickly and in words."""

import random
import re
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.files import load_library
from credence.links import LONGEST, code_in, decode, encode
from credence.scenario import Scenario
from tests.test_links import AI, RELEASED, numbered, packed

SECONDS = (
    20.0  # it takes well under one; a code that unpacks or is searched without bound takes minutes
)


def test_a_small_code_cannot_become_gigabytes():
    """Unpacking stops at its bound, and says so."""
    bomb = packed("*" * 10_000_000)
    assert len(bomb) < LONGEST
    found = decode(bomb, load_library)
    assert any("unpacks to over" in problem.message for problem in found.problems)


OURS = string.ascii_letters + string.digits + ".*_-"
STRANGE = "%é\0/ &?=#+"


def mutated(code: str, seed: int) -> str:
    """The code with a few characters, or a stretch of it, changed, taken out, doubled or put in.

    Two in three hold only characters that a link may hold, so that they are read and not turned
    away at the door.
    """
    drawn = random.Random(seed)
    letters = list(code)
    alphabet = OURS if seed % 3 else OURS + 4 * STRANGE
    for _ in range(drawn.randint(1, 4)):
        place = drawn.randrange(len(letters))
        stretch = slice(place, place + drawn.choice([1, 1, 1, 2, 8]))
        change = drawn.randrange(4)
        if change == 0:
            letters[place] = drawn.choice(alphabet)
        elif change == 1:
            letters.insert(place, drawn.choice(alphabet))
        elif change == 2:
            letters[stretch] = [] if len(letters) > 9 else ["*"]
        else:
            letters[place:place] = letters[stretch]
    return "".join(letters)


PLACES = {
    "prior": "claims.{}.prior",
    "weight": "claims.{}.weight",
    "cause": "claims.{}.causes.{}",
    "table": "claims.{}.table.{}",
    "soundness": "arguments.{}.soundness",
    "premise": "arguments.{}.premises.{}",
    "undercut": "arguments.{}.undercuts.{}",
    "overlap": "families.{}.overlap",
}


def meant(code: str) -> Scenario:
    """What a readable code says, read a second time by the grammar in docs/links.md alone."""
    _, name, *parts = code_in(code).split("*")  # blanks around it are nobody's
    scenario = Scenario(load_library(name))
    for part in parts:
        found = re.fullmatch(
            r"([a-z]+)((?:\.[a-z][a-z0-9_]*)*)(?:\.(\d[^_]*)(?:_[a-z]+_(.+))?)?", part
        )
        key, ids = found[1], found[2].split(".")[1:]
        low, high = (text and float(text) for text in (found[3], found[4]))
        if key in {"on", "off"}:
            scenario = scenario.with_toggles(dict.fromkeys(ids, key == "on"))
        elif key in {"true", "false"}:
            for claim in ids:
                scenario = scenario.with_supposition(claim, value=key == "true")
        elif key == "target":
            scenario = scenario.with_target(ids[0])
        elif key == "stated":
            scenario = scenario.with_stated(ids[0], low, 0.5 if high is None else high)
        elif key in {"scepticism", "seed", "draws"}:
            edit = getattr(scenario, f"with_{key}")
            scenario = edit(low if key == "scepticism" else int(low))
        else:
            two = "arguments.{}.lr" if len(ids) == 1 else "arguments.{}.bears_on.{}"
            ids = [
                each.removeprefix("r") if key == "table" and n else each
                for n, each in enumerate(ids)
            ]
            value = low if high is None else {"low": low, "high": high}
            scenario = scenario.with_number(PLACES.get(key, two).format(*ids), value)
    return scenario


def check_mutations(count: int) -> None:
    """Open mutated codes: what is not wholly read has a message, what has none is what it says.

    A packed code that opens without a word is the one that was packed.
    """
    packed_ones = {
        encode(each): each for each in (numbered(3), Scenario(AI).with_only(AI.arguments))
    }
    codes = [*RELEASED, *packed_ones]
    quiet = told = 0
    for seed in range(count):
        code = mutated(codes[seed % len(codes)], seed)
        found = decode(code, load_library)
        if found.problems:
            told += 1
            assert all(len(problem.message) > 10 for problem in found.problems)
            continue
        quiet += 1
        if code_in(code).startswith("1z*"):
            assert packed_ones[codes[seed % len(codes)]] == found.scenario
        else:
            assert meant(code) == found.scenario
    assert told > 0.9 * count
    assert quiet


def test_no_mutated_code_raises_or_is_misread():
    """However a link is damaged, opening it is no error, and no damage goes without a word."""
    check_mutations(1_000)


@pytest.mark.thorough
def test_no_mutated_code_raises_or_is_misread_in_a_hundred_thousand():
    """The same, far more often."""
    check_mutations(100_000)


def test_one_wrong_character_in_a_packed_code_is_told():
    """At every third place, it never opens other numbers without a word."""
    drawn = random.Random(6)
    scenario = numbered(3)
    code = encode(scenario)
    for place in range(len("1z*ai-risk-1*"), len(code), 3):
        changed = code[:place] + drawn.choice(OURS[:62]) + code[place + 1 :]
        found = decode(changed, load_library)
        assert found.problems or scenario == found.scenario


@given(st.text(max_size=300))
def test_no_text_raises(text):
    """Any text at all gives a scenario or a problem."""
    found = decode(text, load_library)
    assert found.scenario is not None or found.problems


def test_the_longest_code_is_read():
    """A code of as many parts as fit is opened, each fault in it named."""
    repeated = decode("1*ai-risk-1" + "*on.speed" * 2_200, load_library)
    assert 101 == len(repeated.problems)
    assert "2,099 further things" in repeated.problems[-1].message
    assert ("speed",) == decode("1*ai-risk-1*on" + ".speed" * 3_300, load_library).scenario.active


@pytest.mark.parametrize(
    "code",
    [
        "1*ai-risk-1*on" + ".a" * 9_900,
        "1*ai-risk-1*on." + ".".join(f"overfitting_reductio_{n}" for n in range(760)),
        "1*ai-risk-1*on." + "a_speed_" * 2_400,
        "1*ai-risk-1" + "".join(f"*lr.a{n}.2" for n in range(1_800)),
        "1*ai-risk-1" + "".join(f"*stated.doom{n}.0.2" for n in range(1_000)),
        "1*ai-risk-1" + "*" * 19_900,
        "1*ai-risk-1*prior.doom.0." + "1" * 19_000,
        "1*ai-risk-1*seed." + "9" * 19_000,
        packed("on" + ".a" * 99_000),
        packed("on." + ".".join(f"speed{n}" for n in range(3_600))),
        packed("*".join(f"lr.a{n}.2" for n in range(3_500))),
        packed("*".join(f"stated.doom{n}.0.2" for n in range(3_500))),
        packed("*" * 199_000),
        packed("n=" + "," * 199_000),
        packed("on=" + "f" * 199_000),
    ],
    ids=lambda code: f"{code[:24]}-{code[-6:]}",
)
def test_no_code_keeps_the_reader_waiting(code):
    """The worst codes that fit are bounded work, and give a hundred problems at most."""
    assert len(code) <= LONGEST
    start = time.thread_time()  # of this thread alone, however busy the machine is
    found = decode(code, load_library)
    assert time.thread_time() - start < SECONDS
    assert found.scenario is not None
    assert len(found.problems) <= 101
    assert all(len(str(problem)) < 1_000 for problem in found.problems)


def test_what_comes_after_a_thousand_faults_is_still_opened():
    """However much cannot be read, the rest can."""
    faults = "".join(f"*lr.a{n}.2" for n in range(1_000))
    found = decode(f"1*ai-risk-1{faults}*prior.doom.0.5*target.scheming", load_library)
    expected = Scenario(AI).with_number("claims.doom.prior", 0.5).with_target("scheming")
    assert expected == found.scenario
    assert "900 further things" in found.problems[-1].message


@pytest.mark.parametrize("name", ["README.md", "pyproject.toml", ".", "..", "data", "x.yaml", "-"])
def test_a_link_opens_no_file(name):
    """The name in a link is that of a library, and never a path on the machine that opens it."""

    def load(_name):
        pytest.fail("nothing is to be loaded")

    found = decode(f"1*{name}*on.speed", load)
    assert found.scenario is None
    assert found.problems


@given(st.text("0123456789abcdefz.,:~=*-_ onf", max_size=200))
def test_no_packed_text_raises(text):
    """Whatever was packed, unpacking gives a scenario, and names what is no part of one."""
    assert decode(packed(text), load_library).scenario is not None
