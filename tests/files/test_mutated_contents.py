"""Good files with one wrong thing in them, deep inside: it is named at its place, and all else is read.

Bytes changed at random mostly give a file that is no YAML and no workbook at all
(`test_mutated_files`). Here the *content* is changed and then written as it should be, so that every
mutation reaches what judges values, ids and cells. The file holds every number of a library, each
changed, so that nothing could be lost unnoticed.
"""

import copy
import csv
import datetime as dt
import io
import json
import math
import random

import pytest
import xlsxwriter

from credence.files import CredenceFile, load_library, read_credences
from credence.files.credence_file import data_of
from credence.files.credences import table_of
from credence.files.csv_text import csv_of
from credence.files.draft import checked
from credence.files.fields import keys_of
from credence.files.library_file import library_of
from credence.files.yaml_text import yaml_of
from credence.number import Kind, Number
from credence.scenario import Scenario

AI = load_library("ai-risk-1")
TEACHING = load_library("teaching-1")
WRONG = [
    *("perhaps", "", "1e999", "1e-999", "2..1", "3:0", "50 %%", "0.1..", -5, True),
    *([1], {"a": 1}, {"low": 0.2}, {"low": 3.0, "high": 1.0}, {"low": 0.1, "high": "x"}),
    *(math.nan, math.inf),
]
"""What is no number of any kind."""
WRONG_CELLS = [each for each in WRONG if isinstance(each, str) and each] + ["-5", "<1%", "ja"]
FORMATS = ("yaml", "json", "csv", "xlsx")


def full() -> Scenario:
    """Every number of the library, each another one."""
    held = Scenario(AI)
    for path, (kind, value) in AI.numbers.items():
        middle = value.median(kind)
        scaled = middle * 0.75 + 0.01 if kind is Kind.PROBABILITY else middle * 1.5 + 0.01
        other = Number.point(scaled) if value.is_point else Number(middle, value.high)
        held = held.with_number(path, other)
    return held.with_active("speed").with_scepticism(0.25).with_firmness(0.5)


FULL = full()
DATA = data_of(CredenceFile(FULL, "Ada"))
TABLE = list(csv.reader(table_of([("Ada", DATA)], "csv").decode().splitlines()))


def path_of(item: str, field: str) -> str:
    """The path of the number that a row of the table holds; empty for other rows."""
    keys = keys_of(item, field)
    path = ".".join(keys)
    return path if path in AI.numbers else ""


ROWS = [row for row, cells in enumerate(TABLE[1:], 1) if path_of(cells[1], cells[2])]


def without(path: str) -> Scenario:
    """What is left where one number cannot be read."""
    return FULL.with_number(path, AI.numbers[path][1])


def document(data: object, form: str) -> bytes:
    """Plain data as a file."""
    return (yaml_of(data) if form == "yaml" else json.dumps(data, indent=1)).encode()


def check_document(form: str, chance: random.Random) -> None:
    """One number of the file is none."""
    path = chance.choice(list(AI.numbers))
    data = copy.deepcopy(DATA)
    holder = data
    *outer, last = path.split(".", 3)
    for key in outer:
        holder = holder[key]
    holder[last] = wrong = chance.choice(WRONG)
    (file,), problems = read_credences(document(data, form), name=f"a.{form}")
    assert problems, (path, wrong)
    for problem in problems:
        assert problem.path.startswith(path), (path, wrong, problem)
        assert problem.line is not None
        assert problem.message.strip()
    assert without(path) == file.scenario, (path, wrong)


def workbook(rows: list[list[object]]) -> bytes:
    """Rows as a workbook; a date as a spreadsheet has it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        date = book.add_format({"num_format": "d mmm yyyy"})
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, date)
                elif cell != "":
                    sheet.write_string(number, column, cell)
    return stream.getvalue()


def check_table(form: str, chance: random.Random) -> None:
    """One cell of the table is wrong."""
    row = chance.choice(ROWS)
    rows = [list(cells) for cells in TABLE]
    name, item, field, value, _, _ = rows[row]
    column = chance.choice([1, 2, 3 if value else chance.choice([4, 5])])
    wrong = {
        1: ["", f"{item}x", item.upper(), "nobody", "a b", "\u202e"],
        2: ["", f"{field}x", "priors", ".", "lr.", "cause.nobody", "table.9"],
    }
    rows[row][column] = chance.choice(wrong.get(column, WRONG_CELLS))
    if form == "xlsx" and column > 2 and chance.random() < 0.2:
        rows[row][column] = dt.date(2024, 1, 20)
    content = workbook(rows) if form == "xlsx" else csv_of(rows).encode()
    (file,), problems = read_credences(content, name=f"t.{form}")
    seen = (rows[row], problems)
    assert problems, seen
    for problem in problems:
        assert row + 1 == problem.line, seen
        assert f"row {row + 1} (Ada): " in problem.message, seen
    assert name == file.name
    assert without(path_of(item, field)) == file.scenario, seen


def check_library(chance: random.Random) -> None:
    """Anything in a library is something else, is gone, or has another name."""
    data = TEACHING.as_data()
    places = [place for place in _places(data) if place]
    *outer, last = chance.choice(places)
    holder = data
    for key in outer:
        holder = holder[key]
    match chance.randrange(4):
        case 0:
            del holder[last]
        case 1 if isinstance(holder, dict):
            holder[f"{last}x"] = holder.pop(last)
        case _:
            holder[last] = chance.choice([*WRONG, None, [], {}, "a b", [{}], 5, {"": None}])
    library, problems = library_of(copy.deepcopy(data))
    assert (library is None) == bool(problems), (outer, last)
    for form in ("yaml", "json"):
        found = checked(document(data, form).decode())
        assert (library is None) == bool(found.problems), (outer, last)
        assert all(problem.message.strip() for problem in found.problems)
        assert library is None or library == found.library


def _places(data: object, place: tuple = ()) -> list[tuple]:
    """Every place of plain data."""
    inner = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [place, *(found for key, held in inner for found in _places(held, (*place, key)))]


def check(form: str, count: int) -> None:
    """So many files of a format."""
    one = check_table if form in {"csv", "xlsx"} else check_document
    for seed in range(count):
        one(form, random.Random(f"{form} {seed}"))


def test_the_full_file_holds_every_number():
    """What is lost below would be seen."""
    assert set(AI.numbers) == {path for path, _ in FULL.changes}
    assert len(AI.numbers) == len(ROWS)
    for form in FORMATS:
        content = (
            document(DATA, form) if form in {"yaml", "json"} else table_of([("Ada", DATA)], form)
        )
        (file,), problems = read_credences(content)
        assert ([], FULL) == (problems, file.scenario)


@pytest.mark.parametrize("form", FORMATS)
def test_one_wrong_thing_is_named_and_costs_itself_alone(form):
    """Twenty-five files of each format, each with one number, id or field that is none."""
    check(form, 25)


def test_no_library_with_one_wrong_thing_raises():
    """A hundred libraries are libraries still, or are refused, in YAML and JSON alike."""
    for seed in range(100):
        check_library(random.Random(f"library {seed}"))


@pytest.mark.thorough
@pytest.mark.parametrize("form", FORMATS)
def test_one_wrong_thing_is_named_in_two_thousand(form):
    """The same for two thousand of each format."""
    check(form, 2_000)


@pytest.mark.thorough
def test_no_library_with_one_wrong_thing_raises_in_four_thousand():
    """The same for four thousand libraries."""
    for seed in range(4_000):
        check_library(random.Random(f"library {seed}"))
