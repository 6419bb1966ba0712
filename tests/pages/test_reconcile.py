"""The page that reconciles, without a browser: what is asked, worked out and taken over."""

import time
from dataclasses import replace

import pytest

from credence.links import encode
from credence.reconciliation import reconcile
from credence.scenario import Stated
from credence.taking_over import taken_over
from credence.words import percent
from pages.ui import work
from tests.pages.driver import AI, START, checked, page, pressed, scenario_of, texts

ASKED = START.with_only(AI.featured).with_stated("doom", 0.05)


pytestmark = pytest.mark.usefixtures("own_workers")


def reconciling(scenario, **choices):
    """The page for a scenario."""
    return page(encode(scenario), name="reconcile", **choices)


def answered(app):
    """The page once the answer is there."""
    for _ in range(120):
        if "Two independent ways" in texts(app) or app.error:
            return app
        time.sleep(0.5)
        checked(app.run())
    pytest.fail("no answer came")


def test_a_newcomer_is_offered_a_first_statement():
    """With nothing stated the page says what to do, and one button states the target."""
    app = reconciling(START)
    assert any("Nothing is stated yet" in info.value for info in app.info)
    app = pressed(app, "reconcile.start")
    assert {"doom": Stated(0.1, 0.5)} == scenario_of(app).stated


def test_claims_credence_and_firmness_are_the_scenarios():
    """What is chosen, said and meant goes into the scenario and its link."""
    app = reconciling(ASKED)
    app = checked(app.multiselect(key="reconcile.claims").set_value(["doom", "scheming"]).run())
    app = checked(app.text_input(key="reconcile.credence.scheming").set_value("30 %").run())
    app = checked(app.selectbox(key="reconcile.tolerance.doom").set_value(0.25).run())
    expected = {"doom": Stated(0.05, 0.25), "scheming": Stated(0.3, 0.5)}
    assert expected == scenario_of(app).stated
    app = checked(app.multiselect(key="reconcile.claims").set_value(["scheming"]).run())
    assert {"scheming": Stated(0.3, 0.5)} == scenario_of(app).stated


def test_an_emptied_field_states_nothing():
    """Emptying what one says withdraws it, here as in the settings."""
    app = reconciling(ASKED.with_stated("scheming", 0.2))
    app = checked(app.text_input(key="reconcile.credence.scheming").set_value("").run())
    assert ASKED == scenario_of(app)
    app = checked(app.text_input(key="stated").set_value(" ").run())
    assert {} == scenario_of(app).stated


def test_an_interval_is_how_firmly_it_is_meant():
    """It becomes its centre and its width; how firmly it is meant is said as the interval."""
    app = reconciling(ASKED)
    app = checked(app.text_input(key="reconcile.credence.doom").set_value("20%..80%").run())
    assert ASKED.with_stated("doom", "20%..80%") == scenario_of(app)
    chosen = app.selectbox(key="reconcile.tolerance.doom")
    assert "between 20 % and 80 %" == chosen.options[chosen.index]
    assert "Meant as between 20 % and 80 %, nine times in ten" in texts(app).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["reconcile", "diagnostics"])
def test_a_stated_certainty_is_kept_and_said_to_be_of_no_use_here(name):
    """0 % stays stated; the page says why it cannot be reconciled and what would do."""
    certain = ASKED.with_stated("doom", 0)
    app = page(encode(certain), name=name, sampled="1")
    assert certain == scenario_of(app)
    assert "state a number such as 0.01 % in its place" in texts(app).replace("\u00a0", " ")
    assert not app.exception


def test_odds_are_refused_with_the_probability_that_they_are():
    """Every field that asks for a stated credence says the same."""
    for key in ("reconcile.credence.doom", "stated"):
        app = checked(reconciling(ASKED).text_input(key=key).set_value("3:1").run())
        assert ASKED == scenario_of(app)
        assert "“3:1” are odds; write 0.75" in texts(app)


def test_the_answer_is_that_of_reconcile_and_can_be_taken_over():
    """What is said is what reconcile finds; one click makes its intervals one's own."""
    app = answered(reconciling(ASKED))
    found = reconcile(ASKED)
    assert "What would have to move" in [heading.value for heading in app.subheader]
    before, after = found.implied["doom"]
    assert f"imply {100 * before.mean:.0f} %" in texts(app).replace("\u00a0", " ")
    other = encode(ASKED.with_target("scheming"))
    elsewhere = page(other, name="reconcile")  # the same question, so nothing runs
    assert "What would have to move" in [heading.value for heading in elsewhere.subheader]
    app = pressed(app, "reconcile.take")
    moved = scenario_of(app)
    assert taken_over(found) == moved
    assert ASKED.stated == moved.stated
    assert after.mean < before.mean
    said = " ".join(one.value for one in app.success).replace("\u00a0", " ").replace("\\", "")
    assert "Taken over. “Doom” now follows at" in said
    assert f"before, it was {percent(before.mean)}".replace("\u00a0", " ") in said
    assert "reconcile.take" not in [button.key for button in app.button]


def test_what_cannot_be_asked_is_said_in_place_of_an_answer():
    """A statement that cannot move anything is refused with its reason, and nothing is worked out."""
    fixed = ASKED
    for path, (kind, number) in ASKED.numbers().items():
        if not number.is_point:
            fixed = fixed.with_number(path, number.median(kind))
    app = reconciling(fixed.with_only([]).with_stated("doom", 0.05))
    assert any("cannot move" in warning.value for warning in app.warning)
    assert "reconcile.cancel" not in [button.key for button in app.button]


def test_an_answer_in_doubt_can_be_sampled_longer(monkeypatch):
    """Where the two routes do not agree, the page warns, and one click asks for more work."""
    found = reconcile(ASKED.with_only(["speed"]))
    doubtful = replace(found, accuracy=replace(found.accuracy, gap=6.0))
    asked = []

    def answer(_function, _scenario, longer, **_):
        asked.append(longer)
        return doubtful

    monkeypatch.setattr(work, "answer", answer)
    app = reconciling(ASKED.with_seed(9))
    assert "Do not trust this yet" in " ".join(one.value for one in app.warning)
    pressed(app, "reconcile.longer")
    assert [False, True] == list(dict.fromkeys(asked))
