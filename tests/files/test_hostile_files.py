"""Files made to do harm, and files broken by chance: never more than an `InputError`.

A *bomb* is a small file that costs a reader gigabytes or minutes.
"""

import io
import time
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credence.errors import InputError
from credence.files import load_library, read_credences, read_library, write_credences
from credence.files.worldviews import worldviews
from tests.released import LIBRARIES, WORLDVIEWS

LIBRARY = load_library("ai-risk-1")
SAMPLE = next(iter(worldviews(LIBRARY).values()))
CONTENTS = {form: write_credences([SAMPLE], form) for form in ("yaml", "json", "csv", "xlsx")}
CONTENTS["library"] = next(p for p in LIBRARIES if p.stem == "teaching-1").read_bytes()
CONTENTS["worldview"] = WORLDVIEWS[0].read_bytes()
NAMES = ["", "x.yaml", "x.json", "x.csv", "x.xlsx"]
LIVELY = st.sampled_from(
    [
        piece.encode()
        for piece in [
            "{",
            "[",
            "]",
            ":",
            ",",
            "|",
            "%",
            '"',
            "'",
            "*a",
            "null",
            "\n",
            "\x00",
            "\uffff",
        ]
    ]
    + [b"- ", b"? ", b"&a ", b"!!int ", b"<<: ", b"---\n", b"\xff", b"-1e999", b"9" * 400]
)

# Broken files are cheap to make and to read: a hundred and twenty even in a quick run.
many = settings(
    max_examples=max(120, settings.default.max_examples),
    suppress_health_check=[HealthCheck.too_slow],
)


def read_every_way(content: bytes, name: str) -> None:
    """Read as a library and as credences; only an `InputError` may come out."""
    try:
        read_library(content, name or None)
    except InputError as error:
        assert error.problems  # noqa: PT017 - it is also right to raise nothing
    files, problems = read_credences(content, name=name or None, library=LIBRARY)
    assert files or problems


@many
@given(content=st.binary(max_size=400), name=st.sampled_from(NAMES))
def test_random_bytes_are_an_input_error_at_worst(content, name):
    """Whatever the bytes are and whatever the file is called."""
    read_every_way(content, name)


@many
@given(content=st.lists(LIVELY | st.binary(max_size=3), max_size=30), name=st.sampled_from(NAMES))
def test_random_syntax_is_an_input_error_at_worst(content, name):
    """Bytes that mean something to the readers, in any order."""
    read_every_way(b"".join(content), name)


@many
@given(data=st.data())
def test_a_damaged_file_is_an_input_error_at_worst(data):
    """A good file of each kind with a piece of it changed, lost or added."""
    kind = data.draw(st.sampled_from(sorted(CONTENTS)))
    content = CONTENTS[kind]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(start + 40, len(content))))
    damaged = content[:start] + data.draw(LIVELY | st.binary(max_size=5)) + content[end:]
    read_every_way(damaged, data.draw(st.sampled_from(NAMES)))


@many
@given(data=st.data())
def test_a_damaged_workbook_is_an_input_error_at_worst(data):
    """Damage inside the members, where the zip's checksums do not see it."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(CONTENTS["xlsx"])) as source,
        zipfile.ZipFile(packed, "w") as copy,
    ):
        names = source.namelist()
        victim = data.draw(st.sampled_from(names))
        for name in names:
            part = source.read(name)
            if name == victim:
                start = data.draw(st.integers(0, len(part)))
                end = data.draw(st.integers(start, min(start + 30, len(part))))
                part = part[:start] + data.draw(st.binary(max_size=5)) + part[end:]
            copy.writestr(name, part)
    files, problems = read_credences(packed.getvalue(), library=LIBRARY)
    assert files or problems


def refused(content: bytes, words: str) -> None:
    """Refused with these words, in less than three seconds."""
    start = time.process_time()
    files, (problem,) = read_credences(content, name="x.xlsx", library=LIBRARY)
    assert time.process_time() - start < 3
    assert [] == files
    assert words in problem.message


def repacked(changes: dict[str, bytes]) -> bytes:
    """The sample workbook with some members replaced, compressed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(CONTENTS["xlsx"])) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in {*source.namelist(), *changes}:
            copy.writestr(name, changes.get(name) or source.read(name))
    return packed.getvalue()


def test_a_zip_bomb_is_refused():
    """Two gigabytes of zeros fit into two megabytes of zip; reading stops at 20 MB."""
    refused(repacked({"xl/media/image1.png": bytes(200_000_000)}), "20 MB")


def test_a_cell_far_out_is_refused():
    """Readers hold the whole rectangle up to the last cell: one cell can cost gigabytes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "name")
        sheet.write_string(1_048_575, 16_383, "x")
    refused(stream.getvalue(), "row 1,048,576 and column 16,384")


def test_a_text_that_many_cells_share_is_refused():
    """A text of a megabyte in a hundred thousand cells would be a hundred gigabytes."""
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = b"<sst %s><si><t>%s</t></si></sst>" % (space, b"x" * 1_000_000)
    row = b"<row>" + b'<c t="s"><v>0</v></c>' * 100 + b"</row>"
    sheet = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (space, row * 1_000)
    changes = {"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": sheet}
    refused(repacked(changes), "20 MB")


def test_entities_that_grow_are_refused():
    """A workbook has no use for a document type."""
    lines = ['<!ENTITY a0 "xxxxxxxxxx">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    bomb = f"<!DOCTYPE x [{''.join(lines)}]><x>&a9;</x>".encode()
    refused(repacked({"xl/sharedStrings.xml": bomb}), "no XLSX workbook")


@pytest.mark.parametrize(
    "content",
    [
        b"a: " + b"[" * 2_000_000,
        b"- " * 1_000_000,
        b"a: " + b"'" * 1_000_000,
        b"a: " + b"x " * 1_000_000,
        b"\n" * 4_000_000,
        b"? " * 500_000,
        b'{"a":' * 500_000,
    ],
    ids=["brackets", "dashes", "quotes", "words", "lines", "keys", "braces"],
)
def test_texts_made_to_be_slow_are_not(content):
    """Megabytes of one character end within seconds."""
    start = time.process_time()
    with pytest.raises(InputError):
        read_library(content)
    assert time.process_time() - start < 15
