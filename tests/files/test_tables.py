"""Credence tables: long and wide, with the numbers of every country, and nothing dropped."""

import csv
import io

import pyarrow as pa
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.files import (
    CredenceFile,
    load_library,
    open_credences,
    read_credences,
    write_credences,
)
from credence.files.cells import escaped, unescaped
from credence.files.csv_text import MOST_COLUMNS
from credence.files.survey_cells import cells_of
from credence.number import Kind, Number
from credence.scenario import Scenario, Stated
from credence.written import with_points

LIBRARY = load_library("ai-risk-1")
HEADER = "name,item,field,value,low,high\n"


def read(text: str):
    """Read CSV text against the default library."""
    return read_credences(text.encode(), name="t.csv", library=LIBRARY)


def one(text: str) -> Scenario:
    """The scenario of a table with one person and nothing wrong."""
    (file,), problems = read(text)
    assert [] == problems
    return file.scenario


def workbook(rows, sheets=("first",)) -> bytes:
    """A workbook with the same rows on each sheet, written as a spreadsheet would."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        date = book.add_format({"num_format": "hh:mm"})
        for name in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value == "TIME":
                        sheet.write_number(number, column, 1 / 18, date)
                    elif value is not None:
                        sheet.write(number, column, value)
    return stream.getvalue()


LONG = (
    HEADER
    + """\
Ada,speed,active,true,,
Ada,speed,soundness,50%,,
Ada,speed,lr.scheming,3:1,,
Ada,speed,premise.low_slack,1 in 4,,
Ada,white_box,lr,,0.1,0.5
Ada,black_box_with_a_button,undercut.white_box,0.25,,
Ada,scheming,weight,0.5,,
Ada,doom,prior,,0.001,0.01
Ada,doom,cause.takeover,0.3,,
Ada,doom,stated,0.1,,
Ada,doom,tolerance,0.25,,
Ada,counting,overlap,0.75,,
Ada,scenario,scepticism,10%,,
Ada,scenario,firmness,0.5,,
Ada,goal_directed,suppose,true,,
Ada,scenario,seed,7,,
"""
)


def test_a_long_table_holds_every_kind_of_number():
    """One row a number, as points, percentages, odds, “1 in N”, or low and high."""
    held = one(LONG)
    assert held.is_active("speed")
    values = {
        "arguments.speed.soundness": (0.5, 0.5),
        "arguments.speed.bears_on.scheming": (3, 3),
        "arguments.speed.premises.low_slack": (0.25, 0.25),
        "arguments.white_box.lr": (0.1, 0.5),
        "arguments.black_box_with_a_button.undercuts.white_box": (0.25, 0.25),
        "claims.scheming.weight": (0.5, 0.5),
        "claims.doom.prior": (0.001, 0.01),
        "claims.doom.causes.takeover": (0.3, 0.3),
        "families.counting.overlap": (0.75, 0.75),
    }
    assert {path: Number(*ends) for path, ends in values.items()} == {
        path: held.value(path) for path in values
    }
    assert {"doom": Stated(0.1, 0.25)} == held.stated
    assert (0.1, {"goal_directed": True}, 7) == (held.scepticism, held.suppose, held.seed)
    assert 0.5 == held.firmness


def test_the_wide_form_says_the_same():
    """The same person in one row; a blank cell holds nothing."""
    columns, values = ["name"], ["Ada"]
    for row in csv.reader(io.StringIO(LONG.removeprefix(HEADER))):
        for end, value in zip(("", ".low", ".high"), row[3:], strict=True):
            if value:
                columns.append(f"{row[1]}.{row[2]}{end}")
                values.append(value)
    columns.append("orthogonality_too_general.soundness")
    wide = ",".join(columns) + "\n" + ",".join(values) + ",\n"
    assert one(LONG) == one(wide)


def test_a_workbook_says_the_same():
    """Cells that a spreadsheet holds as numbers, percentages and truth values."""
    rows = list(csv.reader(io.StringIO(LONG)))
    rows = [[float(c) if c.replace(".", "").isdigit() else c for c in row] for row in rows]
    rows = [[True if c == "true" else c for c in row] for row in rows]
    (file,), problems = read_credences(workbook(rows), library=LIBRARY)
    assert [] == problems
    assert one(LONG) == file.scenario


def test_semicolons_tabs_and_byte_order_marks_are_understood():
    """What spreadsheets of other countries write."""
    rows = list(csv.reader(io.StringIO(LONG)))
    for separator in ";\t":
        text = "\n".join(separator.join(row) for row in rows).replace("0.", "0,")
        assert one(LONG) == one(f"\ufeff{text}")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("0,5", "0.5"),
        ("12,5 %", "12.5 %"),
        ("0,125", "0.125"),
        ("1,5:1", "1.5:1"),
        ("1 in 2,5", "1 in 2.5"),
        ("0,1..0,3", "0.1..0.3"),
        ("yes, please", "yes, please"),
        ("1,2,3", "1,2,3"),
    ],
)
def test_a_decimal_comma_is_a_point(text, expected):
    """One comma between digits; anything else stays as it is."""
    assert expected == with_points(text)


@pytest.mark.parametrize("text", ["1,000", "25,000", "1,000:1"])
def test_a_comma_that_may_part_thousands_is_refused(text):
    """1,000 is a thousand here and one there: a guess would be wrong by a factor of 1,000."""
    with pytest.raises(ValueError, match="can mean"):
        with_points(text)
    _, (problem,) = read(f'{HEADER}Ada,white_box,lr,"{text}",,\n')
    assert ("t.csv", 2) == (problem.file, problem.line)


@given(text=st.text(alphabet="'=+-@\t\ra1 ", max_size=8))
def test_no_exported_cell_begins_like_a_formula(text):
    """An apostrophe goes in front, and comes off again: every text survives."""
    assert escaped(text)[:1] not in tuple("=+-@\t\r")
    assert text == unescaped(escaped(text))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_name_that_is_a_formula_stays_a_name(form):
    """Whoever opens the table runs nothing, and reads the name as it was."""
    name = '=HYPERLINK("http://x","y")'
    content = write_credences([CredenceFile(Scenario(LIBRARY), name)], form)
    assert b",=" not in content
    assert not content.startswith(b"=")
    (file,), problems = read_credences(content)
    assert (name, []) == (file.name, problems)


@pytest.mark.parametrize(
    "row, label, remedy",
    [
        ("Ada,speed,soundnes,0.5,,", "no field “soundnes”", "did you mean soundness?"),
        ("Ada,sped,active,true,,", "no argument “sped”", "did you mean speed?"),
        ("Ada,speed,active,perhaps,,", "speed.active: ", "true or false"),
        ("Ada,speed,soundness,120%,,", "speed.soundness: ", "between 0 and 1"),
        ("Ada,speed,lr,3,,", "arguments.speed.lr", "you mean arguments.speed.bears_on.scheming"),
        ("Ada,white_box,lr,,0,3", "white_box.lr.low: ", "above 0"),
        ("Ada,white_box,lr,,,3", "white_box.lr.low: ", "has both ends"),
        ("Ada,white_box,lr,,1,", "white_box.lr.high: ", "has both ends"),
        ("Ada,white_box,lr,2,1,3", "white_box.lr: ", "and not both"),
        ("Ada,,lr,2,,", "the item is", "missing"),
        ("Ada,white_box,,2,,", "the field is", "missing"),
        (",white_box,lr,2,,", "the name is missing", "the person's"),
        ("Ada,speed,note,hm,,", "section", "claims.speed"),
        ("Ada,scenario,scepticsm,1,,", "no field of the scenario", "did you mean scepticism?"),
        ("Ada,doom,stated,0.2,,", "", "row 2 already"),
        ("Ada,speed,active,true,,,5", "", "quotation marks"),
    ],
)
def test_a_wrong_row_is_named_with_its_number_and_remedy(row, label, remedy):
    """The rest of the table is read, and no row is dropped without a word."""
    (file,), (problem,) = read(f"{HEADER}Ada,doom,stated,0.1,,\n\n{row}\n")
    assert 4 == problem.line
    assert "row 4" in problem.message
    assert label in problem.message
    assert remedy in problem.message
    assert {"doom": Stated(0.1)} == file.scenario.stated


def test_an_item_that_is_none_is_named_in_every_row():
    """Also where it has a field inside; no row is dropped unsaid."""
    rows = "Ada,sped,premise.low_slack,0.5,,\nAda,sped,soundness,0.5,,\nAda,speed,active,true,,\n"
    (ada,), problems = read(HEADER + rows)
    assert [2, 3] == [problem.line for problem in problems]
    assert all("did you mean speed?" in problem.message for problem in problems)
    assert ada.scenario.is_active("speed")
    (_,), (problem,) = read("name,sped.soundness\nAda,0.5\n")
    assert "column “sped.soundness”: there is no argument “sped”; did you mean" in problem.message


def test_a_wrong_cell_of_a_wide_table_is_named():
    """Row and column, and the person; the others are read."""
    text = (
        "name,doom.stated,white_box.lr.low,white_box.lr.high\nAda,0.1,1,3\nBob,200%,,4\nAda,0.2,,\n"
    )
    files, problems = read(text)
    assert ["Ada", "Bob"] == [file.name for file in files]
    assert [3, 3, 4] == [problem.line for problem in problems]
    said = " ".join(problem.message for problem in problems)
    assert "row 3 (Bob): doom.stated: " in said
    assert "row 3 (Bob): white_box.lr.low: low is missing" in said
    assert "“Ada” has a row already" in said


@pytest.mark.parametrize(
    "header, remedy",
    [
        ("item,field,value", "the column “name” is missing"),
        ("name,item,field,valeu", "no column with numbers"),
        ("name,item,field,value,value", "stands here twice"),
        ("name,item,,field", "no column with numbers"),
        ("name,colour", "with nothing but notes above it"),
        ("Our survey of 2023", "with nothing but notes above it"),
        ("name|item|field|value", "none of the first rows is a header"),
        ("name", "a row a person"),
    ],
)
def test_a_header_of_neither_form_is_refused(header, remedy):
    """The header decides the form, so nothing is read under a wrong one."""
    files, problems = read(f"{header}\nAda\n")
    assert [] == files
    assert remedy in problems[0].message
    assert 1 == problems[0].line


def test_a_table_that_names_no_library_asks_for_it():
    """Unless the library is given, each person has a row that names it."""
    text = f"{HEADER}Ada,doom,stated,0.1,,\n"
    files, (problem,) = read_credences(text.encode())
    assert [] == files
    assert "NAME,scenario,library,ai-risk-1" in problem.message
    (file,), problems = read_credences(f"{text}Ada,scenario,library,ai-risk-1,,\n".encode())
    assert ([], "ai-risk-1") == (problems, file.library)


def test_what_a_spreadsheet_makes_of_odds_is_caught():
    """Typed into a spreadsheet, 1:20 becomes twenty past one; it is said once."""
    rows = [["name", "item", "field", "value"], ["Ada", "white_box", "lr", "TIME"]]
    (ada,), (problem,) = read_credences(workbook(rows), library=LIBRARY)
    assert "row 2 (Ada): white_box.lr: the cell holds a date or a time" in problem.message
    assert (2, ()) == (problem.line, ada.scenario.changes)
    wide = [["name", "white_box.lr.low", "white_box.lr.high", "doom.stated"], ["A", "TIME", 3, 0.1]]
    (ada,), (problem,) = read_credences(workbook(wide), library=LIBRARY)
    assert "white_box.lr.low: the cell holds" in problem.message
    assert {"doom": Stated(0.1)} == ada.scenario.stated


def sheet(write) -> bytes:
    """A workbook whose rows below the header ``write`` writes."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["name", "item", "field", "value"])
        write(page)
    return stream.getvalue()


def test_a_formula_counts_with_its_result():
    """What the spreadsheet shows is what is read; where it shows no value, that is said."""

    def write(page):
        results = {"=1/4": 0.25, "=B9": "", "=1/0": "#DIV/0!", "=NA()": "#N/A"}
        fields = ["white_box.lr", "doom.stated", "doom.prior", "takeover.stated"]
        for number, (field, (formula, result)) in enumerate(
            zip(fields, results.items(), strict=True), start=1
        ):
            page.write_row(number, 0, ["Ada", *field.split(".")])
            page.write_formula(number, 3, formula, None, result)

    (ada,), problems = read_credences(sheet(write), library=LIBRARY)
    assert Number(0.25, 0.25) == ada.scenario.value("arguments.white_box.lr")
    expected = ["a formula without its result", "the error #DIV/0!", "the error #N/A"]
    assert [3, 4, 5] == [problem.line for problem in problems]
    for words, problem in zip(expected, problems, strict=True):
        assert f": here is {words}; " in problem.message


def test_merged_names_stand_for_every_row_and_merged_values_for_none():
    """A spreadsheet holds them in the first cell alone, and shows them over all."""

    def write(page):
        page.write_row(1, 1, ["doom", "stated", 0.1])
        page.write_row(2, 1, ["white_box", "lr", 3])
        page.merge_range(1, 0, 4, 0, "Ada")
        page.write_row(5, 0, ["Ben", "doom", "stated"])
        page.write_row(6, 0, ["Cleo", "doom", "stated"])
        page.merge_range(5, 3, 6, 3, 0.2)

    (ada, ben, cleo), (problem,) = read_credences(sheet(write), library=LIBRARY)
    assert {"doom": Stated(0.1)} == ada.scenario.stated
    assert Number.point(3) == ada.scenario.value("arguments.white_box.lr")
    assert ({"doom": Stated(0.2)}, {}) == (ben.scenario.stated, cleo.scenario.stated)
    assert "row 7 (Cleo): doom.stated: here is a cell merged with D6; unmerge" in problem.message


def test_the_sheet_that_is_a_table_is_read_and_others_are_named():
    """Instructions may stand before it; what is left out is said once, and not for each sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Read me").write(0, 0, "Fill this in.")
        page = book.add_worksheet("Answers")
        page.write_row(2, 0, ["Name", "doom.stated"])
        page.write_row(3, 0, ["Ada", 0.1])
        for number in range(30):
            book.add_worksheet(f"s{number}").write(0, 0, "x")
    found = open_credences(stream.getvalue(), library=LIBRARY)
    assert ([], {"doom": Stated(0.1)}) == (found.problems, found.people[0].scenario.stated)
    (note,) = found.account.notes
    assert "the sheets “Read me”, “s0”, “s1”, “s2”, “s3” and 26 others are left out" in note


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_line_that_names_the_separator_is_no_header(separator):
    """Spreadsheets write it and read it."""
    text = "\r\n".join(separator.join(row) for row in csv.reader(io.StringIO(LONG)))
    assert one(LONG) == one(f"\ufeffSEP={separator}\r\n{text}")
    (ada,), problems = read_credences(f"sep={separator}\n{text}".encode(), library=LIBRARY)
    assert (one(LONG), []) == (ada.scenario, problems)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_and_line_end_of_spreadsheets_is_read(encoding, end):
    """What is no UTF-8 is said to have been read as what it is."""
    text = f"{HEADER}Zoë,doom,stated,0.1,,\nJürgen,doom,stated,20 %,,\n".replace("\n", end)
    found = open_credences(text.encode(encoding), name="t.csv", library=LIBRARY)
    assert ["Zoë", "Jürgen"] == [file.name for file in found.people]
    assert [] == found.problems
    said = {"utf-16": "UTF-16", "cp1252": "Windows-1252"}.get(encoding)
    assert all(said in note for note in found.account.notes)
    assert (said is not None) == bool(found.account.notes)


def test_text_that_is_broken_in_one_place_is_refused():
    """Other letters are UTF-8, so what is not is no Windows-1252."""
    content = f"{HEADER}Zoë,doom,stated,0.1,,\n".encode() + b"\xff,doom,stated,0.1,,\n"
    _, (problem,) = read_credences(content, name="t.csv", library=LIBRARY)
    assert (3, True) == (problem.line, "CSV UTF-8" in problem.message)


def test_a_second_sheet_is_not_dropped_silently():
    """Only the table is read, and one is told so."""
    rows = list(csv.reader(io.StringIO(LONG)))
    found = open_credences(workbook(rows, ("first", "more")), library=LIBRARY)
    assert ([], 1) == (found.problems, len(found.people))
    assert ("the table: the sheet “more” is left out",) == found.account.notes


def test_many_columns_cost_little():
    """A header of fifty thousand columns is refused as such."""
    names = ",".join(f"a{n}.lr" for n in range(50_000))
    files, (problem,) = read(f"name,{names}\nAda\n")
    assert [] == files
    assert f"{MOST_COLUMNS:,} columns" in problem.message


def test_a_quotation_mark_left_open_is_found():
    """The rest of the file would otherwise be one cell."""
    files, (problem,) = read(f'{HEADER}Ada,doom,stated,0.1,,\nAda,doom,note,"x,,\nAda,speed\n')
    assert [] == files
    assert 3 == problem.line
    assert "quotation marks" in problem.message


def test_characters_that_no_workbook_holds_are_refused():
    """Better an error than a workbook that does not open."""
    file = CredenceFile(Scenario(LIBRARY), "Ada", note="\uffff")
    with pytest.raises(InputError, match=r"\.csv"):
        write_credences([file], "xlsx")
    (again,), problems = read_credences(write_credences([file], "csv"))
    assert ([], "\uffff") == (problems, again.note)


def test_fractions_are_read_and_dates_of_them_are_not():
    """As people write them, with a decimal comma too; what a spreadsheet made of one is named."""
    held = one(
        HEADER + 'Ada,white_box,lr,1/4,,\nAda,doom,stated,1/20,,\nAda,speed,lr.scheming,"1,5/3",,\n'
    )
    assert Number.point(0.25) == held.value("arguments.white_box.lr")
    assert Number.point(0.5) == held.value("arguments.speed.bears_on.scheming")
    assert 0.05 == held.stated["doom"].credence
    for text in ("4-Jan", "01/04", "1/4/2026", "2026-04-01"):
        (file,), (problem,) = read(f"{HEADER}Ada,white_box,lr,{text},,\n")
        assert "row 2 (Ada): white_box.lr: " in problem.message
        assert Scenario(LIBRARY) == file.scenario


def test_surveys_read_fractions_as_files_do():
    """One cell means one number wherever it stands."""
    cells = cells_of(pa.array(["1/4", "1:4", "01/04"]), Kind.RATIO)
    assert [0.25, 0.25] == cells.low[:2].tolist()
    assert "looks like a date" in cells.wrong[2]


@pytest.mark.parametrize("margin", [1, 3])
def test_a_margin_of_blank_columns_and_rows_is_no_part_of_the_table(margin):
    """In CSV and on a sheet; a column without a name that holds something is named as left out."""
    rows = [["name", "item", "field", "value"], ["Ada", "white_box", "lr", "1:4"]]
    text = "\n" * margin + "".join("," * margin + ",".join(row) + "\n" for row in rows)
    expected = (
        Scenario(LIBRARY).with_number("arguments.white_box.lr", 0.25).with_active("white_box")
    )
    assert expected == one(text)
    blank = [[None]] * margin
    book = workbook([*blank, *([None] * margin + row for row in rows)])
    (file,), problems = read_credences(book, library=LIBRARY)
    assert ([], expected) == (problems, file.scenario)
    found = open_credences(b",name,item,field,value\nx,Ada,white_box,lr,1:4\n", library=LIBRARY)
    assert ([], expected) == (found.problems, found.people[0].scenario)
    assert "column 1 has no name and is left out" in found.account.notes[0]
