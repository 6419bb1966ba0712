"""The walk through one's own credences, driven by script."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from credence.files import load_library, released, template
from credence.number import Number
from credence.walk import steps
from credence.words import percent
from tests.pages.driver import AI, START, checked, choosing, page, pressed, scenario_of, texts

WALK = "my_credences"
FIRST = AI.featured[0]


def step_of(app: AppTest) -> str:
    """Where the walk stands, by the address."""
    held = app.text_input(key="v").value or ""
    return next((p.partition(".")[2] for p in held.split("*") if p.startswith("at_step.")), "0")


def test_the_walk_leads_from_start_to_end():
    """Counting, leaving out and skipping go on; only what was counted is switched on."""
    app = pressed(page("", WALK), "walk.start")
    assert AI.arguments[FIRST].title in app.subheader[0].value.replace("\\", "")
    app = pressed(app, "walk.counts")
    app = pressed(app, "walk.out")
    for _ in AI.featured[2:]:
        app = pressed(app, "walk.skip")
    assert "end" == step_of(app)
    assert START.with_active(FIRST) == scenario_of(app)
    assert f"{len(AI.featured) - 2} of {len(AI.featured)} questions are still open" in texts(app)
    app = pressed(app, "walk.open")
    assert "3" == step_of(app)
    assert "2" == step_of(pressed(app, "walk.back"))


def test_words_stand_for_intervals():
    """Choosing words sets the interval that they name, and the page then shows those words."""
    app = page("", WALK, at_step="1")
    soundness, strength = (f"arguments.{FIRST}.{field}" for field in ("soundness", "lr"))
    checked(app.selectbox(key=f"words.{soundness}").set_value("likely sound").run())
    checked(app.selectbox(key=f"words.{strength}").set_value("strong for").run())
    held = scenario_of(app)
    assert Number(0.66, 0.9) == held.value(soundness)
    assert Number(10.0, 30.0) == held.value(strength)
    assert "strong for" == app.selectbox(key=f"words.{strength}").value
    assert "odds ×10 to ×30" in texts(app)


def test_what_was_set_otherwise_stands_as_it_is():
    """A number with no words of its own is offered as it comes, and choosing nothing keeps it."""
    app = page("", WALK, at_step="1")
    shown = app.selectbox(key=f"words.arguments.{FIRST}.lr").value
    assert shown.startswith("as it comes: moderate for (×")
    assert START == scenario_of(app)


@pytest.mark.parametrize("target", ["doom", "scheming"])
def test_every_step_of_the_long_walk_can_be_shown(target):
    """Claims and arguments alike, each with a widget for what it asks."""
    code = "" if target == "doom" else f"1*ai-risk-1*target.{target}"
    app = page(code, WALK, walk="long")
    for number, step in enumerate(steps(AI, target, short=False), start=1):
        if number % 6 == 0 or step.is_claim:
            app = choosing(app, at_step=str(number))
            title = AI.claim(step.item).title if step.is_claim else AI.arguments[step.item].title
            assert title in app.subheader[0].value.replace("\\", "")


def test_the_claim_that_an_argument_bears_on_is_explained():
    """Who was asked about doom learns what "scheming" is before they say what bears on it."""
    assert AI.claim("scheming").statement in texts(page("", WALK, at_step="1"))


@pytest.mark.parametrize("step", [1, 2, 40])
@pytest.mark.parametrize("way", ["ends", "quantiles", "chips"])
def test_each_way_of_saying_it_precisely_opens(step, way):
    """For claims and arguments, on each of their numbers, beside the widgets that stand there."""
    asked = steps(AI, "doom", short=False)[step - 1]
    for path in asked.paths:
        app = page(
            "", WALK, walk="long", at_step=str(step), unfolded="precisely", way=way, number=path
        )
        assert "walk.skip" in {button.key for button in app.button}


def typed(app, low, high):
    """The page after both ends were typed."""
    for label, text in (("From", low), ("to", high)):
        [box] = [each for each in app.text_input if each.label == label]
        box.set_value(text)
    return pressed(app, "take")


@pytest.mark.parametrize(
    "low, high, expected",
    [
        ("1:2", "3:1", Number(0.5, 3.0)),
        ("2.125", "7", Number(2.125, 7.0)),
        ("4", "4", Number(4, 4)),
    ],
)
def test_both_ends_can_be_typed(low, high, expected):
    """As odds or decimals; the same twice is a point."""
    app = page("", WALK, at_step="1", unfolded="precisely")
    path = f"arguments.{FIRST}.lr"
    app = typed(app, low, high)
    assert expected == scenario_of(app).value(path)
    again = typed(app, *(f"{end:.12g}" for end in (expected.low, expected.high)))
    assert scenario_of(app) == scenario_of(again)


def test_a_probability_can_be_typed_as_one_in_so_many():
    """Percentages and one in so many name the same."""
    app = page("", WALK, walk="long", at_step="2", unfolded="precisely")
    app = typed(app, "1 in 20", "40 %")
    assert (0.05, 0.4) == (
        scenario_of(app).value("claims.sharp_left_turn.prior").low,
        scenario_of(app).value("claims.sharp_left_turn.prior").high,
    )


@pytest.mark.parametrize(
    "low, high, said",
    [("9", "2", "low must be below high"), ("x", "2", "be read"), ("", "", "read")],
)
def test_ends_that_cannot_be_read_stay_as_typed_and_are_explained(low, high, said):
    """Nothing is changed and nothing that was typed is lost."""
    app = typed(page("", WALK, at_step="1", unfolded="precisely"), low, high)
    assert said in app.error[0].value
    assert START == scenario_of(app)
    assert [low, high] == [each.value for each in app.text_input if each.label in {"From", "to"}]


def test_two_quantiles_become_an_interval():
    """The quartiles 2 and 8 are fitted, shown, and taken over by a click."""
    app = page("", WALK, at_step="1", unfolded="precisely", way="quantiles")
    app.text_input(key="below.25").set_value("2")
    app.text_input(key="below.75").set_value("8")
    app = pressed(app, "fit")
    assert "Nine times in ten: ÷1.4 to ×22." == app.success[0].value
    path = f"arguments.{FIRST}.lr"
    app = pressed(app, f"use.{path}")
    assert pytest.approx(4.0, rel=1e-4) == scenario_of(app).value(path).median(AI.numbers[path][0])


@pytest.mark.parametrize(
    "low, high, said", [("8", "2", "must rise"), ("", "2", "be read"), ("0", "2", "above 0")]
)
def test_quantiles_that_fit_nothing_are_explained(low, high, said):
    """Values out of order or no values at all leave the number as it was."""
    app = page("", WALK, at_step="1", unfolded="precisely", way="quantiles")
    app.text_input(key="below.25").set_value(low)
    app.text_input(key="below.75").set_value(high)
    app = pressed(app, "fit")
    assert said in app.error[0].value
    assert START == scenario_of(app)


def test_chips_become_an_interval():
    """Ten chips around 1.5 to 3 are drawn and fitted at once; fewer than three are asked for."""
    app = page("", WALK, at_step="1", unfolded="precisely", way="chips")
    path = f"arguments.{FIRST}.lr"
    counts = {"1.0": 2, "1.5": 6, "3.0": 2}
    for edge, count in counts.items():
        app.slider(key=f"chips.{path}.{edge}").set_value(count)
        app = checked(app.run())
        if edge == "1.0":
            assert "at least 3" in app.error[0].value
    assert not app.error
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    bars, fitted = figure["data"]
    assert list(counts.values()) == [count for count in bars["y"] if count]
    assert 10 == pytest.approx(sum(fitted["y"]), abs=0.1)
    app = pressed(app, f"use.{path}")
    held = scenario_of(app).value(path)
    assert 1 < held.low < 1.5
    assert 3 < held.high < 4.5


def test_the_end_says_what_one_said_and_what_follows():
    """A stated credence stands beside the implied one, and each worldview in a table."""
    app = page("1*ai-risk-1*on.speed", WALK, at_step="end")
    checked(app.text_input(key="walk.stated").set_value("1 in 5").run())
    assert START.with_active("speed").with_stated("doom", 0.2) == scenario_of(app)
    assert f"You say **{percent(0.2)}**".replace(" ", "") in texts(app).replace(" ", "").replace(
        "\u00a0", ""
    )
    assert 6 == len(app.table[0].value)
    links = [each.proto for each in app.get("page_link")]
    assert 6 == sum("side_b.worldview" in link.query_string for link in links)


def test_a_damaged_place_on_the_walk_is_its_start():
    """Whatever stands in the address, the walk opens."""
    for at in ("99", "-1", "x", "1.5"):
        assert app_starts(page("", WALK, at_step=at))


def app_starts(app: AppTest) -> bool:
    """Whether the start of the walk is shown."""
    return any(button.key == "walk.start" for button in app.button)


def uploaded(app: AppTest, name: str, content: bytes) -> AppTest:
    """The page of files after a file was dropped on it."""
    return checked(app.file_uploader(key="upload").upload(name, content).run())


@pytest.mark.parametrize("form", ["yaml", "json", "csv", "xlsx"])
def test_a_file_is_opened(form):
    """A file of each format is read, and its person's scenario becomes that of the page."""
    library = load_library("teaching-1")
    app = uploaded(page("", "files"), f"theirs.{form}", template(library, form))
    assert "Your name" in texts(app)
    app = pressed(app, "open.0")
    assert app.text_input(key="s").value == "1*teaching-1"


def test_what_cannot_be_read_stands_beside_what_can():
    """A table with a bad row names it, and the others can be opened."""
    rows = "name,item,field,value,low,high\nAda,speed,active,true,,\nBob,doom,prior,700%,,\n"
    app = uploaded(page("", "files"), "two.csv", rows.encode())
    assert "2 people" in texts(app)
    said = "row 3 (Bob): doom.prior: a probability lies between 0 and 1, and 7 does not"
    assert said in texts(app)
    app = pressed(app, "open.0")
    assert START.with_active("speed") == scenario_of(app)


def test_a_file_of_rubbish_is_no_fault():
    """Bytes that are no credence file are refused in words."""
    for name, content, said in (
        ("x.csv", b"\x81", "neither UTF-8 nor Windows-1252"),
        ("x.xlsx", b"PK\x03\x04rubbish", "no XLSX workbook"),
        ("x.yaml", b"[", "not YAML"),
    ):
        assert said in texts(uploaded(page("", "files"), name, content))


def test_showing_a_number_never_changes_it():
    """Numbers that read alike, 0.9 and 1/1.1, are options of their own on the slider."""
    from credence.words import factor
    from pages.ui.numbers import _labels

    labels = _labels((1 / 1.1, 1.0, 2.0), (0.4, 0.9, 0.9, 0.905), factor)
    assert {0.4, 0.9, 0.905, 1.0, 2.0} == set(labels)
    assert 5 == len(set(labels.values()))
    for name in released():
        library = load_library(name)
        app = page(f"1*{name}", WALK, walk="long", at_step="1")
        for number, _ in enumerate(steps(library, library.default_target, short=False)[:8], 1):
            app = checked(choosing(app, at_step=str(number)).run())
        assert () == scenario_of(app).changes
