"""Small libraries written in a line or two, for tests that are about one thing."""

import pytest
from pydantic import ValidationError

from credence.library import Library


def small_data(claims=None, arguments=None, groups=None, **parts):
    """The plain form of a library; titles and texts are filled in.

    ``groups`` gives, by set of alternatives, the weights by member.
    """
    described = {
        name: {"title": "T", "statement": "S"} | claim for name, claim in (claims or {}).items()
    }
    reasons = {name: {"title": "T", "summary": "S"} | a for name, a in (arguments or {}).items()}
    sets = {
        group: {
            "title": "T",
            "members": {
                name: {"title": "T", "statement": "S", "weight": weight}
                for name, weight in members.items()
            },
        }
        for group, members in (groups or {}).items()
    }
    return {
        "id": "small",
        "version": 1,
        "title": "T",
        "claims": described,
        "arguments": reasons,
        "alternatives": sets,
    } | parts


def small(claims=None, arguments=None, groups=None, **parts):
    """A library; see `small_data`."""
    return Library.model_validate(small_data(claims, arguments, groups, **parts))


def problems(data):
    """What is said to be inconsistent in a library's plain form, by path."""
    with pytest.raises(ValidationError) as caught:
        Library.model_validate(data)
    (only,) = caught.value.errors()
    return {problem.path: problem.message for problem in only["ctx"]["error"].problems}
