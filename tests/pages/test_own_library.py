"""Making a library on the page."""

from credence.files import load_library, read_library
from credence.files.draft import checked, copy_of, empty
from credence.scenario import Scenario
from tests.pages.driver import AI, choosing, expected, page, pressed, shown, texts
from tests.pages.driver import checked as ran

OWN = "own_library"


def draft_of(app):
    """The draft as its text."""
    return app.session_state["draft"]


def test_a_library_is_made_from_nothing():
    """An argument typed into the form is in the draft, once nothing is wrong with it."""
    app = choosing(pressed(page("", OWN), "begin.empty"), part="arguments")
    assert empty() == draft_of(app)
    app.text_input(key="form.title").set_value("It rained")
    app.text_area(key="form.summary").set_value("The street is wet.")
    app.selectbox(key="form.claim").set_value("my_claim")
    ran(app.text_input(key="form.lr").set_value("much").run())
    assert "'much' is no ratio" in texts(app)
    assert app.button(key="form.write").disabled
    ran(app.text_input(key="form.lr").set_value("2..8").run())
    app = pressed(app, "form.write")
    library = checked(draft_of(app)).library
    assert (2.0, 8.0) == (
        library.arguments["it_rained"].lr.low,
        library.arguments["it_rained"].lr.high,
    )
    assert "Complete: 1 claims and 1 arguments" in app.success[0].value


def test_an_item_is_changed_and_what_the_form_does_not_show_stays():
    """Another title and soundness for an argument leave its premises and sources as they are."""
    app = choosing(pressed(page("", OWN), "begin.current"), part="arguments", item="speed")
    assert "Speed" == app.text_input(key="form.title").value
    app.text_input(key="form.title").set_value("Haste")
    ran(app.text_input(key="form.soundness").set_value("0.4").run())
    app = pressed(app, "form.write")
    before, after = AI.arguments["speed"], checked(draft_of(app)).library.arguments["speed"]
    assert ("Haste", 0.4) == (after.title, after.soundness.low)
    assert (before.premises, before.bears_on) == (after.premises, after.bears_on)
    assert before.sources == after.sources


def test_opening_a_form_and_writing_it_changes_nothing():
    """Every argument and claim of a library comes out of its form as it went in."""
    library = load_library("teaching-1")
    app = pressed(page("1*teaching-1", OWN), "begin.current")
    before = checked(copy_of(library)).library
    for part, items in (("claims", library.claims), ("arguments", library.arguments)):
        for item in items:
            app = pressed(choosing(app, part=part, item=item), "form.write")
            assert before == checked(draft_of(app)).library


def test_removing_what_is_needed_names_what_needs_it():
    """A claim that arguments are about can be removed; the draft then says what is to be mended."""
    library = load_library("teaching-1")
    claim = next(a.claim for a in library.arguments.values() if a.claim in library.claims)
    app = pressed(page("1*teaching-1", OWN), "begin.current")
    app = pressed(choosing(app, part="claims", item=claim), "form.remove")
    assert app.button(key="draft.use").disabled
    assert any(claim in text for text in app.dataframe[0].value.iloc[:, 2])


def test_text_that_is_no_library_is_explained():
    """What is typed into the text is checked by line and kept, however wrong."""
    app = choosing(pressed(page("", OWN), "begin.empty"), part="text")
    ran(app.text_area(key="draft.text").set_value("schema: [").run())
    assert "schema: [" == draft_of(app)
    assert 1 == len(app.dataframe[0].value)
    choosing(app, part="claims")


def test_a_file_begins_a_draft():
    """An uploaded library is the draft, and one in another encoding is refused."""
    app = page("", OWN)
    content = copy_of(load_library("teaching-1")).encode()
    ran(app.file_uploader(key="begin.file").upload("mine.yaml", content).run())
    assert read_library(content) == checked(draft_of(app)).library
    ran(app.file_uploader(key="begin.file").upload("bad.yaml", b"\xff\xfe\xff").run())
    assert "no text in UTF" in app.error[0].value


def test_a_draft_is_used_and_the_link_carries_it():
    """What is made here becomes the library of all pages, in this visit and in the next."""
    app = page("1*ai-risk-1*on.animal_culture.speed", OWN)
    app = choosing(pressed(app, "begin.current"), part="arguments", item="animal_culture")
    app = pressed(pressed(app, "form.remove"), "draft.use")
    code = app.text_input(key="s").value
    assert code.startswith("1*own.")
    assert "animal_culture" in texts(app)
    opened = page(code)
    held = Scenario(checked(draft_of(app)).library).with_active("speed")
    assert expected(held) == shown(opened)
    assert opened.toggle(key="on.speed").value
