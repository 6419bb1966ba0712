"""The code in the address: what it opens, and what happens where it cannot be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credence.links import encode
from tests.pages.driver import START, checked, expected, page, scenario_of, shown, switched, texts


def test_the_same_code_gives_the_same_page():
    """What one person did, another sees who opens their code."""
    app = switched(switched(page(), "counting_functions"), "speed")
    other = page(app.text_input(key="s").value)
    assert shown(app) == shown(other)
    assert texts(app) == texts(other)


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


@pytest.mark.parametrize(
    "code, escaped",
    [
        ("1*ai-risk-1*on._nope_", r"“\_nope\_”"),
        ("1*ai-risk-1*on.nope_[x](https://example.org)", r"\(\)/\:\[\]"),
        ("1*ai-risk-1*on.![x](https://example.org/x.png)", r"\!\(\)/\:\[\]"),
        ("1*_nope_*on.speed", r"“\_nope\_”"),
    ],
)
def test_text_from_a_link_is_shown_as_it_stands(code, escaped):
    """Markdown in a link is no Markdown on the page."""
    app = page(code)
    [warning] = app.warning
    assert escaped in warning.value
    assert "](" not in warning.value


def test_a_link_can_be_pasted_into_the_field():
    """The field takes a whole link as well as the code in it."""
    app = page()
    scenario = START.with_active("speed").with_target("scheming")
    link = f"https://example.org/app?s={encode(scenario)}"
    checked(app.text_input(key="s").set_value(link).run())
    assert expected(scenario) == shown(app)
    app = switched(app, "white_box")
    assert scenario.with_active("white_box") == scenario_of(app)


def test_a_refusal_is_said_once():
    """What could not be read is told on the run that refused it, and gone with the next."""
    app = page()
    checked(app.text_input(key="stated").set_value("rather likely").run())
    assert 1 == len(app.warning)
    assert [] == list(checked(app.run()).warning)


WHOLE = encode(
    START.with_only(["speed", "white_box"])
    .with_number("arguments.speed.soundness", {"low": 0.2, "high": 0.5})
    .with_supposition("scheming", value=False)
    .with_stated("doom", 0.2)
    .with_scepticism(0.25)
)


@settings(max_examples=12)
@given(
    at=st.integers(0, len(WHOLE)),
    cut=st.integers(0, 12),
    put=st.text("abz019.-_*[]<>$\\ \x00\u202e", max_size=6),
)
def test_no_damage_to_a_link_breaks_the_page(at, cut, put):
    """A link with a piece cut out or put in opens a page: figures, or why there are none."""
    app = page(WHOLE[:at] + put + WHOLE[at + cut :])
    assert shown(app) or "There is no answer to this scenario" in texts(app)
