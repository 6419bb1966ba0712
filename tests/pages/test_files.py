"""Opening, changing and saving credence files on the page."""

import pytest

from credence.files import CredenceFile, Remark, load_credences, write_credences
from credence.files.draft import checked as draft_checked
from credence.files.draft import copy_of, empty
from credence.library import Source
from credence.scenario import Scenario
from pages.ui.upload import read
from tests.pages.driver import AI, page, pressed, scenario_of, texts
from tests.pages.driver import checked as ran

FILES = "files"
HELD = Scenario(AI).with_active("speed").with_number("claims.doom.prior", 0.01)
ADA = CredenceFile(
    HELD, "Ada", "A note.", (Source(title="A book"),), {"claims.doom": Remark("Low.")}
)
BAD = b"name,item,field,value\nAda,scenario,library,ai-risk-1\nAda,speed,active,true\nAda,speed,soundness,3:1\n"


def dropped(app, name, content):
    """The app after a file was dropped."""
    return ran(app.file_uploader(key="upload").set_value((name, content, "text/plain")).run())


@pytest.fixture
def saved(monkeypatch):
    """What the page writes: the buttons of a page without a browser hold no content."""
    found = []

    def write(files, form):
        found.extend(files)
        return write_credences(files, form)

    monkeypatch.setattr("pages.ui.download.write_credences", write)
    return found


def test_what_a_file_says_beside_its_numbers_is_saved_again(saved):
    """Open, change a number, save: notes, sources and remarks are there still, and the name."""
    app = dropped(page("", FILES), "ada.yaml", write_credences([ADA], "yaml"))
    assert "one argument on · one number changed" in texts(app)
    app = pressed(app, "open.0")
    assert HELD == scenario_of(app)
    assert app.button(key="open.0").disabled
    saved.clear()
    ran(app.multiselect[0].set_value(["doom"]).run())
    changed = HELD.with_supposition("doom", True)
    assert CredenceFile(changed, "Ada", ADA.note, ADA.sources, ADA.remarks) == saved[-1]
    assert [saved[-1]] == load_credences(write_credences(saved[-1:], "xlsx"))
    ran(app.checkbox(key="file.with").uncheck().run())
    assert CredenceFile(changed, "Ada") == saved[-1]


def test_the_name_and_the_file_outlive_a_turn_of_the_page(saved):
    """What was typed and dropped is there when one comes back."""
    app = dropped(page("", FILES), "ada.yaml", write_credences([ADA], "yaml"))
    ran(app.text_input(key="file.name").set_value("Bea").run())
    ran(app.switch_page("pages/calculator.py").run())
    app = ran(app.switch_page("pages/files.py").run())
    assert "Bea" == app.text_input(key="file.name").value
    assert "Bea" == saved[-1].name
    assert "From “ada.yaml”" in texts(app)
    pressed(app, "open.0")


def test_what_is_wrong_is_told_by_row_number_and_remedy():
    """In full, beside who could be read."""
    app = dropped(page("", FILES), "bad.csv", BAD)
    assert "One thing in this file could not be read. What could be read is above." in texts(app)
    assert "row 4 (Ada): speed.soundness: “3:1” are odds; write 0.75" in texts(app)
    assert HELD.with_number("claims.doom.prior", AI.numbers["claims.doom.prior"][1]) == scenario_of(
        pressed(app, "open.0")
    )


def test_a_file_about_ones_own_library_is_read_against_it():
    """Also where that bears the name of a released one."""
    text = copy_of(AI).replace("id: my-ai-risk", "id: ai-risk").replace("Speed", "Haste")
    own = draft_checked(text).library
    assert AI.name == own.name
    content = write_credences([CredenceFile(Scenario(own).with_active("speed"), "Ada")], "csv")
    for library in (own, AI):
        opened = read(content, "ada.csv", library)
        assert ([], library) == (opened.problems, opened.people[0].scenario.library)
    opened = read(write_credences([ADA], "yaml"), "ada.yaml", draft_checked(empty()).library)
    assert ([], (ADA,)) == (opened.problems, opened.people)


def test_a_question_about_a_table_is_answered_with_one_click():
    """A column in per cent is held back until then; a row of averages is nobody meanwhile."""
    text = b"name,age,doom.stated\nAda,33,20\nBen,44,0.5\nMean,,10\n"
    app = dropped(page("", FILES), "two.csv", text)
    assert "2 people" in texts(app)
    assert "is held back whole. Is it in per cent?" in texts(app)
    assert "the column “age” asks nothing of the library and is left out" in texts(app)
    assert "could not be read" not in texts(app)
    app = pressed(app, "upload.yes.percent.doom.stated")
    assert "doom.stated is read in per cent." in texts(app)
    app = pressed(app, "upload.yes.summary.name")
    assert "3 people" in texts(app)
    held = scenario_of(pressed(app, "open.1")).stated["doom"].credence
    assert 0.005 == held


def test_a_table_of_a_whole_survey_is_sent_to_the_page_of_groups():
    """At once, with the way there; a file of a few is opened as before."""
    rows = "".join(f"P{n},0.1\n" for n in range(2_001))
    app = dropped(page("", FILES), "survey.csv", f"name,doom.stated\n{rows}".encode())
    assert "the file has 2,001 people, and at most 2,000 are read here" in texts(app)
    assert "the page Group reads tables of many people" in texts(app)
    assert not [button for button in app.button if (button.key or "").startswith("open.")]
    app = dropped(app, "ada.yaml", write_credences([ADA], "yaml"))
    assert "Ada" in texts(app)
