"""Files damaged at random: each is read as far as it goes, with a message, and none raises.

A *mutation* flips, drops, doubles or swaps bytes, cuts the end off, or puts in a character that some
format gives a meaning. A workbook is damaged inside its parts as well as in its archive, since a
damaged archive is mostly no archive at all.
"""

import io
import random
import zipfile

import pytest

from credence.errors import InputError
from credence.files import CredenceFile, library_text, load_library, read_credences, read_library
from credence.files.credences import write_credences
from credence.files.json_text import json_of
from credence.scenario import Scenario

AI = load_library("ai-risk-1")
TEACHING = load_library("teaching-1")
HELD = CredenceFile(
    Scenario(AI)
    .with_active("speed")
    .with_number("arguments.speed.soundness", 0.3)
    .with_number("claims.doom.prior", {"low": 0.001, "high": 0.01})
    .with_stated("doom", 0.1)
    .with_supposition("scheming", True)
    .with_scepticism(0.2),
    "Ada",
    note="A note, with: signs – and “marks”",
)
FORMATS = ("yaml", "json", "csv", "xlsx")
MARKS = b"{}[]:,\"'&*!|>%@`#-?=+\t\r\n\x00\x1f\x7f\xc3\xff\xe2\x80\xae0123456789eE.nulltrueNaN"


def damaged(content: bytes, chance: random.Random) -> bytes:
    """The content with one to four mutations."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice([1, 1, 2, 5, 40])
        match chance.randrange(7):
            case 0:
                data[at : at + length] = b""
            case 1:
                data[at:at] = bytes(chance.choice(MARKS) for _ in range(length))
            case 2 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 3:
                data[at:at] = data[at : at + 40 * length]
            case 4:
                other = chance.randrange(len(data) + 1)
                data[at : at + length], data[other : other + length] = (
                    data[other : other + length],
                    data[at : at + length],
                )
            case 5:
                del data[at:]
            case _:
                data[at : at + length] = bytes(chance.choice(MARKS) for _ in range(length))
    return bytes(data)


def damaged_workbook(content: bytes, chance: random.Random) -> bytes:
    """A workbook whose archive is whole and one of whose parts is damaged."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, chance) if name == hit else part)
    return target.getvalue()


def check_credence_files(count: int, form: str) -> None:
    """Read damaged credence files; what is not read is said."""
    content = write_credences([HELD], form)
    untouched, _ = read_credences(content, name=f"ada.{form}")
    for seed in range(count):
        chance = random.Random(f"{form} {seed}")
        damage = damaged_workbook if form == "xlsx" and seed % 2 else damaged
        broken = damage(content, chance)
        people, problems = read_credences(broken, name=f"ada.{form}")
        assert people or problems, (form, seed)
        assert all(problem.message.strip() for problem in problems)
        assert all(each.scenario.library == AI for each in people if each.library == AI.name)
    assert [HELD] == untouched


def check_libraries(count: int) -> None:
    """Read damaged libraries; each is a library or is refused with every problem."""
    texts = [library_text(TEACHING).encode(), json_of(TEACHING.as_data()).encode()]
    for seed in range(count):
        broken = damaged(texts[seed % 2], random.Random(f"library {seed}"))
        library, problems = None, ()
        try:
            library = read_library(broken, "mine.yaml")
        except InputError as error:
            problems = error.problems
        assert (library is None) == bool(problems)
        assert all(problem.message.strip() for problem in problems)


@pytest.mark.parametrize("form", FORMATS)
def test_no_damaged_credence_file_raises(form):
    """Two hundred damaged files of each format give what can be read, or say why nothing can."""
    check_credence_files(200, form)


def test_no_damaged_library_raises():
    """Two hundred damaged libraries are libraries still, or are refused in words."""
    check_libraries(200)


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMATS)
def test_no_damaged_credence_file_raises_in_sixteen_thousand(form):
    """The same for four thousand of each format."""
    check_credence_files(4_000, form)


@pytest.mark.thorough
def test_no_damaged_library_raises_in_four_thousand():
    """The same for four thousand libraries."""
    check_libraries(4_000)
