"""The calculator as a script: every widget is a view of the scenario, and changes it."""

import pytest
from streamlit.testing.v1 import AppTest

from credence.files import load_library, worldviews
from credence.links import decode, encode
from credence.number import Number
from credence.scenario import Scenario
from credence.update import evaluate
from credence.words import percent, told_apart
from tests.machine import ROOT

AI = load_library("ai-risk-1")
START = Scenario(AI)


def page(code: str = "") -> AppTest:
    """The app as a visitor with this code in the address sees it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if code:
        app.query_params["s"] = code
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    """The same app, which must not have failed."""
    assert not app.exception
    return app


def shown(app: AppTest) -> list[str]:
    """The percentages in the headline: prior, and posterior where an argument is on."""
    return [metric.value for metric in app.metric]


def scenario_of(app: AppTest) -> Scenario:
    """The scenario that the address holds."""
    code = app.text_input(key="s").value
    if not code:
        return START
    found = decode(code, load_library)
    assert [] == found.problems
    return found.scenario


def expected(scenario: Scenario) -> list[str]:
    """What the headline must show, by the engine."""
    result = evaluate(scenario).target
    pairs = [(each.credence, each.complement) for each in (result.prior, result.posterior)]
    return list(told_apart(*pairs)) if scenario.active else [told_apart(*pairs)[0]]


def switched(app: AppTest, argument: str, *, on: bool = True) -> AppTest:
    """The app after a click on an argument's toggle."""
    return checked(app.toggle(key=f"on.{argument}").set_value(on).run())


def pressed(app: AppTest, key: str) -> AppTest:
    """The app after a click on a button."""
    return checked(app.button(key=key).click().run())


def texts(app: AppTest) -> str:
    """All sentences on the page, without Markdown's escapes."""
    elements = (*app.markdown, *app.caption, *app.warning, *app.error)
    return " ".join(element.value for element in elements).replace("\\", "")


def test_it_opens_on_the_prior():
    """Nothing is on at first, the featured arguments are in sight, the others are folded away."""
    app = page()
    assert [f"on.{name}" for name in AI.featured] == [toggle.key for toggle in app.toggle]
    assert not any(toggle.value for toggle in app.toggle)
    assert expected(START) == shown(app)
    assert "No argument is switched on" in texts(app)


def test_toggles_move_the_headline_by_what_the_engine_says():
    """Each toggle changes the headline to the engine's figures, and the code in the address."""
    app, scenario = page(), START
    for name in ("counting_functions", "evolution_leap", "white_box", "security_mindset"):
        app, scenario = switched(app, name), scenario.with_active(name)
        assert expected(scenario) == shown(app)
        assert scenario == scenario_of(app)
    assert scenario.with_active("white_box", active=False) == scenario_of(
        switched(app, "white_box", on=False)
    )


def test_the_same_code_gives_the_same_page():
    """What one person did, another sees who opens their code."""
    app = switched(switched(page(), "counting_functions"), "speed")
    other = page(app.text_input(key="s").value)
    assert shown(app) == shown(other)
    assert texts(app) == texts(other)


def test_undo_and_redo_walk_through_the_scenarios():
    """Undo takes back one change at a time, redo brings it again, a new change ends redoing."""
    app = switched(switched(page(), "speed"), "white_box")
    app = pressed(app, "do.Undo")
    assert START.with_active("speed") == scenario_of(app)
    app = pressed(app, "do.Redo")
    assert START.with_only(["speed", "white_box"]) == scenario_of(app)
    app = pressed(pressed(app, "do.Undo"), "do.Undo")
    assert START == scenario_of(app)
    assert app.button(key="do.Undo").disabled
    app = switched(app, "counting_functions")
    assert app.button(key="do.Redo").disabled


def test_all_on_all_off_and_reset():
    """The buttons switch everything, and reset leaves only the question."""
    app = pressed(page("1*ai-risk-1*scepticism.0.2*target.scheming"), "do.All on")
    assert START.with_only(AI.arguments).with_scepticism(0.2).with_target(
        "scheming"
    ) == scenario_of(app)
    app = pressed(app, "do.All off")
    assert () == scenario_of(app).active
    assert START.with_target("scheming") == scenario_of(pressed(app, "do.Reset"))


def test_the_target_can_be_chosen():
    """Another claim has another headline, and its statement stands below it."""
    app = page("1*ai-risk-1*on.counting_functions")
    checked(app.selectbox(key="target").set_value("scheming").run())
    scenario = START.with_active("counting_functions").with_target("scheming")
    assert scenario == scenario_of(app)
    assert expected(scenario) == shown(app)
    assert AI.claim("scheming").statement in texts(app)


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


def test_arguments_are_found():
    """A search shows what has all its words in a title, a summary or a source, and only that."""
    app = page()
    checked(app.text_input(key="search").set_value("reversal").run())
    assert ["on.reversal_curse"] == [toggle.key for toggle in app.toggle]
    checked(app.text_input(key="search").set_value("nothing has this word").run())
    assert [] == list(app.toggle)
    assert "0 found" in texts(app)


def test_details_show_the_one_argument_that_is_open():
    """Summary, sources and sliders of one argument at a time; a slider changes its number."""
    app = pressed(page(), "details.counting_functions")
    argument = AI.arguments["counting_functions"]
    assert argument.summary.split(".")[0] in texts(app)
    assert argument.sources[0].title in texts(app)
    key = "number.arguments.counting_functions.lr"
    checked(app.select_slider(key=key).set_value((2.0, 8.0)).run())
    changed = START.with_number("arguments.counting_functions.lr", {"low": 2, "high": 8})
    assert changed == scenario_of(app)
    app = pressed(app, "restore.arguments.counting_functions")
    assert START == scenario_of(app)
    app = pressed(pressed(app, "details.speed"), "details.speed")
    assert not any(slider.key.startswith("number.") for slider in app.select_slider)


def test_two_handles_together_are_a_point():
    """A slider whose handles meet gives a number that is known exactly."""
    app = pressed(page(), "details.counting_functions")
    key = "number.arguments.counting_functions.soundness"
    assert (0.5, 0.5) == app.select_slider(key=key).value
    checked(app.select_slider(key=key).set_value((0.9, 0.9)).run())
    assert Number.point(0.9) == scenario_of(app).value("arguments.counting_functions.soundness")


@pytest.mark.parametrize(
    "code, said",
    [
        ("1*nope-1*on.speed", "there is no released library “nope-1”"),
        ("1*../../etc/passwd*on.x", "characters that no link of ours has"),
        ("rubbish", "this is no link of ours"),
        ("1*ai-risk-1*on.nope*prior.doom.7*target.scheming", "did you mean 0.07"),
    ],
)
def test_what_a_link_says_wrongly_is_named_and_the_rest_opens(code, said):
    """A damaged link shows what could not be read, above a page that works."""
    app = page(code)
    assert said in texts(app)
    assert shown(app)


def test_text_from_a_link_is_shown_as_it_stands():
    """Markdown in a link is no Markdown on the page."""
    app = page("1*ai-risk-1*on.nope_[x](https://example.org)")
    assert not any("](http" in element.value for element in app.warning)


def test_a_page_of_many_arguments_says_that_shares_are_estimated():
    """With everything on the shares are sampled, and the page says so."""
    app = page(encode(START.with_only(AI.arguments)))
    assert "estimated from several orders" in texts(app)
    assert percent(evaluate(START).target.prior.credence, digits=3) in texts(app)
