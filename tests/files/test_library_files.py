"""Library files: read, refused with every problem at once, and written."""

import random

import pytest
from hypothesis import given

from credence.consistency import MOST_ARGUMENTS, MOST_CLAIMS
from credence.errors import InputError
from credence.files import library_text, load_library, read_library, released
from credence.files.json_text import json_of
from credence.files.yaml_text import read_yaml, yaml_of
from credence.library import Library
from tests.strategies import few_cases, libraries

GOOD = """\
schema: credence-library/1
id: small
version: 1
title: Small
claims:
  a: {title: A, statement: It is a., prior: 0.2}
  b:
    title: B
    statement: It is b.
    prior: 0.1
    causes: {a: 0.5}
families:
  f: {title: F, overlap: 0.5}
arguments:
  x:
    title: X
    summary: A reason.
    claim: b
    lr: {low: 1.5, high: 10}
    family: f
  y: {title: Y, summary: Another., undercuts: {x: 0.8}}
"""


def problems(text: str | bytes, file: str = "mine.yaml"):
    """Every problem of a library file."""
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(InputError) as caught:
        read_library(content, file)
    return caught.value.problems


def places(text: str | bytes) -> list[tuple[int | None, str]]:
    """Line and path of every problem."""
    return [(problem.line, problem.path) for problem in problems(text)]


def test_the_good_library_is_good():
    """What the tests below break is whole."""
    assert "small-1" == read_library(GOOD.encode()).name


@pytest.mark.parametrize(
    "old, new, line, path, remedy",
    [
        ("version: 1", "version: one", 3, "version", "a whole number is needed"),
        ("id: small", "id: very small", 2, "id", "letters, digits and hyphens"),
        ("library/1", "library/2", 1, "schema", "credence-library/1 is needed"),
        ("title: Small", "titel: S\ntitle: Small", 4, "titel", "did you mean title?"),
        ("title: Small\n", "", 1, "title", "write “title: …”"),
        ("prior: 0.2", "prior: 20", 6, "claims.a.prior", "did you mean 0.2?"),
        ("prior: 0.2", "prior: 3:1", 6, "claims.a.prior", "write 0.75"),
        ("prior: 0.2", "prior: {low: 0, high: 1}", 6, "claims.a.prior.low", "strictly inside"),
        ("prior: 0.2", "prior: {low: 0.1, high: 1}", 6, "claims.a.prior.high", "strictly inside"),
        ("prior: 0.2", "prior: {low: 0.4, high: 0.1}", 6, "claims.a.prior", "low must be below"),
        ("prior: 0.2", "prior: {low: 0.4}", 6, "claims.a.prior", "exactly the keys low and high"),
        ("prior: 0.2", "prior: .nan", 6, "claims.a.prior", "finite"),
        (", prior: 0.2", "", 6, "claims.a.prior", "such as prior: {low: 0.05, high: 0.3}"),
        ("claims:", "claims:\n  A: {title: A, statement: So., prior: 1}", 6, "claims.A", "lower-case letters"),
        ("causes: {a: 0.5}", "causes: {q: 0.5}", 11, "claims.b.causes.q", "known: a, b"),
        ("causes: {a: 0.5}", "causes: {b: 0.5}", 5, "claims", "b → b; cut it"),
        ("causes: {a: 0.5}", "requires: a", 11, "claims.b.requires", "a list, such as"),
        ("overlap: 0.5", "overlap: true", 13, "families.f.overlap", "true stands where a number"),
        ("version: 1", "version: true", 3, "version", "true stands where a number is needed"),
        ("overlap: 0.5", "overlap: 1.5", 13, "families.f.overlap", "between 0 and 1"),
        (", overlap: 0.5", "", 13, "families.f.overlap", "overlap: 0.5"),
        ("claim: b", "claim: bb", 18, "arguments.x.claim", "did you mean b?"),
        ("    claim: b\n", "", 15, "arguments.x.claim", "needs the claim"),
        ("low: 1.5", "low: 0", 19, "arguments.x.lr.low", "above 0"),
        ("low: 1.5", "low: [1]", 19, "arguments.x.lr.low", "a number is needed"),
        ("family: f", "family: g", 20, "arguments.x.family", "known: f"),
        ("undercuts: {x: 0.8}", "undercuts: {z: 0.8}", 21, "arguments.y.undercuts.z", "known: x"),
        ("undercuts: {x: 0.8}", "active: false", 21, "arguments.y", "does nothing"),
        ("undercuts:", "active: maybe, undercuts:", 21, "arguments.y.active", "true or false"),
        ("summary: Another.", "summary: 5", 21, "arguments.y.summary", "in quotes"),
        ("summary: Another.", "summary: ''", 21, "arguments.y.summary", "empty"),
        ("undercuts:", "sources: [{url: u}], undercuts:", 21, "arguments.y.sources.0.title", "title"),
        ("  y: {title", "  x: {title", 21, "arguments.x", "leave one out"),
    ],
)  # fmt: skip
def test_a_broken_library_names_line_place_and_remedy(old, new, line, path, remedy):
    """Each mistake is found where it stands, once, with what would be right."""
    assert old in GOOD
    (problem,) = problems(GOOD.replace(old, new))
    assert (line, path) == (problem.line, problem.path)
    assert remedy in problem.message
    assert "mine.yaml" == problem.file


def test_mistakes_of_shape_and_of_sense_are_reported_together():
    """A bad number does not hide an unknown id elsewhere, nor the other way round."""
    text = (
        GOOD.replace("prior: 0.2", "prior: -1")
        .replace("causes: {a: 0.5}", "causes: {c: 0.5}")
        .replace("low: 1.5", "lowest: 1.5")
        .replace("family: f", "family: g")
        .replace("title: Y,", "")
        .replace("undercuts: {x: 0.8}", "undercuts: {x: 2, w: 0.5}")
    )
    expected = [
        (6, "claims.a.prior"),
        (11, "claims.b.causes.c"),
        (19, "arguments.x.lr"),
        (20, "arguments.x.family"),
        (21, "arguments.y.title"),
        (21, "arguments.y.undercuts.w"),
        (21, "arguments.y.undercuts.x"),
    ]
    assert expected == sorted(places(text))


def test_a_misshapen_item_is_still_known_by_its_id():
    """That a claim is written wrongly makes it no unknown claim."""
    text = GOOD.replace("  a: {title: A, statement: It is a., prior: 0.2}", "  a: 0.2")
    assert [(6, "claims.a")] == places(text)


def test_too_many_claims_and_arguments_are_refused():
    """The most is 64 claims and 500 arguments."""
    data = read_yaml(GOOD).data
    claim = {"title": "C", "statement": "It is so.", "prior": 0.5}
    argument = {"title": "A", "summary": "So.", "claim": "c0", "lr": 2}
    claims = {f"c{n}": claim for n in range(MOST_CLAIMS + 1)}
    arguments = {f"a{n}": argument for n in range(MOST_ARGUMENTS + 1)}
    data |= {"claims": claims, "arguments": arguments}
    found = problems(yaml_of(data))
    assert ["65 claims are too many; the most is 64"] == [
        problem.message for problem in found if problem.path == "claims"
    ]
    assert ["501 arguments are too many; the most is 500"] == [
        problem.message for problem in found if problem.path == "arguments"
    ]


def test_a_network_too_wide_to_contract_is_refused_by_the_names_of_its_claims():
    """Thirty causes, each shared by about half of thirty effects, cannot be summed over at once."""
    base = {"title": "C", "statement": "It is so."}
    chance = random.Random(1)
    causes = [f"r{n}" for n in range(30)]
    roots = {name: base | {"prior": 0.5} for name in causes}
    effects = {
        f"e{n}": base | {"causes": dict.fromkeys(chance.sample(causes, 15), 0.5)} for n in range(30)
    }
    data = {"schema": "credence-library/1", "id": "wide", "version": 1, "title": "Wide"}
    (problem,) = problems(yaml_of(data | {"claims": roots | effects}))
    assert "claims" == problem.path
    assert "too wide" in problem.message
    assert "r0" in problem.message


@pytest.mark.parametrize("content", [b"", b"[]", b"5", b"null", b"# nothing\n"])
def test_a_file_that_is_no_mapping_is_told_what_a_library_is(content):
    """An empty file is no library either."""
    (problem,) = problems(content)
    assert "schema: credence-library/1" in problem.message


def test_a_path_that_leads_nowhere_is_a_plain_error(tmp_path):
    """No file, a directory, and a released id that does not exist."""
    for name, words in [
        ("absent.yaml", "no such file"),
        (str(tmp_path), "directory"),
        ("ai-risk-99", "did you mean ai-risk-1"),
        ("a\0b", "cannot be read"),
        ("x" * 5000 + ".yaml", "cannot be read"),
    ]:
        with pytest.raises(InputError, match=words):
            load_library(name)


@pytest.mark.parametrize("name", released())
def test_released_libraries_open_by_name_once(name):
    """A released library is read once and kept."""
    library = load_library(name)
    assert name == library.name
    assert library is load_library(name)


@pytest.mark.parametrize("name", released())
def test_a_released_library_survives_being_written(name):
    """YAML and JSON of a library read back as an equal one, texts and sources included."""
    library = load_library(name)
    assert library == read_library(library_text(library).encode())
    assert library == read_library(json_of(library.as_data()).encode())


@few_cases
@given(library=libraries(intervals=True, extreme=True))
def test_any_library_survives_being_written(library):
    """Every number is written in full, so that an equal library is read."""
    assert library == read_library(library_text(library).encode())
    assert library == read_library(json_of(library.as_data()).encode(), "x.json")


def test_texts_survive_being_written():
    """Texts that look like something else keep their meaning."""
    odd = ["no", "012", "1e-3", "- a", "a: b", "# x", " x ", "x\n\ny\n", "'\"", "ü – “q”", "\u2028"]
    data = read_yaml(GOOD).data
    data["sources"] = [{"title": text, "note": text * 40} for text in odd]
    library = Library.model_validate(data)
    assert library == read_library(library_text(library).encode())
