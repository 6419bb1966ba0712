"""The library as a document, driven by script."""

import pytest
from streamlit.testing.v1 import AppTest

from credence.library import Source
from credence.links import encode, view
from credence.scenario import Scenario
from pages.ui.library import source_line
from tests.pages.driver import AI, checked, page, pressed, scenario_of, switched, texts

NAME = "arguments"


def choices(app):
    """What the address holds of the view."""
    return view.decode(app.text_input(key="v").value)[0]


def titles(app):
    """Titles of the arguments or claims in sight: what a link can lead to."""
    return [each.value.replace("\\", "") for each in app.subheader if each.anchor]


def test_it_opens_on_the_introduction_and_folded_claims():
    """What the library is, and one fold for every claim that has arguments; nothing else drawn."""
    app = page(name=NAME)
    assert "78 arguments about 18 claims, 0 switched on by you" in texts(app)
    assert [] == titles(app)
    labels = [fold.label for fold in app.expander if " · " in fold.label]
    assert "Scheming · 21" in labels
    assert 13 == len(labels)


def test_a_search_an_open_argument_and_its_switch():
    """Searching finds it, Read opens it in full, the toggle edits the scenario."""
    app = page(name=NAME)
    app = checked(app.text_input(key="library.search").set_value("count forbid").run())
    assert ["The count would forbid learning"] == titles(app)
    assert "One argument found" in texts(app)
    app = pressed(app, "read.overfitting_reductio")
    assert "Questions" in texts(app)
    assert "Held by" in texts(app)
    assert "Alex Turner, 2024" in texts(app)
    assert {"open": "overfitting_reductio", "search": "count forbid"} == choices(app)
    app = switched(app, "overfitting_reductio")
    assert Scenario(AI).with_active("overfitting_reductio") == scenario_of(app)
    assert "1 switched on by you" in texts(app)
    app = pressed(app, "library.all")
    assert {"open": "overfitting_reductio"} == choices(app)


def test_filters_by_claim_author_and_side():
    """Each narrows what is found, and stands in the address."""
    app = page(name=NAME)
    app = checked(app.selectbox(key="library.author").select("David Xu").run())
    assert 4 == len(titles(app))
    app = checked(app.selectbox(key="library.side").select("for").run())
    assert ["Small gaps grow"] == titles(app)
    app = checked(app.selectbox(key="library.about").select("scheming").run())
    assert [] == titles(app)
    assert "No arguments found" in texts(app)
    assert {"about": "scheming", "author": "David Xu", "side": "for"} == choices(app)


def test_a_link_to_an_argument_shows_it_whatever_is_folded():
    """On top where its fold is closed, in its place where it is open, and never twice."""
    app = page(name=NAME, open="white_box")
    assert ["White box"] == titles(app)
    assert "Questioned by" in texts(app)
    app = page(name=NAME, open="white_box", unfolded="about_misaligned_goals")
    assert 1 == titles(app).count("White box")
    assert 20 == len(titles(app))
    app = pressed(app, "leaf_2.Next")
    assert ["White box"] == titles(app)[:1]
    assert 5 == len(titles(app))
    app = pressed(app, "to.Questioned by.white_box.knowledge_cost")
    assert "knowledge_cost" == choices(app)["open"]


def test_every_argument_can_be_read_in_full():
    """None of the 78 fails, and each says where it is from."""
    for name in list(AI.arguments)[::4]:
        app = page(name=NAME, open=name)
        assert [AI.arguments[name].title] == titles(app)
        assert "Sources" in texts(app)


def test_the_claims_and_their_network():
    """One picture with a text, and every claim's statement."""
    app = page(name=NAME, part="claims", unfolded="table_claims_map")
    chart = app.get("plotly_chart")[0].proto
    assert "“Doom” depends on" in chart.alt
    assert [AI.claim(name).title for name in AI.claim_ids] == titles(app)
    assert AI.claim("doom").statement in texts(app)


def test_the_objections_around_one_argument_and_all_at_once():
    """The picture follows the choice; what it shows is switched there too."""
    app = page(name=NAME, part="objections")
    assert "Around “The counting argument”" in app.get("plotly_chart")[0].proto.alt
    app = switched(app, "counting_functions")
    assert Scenario(AI).with_active("counting_functions") == scenario_of(app)
    app = checked(app.selectbox(key="library.around").select("All").run())
    assert "61 undercuts among 59 arguments" in app.get("plotly_chart")[0].proto.alt
    assert {"around": "All", "part": "objections"} == choices(app)


def test_who_holds_what_as_a_table():
    """Worldviews beside each other; arguments that none takes up on request."""
    app = page(encode(Scenario(AI).with_active("speed")), name=NAME, part="people")
    few = app.dataframe[0].value
    row = few.set_index("Argument").loc["Speed"]
    assert "on" == row["You"] == row["Joe Carlsmith, 2023 (our reading)"]
    app = checked(app.toggle(key="library.everyone").set_value(True).run())
    assert 78 == len(app.dataframe[0].value) > len(few)


@pytest.mark.parametrize(
    "library,part", [("power-seeking-1", "objections"), ("teaching-1", "read")]
)
def test_other_libraries_open_too(library, part):
    """Also one without worldviews, families or undercuts."""
    for each in (part, "claims", "people"):
        page(f"1*{library}", name=NAME, part=each)


def test_wild_choices_do_no_harm():
    """What does not exist is as if not chosen."""
    app = page(
        name=NAME, part="magic", open="nobody", side="up", author="<b>", leaf="99", about="x"
    )
    assert [] == titles(app)
    assert ["", "", ""] == [
        app.selectbox(key=f"library.{x}").value for x in ("about", "author", "side")
    ]


def _five_hundred():
    """A script that shows a library of five hundred arguments on one claim."""
    import streamlit as st

    from credence.library import Library
    from credence.scenario import Scenario
    from pages.ui import library_list

    library = Library.model_validate(
        {
            "schema": "credence-library/1",
            "id": "many",
            "version": 1,
            "title": "Many",
            "claims": {"rain": {"title": "Rain", "statement": "It rains.", "prior": 0.5}},
            "arguments": {
                f"a{k}": {"title": f"Argument {k}", "summary": "Wet.", "claim": "rain", "lr": 2}
                for k in range(500)
            },
        }
    )
    st.session_state["v"] = st.session_state.get("wanted", "")
    library_list.show(Scenario(library))


def _long_chain():
    """A script that shows the objections of a library in which each argument questions the next."""
    import streamlit as st

    from credence.library import Library
    from credence.scenario import Scenario
    from pages.ui import library_maps

    argument = {"title": "A", "summary": "Wet.", "claim": "rain", "lr": 2}
    library = Library.model_validate(
        {
            "schema": "credence-library/1",
            "id": "chain",
            "version": 1,
            "title": "Chain",
            "claims": {"rain": {"title": "Rain", "statement": "It rains.", "prior": 0.5}},
            "arguments": {
                f"a{k}": argument | ({"undercuts": {f"a{k - 1}": 0.5}} if k else {})
                for k in range(12)
            },
        }
    )
    st.session_state["v"] = st.session_state["wanted"]
    library_maps.objections(Scenario(library))


def test_a_map_with_no_room_on_any_screen_is_a_table():
    """Twelve columns are listed; around one argument they are drawn."""
    app = AppTest.from_function(_long_chain, default_timeout=60)
    app.session_state["wanted"] = view.encode({"around": "All"})
    checked(app.run())
    assert 11 == len(app.dataframe[0].value)
    assert not app.get("plotly_chart")
    app.session_state["wanted"] = view.encode({"around": "a5"})
    checked(app.run())
    assert 1 == len(app.get("plotly_chart"))


def test_five_hundred_arguments_are_shown_a_page_at_a_time():
    """Twenty rows and no more are drawn, and the last page has the last ones."""
    app = AppTest.from_function(_five_hundred, default_timeout=60)
    app.session_state["wanted"] = view.encode({"unfolded": "about_rain"})
    checked(app.run())
    assert 20 == len(app.subheader)
    app.session_state["wanted"] = view.encode({"unfolded": "about_rain", "leaf_0": "25"})
    checked(app.run())
    assert "Argument 499" == app.subheader[-1].value
    app.session_state["wanted"] = view.encode({"search": "argument", "leaf": "2"})
    checked(app.run())
    assert "Argument 20" == app.subheader[0].value


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a.b/) [c](https://d.e", "ftp://x.y"]
)
def test_a_strangers_address_is_no_link(url):
    """Only an ordinary web address is one; all else is text."""
    line = source_line(Source(title="A [title](https://evil.example)", url=url, author="*x*"))
    assert "](" not in line.replace("\\](", "").replace("\\]\\(", "")
    assert "\\*x\\*" in line
    assert "](<https://a.b/c>)" in source_line(Source(title="Fine", url="https://a.b/c"))
