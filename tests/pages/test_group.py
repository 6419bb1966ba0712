"""The page on groups, driven by script."""

import csv
import time
from dataclasses import replace

import pytest

from credence.figures.group import argument_rows, people_rows
from credence.files.survey import read_survey
from credence.groups.result import judge
from credence.links import view
from credence.words.group import (
    account_words,
    agreement_words,
    counted_words,
    label_title,
)
from models.group_draws import group_checks
from pages.ui import group, work
from pages.ui.group import MEDIANS, SAMPLE
from tests.groups.test_people import sampler
from tests.pages.driver import AI, START, checked, page, pressed, texts

NAME = "group"


@pytest.fixture(scope="module")
def found():
    """Return what is said of the invented survey, with a sampler that takes no time."""
    survey = read_survey([(SAMPLE.name, SAMPLE.read_bytes())], AI)
    return judge(survey, START, sampler)


@pytest.fixture
def answered(monkeypatch, found):
    """Make the worker's answer be there at once; the worker itself is tested elsewhere."""
    monkeypatch.setattr(work, "answer", lambda *_, **__: found)


def test_an_empty_page_says_what_to_do():
    """Without files there are three examples to look at, the real ones first."""
    app = page("", NAME)
    assert "Drop files above" in texts(app) + " ".join(e.value for e in app.info)
    keys = [b.key for b in app.button if b.key and b.key.startswith("group.")]
    assert ["group.medians", "group.published", "group.invented"] == keys


def test_public_medians_are_pooled_with_a_warning_of_their_questions():
    """The real sample is read in full; nothing is sampled, as nobody gave a likelihood ratio."""
    survey = read_survey([(MEDIANS.name, MEDIANS.read_bytes())], AI)
    assert (8, 8) == (survey.account.rows, survey.account.used)
    rows = list(csv.DictReader(MEDIANS.read_text().splitlines()))
    assert all(row["source"].startswith("https://") and row["asked"] for row in rows)
    found = judge(survey, START, None)
    assert pytest.approx(0.05) == found.claims["doom"].stated.pool.median
    assert found.posterior is None


def test_agreement_is_said_for_every_argument(answered, found):
    """Each argument stands under divided, mostly agreed or of one mind, with its counts."""
    said = agreement_words(found)
    assert any(line.startswith("Divided: ") for line in said)
    for label, sides in found.sides.items():
        line = f"{label_title(AI, label)} ("
        assert sides.people < 2 or any(line in sentence for sentence in said)
    app = page("", NAME, example="invented")
    shown = texts(app).replace("\u00a0", " ").replace("\\", "")
    assert all(sentence in shown for sentence in said)


def test_the_example_is_marked_and_every_row_accounted_for(answered, found):
    """It says that it is synthetic, and its odd rows are named in the report."""
    app = pressed(page("", NAME), "group.invented")
    assert "synthetic" in " ".join(e.value for e in app.warning)
    said = texts(app).replace("\u00a0", " ").replace("\\", "")
    assert account_words(found.survey.account) in said
    assert {"example": "invented"} == view.decode(app.text_input(key="v").value)[0]
    assert "row 14 (Kofi): “Kofi” has a row already" in said


def test_pools_forests_and_outliers_are_shown(answered, found):
    """Two figures, the table of pools, and whom the numbers hang on."""
    app = page("", NAME, example="invented")
    assert 2 == len(app.get("plotly_chart"))
    said = texts(app).replace("\u00a0", " ").replace("\\", "")
    assert "without the answer of Ines (0 %)" in said
    assert "geometric pools count one answer of 0 % as 0.01 %" in said
    assert counted_words(found, "doom") in said
    assert "Without " in said


def test_another_argument_stands_in_the_link(answered, found):
    """Choosing whose answers to see is a choice of the address."""
    label = found.posterior.labels[2]
    app = page("", NAME, example="invented")
    app.selectbox(key="group.argument").set_value(label)
    app = checked(app.run())
    assert {"example": "invented", "group_argument": label} == view.decode(
        app.text_input(key="v").value
    )[0]


def test_rows_of_the_forests_are_the_group_s_numbers(found):
    """The group comes first, then everybody by strength; who was not asked is marked so."""
    rows = argument_rows(found)
    assert 5 == len(rows)
    label = found.posterior.labels[0]
    people = people_rows(found, label)
    assert 13 == len(people)
    assert people[0].is_group
    marks = [row.mark for row in people[1:]]
    assert sorted(marks, reverse=True) == marks
    speed = people_rows(found, "speed.scheming")
    assert 3 == sum("(not asked)" in row.title for row in speed)
    assert all((row.own is None) == ("(not asked)" in row.title) for row in speed[1:])


@pytest.mark.thorough  # the test in a browser goes the same way
def test_a_real_worker_answers(monkeypatch):
    """The whole way: the page asks, a process samples, the figures come."""
    app = page("", NAME, example="published")
    for _ in range(1_200):
        if app.get("plotly_chart"):
            break
        time.sleep(0.25)
        app = checked(app.run())
    work.close()
    work.workers.cache_clear()
    assert 2 == len(app.get("plotly_chart"))
    said = texts(app) + " ".join(caption.value for caption in app.caption)
    assert "hat" in said


def test_a_file_that_cannot_be_read_is_said(monkeypatch):
    """A header that asks what the library does not know is named on the page."""
    monkeypatch.setattr(group, "_example", lambda _: (("a.csv", b"name,nowhere.lr\nA,2\n"),))
    app = page("", NAME)
    assert "cannot be read" in app.error[0].value
    assert "nowhere" in app.error[0].value


def test_the_draws_are_shown_when_asked_for(monkeypatch, found):
    """One click leads to ranks, to each number before and after, to a table and the draws."""
    held = replace(found, posterior=replace(found.posterior, chains=2))

    def answer(function, *arguments, **_):
        return held if function.endswith(":judged") else group_checks(*arguments)

    monkeypatch.setattr(work, "answer", answer)
    app = page("", NAME, example="invented")
    before = len(app.get("plotly_chart"))
    app = pressed(app, "group.draws")
    assert before + 2 == len(app.get("plotly_chart"))
    assert "Do the chains agree?" in texts(app)
    [box] = [box for box in app.selectbox if box.key == "group.number"]
    assert 2 * len(found.posterior.labels) + 1 == len(box.options)
    assert any(option.startswith("how strong “") for option in box.options)
    assert ["All draws as NetCDF"] == [
        button.proto.label
        for button in app.get("download_button")
        if button.proto.label.endswith("NetCDF")
    ]


def test_draws_of_no_chains_say_so(monkeypatch, found):
    """So large a group that it is approximated has no ranks, and is not said to have any."""

    def answer(function, *arguments, **_):
        return found if function.endswith(":judged") else group_checks(*arguments)

    monkeypatch.setattr(work, "answer", answer)
    app = pressed(page("", NAME, example="invented"), "group.draws")
    assert "There are no chains to compare" in texts(app)
