"""Files of very many people are refused on pages before they cost anything, and read elsewhere."""

import json

import pytest

from credence.errors import InputError
from credence.files import CredenceFile, load_library, read_credences, write_credences
from credence.files.bounds import GROUP_ON_A_PAGE, OPENED_ON_A_PAGE, Bounds
from credence.files.credences import table_of
from credence.files.survey import read_survey
from credence.scenario import Scenario

LIBRARY = load_library("ai-risk-1")
FEW = Bounds(2, 6, "go elsewhere")


def people(count):
    """Plain credence files, two values each."""
    return [
        {
            "schema": "credence-file/1",
            "library": LIBRARY.name,
            "name": f"Person {number}",
            "claims": {"doom": {"stated": 0.1}},
        }
        for number in range(count)
    ]


def content_of(count, form):
    """A file of so many people."""
    data = people(count)
    if form in {"csv", "xlsx"}:
        return table_of(((one["name"], one) for one in data), form)
    return json.dumps(data).encode()


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "yaml"])
def test_one_person_too_many_is_refused_with_what_to_do(form):
    """Two are read and three are not; without bounds all three are."""
    bounds = Bounds(2, 1000, "go elsewhere")
    read, problems = read_credences(
        content_of(2, form), name=f"x.{form}", library=LIBRARY, bounds=bounds
    )
    assert (2, []) == (len(read), problems)
    many = content_of(3, form)
    read, (problem,) = read_credences(many, name=f"x.{form}", library=LIBRARY, bounds=bounds)
    assert [] == read
    assert "the file has 3 people, and at most 2 are read here; go elsewhere" == problem.message
    assert 3 == len(read_credences(many, name=f"x.{form}", library=LIBRARY)[0])


def test_wide_tables_are_counted_by_their_rows():
    """Also where they name no library."""
    text = "name,doom.stated,scheming.prior\n" + "".join(f"P{n},0.1,\n" for n in range(3))
    _, (problem,) = read_credences(text.encode(), name="x.csv", library=LIBRARY, bounds=FEW)
    assert "3 people" in problem.message
    text = (
        "name,doom.stated,doom.prior,doom.cause.takeover,speed.soundness,speed.premise.low_slack,"
    )
    text += "white_box.lr,white_box.soundness\nAda" + ",0.1" * 7
    _, (problem,) = read_credences(text.encode(), name="x.csv", library=LIBRARY, bounds=FEW)
    assert "7 values, and at most 6" in problem.message


def test_a_few_people_of_very_many_values_are_refused_too():
    """Each sign of a value costs, in every form."""
    values = {f"c{n}": 0.1 for n in range(20_000)}
    data = people(1)[0] | {"claims": {"doom": {"causes": values}}}
    for form in ("csv", "xlsx"):
        content = table_of([("Ada", data)], form)
        _, (problem,) = read_credences(
            content, name=f"x.{form}", library=LIBRARY, bounds=OPENED_ON_A_PAGE
        )
        assert "the page Group" in problem.message
    content = json.dumps(data).encode()
    for form in ("yaml", "json"):
        _, (problem,) = read_credences(
            content, name=f"x.{form}", library=LIBRARY, bounds=OPENED_ON_A_PAGE
        )
        assert "values" in problem.message


def test_what_is_no_workbook_is_said_by_the_reader():
    """The bounds refuse nothing that they cannot look into."""
    _, (problem,) = read_credences(b"PK nothing", name="x.xlsx", library=LIBRARY, bounds=FEW)
    assert "no XLSX workbook" in problem.message


def test_a_person_with_every_number_changed_is_far_below_the_bounds():
    """And so is a class of thirty who changed them all."""
    held = Scenario(LIBRARY)
    for path in LIBRARY.numbers:
        held = held.with_number(path, 0.37)
    files = [CredenceFile(held, f"Person {n}") for n in range(30)]
    OPENED_ON_A_PAGE.check_text(write_credences(files, "json"), "json", None)
    _, problems = read_credences(
        write_credences(files, "csv"), library=LIBRARY, bounds=OPENED_ON_A_PAGE
    )
    assert [] == problems
    _, problems = read_credences(
        write_credences(files[:1], "xlsx"), library=LIBRARY, bounds=OPENED_ON_A_PAGE
    )
    assert [] == problems


def test_groups_read_lists_of_files_up_to_the_bounds_alone_where_told():
    """Tables have no bound there: they are read in parts."""
    many = ("x.json", content_of(2_001, "json"))
    with pytest.raises(InputError, match=r"2,001 people.*one table"):
        read_survey([many], LIBRARY, bounds=GROUP_ON_A_PAGE)
    table = ("x.csv", content_of(2_001, "csv"))
    assert 2_001 == read_survey([table], LIBRARY, bounds=GROUP_ON_A_PAGE).size
