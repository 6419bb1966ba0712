"""The page on file formats: its examples are read, and it names every key and field."""

import re
from pathlib import Path

import pytest

from credence.errors import InputError
from credence.files import load_credences, load_library, read_library
from credence.files.credence_record import (
    ArgumentHeld,
    ClaimHeld,
    CredenceRecord,
    FamilyHeld,
)
from credence.files.fields import FIELDS
from credence.files.wording import fields_of
from credence.library import Alternatives, Argument, Claim, Family, Library, Source

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```\w*\n(.*?)```", PAGE, re.DOTALL)
LIBRARY = load_library("ai-risk-1")


def block(begins: str) -> bytes:
    """The one example that begins so."""
    (found,) = (text for text in BLOCKS if text.startswith(begins))
    return found.encode()


def test_the_example_library_is_read():
    """It can be copied and used."""
    assert "kitchen-1" == read_library(block("schema: credence-library/1")).name


def test_the_errors_shown_are_the_errors_given():
    """The two messages that the page promises."""
    mistaken = block("schema: credence-library/1").decode()
    mistaken = mistaken.replace("prior: {low: 0.05, high: 0.3}", "prior: 20")
    mistaken = mistaken.replace("claim: leak", "claim: leek")
    with pytest.raises(InputError) as caught:
        read_library(mistaken.encode(), "mine.yaml")
    shown = [re.sub(r":\d+:", ":", line) for line in block("mine.yaml").decode().splitlines()]
    assert shown == [re.sub(r":\d+:", ":", str(problem)) for problem in caught.value.problems]


@pytest.mark.parametrize("begins", ["schema: credence-file/1", "name,item", "name,scheming"])
def test_the_example_credence_files_are_read(begins):
    """YAML, the long form and the wide form."""
    file, *_ = load_credences(block(begins), library=LIBRARY)
    assert "Ada" == file.name
    assert file.scenario.changes


def test_every_key_is_on_the_page():
    """A key that is not documented is a key that nobody uses."""
    libraries = (Library, Claim, Alternatives, Argument, Family, Source)
    people = (CredenceRecord, ClaimHeld, ArgumentHeld, FamilyHeld)
    names = {name for model in (*libraries, *people) for name in fields_of(model)}
    names |= set(FIELDS) - {"basis.<field>", "table.<id>"}
    written = set(re.findall(r"[\w.<>]+", PAGE))
    assert set() == names - written - {"cause.<id>", "lr.<id>"}
