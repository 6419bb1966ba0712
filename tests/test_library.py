"""The library's records: paths, digests, defaults and refusals of shape."""

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from credence.library import Library
from credence.number import Kind, Number
from tests import strategies
from tests.small import small, small_data

DATA = small_data(
    {
        "a": {"prior": "20%"},
        "b": {"causes": {"a": 0.5}},
        "t": {"parents": ["a"], "table": {"0": 0.1, "1": 0.9}},
    },
    {
        "x": {"claim": "a", "lr": "3:1", "premises": {"p": 0.5}, "family": "f"},
        "y": {"bears_on": {"a": 2, "m": 3}, "undercuts": {"x": 0.25}},
        "z": {"undercuts": {"x": 1}},
    },
    {"g": {"m": 1, "n": 2}},
    families={"f": {"title": "F", "overlap": 0.5}},
)


def test_numbers_are_found_by_path():
    """Every number has one path, its kind and its value; a missing leak is 0."""
    point = Number.point
    assert {
        "claims.a.prior": (Kind.PROBABILITY, point(0.2)),
        "claims.b.prior": (Kind.PROBABILITY, point(0)),
        "claims.b.causes.a": (Kind.PROBABILITY, point(0.5)),
        "claims.t.table.0": (Kind.PROBABILITY, point(0.1)),
        "claims.t.table.1": (Kind.PROBABILITY, point(0.9)),
        "claims.m.weight": (Kind.WEIGHT, point(1)),
        "claims.n.weight": (Kind.WEIGHT, point(2)),
        "arguments.x.lr": (Kind.RATIO, point(3)),
        "arguments.x.soundness": (Kind.PROBABILITY, point(1)),
        "arguments.x.premises.p": (Kind.PROBABILITY, point(0.5)),
        "arguments.y.bears_on.a": (Kind.RATIO, point(2)),
        "arguments.y.bears_on.m": (Kind.RATIO, point(3)),
        "arguments.y.soundness": (Kind.PROBABILITY, point(1)),
        "arguments.y.undercuts.x": (Kind.PROBABILITY, point(0.25)),
        "arguments.z.soundness": (Kind.PROBABILITY, point(1)),
        "arguments.z.undercuts.x": (Kind.PROBABILITY, point(1)),
        "families.f.overlap": (Kind.PROBABILITY, point(0.5)),
    } == Library.model_validate(DATA).numbers


def test_claims_and_members_are_both_claims():
    """Members of alternatives stand among the claims, and have parents and records."""
    library = Library.model_validate(DATA)
    assert ("a", "b", "t", "m", "n") == library.claim_ids
    assert {"m": "g", "n": "g"} == library.group_of
    assert Number.point(2) == library.claim("n").weight
    assert ("a",) == library.parents_of("t")


def test_the_default_target_is_the_last_claim_that_causes_nothing():
    """Without a target the question is about the last claim that nothing depends on."""
    assert Library.model_validate(DATA).default_target == "t"
    assert Library.model_validate(DATA | {"target": "m"}).default_target == "m"
    assert small(groups={"g": {"m": 1, "n": 1}}).default_target == "n"


@given(strategies.libraries(intervals=True, extreme=True))
def test_the_plain_form_reads_back(library):
    """A library's plain form gives an equal library, with an equal hash."""
    again = Library.model_validate(library.as_data())
    assert (library, hash(library)) == (again, hash(again))


def test_equal_content_in_other_words_is_equal():
    """A likelihood ratio of 3 is 3:1, and a soundness of 1 need not be written."""
    one = small({"c": {"prior": 0.2}}, {"a": {"claim": "c", "lr": 3}})
    other = small({"c": {"prior": "1 in 5"}}, {"a": {"claim": "c", "lr": "3:1", "soundness": 1}})
    assert one.digest == other.digest
    assert one != small({"c": {"prior": 0.2}}, {"a": {"claim": "c", "lr": 4}})
    assert one != "one"


@given(strategies.library_data(intervals=True))
def test_the_schema_accepts_what_the_library_accepts(data):
    """The JSON schema of the file format has no complaint about a library that can be read."""
    assert [] == list(Draft202012Validator(Library.model_json_schema()).iter_errors(data))


@pytest.mark.parametrize(
    "change, place",
    [
        ({"colour": "red"}, ("colour",)),
        ({"version": 0}, ("version",)),
        ({"id": "no spaces"}, ("id",)),
        ({"title": ""}, ("title",)),
        ({"schema": "credence-library/9"}, ("schema",)),
        ({"claims": {"Big": {"title": "T", "statement": "S", "prior": 0.1}}}, ("claims", "Big")),
        ({"claims": {"c": {"title": "T", "statement": "S", "prior": 2}}}, ("claims", "c", "prior")),
        ({"families": {"f": {"title": "F", "overlap": 2}}}, ("families", "f", "overlap")),
    ],
)
def test_what_has_the_wrong_shape_is_refused_at_its_place(change, place):
    """Unknown keys, empty texts and numbers out of range are refused where they stand."""
    with pytest.raises(ValidationError) as caught:
        Library.model_validate(small_data({"c": {"prior": 0.1}}) | change)
    assert place in [error["loc"][: len(place)] for error in caught.value.errors()]


def test_a_library_cannot_be_changed():
    """Records are frozen."""
    with pytest.raises(ValidationError, match="frozen"):
        Library.model_validate(DATA).title = "Another"
