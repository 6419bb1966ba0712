"""The page on cruxes, driven by script."""

from credence.files.cruxes_file import NAMES, NUMBERS
from credence.links import encode, view
from credence.scenario import Scenario
from credence.value import value
from credence.words import crux_words
from pages.ui.cruxes import SAMPLE
from tests.pages.driver import AI, checked, page, pressed, scenario_of, texts

NAME = "cruxes"
SCENARIO = Scenario(AI).with_only(["counting_functions", "speed"]).with_target("scheming")


def test_the_largest_cruxes_are_said_and_drawn():
    """The sentences of the three largest, and one figure."""
    app = page(encode(SCENARIO), NAME)
    said = texts(app).replace("\u00a0", " ")
    for crux in value(SCENARIO)[:3]:
        assert crux_words(AI, crux) in said
    assert 1 == len(app.get("plotly_chart"))


def test_with_no_argument_on_there_is_a_way_on():
    """The button switches the featured arguments on; then their soundness is a crux."""
    app = page("", NAME)
    assert "No argument is on" in texts(app)
    app = pressed(app, "cruxes.featured")
    assert set(AI.featured) == set(scenario_of(app).active)
    assert "No argument is on" not in texts(app)


def test_the_example_is_marked_and_stands_in_the_link():
    """It says that it is synthetic, names every row that is not whole, and is in the address."""
    app = pressed(page("", NAME), "cruxes.sample")
    assert {"sample": "1"} == view.decode(app.text_input(key="v").value)[0]
    said = texts(app).replace("\u00a0", " ")
    assert "synthetic" in said
    assert "32 rows; one row with a number left out and two rows whose numbers cannot" in said
    assert "Ben, A large AI-caused disaster happens by 2035: P(U given c) left out" in said
    assert "Chris, AI companies stop a training run" in said
    assert "For the group “concerned”" in said
    assert "is expected to bring them" in said
    assert 32 == len(app.dataframe[0].value)
    assert 2 == len(app.get("plotly_chart"))
    assert not page("", NAME).dataframe


def test_an_uploaded_table_and_what_is_wrong_with_one():
    """Rows come out as they went in; cells that cannot be read are named; a bare header is told."""
    app = page("", NAME)
    header = ",".join((*NAMES, *NUMBERS))
    table = f"{header}\nAda,,One,c,0.2,0.5,0.3\nBen,,One,c,0.1,0.4,0.2\nAda,,Two,c,0.2,0.5,0.9\n"
    uploader = app.file_uploader(key="cruxes.table")
    app = checked(uploader.set_value(("t.csv", table.encode(), "text/csv")).run())
    assert 3 == len(app.dataframe[0].value)
    assert "Ada and Ben: settling “c”" in texts(app)
    app = checked(app.selectbox(key="cruxes.question").set_value("Two").run())
    assert {"question": "Two"} == view.decode(app.text_input(key="v").value)[0]
    assert "No row of this outcome is whole" in app.info[0].value
    bad = f"{header}\nAda,,One,c,200%,0.5,0.3\n"
    uploader = app.file_uploader(key="cruxes.table")
    app = checked(uploader.set_value(("t.csv", bad.encode(), "text/csv")).run())
    assert "row 2 (Ada): p_u: a probability lies between 0 and 1" in texts(app)
    uploader = app.file_uploader(key="cruxes.table")
    app = checked(uploader.set_value(("t.csv", b"person,crux\nAda,c\n", "text/csv")).run())
    assert "the column is missing" in app.error[0].value.replace("\\", "")
    uploader = app.file_uploader(key="cruxes.table")
    app = checked(uploader.set_value(("t.csv", header.encode(), "text/csv")).run())
    assert "no rows yet" in app.info[0].value
    points = f"{header}\nAda,,One,c,20,0.5,0.3\n"
    uploader = app.file_uploader(key="cruxes.table")
    app = checked(uploader.set_value(("t.csv", points.encode(), "text/csv")).run())
    assert "p_u: 1 number without a sign is above 1, such as 20" in texts(app)
    app = checked(app.button(key="cruxes.yes.percent.p_u").click().run())
    assert "p_u is read in per cent." in texts(app)
    assert "20" in str(app.dataframe[0].value.iloc[0].tolist())


def test_the_sample_is_marked_as_synthetic_where_it_lies():
    """Its name says so, and the text beside it."""
    assert "synthetic" in SAMPLE.name
    assert SAMPLE.name in (SAMPLE.parent / "README.md").read_text(encoding="utf-8")
