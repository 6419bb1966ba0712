"""Sharing by script: short links, what a link holds, libraries of one's own, and the embedded form."""

import json

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from credence.files import load_library
from credence.library import Library
from credence.links import code_in, decode, encode
from credence.links.own import reference_of
from credence.scenario import Scenario
from credence.sharing import without_priors
from credence.store import Shared, open_store
from pages.ui import state
from pages.ui.short_links import ShortLinks
from tests.machine import ROOT
from tests.pages.driver import AI, START, checked, expected, page, pressed, shown, switched, texts


def mine(**changes) -> Library:
    """A library of one's own, with the name of a released one."""
    return Library.model_validate(
        load_library("teaching-1").as_data() | {"title": "Mine"} | changes
    )


def links(app: AppTest) -> list[str]:
    """The links that are shown to be copied."""
    return [each.value for each in app.code]


def long_scenario() -> Scenario:
    """A scenario whose link nobody would read out."""
    scenario = START
    for name in list(AI.arguments)[:10]:
        scenario = scenario.with_active(name).with_number(f"arguments.{name}.soundness", 0.345)
    return scenario


def answered(query: str, method: str = "GET", kind: str = "http") -> list[dict] | str:
    """What the middleware sends for an address, or “passed on”."""
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    sent = []

    async def app(_scope, _receive, _send):
        sent.append("passed on")

    async def send(message):
        sent.append(message)

    scope = {"type": kind, "method": method, "query_string": query.encode()}
    with ThreadPoolExecutor() as pool:  # another loop may be running here
        pool.submit(asyncio.run, ShortLinks(app)(scope, None, send)).result()
    return sent[0] if sent == ["passed on"] else sent


def location(query: str) -> str:
    """Where a short link leads."""
    start, end = answered(query)
    assert (302, b"") == (start["status"], end["body"])
    headers = dict(start["headers"])
    assert (b"no-store", b"0") == (headers[b"cache-control"], headers[b"content-length"])
    return headers[b"location"].decode()


def test_a_short_link_leads_to_the_link_that_holds_everything():
    """The page's other parameters go along; the code and the view come from the store."""
    name = open_store().keep(Shared("1*ai-risk-1*on.speed", "open.speed*search.a-20b"))
    whole = "?s=1*ai-risk-1*on.speed&v=open.speed*search.a-20b"
    assert whole == location(f"id={name}")
    assert f"{whole}&embed=true" == location(f"id={name}&embed=true")
    assert "?s=1*ai-risk-1" == location(f"id={open_store().keep(Shared('1*ai-risk-1'))}")


def test_nothing_in_the_store_breaks_out_of_the_address():
    """Line ends and separators in what was stored stay inside their parameter."""
    name = open_store().keep(Shared("a\r\nset-cookie: b=c&s=d#é", "x&embed=true"))
    found = location(f"id={name}")
    assert "?s=a%0D%0Aset-cookie%3A%20b%3Dc%26s%3Dd%23%C3%A9&v=x%26embed%3Dtrue" == found


@pytest.mark.parametrize(
    "query",
    ["", "s=1*ai-risk-1", "id=" + "x" * 22, "id=", "id=..%2F..%2Fetc", "id=%00", "id=%FF%FE",
     "&".join(f"a{n}=1" for n in range(60)), "id=" + "x" * 10_000],
)  # fmt: skip
def test_what_is_no_short_link_is_passed_on(query):
    """Every other address reaches the page as it is, which says what is wrong with it."""
    assert "passed on" == answered(query)


def test_a_code_beside_an_id_wins():
    """Who has edited what an id opened keeps the edits."""
    name = open_store().keep(Shared("1*ai-risk-1*on.speed"))
    assert "passed on" == answered(f"id={name}&s=1*ai-risk-1")
    assert "passed on" == answered(f"id={name}", method="POST")
    assert "passed on" == answered(f"id={name}", kind="websocket")


@pytest.mark.parametrize("name", ["x" * 22, "nope", "<script>", "![x](https://example.org/x.png)"])
def test_an_id_that_opens_nothing_is_said_above_a_page_that_works(name):
    """The page opens as usual and says what is wrong, without rendering a stranger's Markdown."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["id"] = name
    checked(app.run())
    [warning] = app.warning
    assert "no scenario is stored here" in texts(app) or "is no id" in texts(app)
    assert "](" not in warning.value
    assert expected(START) == shown(app)
    assert [] == list(switched(app, "counting_functions").warning)


def test_a_short_link_can_be_pasted_into_the_field():
    """The field takes a short link as well as a long one, and says what is wrong with it."""
    scenario = START.with_active("speed").with_target("scheming")
    app = page()
    link = f"https://example.org/app?id={open_store().share(scenario)}&v=open.speed"
    checked(app.text_input(key="s").set_value(link).run())
    assert expected(scenario) == shown(app)
    app = switched(app, "white_box")
    assert encode(scenario.with_active("white_box")) == app.text_input(key="s").value
    checked(app.text_input(key="s").set_value("https://example.org/?id=" + "x" * 22).run())
    assert "no scenario is stored here" in texts(app)
    nothing = open_store().keep(Shared(""))
    checked(app.text_input(key="s").set_value(f"https://example.org/?id={nothing}").run())
    assert expected(START) == shown(app)


def test_a_library_of_ones_own_is_edited_and_reloaded():
    """Its scenario is in the address as any other; a new visit with that address sees the same."""
    library = mine()
    reference = open_store().keep_library(library)
    app = page(f"1*{reference}*on.neighbour_calls*target.burglary")
    scenario = Scenario(library).with_active("neighbour_calls").with_target("burglary")
    assert expected(scenario) == shown(app)
    assert "Mine" == app.selectbox(key="library").options[0]
    app = switched(app, "radio_report")
    code = app.text_input(key="s").value
    assert code.startswith(f"1*{reference}*on.neighbour_calls.")
    assert shown(app) == shown(page(code))


def test_leaving_a_library_of_ones_own_and_coming_back():
    """Another library is one choice away, and undo brings one's own back."""
    reference = open_store().keep_library(mine())
    app = page(f"1*{reference}*on.neighbour_calls")
    checked(app.selectbox(key="library").set_value("ai-risk-1").run())
    assert expected(START) == shown(app)
    app = pressed(app, "do.Undo")
    assert f"1*{reference}*on.neighbour_calls" == app.text_input(key="s").value


def test_a_library_that_is_opened_is_in_the_store_before_the_address_names_it():
    """No address ever holds a name that a reload could not find."""
    library = mine(title="Never stored before")
    code = state.code_of(Scenario(library).with_active("neighbour_calls"))
    assert encode(Scenario(library).with_active("neighbour_calls"), own=True) == code
    assert library == open_store().library(reference_of(library))


def test_what_the_store_cannot_give_today_it_may_give_tomorrow(monkeypatch):
    """A failure to open is not remembered."""
    library = mine(title="Away for a while")
    code = encode(Scenario(library), own=True)
    assert "no library is stored here" in texts(page(code))
    open_store().keep_library(library)
    assert library == state.opened(code).scenario.library


def test_the_link_without_priors_holds_none():
    """The choice appears once there are priors to leave out; then the link shown is without them."""
    app = page(encode(START.with_active("speed")))
    assert "share.what" not in {each.key for each in app.radio}
    scenario = (
        START.with_active("speed").with_number("claims.doom.prior", 0.2).with_stated("doom", 0.3)
    )
    app = page(encode(scenario), search="speed")
    assert encode(scenario) == code_in(links(app)[0])
    assert "v=search.speed" in links(app)[0]
    checked(app.radio(key="share.what").set_value("no priors").run())
    assert encode(without_priors(scenario)) == code_in(links(app)[0])
    assert "v=" not in links(app)[0]
    assert expected(scenario) == shown(app)


def test_a_short_link_is_made_on_request_and_for_what_is_shown_now():
    """Long links can be made short; after a further edit the short link is offered anew."""
    scenario = long_scenario()
    app = page(encode(scenario))
    app = pressed(app, "share.make")
    long, short = links(app)
    assert Shared(encode(scenario)) == open_store().shared(short.partition("?id=")[2])
    assert encode(scenario) == code_in(long)
    app = switched(app, AI.featured[0], on=not scenario.is_active(AI.featured[0]))
    assert 1 == len(links(app))
    assert app.button(key="share.make")


def test_a_short_page_needs_no_short_link():
    """A link of a line is short enough."""
    app = page("1*ai-risk-1*on.speed")
    assert "share.make" not in {each.key for each in app.button}


def test_a_store_that_takes_nothing_is_told(monkeypatch):
    """Where nothing can be stored the page says so, and goes on working."""
    app = page(encode(long_scenario().with_seed(5)))  # nobody has stored that
    monkeypatch.setattr(open_store(), "_most_bytes", 0)
    app = pressed(app, "share.make")
    assert "the store is full" in texts(app)
    assert 1 == len(links(app))


def test_the_snippet_to_embed_is_this_page_embedded():
    """The HTML to copy is a frame around this page's link, with embed=true."""
    app = page("1*ai-risk-1*on.speed", search="speed")
    app.session_state["share.embed"] = True
    snippet = links(checked(app.run()))[-1]
    assert snippet.startswith('<iframe src="')
    assert "s=1*ai-risk-1*on.speed&amp;v=search.speed&amp;embed=true" in snippet


@pytest.fixture
def within_another_page(monkeypatch):
    """Visits that come from a frame in another page."""
    monkeypatch.setattr(ContextProxy, "is_embedded", property(lambda _: True))


def test_what_is_embedded_is_the_chart_and_toggles_alone(within_another_page):
    """No navigation, settings, codes or links to copy: a chart, toggles, and the way to the whole."""
    app = page("1*ai-risk-1*on.speed")
    assert 1 == len(app.get("plotly_chart"))
    assert {"on.speed", *(f"on.{name}" for name in AI.featured)} == {t.key for t in app.toggle}
    for kind in (
        "text_input",
        "button",
        "selectbox",
        "slider",
        "code",
        "expander",
        "radio",
        "table",
    ):
        assert [] == list(app.get(kind))
    assert [] == list(app.sidebar.children.values())
    [link] = app.get("link_button")
    assert "1*ai-risk-1*on.speed" == code_in(link.proto.url)


def test_a_toggle_that_is_embedded_moves_the_chart_and_the_link(within_another_page):
    """Switching works within the frame, and the way to the whole leads to what is switched now."""
    app = switched(page("1*ai-risk-1*on.speed"), "speed", on=False)
    assert "on.speed" in {each.key for each in app.toggle}
    app = switched(app, "white_box")
    [link] = app.get("link_button")
    found = decode(code_in(link.proto.url), load_library)
    assert START.with_active("white_box") == found.scenario
    after = expected(found.scenario)[1]
    assert f"**{after}**" in app.markdown[0].value


def test_what_is_wrong_with_an_embedded_link_is_said(within_another_page):
    """A damaged link within a frame still shows a chart, and what could not be read."""
    app = page("1*ai-risk-1*on.nope")
    assert 1 == len(app.get("plotly_chart"))
    assert "there is no argument “nope”" in texts(app)


def test_a_strangers_titles_are_shown_as_they_stand(within_another_page):
    """Markdown in a library of somebody's own is no Markdown, embedded or not."""
    data = json.loads(json.dumps(mine().as_data()))
    for each in data["arguments"].values():
        each["title"] = "![x](https://example.org/x.png)"
    for each in data["claims"].values():
        each["title"] = ":red[danger]"
    library = Library.model_validate(data | {"featured": list(data["arguments"])})
    app = page(f"1*{open_store().keep_library(library)}")
    assert all("](" not in each.label for each in app.toggle)
    assert r"\:red\[danger\]" in app.markdown[0].value
