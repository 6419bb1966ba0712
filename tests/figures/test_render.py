"""Figures as files: both routes, every format, opened again by a reader of its own."""

import asyncio
import io
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import plotly.io
import pytest
from PIL import Image
from pypdf import PdfReader

from credence import __version__
from credence.errors import InputError
from credence.figures.catalogue import FIGURES, picture
from credence.figures.render import Source, kaleido_route, render
from credence.figures.render.dress import dressed
from credence.files import load_library
from credence.links import address_of
from credence.scenario import Scenario

AI = load_library("ai-risk-1")
SCENARIO = Scenario(AI).with_only(["counting_functions", "speed"])
SOURCE = Source("ai-risk-1", address_of(SCENARIO, "https://credence.example/"))
ROUTES = "kaleido", "matplotlib"


@pytest.fixture(scope="module")
def pictures():
    """The figures of the catalogue."""
    return {name: picture(name, SCENARIO) for name in FIGURES}


@pytest.fixture
def no_browser(monkeypatch):
    """A machine without Chrome."""
    monkeypatch.setattr(kaleido_route, "available", lambda: False)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", list(FIGURES))
def test_a_png_has_the_size_that_was_asked_for(pictures, name, route, chromium):
    """Width and height times scale, on either route."""
    options = {"width": 700, "height": 500, "scale": 1.5, "renderer": route}
    file = render(pictures[name], "png", SOURCE, **options)
    assert (route, "") == (file.renderer, file.note)
    with Image.open(io.BytesIO(file.content)) as image:
        assert (1050, 750) == image.size
        assert len(image.getcolors(10**7)) > 20


@pytest.mark.parametrize("route", ROUTES)
def test_a_pdf_is_one_page_of_the_layouts_size(pictures, route, chromium):
    """A pixel is 1/96 of an inch; nothing spills onto a second page."""
    file = render(pictures["posterior"], "pdf", SOURCE, width=960, height=480, renderer=route)
    reader = PdfReader(io.BytesIO(file.content))
    assert 1 == len(reader.pages)
    box = reader.pages[0].mediabox
    assert (720, 360) == pytest.approx((float(box.width), float(box.height)), abs=1)
    text = " ".join(reader.pages[0].extract_text().split())
    assert f"ai-risk-1 · credence {__version__} · numbers illustrative" in text
    assert "https://credence.example/?s=1*ai-risk-1" in text


@pytest.mark.parametrize("route", ROUTES)
def test_an_svg_is_xml_that_loads_nothing(pictures, route, chromium):
    """It parses, has the layout's proportions, and no reference leads out of it."""
    file = render(pictures["waterfall"], "svg", SOURCE, width=800, height=400, renderer=route)
    root = ET.fromstring(file.content)  # noqa: S314 - our own
    assert "{http://www.w3.org/2000/svg}svg" == root.tag
    _, _, width, height = map(float, root.get("viewBox").split())
    assert 2.0 == pytest.approx(width / height)
    for element in root.iter():
        for key, value in element.attrib.items():
            if key.endswith(("href", "src")):
                assert value.startswith(("#", "data:"))
    assert b"<script" not in file.content


def test_matplotlibs_files_say_what_they_are(pictures):
    """Title, description and link stand in the file's own properties."""
    found = pictures["waterfall"]
    png = render(found, "png", SOURCE, renderer="matplotlib").content
    with Image.open(io.BytesIO(png)) as image:
        assert (found.title, found.alt, SOURCE.link) == tuple(
            image.info[key] for key in ("Title", "Description", "Source")
        )
    pdf = render(found, "pdf", SOURCE, renderer="matplotlib").content
    about = PdfReader(io.BytesIO(pdf)).metadata
    assert (found.title, found.alt, SOURCE.link) == (about.title, about.subject, about["/Keywords"])
    svg = render(found, "svg", SOURCE, renderer="matplotlib").content.decode()
    assert f"<dc:title>{found.title}</dc:title>" in svg


def test_plotlys_json_is_the_figure(pictures):
    """Read back by Plotly it has the same traces, and the link beside them."""
    for found in pictures.values():
        content = render(found, "json", SOURCE).content.decode()
        back = plotly.io.from_json(content)
        for mine, theirs in zip(found.figure.data, back.data, strict=True):
            assert plotly.io.to_json(mine, validate=False) == plotly.io.to_json(
                theirs, validate=False
            )
        assert SOURCE.link == back.layout.meta["link"]
        assert content == render(found, "json", SOURCE).content.decode()


class Loads(HTMLParser):
    """Collects what a page would load, and its text by tag."""

    def __init__(self):
        super().__init__()
        self.loaded, self.links, self.tags, self.texts = [], [], [], {}

    def handle_starttag(self, tag, attrs):
        """Note a tag, and any address in it."""
        self.tags.append(tag)
        for key, value in attrs:
            if key in {"src", "href", "srcset", "data", "poster", "action"}:
                (self.links if tag == "a" else self.loaded).append(value)

    def handle_data(self, data):
        """Note a text under the tag that it follows."""
        self.texts.setdefault(self.tags[-1] if self.tags else "", []).append(data)


def test_a_page_loads_nothing_and_shows_the_numbers(pictures):
    """One file: the script inlined, the table beside the figure, a link back."""
    found = pictures["waterfall"]
    page = Loads()
    page.feed(render(found, "html", SOURCE).content.decode())
    assert [] == page.loaded
    assert [SOURCE.link] == page.links
    assert [found.title] == page.texts["h1"][:1]
    cells = {value for row in found.rows for value in row.values() if value}
    assert cells <= set(page.texts["td"])


def test_auto_is_matplotlib_where_there_is_no_browser(pictures, no_browser):
    """The picture is made all the same, and it is said how."""
    file = render(pictures["posterior"], "svg", SOURCE)
    assert "matplotlib" == file.renderer
    assert "drawn with Matplotlib: no Chrome or Chromium was found" == file.note
    alone = render(pictures["posterior"], "svg", SOURCE, renderer="matplotlib")
    assert (alone.content, "") == (file.content, alone.note)


def test_kaleido_alone_needs_a_browser(pictures, no_browser):
    """Who asks for it by name is told what is missing."""
    with pytest.raises(InputError, match="install Chrome or Chromium"):
        render(pictures["posterior"], "png", SOURCE, renderer="kaleido")


def test_a_browser_that_hangs_is_given_up(pictures, monkeypatch):
    """After the time limit Matplotlib draws, and the next picture gets a new browser."""

    async def never(*_):
        await asyncio.sleep(3600)

    with monkeypatch.context() as patched:
        patched.setattr(kaleido_route, "available", lambda: True)
        patched.setattr(kaleido_route, "SECONDS", 0.2)
        patched.setattr(kaleido_route._Browser, "_drawn", never)
        file = render(pictures["posterior"], "png", SOURCE)
    assert "matplotlib" == file.renderer
    assert "did not answer in 0.2 seconds" in file.note
    assert kaleido_route._BROWSER._loop is None


def test_a_browser_that_fails_is_said(pictures, monkeypatch):
    """What it complained of stands in the note, in one line."""

    async def broken(*_):
        raise OSError("it is broken\nin many lines")

    monkeypatch.setattr(kaleido_route, "available", lambda: True)
    monkeypatch.setattr(kaleido_route._Browser, "_drawn", broken)
    file = render(pictures["posterior"], "png", SOURCE)
    assert "drawn with Matplotlib: the browser failed (OSError: it is broken)" == file.note


@pytest.mark.parametrize(
    "options, said",
    [
        ({"width": 10}, "width is 240 to 4000 pixels, not 10"),
        ({"height": 9000}, "height is 240 to 4000 pixels, not 9000"),
        ({"scale": 100}, "scale is 0.25 to 8, not 100"),
        ({"renderer": "orca"}, "drawn by auto, kaleido, matplotlib"),
    ],
)
def test_options_out_of_range_are_refused(pictures, options, said):
    """A picture that nobody could use is not made."""
    with pytest.raises(InputError, match=said):
        render(pictures["posterior"], "png", SOURCE, **options)


def test_an_unknown_figure_lists_the_names():
    """So that nobody has to look them up."""
    with pytest.raises(InputError) as error:
        picture("posteriour", SCENARIO)
    assert all(name in str(error.value) for name in FIGURES)


def test_an_unknown_suffix_lists_the_suffixes(pictures):
    """The same for formats."""
    with pytest.raises(InputError, match="png, svg, pdf, html, json"):
        render(pictures["posterior"], "gif", SOURCE)


def test_a_link_too_long_for_the_picture_is_never_cut(pictures):
    """A cut link would lead elsewhere: it stands whole, or in the properties alone."""
    record = pictures["posterior"].figure.to_plotly_json()
    for length in (100, 400, 5000):
        link = "https://credence.example/?s=" + "a" * length
        whole = dressed(record, title="T", source=Source("ai-risk-1", link))
        foot = whole["layout"]["annotations"][-1]["text"]
        assert (link in foot.replace("<br>", "")) == (length < 5000)
        assert link == whole["layout"]["meta"]["link"]


def test_titles_cut_for_a_phone_stand_in_full_in_a_file(pictures):
    """A picture of 900 pixels has room for them; one of 300 keeps what fits."""
    record = pictures["tornado"].figure.to_plotly_json()
    assert any("…" in each["text"] for each in record["layout"]["annotations"])
    for width, cut in ((900, False), (300, True)):
        whole = dressed(record, title="T", source=SOURCE, width=width)["layout"]["annotations"]
        assert cut == any("…" in each["text"] for each in whole)
        assert not any("hovertext" in each for each in whole)


def test_dressing_leaves_the_pages_own_figure_alone(pictures):
    """The page and the file share a figure; the file's title does not turn up on the page."""
    figure = pictures["posterior"].figure
    before = figure.to_json()
    dressed(figure.to_plotly_json(), title="T", source=SOURCE, width=500)
    assert before == figure.to_json()
