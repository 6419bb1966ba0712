"""The report: what it says, and that no text of strangers is more than text in it."""

import itertools
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence import __version__
from credence.attribution import attribute
from credence.figures.catalogue import FIGURES
from credence.files import load_library
from credence.library import Library
from credence.links import address_of
from credence.report import html_of, markdown_of, report_of
from credence.report.blocks import Link, Paragraph, Points, Report, Rows, Section
from credence.report.content import DISCLAIMER
from credence.report.markdown import escaped
from credence.scenario import Scenario
from credence.update import evaluate
from credence.words import percent, told_apart
from credence.words.weight import surprises

AI = load_library("ai-risk-1")
SCENARIO = (
    Scenario(AI)
    .with_only(["counting_functions", "speed"])
    .with_stated("doom", 0.2)
    .with_number("arguments.speed.soundness", 0.5)
    .with_supposition("goal_directed", value=True)
)
LINK = address_of(SCENARIO, "https://credence.example/")
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://evil.example/p.png) "
    "| a | `c` **b** $x$ &lt; https://evil.example/ www.evil.example @someone </title>"
)
VOID = {"meta", "link", "img", "br", "hr", "input", "base"}


def hostile_library():
    """A library whose every text is an attack."""
    bad = {"title": HOSTILE, "statement": HOSTILE}
    source = {"title": HOSTILE, "author": HOSTILE, "year": HOSTILE, "locator": HOSTILE}
    return Library.model_validate(
        {
            "schema": "credence-library/1",
            "id": "hostile",
            "version": 1,
            "title": HOSTILE,
            "sources": [source | {"url": "javascript:alert(1)"}],
            "claims": {
                "doom": {**bad, "prior": 0.2},
                "other": {**bad, "prior": {"low": 0.1, "high": 0.3}},
            },
            "arguments": {
                "one": {
                    "title": HOSTILE,
                    "summary": HOSTILE,
                    "claim": "doom",
                    "lr": {"low": 2, "high": 8},
                    "undercuts": {"two": 0.5},
                    "active": True,
                    "sources": [
                        source | {"url": 'https://ok.example/"onclick="alert(1)'},
                        source | {"url": "https://ok.example/path"},
                        source | {"url": "data:text/html,<script>alert(1)</script>"},
                    ],
                },
                "two": {
                    "title": HOSTILE,
                    "summary": HOSTILE,
                    "claim": "other",
                    "lr": 3,
                    "active": True,
                },
            },
        }
    )


class Page(HTMLParser):
    """Reads a page strictly: every element closed in its turn."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.text = [], [], []
        self.feed(text)
        self.close()
        assert [] == self.open

    def handle_starttag(self, tag, attrs):
        """Note an element with its attributes."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element of SVG that has no content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Close the innermost element, which must be this one."""
        assert tag == self.open.pop()

    def handle_data(self, data):
        """Note what a person reads."""
        if not {"style", "defs"} & set(self.open):
            self.text.append(data)

    def named(self, tag):
        """Attributes of all elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self):
        """All text, blanks made one."""
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def page():
    """The report of a scenario with something in every section."""
    return Page(html_of(report_of(SCENARIO, LINK)))


def test_the_headings_are_those_of_a_document(page):
    """One heading of the first level, the others in order: a screen reader can walk them."""
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert (1, 1) == (levels[0], levels.count(1))
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert "en" == page.named("html")[0]["lang"]
    for heading in (
        *("In short", "Figures", "The arguments switched on", "What it would take"),
        *("What would be worth finding out", "Stated and implied", "What was changed"),
        *("Method", "Source"),
    ):
        assert heading in page.words


def test_the_figures_say_the_engines_numbers(page):
    """Headline, stated credence, shares: the same as everywhere else."""
    result = evaluate(SCENARIO).target
    before, after = told_apart(
        (result.prior.credence, result.prior.complement),
        (result.posterior.credence, result.posterior.complement),
    )
    assert f"Doom: {before} before the arguments, {after} with those switched on" in page.words
    assert percent(0.2) in page.words
    assert "How sound “Speed” is" in page.words
    assert f"Credence {__version__}, 4,096 draws, seed 0" in page.words
    assert DISCLAIMER in page.words


def test_every_figure_stands_in_it_twice_with_a_text(page):
    """For light and for dark, each an image with its alternative text and ids of its own."""
    drawn = [each for each in page.named("svg") if each.get("role") == "img"]
    assert 2 * sum(entry.in_report for entry in FIGURES.values()) == len(drawn)
    assert all(len(each["aria-label"]) > 40 for each in drawn)
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.elements:
        if attributes.get("xlink:href", "").startswith("#"):
            assert attributes["xlink:href"][1:] in ids


def test_the_page_loads_nothing(page):
    """No script, no remote picture, style or font; addresses are links alone."""
    names = {tag for tag, _ in page.elements}
    assert not names & {"script", "link", "iframe", "object", "embed", "base", "form"}
    for tag, attributes in page.elements:
        assert not any(key.startswith("on") for key in attributes)
        for key in ("src", "srcset", "poster", "data", "background"):
            assert key not in attributes
        if tag not in {"a", "svg"}:
            for key, value in attributes.items():
                assert key.startswith("xmlns") or "://" not in (value or "") or key == "content"
    text = html_of(report_of(SCENARIO, LINK))
    assert "@import" not in text
    assert all(found.startswith("#") for found in re.findall(r"url\(([^)]*)", text))


def test_its_links_lead_to_sources_and_back(page):
    """The scenario itself, and the sources of the arguments that are on."""
    found = [each["href"] for each in page.named("a")]
    assert LINK in found
    urls = {source.url for name in SCENARIO.active for source in AI.arguments[name].sources}
    assert urls - {None} <= set(found)


def test_hostile_texts_are_shown_and_do_nothing():
    """Titles, sources and addresses of a stranger stay text in HTML."""
    scenario = Scenario(hostile_library())
    page = Page(html_of(report_of(scenario, "https://credence.example/")))
    assert {"https://credence.example/", "https://ok.example/path"} == {
        each["href"] for each in page.named("a")
    }
    assert [] == page.named("script")
    assert [] == page.named("img")
    assert "<script>alert(1)</script>" in page.words
    assert not any(key.startswith("on") for _, held in page.elements for key in held)


def test_hostile_texts_are_text_in_markdown_too():
    """No link but the report's own, no picture, no HTML, and tables keep their columns."""
    text = markdown_of(report_of(Scenario(hostile_library()), "https://credence.example/"))
    assert "<script" not in text
    assert not re.search(r"(?<!\\)!?(?<!\\)\[x", text)
    links = set(re.findall(r"(?<!\\)\]\(<([^>]*)>\)", text)) | set(
        re.findall(r"(?<!\()<([^>]*)>", text)
    )
    assert {"https://credence.example/", "https://ok.example/path"} == links
    assert not re.search(r"(?<!\()(?<!<)https?://evil", text)
    for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert 1 == len(counts)


@given(st.text(max_size=60))
def test_any_text_is_one_line_in_which_nothing_begins(text):
    """Every character with a meaning in Markdown has a backslash or is an entity."""
    line = escaped(text)
    assert "\n" not in line
    assert not set("<>") & set(line)
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_\[\]|~$]", line)
    assert not re.match(r"([-+=]|\d+[.)])(\s|$)", line)


@given(st.text(max_size=60))
def test_any_text_is_text_in_html(text):
    """What a person reads is what was written, wherever it stands."""
    report = Report(
        text,
        text,
        [
            Section(
                text,
                [
                    Paragraph((text,)),
                    Points([(text,)]),
                    Rows(text, (text, "b"), [(text, Link(text, text))]),
                ],
            )
        ],
        text,
    )
    page = Page(html_of(report))
    seen = "".join(page.text).split()
    assert text.replace("\r", "\n").split() == seen[: len(text.split())] or "\0" in text
    assert {"html", "head", "meta", "title", "style", "body", "main", "h1", "p", "section", "h2",
            "ul", "li", "div", "table", "caption", "thead", "tr", "th", "tbody", "td"} >= {
        tag for tag, _ in page.elements
    }  # fmt: skip


def test_the_report_tells_what_the_overlap_can_make_of_it():
    """Where arguments share a family, the least and the largest credence of the curve, else nothing."""
    told = "Whatever the overlap, it is between"
    both = SCENARIO.with_only(["counting_functions", "counting_solomonoff"]).with_target("scheming")
    assert told in markdown_of(report_of(both, LINK))
    assert told not in markdown_of(report_of(SCENARIO, LINK))


def test_weights_of_evidence_and_what_surprises_are_told():
    """A column and its reasons in the steps, and a sentence for each thing to stumble over."""
    library = load_library("ai-risk-1")
    scenario = Scenario(library).with_target("scheming").with_only(["counting_functions"])
    scenario = scenario.with_number("arguments.counting_functions.lr", 500)
    text = markdown_of(report_of(scenario, ""))
    assert "Weight of evidence | Why they differ" in text
    assert "| 9 bits for | it may not be sound" in text
    (line,) = surprises(scenario, attribute(scenario))
    assert "a soundness of 50 %: where an argument is unsound it says nothing" in line
    assert escaped(line) in text


def test_the_same_scenario_gives_the_same_report():
    """To the byte, pictures included."""
    reports = [report_of(SCENARIO, LINK) for _ in range(2)]
    assert html_of(reports[0]) == html_of(reports[1])
    assert markdown_of(reports[0]) == markdown_of(reports[1])


def test_a_report_with_nothing_on_says_so():
    """Also with a claim that is certain, of which no odds can be told."""
    text = markdown_of(report_of(Scenario(AI).with_only([]), LINK))
    assert "No argument is switched on" in text
    settled = Scenario(AI).with_supposition("doom", value=True)
    assert "100 %" in markdown_of(report_of(settled, LINK))


def test_markdown_of_a_small_library(snapshot):
    """The whole text, as it is posted."""
    library = load_library("teaching-1")
    scenario = Scenario(library).with_target("burglary").with_only(["neighbour_calls"])
    assert snapshot == markdown_of(report_of(scenario, "https://credence.example/?s=x"))


def test_each_picture_is_xml():
    """Inlined pictures are whole: each parses alone."""
    text = html_of(report_of(SCENARIO, LINK))
    pictures = re.findall(r"<svg .*?</svg>", text, flags=re.DOTALL)
    assert len(pictures) == 2 * sum(entry.in_report for entry in FIGURES.values())
    for each in pictures:
        ET.fromstring(each)  # noqa: S314 - our own
