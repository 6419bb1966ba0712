"""Making a library on the page."""

import pytest

from credence.errors import InputError
from credence.files import load_library, read_library
from credence.files.draft import checked, copy_of
from credence.links.view import decode
from credence.scenario import Scenario
from credence.store import Store, open_store
from tests.pages.driver import AI, choosing, expected, page, pressed, shown, texts
from tests.pages.driver import checked as ran

OWN = "own_library"
TEACHING = load_library("teaching-1")


def draft_of(app):
    """The draft that the address names, as its text."""
    return open_store().draft(decode(app.text_input(key="v").value)[0]["draft"])


def written(app, **fields):
    """Type into fields one after the other, each read before the next."""
    for field, text in fields.items():
        kind = app.text_area if field in {"statement", "summary", "description"} else app.text_input
        app = ran(kind(key=f"form.{field}").set_value(text).run())
    return app


def test_a_library_is_made_from_nothing_and_is_never_lost():
    """What is typed is in the draft at once, however wrong, and the address alone brings it back."""
    app = written(pressed(page("", OWN), "begin.empty"), title="Will it rain?")
    assert "will-it-rain" == app.text_input(key="form.id").value
    app = choosing(app, own_part="claims")
    app = written(app, title="Rain tomorrow", statement="It rains tomorrow.", prior="0,1..0,4")
    app = choosing(app, own_part="arguments")
    app = written(app, title="It is dark", summary="The clouds are.", lr="much")
    assert "'much' is no ratio" in texts(app)
    assert app.button(key="draft.use").disabled
    again = ran(page("", OWN, **decode(app.text_input(key="v").value)[0]))
    assert ("It is dark", "much") == tuple(
        again.text_input(key=f"form.{field}").value for field in ("title", "lr")
    )
    app = written(again, lr="2..8")
    app = ran(app.selectbox(key="form.claim").set_value("rain_tomorrow").run())
    library = checked(draft_of(app)).library
    assert ("will-it-rain-1", "Will it rain?") == (library.name, library.title)
    assert (0.1, 0.4) == (
        library.claims["rain_tomorrow"].prior.low,
        library.claims["rain_tomorrow"].prior.high,
    )
    assert (2.0, 8.0) == (
        library.arguments["it_is_dark"].lr.low,
        library.arguments["it_is_dark"].lr.high,
    )
    assert "Complete: one claim and one argument" in app.success[0].value


def test_the_draft_before_a_change_is_under_the_address_before():
    """Back undoes: each address opens what it named, also from before another beginning."""
    app = written(pressed(page("", OWN), "begin.empty"), title="One")
    before = decode(app.text_input(key="v").value)[0]
    app = pressed(app, "begin.teaching-1")
    assert checked(copy_of(TEACHING)) == checked(draft_of(app))
    assert "One" == checked(draft_of(page("", OWN, **before))).library.title


def test_what_the_store_does_not_take_is_kept_for_the_visit(monkeypatch):
    """The page says that a reload would lose it, and goes on."""

    def full(*_):
        raise InputError.at("store", "the store is full.")

    app = pressed(page("", OWN), "begin.empty")
    monkeypatch.setattr(Store, "keep_draft", full)
    app = written(app, title="Typed all the same")
    assert "save it as a file" in app.error[0].value
    assert "Typed all the same" == app.text_input(key="form.title").value
    monkeypatch.undo()
    app = written(app, description="And then it had room.")
    assert ("Typed all the same", "And then it had room.") == tuple(
        checked(draft_of(app)).data[key] for key in ("title", "description")
    )


def test_a_draft_that_is_not_there_is_said():
    """A link that was cut off leads to the beginnings, with a reason."""
    app = page("", OWN, draft="A" * 22)
    assert "no draft is stored here" in app.error[0].value
    pressed(app, "begin.empty")


def test_an_item_is_changed_and_what_the_form_does_not_show_stays():
    """Another title and soundness for an argument leave its premises and sources as they are."""
    app = choosing(pressed(page("", OWN), "begin.current"), own_part="arguments", item="speed")
    assert "Speed" == app.text_input(key="form.title").value
    app = written(app, title="Haste", soundness="0.4")
    before, after = AI.arguments["speed"], checked(draft_of(app)).library.arguments["speed"]
    assert ("Haste", 0.4) == (after.title, after.soundness.low)
    assert (before.premises, before.bears_on) == (after.premises, after.bears_on)
    assert before.sources == after.sources


def test_a_claim_is_brought_about_by_another():
    """A cause is chosen with how probable it is that it suffices."""
    app = pressed(page("1*teaching-1", OWN), "begin.current")
    claim, other = list(TEACHING.claims)[:2]
    app = choosing(app, own_part="claims", item=claim)
    app = ran(app.multiselect(key="form.causes").set_value([other]).run())
    app = written(app, **{f"causes.{other}": "1 in 4"})
    assert {other: 0.25} == checked(draft_of(app)).data["claims"][claim]["causes"]


def test_looking_at_every_form_changes_nothing():
    """A form writes what was typed, and nothing else."""
    app = pressed(page("1*teaching-1", OWN), "begin.current")
    for part, items in (("claims", TEACHING.claims), ("arguments", TEACHING.arguments)):
        for item in items:
            app = choosing(app, own_part=part, item=item)
    assert copy_of(TEACHING) == draft_of(app)


ODD = {
    "sections": "claims: [a]\narguments: 5\nfamilies: x\nalternatives: {g: {members: [m]}}\n",
    "fields": """\
title: [1]
target: nobody
claims: {a: {title: {b: c}, statement: 5, prior: [1], requires: [[1], q, q], causes: {z: {low: 1}}}}
arguments: {a: {title: 5, claim: nobody, lr: {bits: 2}, undercuts: [b], family: [1], sources: [5]}}
""",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_forms_show_whatever_a_text_holds(text):
    """A text that is no library yet has its forms all the same, and typing there loses nothing."""
    name = open_store().keep_draft(text)
    for part in ("about", "claims", "arguments"):
        app = written(page("", OWN, draft=name, own_part=part, item="a"), title="Named")
        assert "mended" in app.error[0].value
        assert "Named" in draft_of(app)


def test_a_text_with_doubled_keys_has_no_forms():
    """A form would write one of the two; the text is where to choose."""
    app = page("", OWN, draft=open_store().keep_draft("title: a\ntitle: b\n"), own_part="about")
    assert "as text" in app.info[0].value
    assert not [field for field in app.text_input if field.key == "form.title"]


def test_removing_what_is_needed_names_what_needs_it():
    """A claim that arguments are about can be removed; the draft then says what is to be mended."""
    claim = next(a.claim for a in TEACHING.arguments.values() if a.claim in TEACHING.claims)
    app = pressed(page("1*teaching-1", OWN), "begin.current")
    app = pressed(choosing(app, own_part="claims", item=claim), "form.remove")
    assert app.button(key="draft.use").disabled
    assert f"there is no claim “{claim}”" in texts(app)


def test_text_that_is_no_library_is_explained():
    """What is typed into the text is checked by line and kept, however wrong."""
    app = choosing(pressed(page("", OWN), "begin.empty"), own_part="text")
    ran(app.text_area(key="draft.text").set_value("schema: [").run())
    assert "schema: [" == draft_of(app)
    assert any("**Line 1**: the file is not YAML" in each.value for each in app.markdown)
    choosing(app, own_part="claims")


def test_a_file_begins_a_draft():
    """An uploaded library is the draft, and one in another encoding is refused."""
    app = page("", OWN)
    content = copy_of(TEACHING).encode()
    ran(app.file_uploader(key="begin.file").upload("mine.yaml", content).run())
    assert read_library(content) == checked(draft_of(app)).library
    ran(app.file_uploader(key="begin.file").upload("bad.yaml", b"\xff\xfe\xff").run())
    assert "no text in UTF" in app.error[0].value


def test_a_draft_is_used_and_the_link_carries_it():
    """What is made here becomes the library of all pages, in this visit and in the next."""
    app = page("1*ai-risk-1*on.animal_culture.speed", OWN)
    app = choosing(pressed(app, "begin.current"), own_part="arguments", item="animal_culture")
    app = pressed(pressed(app, "form.remove"), "draft.use")
    code = app.text_input(key="s").value
    assert code.startswith("1*own.")
    assert "animal_culture" in texts(app)
    opened = page(code)
    held = Scenario(checked(draft_of(app)).library).with_active("speed")
    assert expected(held) == shown(opened)
    assert opened.toggle(key="on.speed").value
