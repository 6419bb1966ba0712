"""YAML and JSON texts as plain data with lines: what is read, and what is refused where."""

import json
import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError, Problem
from credence.files.document import DEEPEST, MOST_BYTES, Document, decoded
from credence.files.json_text import json_of, read_json
from credence.files.yaml_text import read_yaml, yaml_of

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def found(document: Document) -> list[tuple[str, int | None]]:
    """Place and line of each problem."""
    return [(problem.path, problem.line) for problem in document.problems]


def refusal(read, text) -> Problem:
    """The one problem of a text that is not read at all."""
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    return problem


@given(data=DATA)
def test_what_is_written_as_yaml_reads_back_unchanged(data):
    """YAML holds every text, number, list and mapping, whatever is in them."""
    assert data == read_yaml(yaml_of(data)).data


@given(data=DATA)
def test_what_is_written_as_json_reads_back_unchanged(data):
    """JSON does too."""
    assert data == read_json(json_of(data)).data


@pytest.mark.parametrize(
    "text, value",
    [
        ("no", "no"),
        ("on", "on"),
        ("012", 12),
        ("1e-3", 0.001),
        ("5.", 5.0),
        ("0x1F", 31),
        ("2024-01-31", "2024-01-31"),
        ("1_000", "1_000"),
        ("3:1", "3:1"),
        ("'5'", "5"),
        ("~", None),
        ("", None),
        (".inf", math.inf),
        ("9" * 5000, math.inf),
    ],
)
def test_plain_words_mean_what_yaml_1_2_says(text, value):
    """The core schema of YAML 1.2: ``no`` is a text, and so is a date; 1e-3 is a number."""
    assert {"a": value} == read_yaml(f"a: {text}").data


def test_every_value_has_its_line_in_both_formats():
    """A place is a dotted path, a list's items count from 0, and lines count from 1."""
    data = {"a": {"b": [1, {"c": "x"}]}, "d": 2}
    text = json.dumps(data, indent=1)
    expected = {"": 1, "a": 2, "a.b": 3, "a.b.0": 4, "a.b.1": 5, "a.b.1.c": 6, "d": 10}
    assert expected == read_json(text).lines
    assert expected == read_yaml(text).lines
    assert 6 == read_yaml(text).line("a.b.1.c.low.deeper")


def test_duplicate_keys_are_all_reported_and_the_first_is_kept():
    """Most readers keep the last of two equal keys without a word."""
    text = "a: 1\nb:\n  c: 1\n  c: 2\na: {d: 3}\na: 4\n"
    document = read_yaml(text)
    assert [("b.c", 4), ("a", 5), ("a", 6)] == found(document)
    assert "first on line 3" in document.problems[0].message
    assert {"a": 1, "b": {"c": 1}} == document.data
    again = read_json('{"a": 1,\n"b": {"c": 1,\n"c": 2}, "a": [1]}')
    assert [("b.c", 3), ("a", 3)] == found(again)
    assert document.data == again.data


def test_what_acts_at_a_distance_is_refused_with_its_line():
    """Anchors, aliases and tags are problems; so are keys that are no texts."""
    text = "a: &x 1\nb: *x\nc: !!python/object:os.system 3\n7: x\n? [q]\n: 5\nd: 6\n"
    document = read_yaml(text)
    assert [("a", 1), ("b", 2), ("c", 3), ("", 4), ("", 5)] == found(document)
    assert 6 == document.data["d"]


def test_an_alias_bomb_costs_nothing():
    """Nine levels of nine aliases would be 10^8 values; they are refused without being built."""
    levels = ["a0: &a0 [x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    start = time.perf_counter()
    document = read_yaml("\n".join(levels))
    assert time.perf_counter() - start < 1
    assert 91 == len(document.problems)


@pytest.mark.parametrize("read", [read_yaml, read_json])
@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused(read, opening):
    """A hundred thousand brackets end in a sentence, not in a full stack."""
    assert "deep" in refusal(read, opening * 100_000).message


def test_nesting_is_allowed_to_the_stated_depth():
    """The limit is the limit: one level less is read."""
    assert [] == read_yaml("[" * DEEPEST + "]" * DEEPEST).problems
    refusal(read_yaml, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


@pytest.mark.parametrize(
    "read, text, line, words",
    [
        (read_yaml, "a: 1\nb: c: d\n", 2, "not YAML"),
        (read_yaml, "a: 1\nb: [1, 2\n", 3, "not YAML"),
        (read_yaml, "a: 1\n\tb: 2\n", 2, "not YAML"),
        (read_yaml, "a: 1\nb: \x07\n", 2, "not YAML"),
        (read_json, '{"a": 1,\n"b": }', 2, "not JSON"),
        (read_json, "", 1, "not JSON"),
    ],
)
def test_a_broken_text_is_refused_at_its_line(read, text, line, words):
    """The message names the format, and the line where reading stopped."""
    problem = refusal(read, text)
    assert line == problem.line
    assert words in problem.message


def test_a_second_document_is_not_dropped_silently():
    """One file holds one document."""
    assert [("", 2)] == found(read_yaml("a: 1\n--- \nb: 2\n"))


@pytest.mark.parametrize(
    "content, line, words",
    [
        (b"a: 1\nb: \xff", 2, "UTF-8"),
        ("a: 1".encode("utf-16"), 1, "UTF-8"),
        (b"a: 1\nb: \0", 2, "NUL"),
        (b"a" * (MOST_BYTES + 1), None, "5 MB"),
    ],
)
def test_bytes_that_are_no_text_are_refused(content, line, words):
    """UTF-8 up to 5 MB, and nothing else."""
    with pytest.raises(InputError) as caught:
        decoded(content, "f")
    (problem,) = caught.value.problems
    assert line == problem.line
    assert words in problem.message
    assert "f" == problem.file


def test_a_byte_order_mark_is_no_part_of_the_text():
    """Spreadsheets and editors on Windows write one."""
    assert "a: 1" == decoded(b"\xef\xbb\xbfa: 1", None)


def test_what_json_does_not_have_is_read_as_what_it_is():
    """Many programs write NaN; whoever judges the document names its place."""
    data = read_json('{"a": "NaN", "b": NaN, "c": -Infinity}').data
    assert "NaN" == data["a"]
    assert math.isnan(data["b"])
    assert -math.inf == data["c"]


@pytest.mark.parametrize("text", ["1e-999", "-0.000001e-400", "5e-325"])
@pytest.mark.parametrize("read", [read_json, read_yaml])
def test_a_number_too_near_0_stays_a_text(read, text):
    """It would be 0, which no argument can move; as a text it is refused where it counts."""
    assert text == read(f"[{text}]").data[0]
    assert 0 == read("[0.00e7]").data[0]
