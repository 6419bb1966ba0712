"""Links that were damaged, or made to do harm: each opens or is refused, quickly and in words."""

import base64
import random
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.files import load_library
from credence.links import LONGEST, decode, encode
from credence.scenario import Scenario
from tests.test_links import AI, RELEASED, numbered

SECONDS = (
    20.0  # it takes well under one; a code that unpacks or is searched without bound takes minutes
)


def packed(text: str) -> str:
    """A packed code that holds a text of one's own."""
    squeezed = zlib.compressobj(9, wbits=-15)
    data = squeezed.compress(text.encode()) + squeezed.flush()
    return "1z*ai-risk-1*" + base64.urlsafe_b64encode(data).decode().rstrip("=")


def test_a_small_code_cannot_become_gigabytes():
    """Unpacking stops at its bound, and says so."""
    bomb = packed("*" * 10_000_000)
    assert len(bomb) < LONGEST
    found = decode(bomb, load_library)
    assert any("unpacks to over" in problem.message for problem in found.problems)


def mutated(code: str, seed: int) -> str:
    """The code with a few characters changed, taken out or put in."""
    drawn = random.Random(seed)
    letters = list(code)
    for _ in range(drawn.randint(1, 6)):
        place = drawn.randrange(len(letters))
        letters[place : place + drawn.randint(0, 2)] = drawn.choices("az019._*-eE%é\0/", k=1)
    return "".join(letters)


def check_mutations(count: int) -> None:
    """Open mutated codes; each gives a scenario or says why not."""
    codes = [*RELEASED, encode(numbered(3)), encode(Scenario(AI).with_only(AI.arguments))]
    for seed in range(count):
        found = decode(mutated(codes[seed % len(codes)], seed), load_library)
        assert found.scenario is not None or found.problems


def test_no_mutated_code_raises():
    """However a link is damaged, opening it is no error."""
    check_mutations(2_000)


@pytest.mark.thorough
def test_no_mutated_code_raises_in_a_hundred_thousand():
    """The same, far more often."""
    check_mutations(100_000)


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
