"""The JSON Schemas in the documentation: current, and true of the files that come with Credence."""

import json
import operator

import jsonschema
import pytest

from credence.files.document import content_of
from credence.files.library_file import document_of
from credence.files.schema import DOCS, SCHEMAS, schema_text
from tests.released import LIBRARIES, WORLDVIEWS

STEM = operator.attrgetter("stem")


def validator(name: str) -> jsonschema.Draft202012Validator:
    """The validator of a schema as it is documented."""
    schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_documented_schema_is_current(name):
    """`python -m credence.files.schema` has been run since the records changed."""
    assert schema_text(name) == (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_released_libraries_follow_their_schema(path):
    """What we release is what we document."""
    validator("library.schema.json").validate(document_of(content_of(path)).data)


@pytest.mark.parametrize("path", WORLDVIEWS, ids=STEM)
def test_worldviews_follow_their_schema(path):
    """A worldview is a credence file like any other."""
    validator("credence-file.schema.json").validate(document_of(content_of(path)).data)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "credence-file/2"},
        {"nam": "x"},
        {"scepticism": 2},
        {"active": 5},
        {"claims": {"doom": {"prior": 3}}},
        {"arguments": {"speed": {"lr": {"low": 1}}}},
    ],
)
def test_a_schema_refuses_what_the_reader_refuses(change):
    """An editor with the schema underlines the mistake while one types."""
    data = document_of(content_of(WORLDVIEWS[0])).data | change
    assert not validator("credence-file.schema.json").is_valid(data)
