"""What one sets once, in the sidebar: each setting is a view of the scenario, and changes it."""

import pytest

from credence.files import load_library, worldviews
from credence.links import encode
from credence.scenario import Scenario
from tests.pages.driver import (
    AI,
    START,
    checked,
    expected,
    page,
    pressed,
    scenario_of,
    shown,
    texts,
)


@pytest.mark.parametrize("name", sorted(worldviews(AI)))
def test_a_worldview_is_taken_over(name):
    """Choosing a worldview gives its scenario, and the chooser goes on saying so."""
    app = page()
    checked(app.selectbox(key="worldview").set_value(name).run())
    held = worldviews(AI)[name]
    assert held.scenario.with_target("doom") == scenario_of(app)
    assert expected(held.scenario.with_target("doom")) == shown(app)
    assert name == app.selectbox(key="worldview").value


@pytest.mark.parametrize("name", ["teaching-1", "power-seeking-1"])
def test_every_released_library_has_its_page(name):
    """Another library opens on its own prior."""
    app = page()
    checked(app.selectbox(key="library").set_value(name).run())
    scenario = Scenario(load_library(name))
    assert scenario == scenario_of(app)
    assert expected(scenario) == shown(app)


def test_claims_can_be_supposed():
    """What is supposed true or false conditions the rest, and can be left open again."""
    app = page("1*ai-risk-1*target.takeover")
    checked(app.multiselect(key="suppose.True").set_value(["scheming"]).run())
    checked(app.multiselect(key="suppose.False").set_value(["sharp_left_turn"]).run())
    scenario = (
        START.with_target("takeover")
        .with_supposition("scheming", value=True)
        .with_supposition("sharp_left_turn", value=False)
    )
    assert scenario == scenario_of(app)
    assert expected(scenario) == shown(app)
    checked(app.multiselect(key="suppose.True").set_value([]).run())
    assert scenario.with_supposition("scheming", None) == scenario_of(app)


def test_what_cannot_be_supposed_is_said_and_can_be_undone():
    """Two alternatives at once have probability 0: the page says so and offers the way back."""
    app = page("1*ai-risk-1*true.scheming")
    checked(app.multiselect(key="suppose.True").set_value(["scheming", "intended"]).run())
    assert "has probability 0" in texts(app)
    app = checked(next(b for b in app.button if b.label.startswith("Undo")).click().run())
    assert START.with_supposition("scheming", value=True) == scenario_of(app)
    assert shown(app)


def test_scepticism_shrinks_every_argument():
    """At the greatest scepticism the posterior is the prior."""
    app = page("1*ai-risk-1*on.counting_functions")
    checked(app.slider(key="scepticism").set_value(1.0).run())
    assert START.with_active("counting_functions").with_scepticism(1) == scenario_of(app)
    assert 1 == len(set(shown(app)))


def test_a_stated_credence_is_compared():
    """One's own number is shown beside what the arguments imply; nonsense is told, not taken."""
    app = page()
    checked(app.text_input(key="stated").set_value("20 %").run())
    assert START.with_stated("doom", 0.2) == scenario_of(app)
    assert "You say" in texts(app)
    checked(app.text_input(key="stated").set_value("rather likely").run())
    assert "is no probability that can be read" in texts(app)
    assert START.with_stated("doom", 0.2) == scenario_of(app)
    checked(app.text_input(key="stated").set_value("").run())
    assert START == scenario_of(app)


def test_no_worldview_is_the_untouched_library():
    """Choosing none in particular takes a worldview away again, and keeps the question."""
    name = min(worldviews(AI))
    app = page(encode(worldviews(AI)[name].scenario.with_target("scheming")))
    assert name == app.selectbox(key="worldview").value
    checked(app.selectbox(key="worldview").set_value("").run())
    assert START.with_target("scheming") == scenario_of(app)


@pytest.mark.parametrize("draws", [1024, 8192])
def test_the_number_of_draws_can_be_chosen(draws):
    """More or fewer draws give the engine's figures for so many."""
    app = page("1*ai-risk-1*on.counting_functions")
    checked(app.select_slider(key="draws").set_value(draws).run())
    scenario = START.with_active("counting_functions").with_draws(draws)
    assert scenario == scenario_of(app)
    assert expected(scenario) == shown(app)


def test_another_library_can_be_left_again():
    """Undo brings the first library back, with all that was switched on."""
    app = page("1*ai-risk-1*on.counting_functions")
    checked(app.selectbox(key="library").set_value("teaching-1").run())
    app = pressed(app, "do.Undo")
    assert START.with_active("counting_functions") == scenario_of(app)


def test_an_impossible_supposition_from_a_link_can_be_taken_back():
    """With nothing to undo, the settings stay in reach, and leaving one claim open is enough."""
    app = page("1*ai-risk-1*true.scheming.intended")
    assert "has probability 0" in texts(app)
    assert [] == shown(app)
    checked(app.multiselect(key="suppose.True").set_value(["scheming"]).run())
    scenario = START.with_supposition("scheming", value=True)
    assert scenario == scenario_of(app)
    assert expected(scenario) == shown(app)
