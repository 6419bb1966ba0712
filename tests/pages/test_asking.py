"""What a table leaves open is asked beside it on every page that reads tables, and one click answers."""

import pytest

from credence.groups.result import judge
from credence.links import decode, view
from pages.ui import work
from tests.groups.test_people import sampler
from tests.pages.driver import AI, checked, page, pressed, scenario_of, texts

PEOPLE = "Survey of 2026,,\nname,doom.stated,scheming.stated\nAda,10,20%\nBen,2,50/50\nAverage,6,\n"
PERCENT = "doom.stated: 2 numbers without a sign are above 1"
IN_PERCENT = "doom.stated is read in per cent."
YES = "yes.percent.doom.stated"


def dropped(app, key, content, name="people.csv"):
    """The app after a table was dropped."""
    held = [(name, content.encode(), "text/csv")]
    uploader = app.file_uploader(key=key)
    return checked(uploader.set_value(held if key == "group.files" else held[0]).run())


def tables(app):
    """The cells of all tables, row by row, without Markdown's escapes."""
    return [
        [cell.replace("\\", "").replace("\u00a0", " ") for cell in row]
        for table in app.table
        for row in table.value.itertuples(index=False)
    ]


@pytest.fixture
def grouped(monkeypatch):
    """Return the page on groups after a table was dropped, with a sampler that takes no time."""
    monkeypatch.setattr(work, "answer", lambda _, survey, base, **__: judge(survey, base, sampler))
    return lambda content: dropped(page("", "group"), "group.files", content)


def stated(app):
    """Who is counted on doom, and their mean; nothing where nobody is."""
    return [(row[1], row[2]) for row in tables(app) if row[0] == "Doom"]


def test_a_column_without_signs_is_held_back_until_one_click(grouped):
    """Nobody is counted before; after it two are, at 10 and 2 %; and it can be taken back."""
    app = grouped(PEOPLE)
    assert PERCENT in texts(app)
    assert [] == stated(app)
    app = pressed(app, f"group.file.0.{YES}")
    assert PERCENT not in texts(app)
    assert IN_PERCENT in texts(app)
    assert [("2 of 2", "6 %")] == stated(app)
    app = pressed(app, "group.file.0.back.doom.stated")
    assert PERCENT in texts(app)
    assert [] == stated(app)


def test_one_click_answers_for_all_columns_that_are_held_back(grouped):
    """Four questions alike need no four clicks."""
    app = grouped("name,doom.stated,scheming.stated\nAda,10,20\nBen,2,50\n")
    assert 2 == texts(app).count("is held back whole")
    assert "Answer the question above first." in app.info[0].value
    app = pressed(app, "group.file.0.yes.all")
    assert [("2 of 2", "6 %")] == stated(app)
    assert "scheming.stated is read in per cent." in texts(app)


def test_a_row_that_sums_others_up_is_left_out_until_one_click(grouped):
    """“Average” is nobody, unless told that it is somebody."""
    app = grouped(PEOPLE)
    assert "The row “Average” sums others up and is left out." in texts(app)
    app = pressed(app, f"group.file.0.{YES}")
    assert "2 of 2" == stated(app)[0][0]
    app = pressed(app, "group.file.0.yes.summary.name")
    assert "3 of 3" == stated(app)[0][0]
    assert "Rows that sum others up are counted as people." in texts(app)


def test_what_was_taken_how_is_said_beside_the_table(grouped):
    """A title above the header, and parts of a hundred."""
    said = texts(grouped(PEOPLE))
    assert "people.csv: one row above the header is skipped" in said
    assert "“50/50” is read as 50" in said


def test_an_answer_holds_on_every_page_for_the_same_content():
    """On Files, as answered before and after another page; a changed file is asked about anew."""
    app = dropped(page("", "files"), "upload", PEOPLE)
    assert PERCENT in texts(app)
    app = pressed(app, f"upload.{YES}")
    assert IN_PERCENT in texts(app)
    app = pressed(app, "open.0")
    assert pytest.approx(0.1) == scenario_of(app).stated["doom"].credence
    app = dropped(app, "upload", PEOPLE.replace("Ben,2,", "Ben,3,"))
    assert PERCENT in texts(app)
    app = dropped(app, "upload", PEOPLE)
    assert IN_PERCENT in texts(app)


def test_a_side_of_a_comparison_follows_the_answer():
    """The same person, with what the answer makes of their numbers."""
    app = dropped(page("", "compare", side_b="other"), "file.b", PEOPLE)
    assert PERCENT in texts(app)

    def held(app):
        code = view.decode(app.text_input(key="v").value)[0]["code_b"]
        return decode(code, lambda _: AI).scenario.stated

    assert "doom" not in held(app)
    app = checked(app.selectbox(key="who.b").set_value(1).run())
    app = pressed(app, f"side.b.{YES}")
    assert pytest.approx(0.02) == held(app)["doom"].credence
