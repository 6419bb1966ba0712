"""The page on the multiverse: asked, shown, run in the background, cancelled, opened."""

import time

import pytest

from credence.files import load_library
from credence.multiverse import multiverse
from credence.scenario import Scenario
from credence.words import percent
from credence.words.multiverse import multiverse_words, split_words
from pages.ui import background
from pages.ui import multiverse as parts
from pages.ui.multiverse_run import _RESULTS
from tests.pages.driver import START, checked, choosing, page, pressed, scenario_of, texts

SCHEMING = START.with_target("scheming")
FEW = ["counting_functions", "speed", "white_box"]
MANY = list(START.library.arguments)[:12]


def code(scenario):
    """The code of a scenario for the address."""
    from pages.ui.state import code_of

    return code_of(scenario)


def said(app):
    """All sentences on the page, with plain spaces."""
    return texts(app).replace("\u00a0", " ")


def mv(scenario=SCHEMING, **choices):
    """The page with a scenario and choices."""
    return page(code(scenario), "multiverse", **choices)


def test_it_opens_on_the_featured_arguments_and_those_that_are_on():
    """At first the active and the featured ones are combined, at most ten, and the answer is there."""
    app = mv(SCHEMING.with_active("simplicity"))
    chosen = app.multiselect(key="multiverse.chosen").value
    assert {"simplicity", *START.library.featured} == set(chosen)
    found = multiverse(SCHEMING, chosen)
    assert multiverse_words(found, 0.1) in said(app)
    assert split_words(found) in said(app)
    assert 3 == len(app.get("plotly_chart"))
    assert all(chart.proto.alt for chart in app.get("plotly_chart"))


def test_what_is_on_among_the_chosen_ones_makes_no_difference():
    """The chosen arguments are combined whatever their toggles; the others stay as they are."""
    on = SCHEMING.with_only(["speed", "simplicity"])
    app = mv(on, chosen=".".join(FEW))
    assert multiverse_words(multiverse(on, FEW), 0.1) in said(app)


def test_choices_and_threshold_are_in_the_link():
    """A choice and a threshold are read from the link, and written to it when changed."""
    app = mv(chosen=".".join(FEW), under="15.0")
    assert FEW == app.multiselect(key="multiverse.chosen").value
    assert multiverse_words(multiverse(SCHEMING, FEW), 0.15) in said(app)
    checked(app.number_input(key="multiverse.under").set_value(20.0).run())
    checked(app.multiselect(key="multiverse.chosen").set_value(FEW[:2]).run())
    assert "chosen.counting_functions.speed*under.20.0" == app.text_input(key="v").value
    assert multiverse_words(multiverse(SCHEMING, FEW[:2]), 0.2) in said(app)


def test_with_nothing_chosen_it_says_what_to_do():
    """No choice is no error: a sentence and a button that brings the first choice back."""
    app = mv(chosen=".")
    assert [] == app.multiselect(key="multiverse.chosen").value
    assert "Choose at least one argument above." == app.info[0].value
    app.button[0].click().run()
    assert set(START.library.featured) == set(
        checked(app).multiselect(key="multiverse.chosen").value
    )


def test_a_library_without_arguments_has_none_to_combine():
    """It says so, and asks for no choice."""
    app = mv(Scenario(load_library("power-seeking-1")))
    assert any("no arguments to combine" in info.value for info in app.info)
    assert [] == [box.key for box in app.multiselect if box.key == "multiverse.chosen"]


@pytest.mark.parametrize("key", ["least", "most"])
def test_an_extreme_way_opens_as_the_scenario(key):
    """Its toggles are set, the other arguments and the choice stay, and so does the answer."""
    app = mv(SCHEMING.with_only(["speed", "simplicity"]), chosen=".".join(FEW))
    found = multiverse(SCHEMING.with_only(["speed", "simplicity"]), FEW)
    extreme = found.lowest if key == "least" else found.highest
    before = said(app)
    pressed(app, f"multiverse.open.{key}")
    assert {"simplicity", *extreme.on} == set(scenario_of(app).active)
    assert FEW == app.multiselect(key="multiverse.chosen").value
    assert multiverse_words(found, 0.1) in before
    assert multiverse_words(found, 0.1) in said(app)
    assert any(percent(extreme.credence) in heading.value for heading in app.subheader)


def test_figures_have_tables():
    """Each figure's numbers stand in folds: quantiles, strips, bars and effects."""
    folds = ["table_specification", "table_strips", "table_spread", "table_effects"]
    app = choosing(mv(chosen=".".join(FEW)), unfolded=".".join(folds))
    assert 4 == len(app.table)
    assert ["Of all ways", "have at most"] == list(app.table[0].value.columns)


def test_many_arguments_get_a_quick_look_and_run_when_asked():
    """Where subsets times draws are many: at once at point values, said to be so; on a press in the background; then exact."""
    scenario = SCHEMING.with_draws(2048).with_seed(11)
    app = mv(scenario, chosen=".".join(MANY))
    assert "A quick look" in said(app)
    assert multiverse_words(multiverse(scenario, MANY, point_values=True), 0.1) in said(app)
    pressed(app, "multiverse.run")
    for _ in range(200):
        if "A quick look" not in said(app):
            break
        time.sleep(0.1)
        checked(app.run())
    assert multiverse_words(multiverse(scenario, MANY), 0.1) in said(app)
    assert "ran.1" in app.text_input(key="v").value
    assert [] == [b.key for b in app.button if b.key in {"multiverse.run", "multiverse.cancel"}]


def test_a_run_can_be_cancelled(monkeypatch):
    """Cancel ends the work, keeps nothing, and offers the run again."""
    begun, ended = [], []

    def endless(*_, progress, **__):
        begun.append(True)
        try:
            while True:
                progress(0.25)
                time.sleep(0.01)
        except background.StoppedError:
            ended.append(True)
            raise

    monkeypatch.setattr("pages.ui.multiverse_run.multiverse", endless)
    scenario = SCHEMING.with_draws(2048).with_seed(12)
    app = mv(scenario, chosen=".".join(MANY), ran="1")
    wait(lambda: begun)
    checked(app.run())
    pressed(app, "multiverse.cancel")
    wait(lambda: ended)
    assert "ran" not in (app.text_input(key="v").value or "")
    assert [True] == [b.key == "multiverse.run" for b in app.button if "run" in (b.key or "")]
    assert _RESULTS.get((scenario, tuple(MANY))) is None


def test_a_page_that_was_left_leaves_nothing_running(monkeypatch):
    """Work that nobody asks after stops by itself, also while it waits for another's to end."""
    monkeypatch.setattr(background, "PATIENCE", 0.2)

    def endless(done):
        while True:
            done(0.5)
            time.sleep(0.01)

    first = background.Job("first", endless)
    second = background.Job("second", endless)
    wait(lambda: first.ask() and second.stopped)  # the first is asked after, so the second waits
    assert second.waiting
    wait(lambda: first.stopped)
    after = background.Job("third", lambda done: done(1.0) or "result")
    wait(lambda: after.result == "result")
    assert not after.stopped


def test_work_that_fails_keeps_its_error():
    """An error in the thread is there for the page to say."""

    def failing(_):
        raise ZeroDivisionError

    job = background.Job("failing", failing)
    wait(lambda: job.error is not None)
    assert isinstance(job.error, ZeroDivisionError)


def test_only_the_last_results_are_kept():
    """What was unused longest is forgotten first."""
    held = background.Results(2)
    for key in "ab":
        held.put(key, key)
    held.get("a")
    held.put("c", "c")
    assert ["a", None, "c"] == [held.get(key) for key in "abc"]


def test_the_download_holds_every_way():
    """The Parquet bytes have a row for each way and say which scenario they are about."""
    import io

    import pyarrow.parquet as pq

    found = multiverse(SCHEMING, FEW)
    table = pq.read_table(io.BytesIO(parts._parquet(found, {"target": found.target})))
    assert found.subsets.credence.tolist() == table["credence"].to_pylist()
    assert b"scheming" == table.schema.metadata[b"credence.target"]


def wait(until, seconds=20):
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.01)
