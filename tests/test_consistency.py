"""Everything that can be inconsistent in a library is named with its place and remedy."""

import pytest

from credence.consistency import find_cycle, number_field
from tests.small import problems, small, small_data

C = {"c": {"prior": 0.1}}
A = {"claim": "c", "lr": 2}
BOTH = {"parents": ["c"], "table": {"0": 0.1, "1": 0.2}}
FULL = {"title": "T", "statement": "S"}


@pytest.mark.parametrize(
    "data, path, message",
    [
        (small_data(), "claims", "a library needs at least one claim"),
        (
            small_data({f"c{i}": {"prior": 0.1} for i in range(65)}),
            "claims",
            "65 claims are too many; the most is 64",
        ),
        (
            small_data(C, {f"a{i}": A for i in range(501)}),
            "arguments",
            "501 arguments are too many; the most is 500",
        ),
        (small_data(C, None, {"g": {"c": 1, "d": 1}}), "alternatives.g.members.c", "needs its own"),
        (small_data(C, None, {"c": {"m": 1, "n": 1}}), "alternatives.c", "give the set"),
        (
            small_data(C | {"d": {"causes": {"cc": 0.5}}}),
            "claims.d.causes.cc",
            "there is no claim “cc”; did you mean c?",
        ),
        (
            small_data(C | {"d": {"prior": 0.5, "requires": ["far"]}}),
            "claims.d.requires.far",
            "there is no claim “far”; known: c, d",
        ),
        (small_data({"d": {}}), "claims.d.prior", "a prior is missing, such as prior:"),
        (small_data(C | {"d": BOTH | {"prior": 0}}), "claims.d.prior", "leave prior out"),
        (
            small_data(C | {"d": BOTH | {"causes": {"c": 0.5}}}),
            "claims.d.causes",
            "leave causes out",
        ),
        (
            small_data(C | {"d": BOTH | {"requires": ["c"]}}),
            "claims.d.requires",
            "leave requires out",
        ),
        (small_data(C | {"d": {"table": {"0": 1}}}), "claims.d.parents", "the list of its parents"),
        (small_data(C | {"d": {"parents": ["c"]}}), "claims.d.table", "one row per combination"),
        (
            small_data(C | {"d": BOTH | {"parents": ["c"] * 2}}),
            "claims.d.parents",
            "a parent is listed twice; list each once",
        ),
        (
            small_data(C | {"d": BOTH | {"parents": [f"c{i}" for i in range(13)]}}),
            "claims.d.parents",
            "13 parents are too many; at most 12",
        ),
        (
            small_data(C | {"d": {"parents": ["c"], "table": {"0": 0.1}}}),
            "claims.d.table",
            'rows are missing: "1"',
        ),
        (
            small_data(C | {"d": BOTH | {"table": {"0": 0.1, "1": 0.1, "yes": 0.1}}}),
            "claims.d.table.yes",
            "rows are named by 1 digits 0 or 1",
        ),
        (
            small_data(C, None, {"g": {"m": 0, "n": 0}}),
            "alternatives.g.members",
            "every weight is 0; at least one must be above 0",
        ),
        (small_data(C, {"a": {"claim": "d", "lr": 2}}), "arguments.a.claim", "no claim “d”"),
        (small_data(C, {"a": {"lr": 2}}), "arguments.a.claim", "needs the claim"),
        (small_data(C, {"a": {"claim": "c"}}), "arguments.a.lr", "an lr is missing"),
        (small_data(C, {"a": {}}), "arguments.a", "does nothing; give it a claim and an lr"),
        (small_data(C, {"a": {"bears_on": {"d": 2}}}), "arguments.a.bears_on.d", "no claim “d”"),
        (
            small_data(C, {"a": A | {"bears_on": {"c": 2}}}),
            "arguments.a.lr",
            "bears_on already names claims and ratios; leave lr out",
        ),
        (small_data(C, {"a": A | {"family": "f"}}), "arguments.a.family", "no family “f”"),
        (
            small_data(C, {"a": {"undercuts": {"b": 1}}}),
            "arguments.a.undercuts.b",
            "there is no argument “b”",
        ),
        (small_data(C, featured=["a"]), "featured.a", "there is no argument “a”; there are none"),
        (small_data(C, target="d"), "target", "there is no claim “d”"),
        (
            small_data({"c": {"prior": 0.1, "basis": {"x": {"kind": "stated", "reason": "R"}}}}),
            "claims.c.basis.x",
            "there is no number “x”; known: prior",
        ),
        (
            small_data({"c": {"causes": {"d": 0.5}}, "d": {"causes": {"c": 0.5}}}),
            "claims",
            "the claims go round in a circle: c → d → c; cut it",
        ),
        (small_data({"c": {"prior": 1, "requires": ["c"]}}), "claims", "c → c"),
        (
            small_data(C, {"a": {"undercuts": {"b": 1}}, "b": {"undercuts": {"a": 1}}}),
            "arguments.a.undercuts",
            "the undercuts go round in a circle: a → b → a; leave one out",
        ),
    ],
)
def test_each_problem_names_its_place_and_remedy(data, path, message):
    """An inconsistency is found at its path and says how to mend it."""
    found = problems(data)
    assert message in found.get(path, f"nothing at {path}, but {found}")


def test_a_set_may_not_require_its_own_member():
    """A set of alternatives that requires one of its members goes round in a circle."""
    data = small_data(None, None, {"g": {"m": 1, "n": 1}})
    data["alternatives"]["g"]["requires"] = ["m"]
    assert {"claims": "the claims go round in a circle: g → g; cut it"} == problems(data)


def test_all_problems_are_named_at_once():
    """A library with five mistakes is told all five, in the order of the file."""
    data = small_data(
        {"c": {}, "d": {"prior": 0.1, "requires": ["x"]}},
        {"a": {}, "b": {"claim": "c", "lr": 2, "family": "f"}},
        target="nobody",
    )
    assert [
        "claims.c.prior",
        "claims.d.requires.x",
        "arguments.a",
        "arguments.b.family",
        "target",
    ] == list(problems(data))


def test_the_largest_library_is_consistent():
    """64 claims and 500 arguments are allowed."""
    claims = {f"c{i}": {"prior": 0.1} for i in range(64)}
    arguments = {f"a{i}": {"claim": f"c{i % 64}", "lr": 2} for i in range(500)}
    assert len(small(claims, arguments).arguments) == 500


def test_a_cycle_is_found_wherever_it_hangs():
    """A cycle behind a tail is named without the tail; without one there is nothing to name."""
    assert ["b", "c", "b"] == find_cycle({"a": ["b"], "b": ["c"], "c": ["b"]})
    assert find_cycle({"a": ["b", "c"], "b": ["c"], "c": []}) is None


@pytest.mark.parametrize(
    "path, field",
    [
        ("arguments.speed.premises.low_slack", ("arguments", "speed", "premise.low_slack")),
        ("claims.c.causes.k", ("claims", "c", "cause.k")),
        ("arguments.a.bears_on.c", ("arguments", "a", "lr.c")),
        ("arguments.a.undercuts.b", ("arguments", "a", "undercut.b")),
        ("claims.c.prior", ("claims", "c", "prior")),
    ],
)
def test_numbers_have_a_short_field_name(path, field):
    """A path splits into kind, item and the field's name in tables."""
    assert field == number_field(path)
