"""The exact shares of many arguments, worked out beside the page."""

import time

import pytest

from credence.attribution import attribute
from credence.links import encode
from credence.words import points_words
from tests.pages.driver import AI, START, checked, page, pressed, texts

NINE = START.with_only(AI.featured)


pytestmark = pytest.mark.usefixtures("own_workers")


def keys(app) -> set[str]:
    """The buttons that are there."""
    return {button.key for button in app.button}


def test_estimates_become_exact_where_every_combination_is_tried():
    """Nine arguments are estimated at first; once asked for, each share is that of all subsets."""
    app = page(encode(NINE))
    assert "estimated from several orders" in texts(app)
    app = pressed(app, "exact.ask")
    assert "exact.cancel" in keys(app)
    for _ in range(240):
        if "estimated from several orders" not in texts(app):
            break
        time.sleep(0.25)
        checked(app.run())
    assert not {"exact.ask", "exact.cancel"} & keys(app)
    assert "estimated from several orders" not in texts(app)
    name, share = attribute(NINE).largest_first()[0]
    said = points_words(share.points)
    assert f"“{AI.arguments[name].title}”" in texts(app)
    assert said.removeprefix("+") in texts(app)


def test_exact_shares_can_be_called_off():
    """Cancelling takes the wish out of the link, and the estimates stay."""
    scenario = NINE.with_active("simplicity").with_active("speed", active=False)
    app = pressed(pressed(page(encode(scenario)), "exact.ask"), "exact.cancel")
    assert "exact.ask" in keys(app)
    assert "estimated from several orders" in texts(app)


def test_too_many_arguments_are_estimated_and_no_more():
    """Beyond sixteen there are too many combinations to try, and no button says otherwise."""
    assert "exact.ask" not in keys(page(encode(START.with_only(AI.arguments))))
