"""The page on the worked count, driven by script."""

import pytest

from credence.links import view
from tests.pages.driver import checked, page, pressed, shown, texts

NAME = "worked_count"


def test_it_opens_on_the_sources_example():
    """Four digits, 992 problems, the figures that the source states, and no network trained."""
    app = page(name=NAME)
    assert ["1.10 × 10^430,100,828", "2.75 × 10^430,096,561", "1.04 × 10^−184,946,674"] == shown(
        app
    )
    assert not app.get("plotly_chart")
    assert "it takes a few seconds" in texts(app)


def test_digits_and_training_set_move_the_count():
    """Two digits and 50 problems: 199^10,000 functions; both choices are in the address."""
    app = page(name=NAME)
    app = checked(app.number_input(key="count.digits").set_value(2).run())
    app = checked(app.number_input(key="count.training").set_value(50).run())
    assert shown(app)[0].endswith("10^22,988")
    assert "50 training problems leave" in texts(app)
    assert {"digits": "2", "trained": "50"} == view.decode(app.text_input(key="v").value)[0]


def test_networks_are_trained_on_demand_and_others_after_them():
    """A press trains, a second one trains others; the page says which seed."""
    app = pressed(page(name=NAME, task="first"), "count.run")
    assert 1 == len(app.get("plotly_chart"))
    assert "better than the count says" in texts(app)
    assert "Seed 0" in texts(app)
    app = pressed(app, "count.run")
    assert "Seed 1" in texts(app)


@pytest.mark.parametrize("task", ["values", "parity"])
def test_a_link_shows_the_same_run(task):
    """What was chosen is in the address, the run too."""
    app = page(name=NAME, task=task, experiment="1")
    assert task == app.selectbox(key="count.task").value
    assert 1 == len(app.get("plotly_chart"))


def test_wild_choices_in_the_address_do_no_harm():
    """Choices out of bounds fall back to what there is."""
    app = page(name=NAME, digits="99", trained="-4", task="magic", examples="700", trial="x")
    assert 4 == app.number_input(key="count.digits").value
    assert 992 == app.number_input(key="count.training").value
    app = page(name=NAME, digits="1", trained="5000", unfolded="assumed.counts_table")
    assert 99 == app.number_input(key="count.training").value
    assert "by luck" in texts(app)
