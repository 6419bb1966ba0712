"""What kind of file one has, before knowing whether it is whole."""

import operator

import pytest

from credence.files import check_file, load_library, worldviews, write_credences
from tests.released import LIBRARIES, WORLDVIEWS

STEM = operator.attrgetter("stem")


@pytest.mark.parametrize("path", [*LIBRARIES, *WORLDVIEWS], ids=STEM)
def test_every_file_that_comes_with_credence_is_whole(path):
    """Libraries and worldviews are told apart, and nothing is wrong with them."""
    kind = "library" if path in LIBRARIES else "credence-file"
    assert (kind, []) == check_file(path)[:2]


@pytest.mark.parametrize("form", ["yaml", "json", "csv", "xlsx"])
def test_a_list_of_people_is_a_credence_file(form, tmp_path):
    """In all four formats."""
    path = tmp_path / f"people.{form}"
    people = worldviews(load_library("ai-risk-1")).values()
    path.write_bytes(write_credences(people, form))
    assert ("credence-file", []) == check_file(path)[:2]


@pytest.mark.parametrize(
    "content, kind, line",
    [
        ("schema: credence-library/1\nclaims: 5\n", "library", 2),
        ("schema: credence-file/1\nlibrary: ai-risk-1\nseed: x\n", "credence-file", 3),
        ("library: ai-risk-1\n", "credence-file", 1),
        ("a: b: c", "library", 1),
        ("5", "library", 1),
        ("", "library", None),
    ],
)
def test_a_broken_file_still_has_a_kind(content, kind, line, tmp_path):
    """By what it says of itself, or by what only one kind has."""
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    found, problems, _ = check_file(path)
    assert kind == found
    assert line in {problem.line for problem in problems}
    assert {str(path)} == {problem.file for problem in problems}


def test_a_file_that_is_not_there_is_a_problem(tmp_path):
    """And no exception."""
    kind, (problem,), _ = check_file(tmp_path / "absent.yaml")
    assert ("library", "there is no such file") == (kind, problem.message)
