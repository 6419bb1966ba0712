"""Tables as people bring them: each is read as its author meant it, or not at all, and it is said.

Small versions of files that came from surveys, forms and spreadsheets; `LIBRARY` has the claim doom
(prior 5 %) and the arguments one (2) and two (3).
"""

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from credence.asking import NOTHING, Told
from credence.errors import InputError
from credence.files import load_library, open_credences, read_library
from credence.files.survey import read_survey
from credence.number import Kind, Number

FILES = Path(__file__).parents[1] / "cases" / "files"
LIBRARY = load_library(str(FILES / "00-lib.yaml"))
STATED = "claims.doom.stated"
ONE, TWO = "arguments.one.lr", "arguments.two.lr"


def survey(content, library=LIBRARY, told=NOTHING, name="people.csv"):
    """A survey of one table, or of a file among the cases."""
    if isinstance(content, str):
        path = FILES / content
        is_file = "\n" not in content
        content, name = (path.read_bytes(), content) if is_file else (content.encode(), name)
    return read_survey([(name, content)], library, told=told)


def numbers(found, path=STATED):
    """What people answered, by name: a number, or an interval's ends."""
    return {
        str(name): low if low == high else (low, high)
        for block in found.people
        if path in block.numbers
        for name, low, high in zip(
            block.names, *map(np.ndarray.tolist, block.numbers[path]), strict=True
        )
        if not np.isnan(low)
    }


def opened(content, told=NOTHING, name="people.csv"):
    """The same table as credence files."""
    if isinstance(content, str):
        is_file = "\n" not in content
        content = (FILES / content).read_bytes() if is_file else content.encode()
    return open_credences(content, name=name, library=LIBRARY, told=told)


def book(rows, formats=(), title=()):
    """A workbook of rows; ``formats`` are number formats by cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        held = {
            place: written.add_format({"num_format": code}) for place, code in dict(formats).items()
        }
        for number, row in enumerate([*title, *rows]):
            for column, value in enumerate(row):
                sheet.write(number, column, value, held.get((number, column)))
    return stream.getvalue()


def test_a_column_in_per_cent_is_held_back_until_somebody_says_so():
    """Of no expert a number is taken, where "2.4" is 2.4 % and "0.06" looks like 6 %."""
    library = load_library(str(FILES / "02-lib.yaml"))
    claims = ("epc", "epx", "npc", "npx")
    found = survey("02-xpt-experts-points.csv", library)
    assert [f"{claim}.stated" for claim in claims] == [a.column for a in found.account.asked]
    assert {"percent"} == {asked.kind for asked in found.account.asked}
    assert ({}, {}) == (found.stated, dict(found.account.unread))
    told = Told.of(",".join(f"{claim}.stated" for claim in claims).split())
    found = survey("02-xpt-experts-points.csv", library, told)
    assert () == found.account.asked
    held = {claim: found.stated[claim] for claim in claims}
    assert [135, 133, 134, 134] == [len(values) for values in held.values()]
    medians = [float(100 * np.median(values)) for values in held.values()]
    assert pytest.approx([1.5, 0.06, 1.0, 0.004]) == medians
    means = [round(float(100 * np.mean(values)), 2) for values in held.values()]
    assert [3.42, 0.59, 2.58, 0.31] == means
    assert 0.024 == numbers(found, "claims.epc.stated")["R1"]
    (note,) = found.account.notes
    assert "the column “Hours.on.X.risk” asks nothing of the library and is left out" in note


@pytest.mark.parametrize(
    "title",
    [
        *("doom.stated (%)", "doom.stated [percent]", "doom.stated in %", "doom.stated pct"),
        *("doom.stated (in per cent)", "doom.stated (pct.)", "claims.doom.stated (%)"),
    ],
)
def test_a_title_may_say_that_its_column_is_in_per_cent(title):
    """A number without a sign is, and all others are as written."""
    found = survey(f"name,{title}\nA,2.4\nB,0.5\nC,10%\nD,1 in 5\nE,5-10\n")
    expected = {"A": 0.024, "B": 0.005, "C": 0.1, "D": 0.2, "E": (0.05, 0.1)}
    assert (expected, ()) == (numbers(found), found.account.asked)
    assert (
        expected["A"] == opened(f"name,{title}\nA,2.4\n").people[0].scenario.stated["doom"].credence
    )


@pytest.mark.parametrize("odd", ["15", "1.5", "10-20", "10 to 20", "100", "2..3", "1e2"])
@pytest.mark.parametrize("others", [["0.5", "0.2"], ["10%", ""], ["NA", "1 in 5"]])
def test_one_number_above_one_holds_its_column_back(odd, others):
    """The whole of it, in a survey, a long table and a credence file alike; other columns are read."""
    cells = [*others, odd]
    wide = "name,doom.stated,one.lr\n" + "".join(f"P{i},{c},3\n" for i, c in enumerate(cells))
    long = "name,item,field,value\n" + "".join(
        f"P{i},doom,stated,{c}\nP{i},one,lr,3\n" for i, c in enumerate(cells)
    )
    for text in (wide, long):
        found = survey(text)
        (asked,) = found.account.asked
        assert ("doom.stated", "percent") == (asked.column, asked.kind)
        assert f"1 number without a sign is above 1, such as {odd}" in asked.sentence
        assert ({}, 3) == (numbers(found), len(numbers(found, ONE)))
        assert not found.account.reports
        answered = survey(text, told=NOTHING.answering(asked))
        assert () == answered.account.asked
        assert len(numbers(answered)) == sum(c not in {"", "NA"} for c in cells)
        file = opened(text)
        assert ["doom.stated"] == [problem.path for problem in file.problems]
        assert all(not one.scenario.statements for one in file.people)


def test_a_column_that_is_no_probability_is_in_no_per_cent():
    """What is told is checked against the library."""
    for column, message in [
        ("one.lr", "is no probability"),
        ("dom.stated", "did you mean doom"),
        ("doom", "has no field"),
    ]:
        with pytest.raises(InputError, match=message):
            survey("03-fifty-fifty.csv", told=Told.of([column]))


def test_fifty_fifty_is_a_half():
    """Two numbers above 1 that sum to a hundred are parts of it, and it is said."""
    found = survey("03-fifty-fifty.csv")
    assert {"A": 0.5, "B": 0.4, "C": 0.2, "D": 0.6} == numbers(found)
    assert "“20/80” is read as 20 %, parts of a hundred" in found.account.notes[2]
    assert 0.2 == opened("03-fifty-fifty.csv").people[2].scenario.stated["doom"].credence


@given(st.integers(2, 98))
def test_parts_of_a_hundred_are_told_from_fractions(part):
    """1/99 is a fraction, and so is what sums to anything else."""
    text = f"name,doom.stated\nA,{part}/{100 - part}\nB,1/{part}\nC,1/99\n"
    assert {"A": part / 100, "B": 1 / part, "C": 1 / 99} == numbers(survey(text))


def test_decimal_commas_settle_what_points_mean():
    """10.000 is ten thousand where other numbers have decimal commas."""
    found = survey("04-german-thousands.csv")
    assert {"A": 0.5, "B": 1e-4, "C": 0.025} == numbers(found)
    assert {"A": 1.5, "B": 10_000, "C": 1_000} == numbers(found, ONE)
    held = {one.name: one.scenario.value(ONE) for one in opened("04-german-thousands.csv").people}
    assert Number.point(10_000) == held["B"]


@pytest.mark.parametrize(
    "settling, ten, thousand",
    [
        ("0.5", "10.000", "10,000"),
        ("0,5", "10,000", "10.000"),
        ("1.234,5", "10,000", "10.000"),
        ("1,234.5", "10.000", "10,000"),
        ("1.000.000", "10,000", "10.000"),
    ],
)
def test_the_other_numbers_of_a_file_settle_its_custom(settling, ten, thousand):
    """Wherever they stand: a thousand rows further on, or in another column."""
    rows = [["name", "one.lr", "two.lr"], ["A", ten, "2"], ["B", thousand, ""]]
    rows += [[f"P{i}", "3", ""] for i in range(1_000)]
    rows += [["Z", "", settling]]
    found = survey("\n".join(";".join(row) for row in rows) + "\n")
    held = numbers(found, ONE)
    assert (10, 10_000) == (held["A"], held["B"])
    assert not found.account.reports


@pytest.mark.parametrize("text", ["10.000", "10,000", "1.234:1", "2..1,500"])
@pytest.mark.parametrize("others", [("2",), ("0.5", "0,5")])
def test_where_nothing_settles_it_both_languages_are_refused(text, others):
    """Also where a file follows both customs."""
    cells = [text, *others]
    found = survey("name;one.lr\n" + "".join(f"P{i};{c}\n" for i, c in enumerate(cells)))
    assert "P0" not in numbers(found, ONE)
    assert "can mean" in found.account.reports[0].reasons[0]
    assert (1, {ONE: 1}) == (len(found.account.reports), dict(found.account.unread))
    (wrong,) = opened(f"name;one.lr\nA;{text}\n").problems
    assert "can mean" in wrong.message


def test_only_who_states_something_is_counted():
    """Ten of a hundred state 50 %; the others are silent on it."""
    found = survey("05-metaforecast-2.csv")
    assert [0.5] * 10 == found.stated["doom"].tolist()
    assert (100, 0) == (found.account.used, len(found.account.reports))


def test_a_bound_is_no_number():
    """What cannot be read is no answer, is listed and is counted."""
    found = survey("05b-unreadable-becomes-library.csv")
    held = numbers(found)
    assert {"Person 01", "Person 18", "Person 19"} == set(numbers(found, ONE)) - set(held)
    assert ((0.1, 0.2), (0.05, 0.5), 0.6) == tuple(held[f"Person {n}"] for n in ("06", "10", "17"))
    assert {STATED: 3} == dict(found.account.unread)
    assert all("0.01%..1%" in report.reasons[0] for report in found.account.reports)


def test_a_per_cent_sign_at_a_range_s_end_is_for_both_ends():
    """As people mean it who write 0.1..50%."""
    expected = {"A": (0.001, 0.5), "B": (0.005, 0.9), "C": (0.01, 0.05)}
    assert expected == numbers(survey("07-shared-percent-range.csv"), "claims.doom.prior")
    ada = opened("07-shared-percent-range.csv").people[0].scenario
    assert Number(0.001, 0.5) == ada.value("claims.doom.prior")


def test_merged_names_make_no_people():
    """Two people whose names stand over two rows each are two."""
    found = survey("08-merged-names-long.xlsx")
    assert {"Ada": 0.1, "Ben": 0.3} == numbers(found)
    assert {"Ada": 2, "Ben": 5} == numbers(found, ONE)
    assert 2 == found.size
    assert any("merged names stand for every row" in note for note in found.account.notes)
    file = opened("08-merged-names-long.xlsx", name="m.xlsx")
    assert (["Ada", "Ben"], []) == ([one.name for one in file.people], file.problems)


def test_the_sheet_with_the_data_is_found():
    """Instructions and the like are named as left out."""
    found = survey("09-instructions-sheet.xlsx")
    assert 2 == found.size
    assert "the sheet “Read me” is left out" in found.account.notes[0]
    assert 2 == len(opened("09-instructions-sheet.xlsx", name="i.xlsx").people)


def test_a_codebook_is_no_table_of_answers():
    """Though it names the columns."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        first = written.add_worksheet("Codebook")
        first.write_row(0, 0, ["column", "meaning"])
        first.write_row(1, 0, ["doom.stated", "what you say overall"])
        first.write_row(2, 0, ["name", "yours"])
        second = written.add_worksheet("Responses")
        second.write_row(0, 0, ["Timestamp", "name", "doom.stated"])
        second.write_row(1, 0, [45_000, "Ada", 0.1])
    found = survey(stream.getvalue(), name="a.xlsx")
    assert {"Ada": 0.1} == numbers(found)
    assert "“Codebook” is left out" in found.account.notes[0]


def test_columns_that_ask_nothing_are_left_out_by_name():
    """Whatever dots and questions there are in their titles, in a survey and a file alike."""
    found = survey("11-forms-header-with-dots.csv")
    assert {"Ada": 0.1, "Ben": 0.2} == numbers(found)
    file = opened("11-forms-header-with-dots.csv", name="11-forms-header-with-dots.csv")
    assert ([], 2) == (file.problems, len(file.people))
    assert found.account.notes == file.account.notes
    for title in ("Timestamp", "1. What is your field of work?", "Comments (e.g. sources)"):
        assert title in found.account.notes[0]


@pytest.mark.parametrize(
    "title, nearest",
    [("dom.stated", "doom"), ("doom.statd", "stated"), ("one.lrr", "lr"), ("Doom.stated", "doom")],
)
def test_a_misspelt_column_is_an_error_and_not_left_out(title, nearest):
    """A whole column of answers would be lost."""
    with pytest.raises(InputError, match=f"did you mean .*{nearest}"):
        survey(f"name,{title},one.lr\nA,0.1,2\n")
    file = opened(f"name,{title},one.lr\nA,0.1,2\n")
    assert "did you mean" in file.problems[0].message
    assert Number.point(2) == file.people[0].scenario.value(ONE)


def test_numbers_with_commas_are_read_in_a_library():
    """As 1 in 1,000,000 and the like; a library states nothing, which is another matter."""
    text = (FILES / "20b-ord-commas.yaml").read_text(encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_library(text.encode(), "ord.yaml")
    (problem,) = caught.value.problems
    assert "there is no key “stated”" in problem.message


def test_words_for_no_answer_are_no_complaint():
    """And neither are blanks."""
    found = survey("31-missing-words.csv")
    assert {"A": 0.1} == numbers(found)
    account = found.account
    assert (8, 1, 0, 0, 7) == (
        account.rows,
        account.used,
        account.partly,
        account.aside,
        account.silent,
    )
    assert ((), ()) == (account.reports, account.notes)
    assert [] == opened("31-missing-words.csv").problems


@pytest.mark.parametrize(
    "word",
    [
        *(
            "NA",
            "N/A",
            "n/a",
            "-",
            "–",
            "?",
            "none",
            "Prefer not to say",
            "Don't know",
            "Don’t know",
        ),
        *("No answer", "   ", "\u200b", "\u00a0", "\u200b \ufeff"),
    ],
)
@pytest.mark.parametrize("column", ["doom.stated", "one.lr", "one.active", "doom.suppose"])
def test_no_answer_is_none_in_every_column(word, column):
    """In both forms of a table."""
    item, field = column.split(".")
    for text in (
        f"name,{column},two.lr\nA,{word},2\n",
        f"name,item,field,value\nA,{item},{field},{word}\nA,two,lr,2\n",
    ):
        found = survey(text)
        assert ({"A": 2}, ()) == (numbers(found, TWO), found.account.reports)
        assert [] == opened(text).problems


def test_characters_that_nobody_sees_are_ignored():
    """Around a number, and a name."""
    found = survey("31b-zero-width.csv")
    assert {"Ada": 0.1, "Ben": 0.2, "Cleo": 0.3} == numbers(found)
    assert {"A": 1e-4} == numbers(survey("name,doom.stated\n\u200bA\u00a0,1 in 10\u202f000\n"))


def test_one_person_s_cells_keep_nobody_else_out():
    """Ada opens, whatever Ben wrote."""
    file = opened("34-one-bad-row.csv")
    assert [] == file.problems
    ada, ben = (one.scenario for one in file.people)
    assert [3, 1 / 20] == [ada.value(path).low for path in (ONE, TWO)]
    assert [4, 4] == [ben.value(path).low for path in (ONE, TWO)]
    text = (FILES / "34-one-bad-row.csv").read_text(encoding="utf-8").replace("x4", "lots")
    bad = opened(text)
    assert ["Ben"] == list(bad.about)
    assert ([], 1) == (bad.only("Ada").problems, len(bad.only("Ben").problems))


def test_who_gives_a_ratio_counts_the_argument():
    """Unless they say that it is off."""
    assert ("one", "two") == opened("34-one-bad-row.csv").people[0].scenario.active
    said = opened("name,one.lr,two.lr,two.active\nA,2,3,false\n").people[0].scenario
    assert ("one",) == said.active


def test_a_header_below_a_title_is_found():
    """Rows above it are skipped, and counted."""
    found = survey("36-title-row.xlsx")
    assert 2 == found.size
    assert "one row above the header is skipped" in found.account.notes[0]
    text = "Our survey; of 2024\n\nAnswers, in full\nname,doom.stated\nA,10%\n"
    found = survey(text)
    assert {"A": 0.1} == numbers(found)
    assert "two rows above the header are skipped" in found.account.notes[0]
    assert {"A": 0.1} == numbers(survey(text.replace(",", ";")))


def test_an_interval_that_is_stated_is_its_centre_in_log_odds():
    """With the width as its tolerance: √(1/9·1/4) is the odds between 10 % and 20 %."""
    found = survey("39-stated-interval.csv")
    assert {"Ada": (0.1, 0.2)} == numbers(found)
    (ada,) = opened("39-stated-interval.csv").people
    held = ada.scenario.stated["doom"]
    assert 1 / 7 == pytest.approx(held.credence)
    width = np.log(0.2 / 0.8) - np.log(0.1 / 0.9)
    assert width / (2 * 1.6448536269514722) == pytest.approx(held.tolerance)


@pytest.mark.parametrize(
    "name", ["Average", "Mean", "median", "Total", "Grand total", "Mean (n=3)"]
)
def test_rows_that_sum_others_up_are_asked_about(name):
    """And left out, unless told otherwise; in all forms, and of credence files too."""
    wide = f"name,doom.stated\nAda,10%\nBen,30%\n{name},20%\n"
    long = (
        f"name,item,field,value\nAda,doom,stated,10%\nBen,doom,stated,30%\n{name},doom,stated,20%\n"
    )
    for text in (wide, long):
        found = survey(text)
        assert {"Ada": 0.1, "Ben": 0.3} == numbers(found)
        (asked,) = found.account.asked
        assert ("name", "summary") == (asked.column, asked.kind)
        assert f"The row “{name}” sums others up and is left out. Is it a person?" == asked.sentence
        kept = survey(text, told=NOTHING.answering(asked))
        assert ({"Ada": 0.1, "Ben": 0.3, name: 0.2}, ()) == (numbers(kept), kept.account.asked)
        assert ["Ada", "Ben"] == [one.name for one in opened(text).people]
        assert 3 == len(opened(text, Told.of(keep_summary_rows=True)).people)


def test_a_table_of_summaries_alone_is_one_of_people():
    """Such as the medians of several surveys; and a name may begin like one."""
    found = survey("name,doom.stated\nMedian,10%\nMean,20%\n")
    assert ({"Median": 0.1, "Mean": 0.2}, ()) == (numbers(found), found.account.asked)
    assert 2 == survey("name,doom.stated\nMax,10%\nMedianka Novak,20%\n").size


def test_the_same_answers_give_the_same_reading_at_every_size():
    """Two thousand rows and two thousand and one are read by one rule, cut where they may be."""
    rows = [f'P{i},{i % 90 + 5},"1,5"\n' for i in range(2_001)]
    for count in (100, 2_000, 2_001):
        text = "name,doom.stated,one.lr\n" + "".join(rows[:count])
        found = survey(text, told=Told.of(["doom.stated"]))
        assert count == len(numbers(found)) == len(numbers(found, ONE))
        assert ["doom.stated"] == [asked.column for asked in survey(text).account.asked]
        assert [
            one.scenario.stated["doom"].credence
            for one in opened(text, Told.of(["doom.stated"])).people
        ] == (list(numbers(found).values()))


def test_a_cell_s_number_format_counts_as_what_it_shows():
    """15 % is 0.15 in a workbook; a sign in quotation marks is a text behind the number itself."""
    rows = [["name", "doom.stated"], ["A", 0.15], ["B", 15], ["C", 0.123456789], ["D", 2.5]]
    formats = {(1, 1): "0%", (2, 1): '0.0"%"', (3, 1): "0.00 %", (4, 1): r"0.0\%"}
    content = book(rows, formats)
    expected = {"A": 0.15, "B": 0.15, "C": 0.123456789, "D": 0.025}
    found = survey(content, name="a.xlsx")
    assert (expected, ()) == (numbers(found), found.account.asked)
    assert {"A": 0.15, "B": 0.1} == numbers(
        survey(
            book([["name", "doom.stated (%)"], ["A", 0.15], ["B", 10]], {(1, 1): "0%"}),
            name="a.xlsx",
        )
    )


def test_a_truth_in_a_cell_with_a_percent_format_stays_a_truth():
    """A whole sheet may have one format."""
    rows = [["name", "one.active", "doom.stated"], ["A", True, 0.5]]
    found = survey(book(rows, {(1, 1): "0%", (1, 2): "0%"}), name="a.xlsx")
    assert ({"A": 0.5}, ()) == (numbers(found), found.account.reports)
    assert [1] == found.people[0].flags["active.one"].tolist()


@pytest.mark.parametrize("text", ["Our survey\nname,doom.stated", "name,doom.stated\n"])
def test_a_table_may_have_a_header_and_no_rows(text):
    """With a title above it, and without a line end."""
    assert (0, 0) == (survey(text).size, survey(text).account.rows)
    assert "the table has a header and no rows" in opened(text).problems[0].message


def test_a_formula_without_its_result_is_no_name():
    """Its row is set aside, and nobody is invented."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        sheet.write_row(0, 0, ["name", "doom.stated"])
        sheet.write_row(1, 0, ["Ada", 0.1])
        sheet.write_formula(2, 0, "=B9", None, "")
        sheet.write(2, 1, 0.2)
    found = survey(stream.getvalue(), name="a.xlsx")
    assert ({"Ada": 0.1}, 1) == (numbers(found), found.account.aside)
    assert "name: here is a formula without its result" in found.account.reports[0].reasons[0]


def test_quantiles_fix_a_number():
    """Two exactly, more by least squares on the log-odds; one that lies far off is named."""
    text = "name,doom.prior.p10,doom.prior.median,doom.prior.p90\nA,5%,10%,\nB,5%,10%,19%\nC,1%,2%,60%\n"
    found = survey(text)
    held = numbers(found, "claims.doom.prior")
    low, high = held["A"]
    assert Number(low, high).median(Kind.PROBABILITY) == pytest.approx(0.1)
    mean, deviation = Number(low, high).normal(Kind.PROBABILITY)
    assert np.log(0.05 / 0.95) == pytest.approx(mean - 1.2815515655446004 * deviation)
    assert Number(*held["B"]).median(Kind.PROBABILITY) == pytest.approx(0.1, abs=0.002)
    notes = [note for note in found.account.notes if "fits badly" in note]
    assert 1 == len(notes)
    assert "row 4 (C)" in notes[0]
    long = "name,item,field,p10,median\nA,doom,prior,5%,10%\n"
    assert held["A"] == numbers(survey(long), "claims.doom.prior")["A"]


@pytest.mark.parametrize(
    "cells, message",
    [
        ("10%,5%,", "quantiles rise with their levels"),
        ("10%,,", "p10 stands alone; give a second quantile"),
        ("0,5%,", "strictly inside"),
        ("1%..2%,5%,", "a quantile is one number"),
    ],
)
def test_quantiles_that_fix_nothing_are_refused(cells, message):
    """With what would do."""
    found = survey(f"name,doom.prior.p10,doom.prior.median,one.lr\nA,{cells}\n")
    assert message in found.account.reports[0].reasons[0]


def test_a_message_says_what_to_type_into_a_cell():
    """The same remedy in every command, and no YAML."""
    text = "name,doom.stated,one.lr\nA,soon,much\n"
    (report,) = survey(text).account.reports
    said = [problem.message for problem in opened(text).problems]
    assert "0.1..0.3" in report.reasons[0]
    assert "1.5..10" in report.reasons[1]
    assert all(reason in message for reason, message in zip(report.reasons, said, strict=True))
    assert all(reason.endswith(", or leave it blank") for reason in report.reasons)
    assert "{" not in "".join((*report.reasons, *said))


def test_parquet_is_a_table_like_any_other():
    """For a survey and for opening single people, its numbers as they are."""
    stream = io.BytesIO()
    columns = {"name": ["Ada", "Ben"], "doom.stated": [0.1, None], "one.lr": [3.0, 1.234]}
    pd.DataFrame(columns).to_parquet(stream)
    content = stream.getvalue()
    found = survey(content, name="people.parquet")
    assert ({"Ada": 0.1}, {"Ada": 3, "Ben": 1.234}) == (numbers(found), numbers(found, ONE))
    file = opened(content, name="people.parquet")
    assert ([], 1.234) == (file.problems, file.people[1].scenario.value(ONE).low)


LETTERS = st.text(alphabet="0123456789.,%/:- ~<>x×to in\u200b\u00a0", max_size=10)


@given(st.lists(LETTERS, max_size=6), st.sampled_from(["doom.stated", "doom.stated (%)", "one.lr"]))
def test_both_forms_and_both_readers_agree_on_every_cell(cells, column):
    """Survey and credence file, wide and long: the same numbers, or none."""
    item, field = column.removesuffix(" (%)").split(".")
    unit = " (%)" if column.endswith(")") else ""
    wide, long = io.StringIO(), io.StringIO()
    csv.writer(wide).writerows([["name", column], *([f"P{i}", c] for i, c in enumerate(cells))])
    csv.writer(long).writerows(
        [
            ["name", "item", "field", f"value{unit}"],
            *([f"P{i}", item, field, c] for i, c in enumerate(cells)),
        ]
    )
    path = STATED if item == "doom" else ONE
    expected = numbers(survey(wide.getvalue()), path)
    assert expected == numbers(survey(long.getvalue()), path)
    for text in (wide, long):
        file = opened(text.getvalue())
        given = [one for one in file.people if one.scenario.statements or one.scenario.active]
        assert set(expected) == {one.name for one in given}


def test_an_account_adds_up():
    """Every row is used, partly used, set aside or silent."""
    for path in sorted(FILES.glob("*.csv")):
        if not path.stem.startswith("02"):
            account = survey(path.name).account
            assert account.rows == account.used + account.partly + account.aside + account.silent
