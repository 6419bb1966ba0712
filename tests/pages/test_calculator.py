"""The calculator as a script: every widget is a view of the scenario, and changes it."""

import pytest

from credence.attribution import attribute
from credence.curves import scepticism_curve
from credence.files import load_library, released
from credence.links import encode
from credence.number import Number
from credence.scenario import Scenario
from credence.threshold import threshold
from credence.update import evaluate
from credence.weight_of_evidence import weights_of_evidence
from credence.words import curve_words, percent
from credence.words.threshold import threshold_words
from credence.words.weight import surprises, weight_words
from pages.ui import compute
from pages.ui.arguments import grouped
from pages.ui.text import plain
from tests.pages.driver import (
    AI,
    START,
    checked,
    choosing,
    expected,
    opened,
    page,
    pressed,
    scenario_of,
    shown,
    switched,
    texts,
)


def test_it_opens_on_the_prior():
    """Nothing is on at first, the featured arguments are in sight, the others are folded away."""
    app = page()
    assert [f"on.{name}" for name in AI.featured] == [toggle.key for toggle in app.toggle]
    assert not any(toggle.value for toggle in app.toggle)
    assert expected(START) == shown(app)
    assert "No argument is switched on" in texts(app)
    [posterior, *_] = app.get("plotly_chart")
    assert "none switched on" in posterior.proto.spec
    assert "With the arguments" not in posterior.proto.spec


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


def test_a_page_of_many_arguments_says_that_shares_are_estimated():
    """With everything on the shares are sampled, and the page says so."""
    scenario = START.with_only(AI.arguments)
    app = page(encode(scenario))
    assert "estimated from several orders" in texts(app)
    assert expected(scenario) == shown(app)


def test_a_fold_draws_its_arguments_only_while_it_is_open():
    """What is folded away costs nothing; opened, it holds the claim's arguments and no others."""
    groups = grouped(AI)
    assert set(AI.arguments) - set(AI.featured) == {
        name for each in groups.values() for name in each
    }
    for claim, names in groups.items():
        app = choosing(opened(page(), "arguments"), about=claim)
        assert {f"on.{name}" for name in (*AI.featured, *names)} == {
            each.key for each in app.toggle
        }


def test_a_folded_argument_counts_while_it_is_out_of_sight():
    """An argument that is on and folded away is in the headline, and its fold says so."""
    claim, names = next(iter(grouped(AI).items()))
    scenario = START.with_active(names[0])
    app = page(encode(scenario))
    assert expected(scenario) == shown(app)
    assert f"on.{names[0]}" not in {each.key for each in app.toggle}
    others = len(AI.arguments) - len(AI.featured)
    assert f"All other arguments · {others} · 1 on" in [each.label for each in app.expander]
    app = opened(app, "arguments")
    assert (
        f"{AI.claim(claim).title} · {len(names)} · 1 on"
        == app.selectbox(key="arguments.about").options[0]
    )


def test_each_figure_has_its_numbers_as_a_table():
    """The tables show the engine's figures; they are not made while their folds are closed."""
    scenario = START.with_only(["counting_functions", "white_box"])
    app = page(encode(scenario))
    assert [] == list(app.table)
    app = opened(app, "table_posterior", "table_waterfall")
    figures, steps = (each.value.to_csv().replace("\\", "") for each in app.table)
    result = evaluate(scenario).target
    for estimate in (result.prior, result.posterior):
        assert percent(estimate.credence, estimate.complement).replace(" ", "\u00a0") in figures
    for name in scenario.active:
        assert AI.arguments[name].title in steps


def test_every_figure_has_a_text_in_its_place():
    """A figure that cannot be seen is told: its text says the prior and the posterior."""
    app = page("1*ai-risk-1*on.counting_functions")
    texts_of = [chart.proto.alt for chart in app.get("plotly_chart")]
    assert 2 == len(texts_of)
    assert all(figure in text for text in texts_of for figure in shown(app))


def test_what_is_estimated_says_how_far_it_may_be_off():
    """The caption has the largest standard error, and the table one for each argument."""
    scenario = START.with_only(list(AI.arguments)[:16])
    app = opened(page(encode(scenario)), "table_waterfall")
    assert "Each standard error is at most" in texts(app)
    table = app.table[0].value
    told = dict(zip(table["Argument"], table["Standard error"], strict=True))
    assert all(
        "±" in told[plain(AI.arguments[name].title)] or told[plain(AI.arguments[name].title)]
        for name in compute.attributed(scenario).arguments
    )
    exact = opened(page(encode(START.with_active("speed"))), "table_waterfall")
    assert "Standard error" not in exact.table[0].value.columns


def test_what_people_would_stumble_over_is_said_under_the_figure():
    """Uncertainty that moves the credence by itself, an argument about a rival, a faulty test."""
    scenario = START.with_target("scheming").with_only(["counting_functions", "wireheading"])
    scenario = scenario.with_number("arguments.counting_functions.lr", "0.1..40")
    scenario = scenario.with_number("arguments.wireheading.lr", 1000)
    said = surprises(scenario, attribute(scenario))
    assert 3 == len(said)
    shown_texts = texts(page(encode(scenario))).replace("\u00a0", " ")
    assert all(line in shown_texts for line in said)


def test_an_open_argument_says_what_it_weighs_beside_what_it_did():
    """And the table under the figure has the weight of each."""
    scenario = START.with_target("scheming").with_only(["counting_functions", "speed"])
    app = choosing(page(encode(scenario)), open="speed")
    weight = weights_of_evidence(scenario)["speed"]
    did = compute.attributed(scenario).arguments["speed"].bits
    assert weight_words(weight, did) in texts(app).replace("\u00a0", " ")
    assert "“The counting argument” did most. By itself and sound it weighs 2 bits" in texts(app)
    table = opened(app, "table_waterfall").table[0].value
    weighed = ["", "2 bits for", "1.9 bits against", ""]
    assert [plain(cell) for cell in weighed] == list(table["Weight of evidence"])


def test_what_it_would_take_stands_in_a_fold():
    """Closed it is not worked out; open it says the toggles, the prior, and switches them."""
    scenario = START.with_only(["counting_functions"]).with_target("scheming").with_draws(256)
    app = choosing(page(encode(scenario)), at="0.2")
    assert "would have to start from" not in texts(app)
    app = opened(app, "takes")
    found = threshold(scenario, 0.2, most_sets=100, ratios=False)
    assert {} == found.arguments
    assert threshold_words(scenario, found) in texts(app).replace("\u00a0", " ")
    toggles = {name: not scenario.is_active(name) for name in found.smallest_set}
    assert scenario.with_toggles(toggles) == scenario_of(pressed(app, "sensitivity.do"))


def test_overlap_and_scepticism_stand_in_a_fold():
    """Open, it says the bounds and has the dial of the settings."""
    scenario = START.with_only(["counting_functions", "speed"]).with_target("scheming")
    app = opened(page(encode(scenario)), "dials")
    said = texts(app).replace("\u00a0", " ")
    assert curve_words("scepticism", scepticism_curve(scenario)) in said
    assert "Double counting." in said
    checked(app.slider(key="sensitivity.scepticism").set_value(0.25).run())
    assert scenario.with_scepticism(0.25) == scenario_of(app)
    nothing = opened(page(), "dials")
    assert "nothing to count twice or to distrust" in texts(nothing)


def test_a_click_that_follows_at_once_does_not_undo_the_one_before():
    """The browser still sends the scenario as it was before the first click; it is not taken back."""
    app = switched(page(), "speed")
    app.text_input(key="s").set_value("")
    checked(app.text_input(key="search").set_value("reversal").run())
    assert START.with_active("speed") == scenario_of(app)
    app.text_input(key="v").set_value("")
    checked(app.toggle(key="on.reversal_curse").set_value(True).run())
    assert START.with_only(["speed", "reversal_curse"]) == scenario_of(app)
    assert "search.reversal" == app.text_input(key="v").value


def test_an_older_scenario_without_another_click_is_the_browsers_back():
    """What the address itself brings is meant, and clicks go on from there."""
    app = switched(page(), "speed")
    checked(app.text_input(key="s").set_value("").run())
    assert START == scenario_of(app)
    assert START.with_active("white_box") == scenario_of(switched(app, "white_box"))


@pytest.mark.parametrize("name", released())
def test_every_claim_of_every_library_can_be_asked_about(name):
    """Each claim has its headline, with its starting numbers open."""
    library = load_library(name)
    app = opened(page(encode(Scenario(library))), "start")
    for claim in library.claim_ids:
        checked(app.selectbox(key="target").set_value(claim).run())
        assert expected(Scenario(library).with_target(claim)) == shown(app)
        paths = [path for path in library.numbers if path.startswith(f"claims.{claim}.")]
        sliders = [each.key for each in app.select_slider if each.key.startswith("number.")]
        assert [f"number.{path}" for path in paths] == sliders


def test_a_claims_starting_number_can_be_changed():
    """The prior's slider changes the scenario, and a button brings the library's own back."""
    app = opened(page(), "start")
    path = next(path for path in AI.numbers if path.startswith("claims.doom."))
    checked(app.select_slider(key=f"number.{path}").set_value((0.2, 0.4)).run())
    changed = START.with_number(path, {"low": 0.2, "high": 0.4})
    assert changed == scenario_of(app)
    assert expected(changed) == shown(app)
    assert START == scenario_of(pressed(app, "restore.claims.doom"))


@pytest.mark.parametrize("name", released())
def test_every_argument_can_be_opened(name):
    """Details have a slider for each ratio, soundness and premise, and name the first source."""
    library = load_library(name)
    app = page(encode(Scenario(library)))
    for argument, each in library.arguments.items():
        app = choosing(app, open=argument, search=argument.replace("_", " "))
        sliders = {s.key for s in app.select_slider if s.key.startswith("number.")}
        place = f"arguments.{argument}."
        untold = () if each.lr or each.bears_on else (f"{place}lr",)  # an objection has none
        own = [path for path in library.numbers if path.startswith(place) and path not in untold]
        assert {f"number.{path}" for path in own if ".undercuts." not in path} == sliders
        assert each.sources[0].title in texts(app)
