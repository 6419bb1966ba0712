"""What would change the answer: each part shows the engine's figures, and the link holds the choice."""

import pytest

from credence.coherence import coherence
from credence.curves import prior_curve, prior_for
from credence.files import load_library, released
from credence.links import encode
from credence.scenario import Scenario
from credence.threshold import threshold
from credence.tornado import tornado
from credence.update import credence_of
from credence.words import curve_words, gap_words, percent
from credence.words.threshold import ratio_rows, threshold_words
from pages.ui.sensitivity import PARTS
from tests.pages.driver import AI, START, checked, page, pressed, scenario_of, texts

ON = START.with_only(["counting_functions", "speed", "white_box"]).with_target("scheming")
ON = ON.with_draws(256)
FIGURES = {
    "takes": 0,
    "flips": 1,
    "numbers": 1,
    "pairs": 1,
    "priors": 1,
    "trust": 1,
    "overlap": 1,
    "coherence": 1,
}


def opened(scenario, **choices):
    """The page on a scenario."""
    return page("" if scenario == START else encode(scenario), "sensitivity", **choices)


def said(app):
    """All sentences, with ordinary spaces."""
    return texts(app).replace("\u00a0", " ")


@pytest.mark.parametrize("name", released())
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_on_every_library(name, part):
    """With nothing on, and with everything on: no part fails, and a figure has its text."""
    library = load_library(name)
    for scenario in (Scenario(library), Scenario(library).with_only(list(library.arguments)[:12])):
        app = opened(scenario.with_draws(64), part=part)
        assert PARTS[part][0] in [each.value for each in app.subheader]
        for chart in app.get("plotly_chart"):
            assert chart.proto.alt


@pytest.mark.parametrize("part", PARTS)
def test_a_part_draws_its_figure_and_no_other(part):
    """What is not looked at is not drawn."""
    both = ON.with_active("overfitting_reductio").with_stated("scheming", 0.3)
    app = opened(both.with_draws(64), part=part)
    charts = app.get("plotly_chart")
    infos = [each.value for each in app.info]
    assert FIGURES[part] == len(charts) + (part == "overlap" and bool(infos))


def test_what_it_would_take_is_what_the_engine_says():
    """The sentence, the prior, and the table of ratios; another threshold is in the link."""
    app = opened(ON)
    found = threshold(ON, 0.5, most_sets=400)
    assert threshold_words(ON, found) in said(app)
    assert f"one would have to start from {percent(prior_for(ON, 0.5))}" in said(app)
    table = app.table[0].value
    assert [row["Would have to be"] for row in ratio_rows(ON, found)][:12] == [
        cell.replace("\\", "") for cell in table["Would have to be"]
    ]
    checked(app.text_input(key="sensitivity.at").set_value("1 in 5").run())
    assert "at.0.2" in app.text_input(key="v").value
    assert threshold_words(ON, threshold(ON, 0.2, most_sets=400)) in said(app)


def test_a_threshold_that_is_none_is_said():
    """What cannot be read leaves the threshold as it was."""
    app = opened(ON, at="0.2")
    for text in ("soon", "2", "0", "1..2"):
        checked(app.text_input(key="sensitivity.at").set_value(text).run())
        assert 1 == len(app.warning)
        assert "at.0.2" == app.text_input(key="v").value
    assert "20 %" == app.text_input(key="sensitivity.at").value


def test_the_set_can_be_switched_at_once():
    """The button flips what the sentence names, and the credence crosses."""
    found = threshold(ON, 0.2, most_sets=400)
    app = pressed(opened(ON, at="0.2"), "sensitivity.do")
    scenario = scenario_of(app)
    toggles = {name: not ON.is_active(name) for name in found.smallest_set}
    assert ON.with_toggles(toggles) == scenario
    assert credence_of(scenario) >= 0.2


def test_the_tornado_shows_every_number_in_its_table():
    """Figure and table are the engine's bars."""
    app = opened(ON, part="numbers", unfolded="table_of_tornado")
    table = app.table[0].value
    bars = [bar for bar in tornado(ON) if bar.width > 0]
    assert [percent(bar.at_high) for bar in bars] == [
        cell.replace("\\", "").replace("\u00a0", " ") for cell in table["Credence then"]
    ]


def test_curves_are_said_in_words():
    """The sentence under the prior curve has the engine's ends."""
    assert curve_words("prior", prior_curve(ON)) in said(opened(ON, part="priors"))


def test_scepticism_is_that_of_the_scenario():
    """The slider here and the settings' are one and the same number."""
    app = opened(ON, part="trust")
    checked(app.slider(key="sensitivity.scepticism").set_value(0.3).run())
    assert ON.with_scepticism(0.3) == scenario_of(app)
    assert 0.3 == app.slider(key="scepticism").value


def test_a_stated_number_is_compared():
    """Stating one here puts it into the scenario and says the gap."""
    app = opened(ON, part="coherence")
    assert 1 == len(app.info)
    checked(app.text_input(key="sensitivity.stated").set_value("30 %").run())
    stated = ON.with_stated("scheming", 0.3)
    assert stated == scenario_of(app)
    (gap,) = coherence(stated)
    assert gap_words(stated, gap) in said(app)


def test_without_arguments_the_featured_ones_are_offered():
    """A part that is about arguments says that none is on; one click switches some on."""
    app = opened(START, part="pairs")
    assert [] == list(app.get("plotly_chart"))
    app = pressed(app, "sensitivity.featured")
    assert START.with_only(AI.featured) == scenario_of(app)
    assert 1 == len(app.get("plotly_chart"))


def test_a_supposed_claim_has_no_other_prior_and_says_so():
    """What is supposed true is moved by nothing: each page says so, and one press leaves it open."""
    held = ON.with_supposition("scheming", True)
    for name in ("sensitivity", "multiverse", "cruxes"):
        app = page(encode(held), name)
        assert "“Scheming” is taken as true here, so that nothing can move it" in " ".join(
            each.value for each in app.info
        )
        assert not app.get("plotly_chart")
    assert ON == scenario_of(pressed(app, "claim.open"))


def test_each_page_has_a_part_of_its_own_and_old_links_open():
    """A part chosen here is forgotten by no other page; "part" of older links is still read."""
    app = checked(opened(ON, part="trust").pills(key="part").set_value("takes").run())
    assert "sensitivity_part.takes" in app.text_input(key="v").value
    assert "What would it take?" in [each.value for each in app.subheader]
    app = page(name="arguments", sensitivity_part="pairs", part="claims")
    assert app.get("plotly_chart")[0].proto.alt.startswith("18 claims")
