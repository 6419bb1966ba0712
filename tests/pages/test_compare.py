"""The page that compares two people, driven by script."""

import pytest

from credence.compare import compare
from credence.files import load_library, worldviews
from credence.library import Library
from credence.links import encode, view
from credence.scenario import Scenario
from credence.store import Shared, open_store
from credence.update import estimate_of
from credence.words import compare_words, told_apart
from tests.pages.driver import AI, checked, page, pressed, scenario_of, shown, texts

NAME = "compare"
VIEWS = worldviews(AI)
MINE = Scenario(AI).with_only(["counting_functions", "speed"]).with_target("scheming")
YAML = b"schema: credence-file/1\nlibrary: ai-risk-1\nname: Ada\nactive: [speed]\n"
CSV = b"name,item,field,value,low,high\nAda,speed,active,true,,\nBen *x*,white_box,active,true,,\n"


def said(*sides):
    """The credences that the headline must show."""
    ends = [estimate_of(side, "scheming") for side in sides]
    return list(told_apart(*((end.credence, end.complement) for end in ends)))


def opened(app):
    """The view that the address holds."""
    return view.decode(app.text_input(key="v").value)[0]


def test_two_worldviews_from_the_address():
    """Both credences, the sentence and the figures, for a link that names both sides."""
    code = encode(Scenario(AI).with_target("scheming"))
    sides = {"side_a": "worldview.byrnes", "side_b": "worldview.xu"}
    app = page(code, NAME, **sides)
    held = [VIEWS[name].scenario for name in ("byrnes", "xu")]
    assert said(*held) == shown(app)
    names = tuple(VIEWS[name].name for name in ("byrnes", "xu"))
    assert compare_words(AI, compare(*held, "scheming"), names) in texts(app).replace("\u00a0", " ")
    assert 3 == len(app.get("plotly_chart"))
    assert not [button for button in app.button if button.key.startswith("take.")]


def test_one_takes_over_what_the_other_holds():
    """A press changes one's own scenario by exactly that difference; undo takes it back."""
    app = page(encode(MINE), NAME, side_b="worldview.byrnes")
    assert said(MINE, VIEWS["byrnes"].scenario) == shown(app)
    largest = compare(MINE, VIEWS["byrnes"].scenario, "scheming").parts[0].number
    assert "arguments.counting_functions.active" == largest
    app = pressed(app, f"take.{largest}")
    assert MINE.with_active("counting_functions", False) == scenario_of(app)
    app = pressed(app, "take.undo")
    assert MINE == scenario_of(app)


def test_two_who_state_are_as_far_apart_as_they_say():
    """The figures are the stated ones, the implied ones stand in the sentence and the table."""
    sides = [
        Scenario(AI).with_target("scheming").with_stated("scheming", said) for said in (0.02, 0.47)
    ]
    sides[1] = sides[1].with_active("speed")
    app = page(encode(sides[0]), NAME, side_b="other", code_b=encode(sides[1]), name_b="Ben")
    assert ["2 %", "47 %"] == shown(app)
    assert ["Your scenario states", "Ben states"] == [metric.label for metric in app.metric]
    assert "+45 points" == app.metric[1].delta
    words = compare_words(AI, compare(*sides, "scheming"), ("Your scenario", "Ben"))
    assert words in texts(app).replace("\u00a0", " ")
    assert "The bars share out the gap between the implied credences" in texts(app)


def test_the_same_on_both_sides_has_no_gap():
    """Equal sides are said to be, and draw no figure."""
    app = page("", NAME, side_a="library", side_b="library")
    assert "hold the same on everything" in texts(app)
    assert not app.get("plotly_chart")


def test_choosing_sides_writes_the_view():
    """A side chosen on the page stands in the address; the default leaves it."""
    app = page(encode(MINE), NAME)
    app = checked(app.selectbox(key="side.b").set_value("library").run())
    assert {"side_b": "library"} == opened(app)
    app = checked(app.selectbox(key="side.b").set_value("worldview.byrnes").run())
    assert {} == opened(app)


def test_a_pasted_link_becomes_a_side():
    """The code goes into the page's own link; what is no link is said to be none."""
    app = page(encode(MINE), NAME, side_b="other")
    assert "Paste a link, or upload" in app.info[0].value
    other = MINE.with_active("white_box")
    app = app.text_input(key="paste.b").set_value(f"http://127.0.0.1:8501/?s={encode(other)}")
    app = checked(app.run())
    assert encode(other) == opened(app)["code_b"]
    assert said(MINE, other) == shown(app)
    app = checked(app.text_input(key="paste.b").set_value("nonsense!").run())
    assert "no link of ours" in app.error[0].value


def test_a_short_link_becomes_a_side_and_a_library_of_ones_own_is_compared():
    """What the store keeps under an id is put into the view whole; own libraries work as others."""
    library = Library.model_validate(
        load_library("teaching-1").as_data() | {"title": "Mine", "target": "burglary"}
    )
    reference = open_store().keep_library(library)
    mine, other = f"1*{reference}", f"1*{reference}*on.neighbour_calls"
    short = open_store().keep(Shared(other))
    app = page(mine, NAME, side_b="other")
    app = app.text_input(key="paste.b").set_value(f"http://127.0.0.1:8501/?id={short}")
    app = checked(app.run())
    assert other == opened(app)["code_b"]
    ends = [Scenario(library), Scenario(library).with_active("neighbour_calls")]
    pairs = [(e.credence, e.complement) for e in map(estimate_of, ends)]
    assert list(told_apart(*pairs)) == shown(app)
    app = checked(app.text_input(key="paste.b").set_value("http://x.org/?id=nope").run())
    assert "is no id" in app.error[0].value.replace("\\", "")


def test_a_link_on_another_library_is_refused():
    """Two libraries have nothing to compare."""
    code = encode(Scenario(load_library("teaching-1")))
    app = page(encode(MINE), NAME, side_b="other", code_b=code)
    assert "Choose that library in the settings" in app.error[0].value
    assert not app.metric


def test_a_file_becomes_a_side_and_several_people_are_told_apart():
    """An uploaded file is put into the view as a code; of several people one is chosen."""
    app = page(encode(MINE), NAME, side_b="other")
    app = checked(app.file_uploader(key="file.b").set_value(("ada.yaml", YAML, "text/yaml")).run())
    ada = Scenario(AI).with_active("speed")
    assert {"code_b": encode(ada), "name_b": "Ada", "side_b": "other"} == opened(app)
    assert said(MINE, ada) == shown(app)
    app = checked(app.file_uploader(key="file.b").set_value(("two.csv", CSV, "text/csv")).run())
    app = checked(app.selectbox(key="who.b").set_value(1).run())
    assert "Ben *x*" == opened(app)["name_b"]
    assert encode(Scenario(AI).with_active("white_box")) == opened(app)["code_b"]
    assert "Ben \\*x\\*" in " ".join(each.value for each in app.markdown)
    bad = ("bad.csv", b"name,item,field,value\nA,nope,active,true\n", "text/csv")
    app = checked(app.file_uploader(key="file.b").set_value(bad).run())
    assert "nope" in app.error[0].value
    points = ("points.csv", b"name,doom.stated\nCleo,20\n", "text/csv")
    app = checked(app.file_uploader(key="file.b").set_value(points).run())
    app = checked(app.button(key="side.b.yes.percent.doom.stated").click().run())
    assert {"code_b": encode(Scenario(AI).with_stated("doom", 0.2)), "name_b": "Cleo"} == {
        key: value for key, value in opened(app).items() if key in {"code_b", "name_b"}
    }


@pytest.mark.parametrize(
    "choices",
    [
        {"side_a": "worldview.nobody", "side_b": "x"},
        {"side_b": "other", "code_b": "1*nowhere-1*on.x"},
        {"side_a": "other", "code_a": "1z*ai-risk-1*!!", "name_a": "<b>*"},
    ],
)
def test_wild_choices_in_the_address_do_no_harm(choices):
    """Unknown sides fall back to the usual ones; broken codes are named."""
    page(encode(MINE), NAME, **choices)


def test_a_claim_is_chosen_here_too():
    """The claim is the scenario's target."""
    app = page(encode(MINE), NAME)
    app = checked(app.selectbox(key="compare.claim").set_value("doom").run())
    assert MINE.with_target("doom") == scenario_of(app)
