"""Surveys: every row is accounted for, and what is read is what was written."""

import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.files import csv_parts, load_library
from credence.files.survey import read_survey
from credence.files.survey_template import survey_template
from credence.files.xlsx import xlsx_of
from credence.number import Z90
from credence.survey import Account, Questions
from tests.small import small

LIBRARY = small(
    {"doom": {"prior": 0.1}, "rain": {"prior": 0.3}},
    {
        "fall": {"claim": "doom", "lr": 2},
        "spring": {"claim": "doom", "lr": {"low": 1, "high": 9}},
        "wide": {"bears_on": {"doom": 2, "rain": 3}},
    },
)
LABELS = ("fall", "spring", "wide.doom", "wide.rain")
WIDE = """name,age,fall.lr,spring.lr.low,spring.lr.high,doom.stated
Ann,33,2,1,3,0.1
Bob,44,3:1,,,50%
Cy,,x,1,,0
Di,1,,,,
"E, F",2,"0,5",2,1,1 in 5
Ann,3,7,,,
short,2
,,,,,

long,2,3,4,5,0.5,9
G,,1e400,-3,2,150%
"""


def read(content, name="people.csv", **options):
    """A survey of one file."""
    data = content.encode() if isinstance(content, str) else content
    return read_survey([(name, data)], LIBRARY, **options)


def balanced(account: Account):
    """Whether every row is used, silent, partly used or set aside; each of the last has its report."""
    odd = account.partly + account.aside
    return account.rows == account.used + odd + account.silent and len(account.reports) == min(
        odd, 1_000
    )


def answers(found):
    """Everybody's log LRs by name."""
    questions = Questions.of(LIBRARY)
    return {
        str(name): dict(zip(questions.ratios, row, strict=True))
        for block in found.people
        for name, row in zip(block.names, block.log_ratios(questions)[0], strict=True)
    }


def test_questions_are_the_likelihood_ratios_by_argument_and_claim():
    """An argument on several claims asks once for each."""
    assert LABELS == tuple(Questions.of(LIBRARY).ratios)


def test_every_row_of_a_messy_table_is_accounted_for():
    """Nonsense, gaps, short and long rows and a repeated name each have their report."""
    found = read(WIDE)
    account = found.account
    assert balanced(account)
    assert (9, 2, 2, 3) == (account.rows, account.used, account.partly, account.aside)
    assert 2 == account.silent
    told = {report.row: (report.status, " ".join(report.reasons)) for report in account.reports}
    assert [4, 6, 7, 11, 12] == list(told)
    assert "partly used" == told[4][0]
    assert "'x' is no ratio" in told[4][1]
    assert "high is missing" in told[4][1]
    assert "low must be below high" in told[6][1]
    assert "has a row already" in told[7][1]
    assert "7 cells under a header of 6" in told[11][1]
    assert all(word in told[12][1] for word in ("finite", "above 0", "between 0 and 1"))
    assert account.notes == (
        "people.csv: the column “age” asks nothing of the library and is left out",
    )


def test_answers_mean_what_they_mean_in_credence_files():
    """Ratios, decimal commas, percentages and "1 in 5" are read; an interval gives a deviation."""
    found = read(WIDE)
    held = answers(found)
    assert ["Ann", "Bob", "Cy", "E, F"] == list(held)
    assert pytest.approx(np.log(2)) == held["Ann"]["fall"]
    assert pytest.approx(np.log(3) / 2) == held["Ann"]["spring"]
    assert pytest.approx(np.log(3)) == held["Bob"]["fall"]
    assert pytest.approx(-np.log(2)) == held["E, F"]["fall"]
    assert np.isnan(held["Bob"]["spring"])
    deviations = found.people[0].log_ratios(Questions.of(LIBRARY))[1]
    assert pytest.approx(np.log(3) / (2 * Z90)) == deviations[0, 1]
    assert 0 == deviations[0, 0]
    assert [0.1, 0.5, 0.0, 0.2] == list(found.stated["doom"])


def test_a_long_table_holds_the_same_people_as_a_wide_one():
    """One row a number or one row a person: the same answers, and a repeated answer is named."""
    rows = ["name,item,field,value,low,high"]
    rows += ["Ann,fall,lr,2,,", "Bob,fall,lr,3:1,,", "Ann,spring,lr,,1,3", "Bob,doom,stated,50%,,"]
    rows += ["Ann,fall,lr,9,,", "Bob,nowhere,lr,2,,", ",fall,lr,2,,", "Ann,doom,stated,0.1,,"]
    found = read("\n".join(rows))
    wide = answers(read(WIDE))
    assert repr(answers(found)) == repr({name: wide[name] for name in ("Ann", "Bob")})
    account = found.account
    assert balanced(account)
    assert (8, 5, 0, 3) == (account.rows, account.used, account.partly, account.aside)
    assert [6, 7, 8] == [report.row for report in account.reports]
    assert "in row 2 already" in account.reports[0].reasons[0]
    assert "no argument “nowhere”" in account.reports[1].reasons[0]


def test_all_formats_hold_the_same():
    """CSV, Parquet and XLSX of one table give the same statistics to the last digit."""
    header = ["name", "fall.lr", "spring.lr.low", "spring.lr.high", "doom.stated"]
    rows = [[f"p{i}", 0.5 + i / 7, 1 + i / 9, 3 + i / 3, i / 20] for i in range(15)]
    rows[3][1] = rows[5][4] = None
    frame = pd.DataFrame(rows, columns=header)
    parquet = io.BytesIO()
    frame.to_parquet(parquet)
    sheet = xlsx_of([header, *([("" if v is None else v) for v in row] for row in rows)])
    files = [
        ("a.csv", frame.to_csv(index=False).encode()),
        ("a.parquet", parquet.getvalue()),
        ("a.xlsx", sheet),
    ]
    found = [read_survey([file], LIBRARY) for file in files]
    for other in found[1:]:
        assert found[0].statistics.rows.tobytes() == other.statistics.rows.tobytes()
        assert found[0].statistics.deviations.tobytes() == other.statistics.deviations.tobytes()
        assert list(found[0].stated["doom"]) == list(other.stated["doom"])
        assert found[0].size == other.size


def test_credence_files_are_people_too():
    """What a file holds counts, also where it equals the library's own number."""
    yaml = "schema: credence-file/1\nlibrary: small-1\nname: Ada\nactive: [fall]\n"
    yaml += "claims:\n  doom: {stated: 0.2, prior: 0.3}\narguments:\n  fall: {lr: 2}\n"
    found = read(yaml, "ada.yaml")
    assert (1, 1, 0) == (found.account.rows, found.account.used, found.account.aside)
    assert pytest.approx(np.log(2)) == answers(found)["Ada"]["fall"]
    assert [0.3] == list(found.priors["doom"])
    assert 1 == found.people[0].flags["active.fall"][0]
    partly = read(yaml + "  spring: {lr: -1}\n  nowhere: {lr: 2}\n", "ada.yaml")
    assert (1, 0, 1, 0) == (
        partly.account.rows,
        partly.account.used,
        partly.account.partly,
        partly.account.aside,
    )
    assert 2 == len(partly.account.reports[0].reasons)


def test_a_file_for_another_library_is_an_error():
    """Whoever is asked about another library has answered nothing here."""
    with pytest.raises(InputError, match="and not about “small-1”"):
        read("schema: credence-file/1\nlibrary: ai-risk-1\nname: Ada\n", "ada.yaml")


@pytest.mark.parametrize(
    "header, message",
    [
        ("name,flal.lr", "did you mean fall"),
        ("name,fall.lrr", "no field “lrr”"),
        ("name,wide.lr", "lr"),
        ("name,fall.lr,fall.lr", "stands here twice"),
        ("name,age", "none of the first rows is a header"),
        ("item,field,value", "“name” is missing"),
        ("", "empty"),
    ],
)
def test_a_header_that_asks_what_is_not_there_is_an_error(header, message):
    """A misspelt column would lose all its answers, so nothing is read."""
    with pytest.raises(InputError, match=message):
        read(f"{header}\nA,1,2\n" if header else "")


def test_columns_that_are_not_read_are_named_in_one_note():
    """Whoever keeps a source beside each number reads one line about it."""
    account = read("name,age,fall.lr,source,\nA,1,2,a,\n").account
    assert account.notes == (
        "people.csv: the columns “age” and “source” ask nothing of the library and are left out",
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32"])
def test_a_table_in_another_encoding_is_an_error_that_says_so(encoding):
    """And not a header of strange columns: without a mark nothing tells UTF-16."""
    with pytest.raises(InputError, match="UTF-8"):
        read("name,fall.lr\nA,2\n".encode(encoding))


@pytest.mark.parametrize("name", ["ai-risk-1", "power-seeking-1", "teaching-1"])
def test_the_empty_table_has_columns_that_are_read(name):
    """Filled in, every column of it is an answer."""
    library = load_library(name)
    header = survey_template(library).decode().strip().split(",")
    assert ["name", f"{library.default_target}.stated"] == header[:2]
    row = ["A", "0.2", *["1", "2"] * (len(header) // 2 - 1)]
    text = f"{','.join(header)}\n{','.join(row)}\n"
    found = read_survey([("people.csv", text.encode())], library)
    assert (1, 1, ()) == (found.account.rows, found.account.used, found.account.notes)
    assert len(header) // 2 - 1 == found.sides.sum()


@pytest.mark.parametrize("name", ["a.parquet", "a.xlsx", "a.csv"])
def test_bytes_that_are_no_table_are_an_error(name):
    """Whatever the bytes, the answer is a sentence."""
    with pytest.raises(InputError):
        read(b"name,fall.lr\nA,\x81\n" if name == "a.csv" else b"\x00nothing", name)


def table(people, seed):
    """A table with names, gaps, intervals, nonsense and line breaks in quotation marks."""
    draw = np.random.default_rng(seed)
    lines = ["name,fall.lr,spring.lr.low,spring.lr.high,doom.stated"]
    for i in range(people):
        low = draw.uniform(0.2, 3)
        cells = [f"{draw.lognormal():.6g}", f"{low:.4g}", f"{low * 3:.4g}", f"{draw.random():.3g}"]
        cells = [c if draw.random() > 0.2 else draw.choice(["", "", "x", '"0,7"']) for c in cells]
        name = f'"p,{i}\n""q"""' if draw.random() < 0.1 else f"p{draw.integers(people * 20)}"
        lines.append(",".join([name, *cells]))
    return "\n".join(lines) + ("\n" if seed % 2 else "")


@given(st.integers(0, 80), st.integers(0, 10**6), st.sampled_from([1, 40, 300, 5_000]))
def test_where_a_table_is_cut_changes_no_answer(people, seed, size):
    """However small the parts, the same people are used and the same rows reported."""
    text = table(people, seed)
    whole = read(text)
    before = csv_parts.PART_BYTES
    csv_parts.PART_BYTES = size
    try:
        cut = read(text)
    finally:
        csv_parts.PART_BYTES = before
    assert balanced(whole.account)
    assert whole.account == cut.account
    assert repr(answers(whole)) == repr(answers(cut))
    assert whole.size == cut.size
    assert people == whole.account.rows


def test_a_repeated_name_is_found_across_parts(monkeypatch):
    """The second row of a name is set aside wherever it stands."""
    text = "name,fall.lr\n" + "".join(f"p{i % 40},{i + 1}\n" for i in range(50))
    monkeypatch.setattr(csv_parts, "PART_BYTES", 64)
    found = read(text)
    assert (50, 40, 10) == (found.account.rows, found.size, found.account.aside)
    assert pytest.approx(np.log(np.arange(1, 41)).sum()) == (
        found.statistics.count @ found.statistics.mean[:, 0]
        + np.nansum(found.statistics.rows[:, 0])
    )


@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(content):
    """Any bytes give a survey whose rows are accounted for, or an error that says what is wrong."""
    for name in ("a.csv", "a.xlsx", "a.parquet", "a.yaml"):
        try:
            assert balanced(read(content, name).account)
        except InputError:
            continue


@given(st.text(alphabet='na"me,\n;0.51:x\r fall.r', max_size=200))
def test_no_text_after_a_header_is_lost(text):
    """Rows of any text are used, partly used or set aside."""
    try:
        assert balanced(read(f"name,fall.lr\n{text}").account)
    except InputError:
        return
