"""The two sides of a comparison: each one's own scenario, the library, a worldview, or another's.

Which is chosen stands in the page's view. Somebody else's scenario comes as a link, a code or a
file; it is read once and from then on stands in the view as a code, so that the page's link needs
no file.
"""

from dataclasses import dataclass

import streamlit as st

from credence.errors import InputError, Problem
from credence.files import open_credences, worldviews
from credence.files.bounds import OPENED_ON_A_PAGE
from credence.links import decode, encode, id_in
from credence.scenario import Scenario
from credence.store import open_store
from credence.words import clean
from pages.ui import asking, state, view
from pages.ui.text import plain

MINE, LIBRARY, OTHER = "mine", "library", "other"
_LABELS = {"a": "One side", "b": "The other side"}
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Side:
    """One side: what it is called, what it holds, and whether it is the visitor's own scenario."""

    name: str
    scenario: Scenario
    is_mine: bool


def chosen(scenario: Scenario) -> tuple[Side, Side] | None:
    """Ask for both sides; ``None`` while one of them cannot be read."""
    columns = st.columns(2, gap="large")
    shipped = list(worldviews(scenario.library))
    defaults = {"a": MINE, "b": f"worldview.{shipped[0]}" if shipped else LIBRARY}
    found = []
    for column, (place, default) in zip(columns, defaults.items(), strict=True):
        with column:
            found.append(_side(scenario, place, default))
    if found[0] is None or found[1] is None:
        return None
    return found[0], found[1]


def _side(scenario: Scenario, place: str, default: str) -> Side | None:
    library = scenario.library
    shipped = worldviews(library)
    titles = {
        MINE: "Your scenario",
        LIBRARY: "The library, untouched",
        **{f"worldview.{name}": clean(held.name or name) for name, held in shipped.items()},
        OTHER: "Someone else's: a link or a file",
    }
    kind = view.text(f"side_{place}", default, among=titles)
    st.selectbox(
        _LABELS[place],
        list(titles),
        format_func=titles.__getitem__,
        **view.bound(f"side.{place}", f"side_{place}", kind, default),
    )
    if kind == MINE:
        return Side("Your scenario", scenario, is_mine=True)
    if kind == LIBRARY:
        return Side("The library", _asked(Scenario(library), scenario), is_mine=False)
    if kind == OTHER:
        return _other(scenario, place)
    held = shipped[kind.partition(".")[2]]
    return Side(titles[kind], _asked(held.scenario, scenario), is_mine=False)


def _asked(held: Scenario, scenario: Scenario) -> Scenario:
    """Somebody's scenario with the question that the page asks."""
    asked = held.with_target(scenario.target)
    return asked.with_draws(scenario.draws).with_seed(scenario.seed)


def _other(scenario: Scenario, place: str) -> Side | None:
    """Ask for a link or a file, and give what the view holds."""
    code = view.text(f"code_{place}")
    st.text_input(
        "Link or code",
        placeholder="paste a link of this site, or its code",
        key=state.view(f"paste.{place}", code),
        on_change=lambda: _pasted(place),
    )
    st.file_uploader(
        "or a credence file",
        type=["yaml", "yml", "json", "csv", "xlsx"],
        key=f"file.{place}",
        max_upload_size=5,
        on_change=lambda: _uploaded(place),
    )
    if account := st.session_state.get(f"account.{place}"):
        _, content = st.session_state[f"dropped.{place}"]
        now = view.text(f"name_{place}")
        asking.show(account, content, f"side.{place}", then=lambda: _read(place, now))
    _who(place, code)
    problems: list[Problem] = st.session_state.pop(f"refused.{place}", [])
    if problems:
        st.error("\n".join(f"- {plain(str(problem))}" for problem in problems[:10]))
    if not code:
        if not problems:
            st.info("Paste a link, or upload a file that was saved here.")
        return None
    opened = decode(code, state.library_named)
    if opened.scenario is None or opened.scenario.library != scenario.library:
        about = opened.scenario.library.title if opened.scenario else "something that is not here"
        st.error(plain(f"It is about {about}. Choose that library in the settings to compare."))
        return None
    name = clean(view.text(f"name_{place}"), _LONGEST_NAME) or "The other"
    return Side(name, _asked(opened.scenario, scenario), is_mine=False)


def _pasted(place: str) -> None:
    text = st.session_state[f"paste.{place}"].strip()
    if not text:
        _hold(place, None, None)
        return
    try:
        short = id_in(text)
        # A code of nothing is the default library untouched.
        found = (
            state.opened(open_store().shared(short).code)
            if short
            else decode(text, state.library_named)
        )
    except InputError as error:
        st.session_state[f"refused.{place}"] = list(error.problems)
        return
    st.session_state[f"refused.{place}"] = found.problems
    if found.scenario is not None:
        _hold(place, _code(found.scenario), None)


def _uploaded(place: str) -> None:
    file = st.session_state[f"file.{place}"]
    st.session_state.pop(f"people.{place}", None)
    st.session_state.pop(f"account.{place}", None)
    if file is not None:
        st.session_state[f"dropped.{place}"] = clean(file.name, 80), file.getvalue()
        _read(place)


def _read(place: str, now: str = "") -> None:
    """Hold the people of the file that was dropped, and one of them: who is ``now``, or the first."""
    name, content = st.session_state[f"dropped.{place}"]
    opened = open_credences(
        content,
        name=name,
        library=state.current().library,
        bounds=OPENED_ON_A_PAGE,
        told=asking.told(content),
    )
    st.session_state[f"refused.{place}"] = opened.unread
    st.session_state[f"account.{place}"] = opened.account
    found = [(clean(one.name or "", _LONGEST_NAME), _code(one.scenario)) for one in opened.people]
    st.session_state[f"people.{place}"] = found
    if found:
        named, code = next((one for one in found if one[0] == now), found[0])
        _hold(place, code, named)


def _code(scenario: Scenario) -> str:
    """A code that is never empty, also where the page's own address would need none."""
    return state.code_of(scenario) or encode(scenario)


def _who(place: str, code: str) -> None:
    """Ask who is meant, while a file of several people is at hand."""
    people: list[tuple[str, str]] = st.session_state.get(f"people.{place}", [])
    if len(people) < 2:
        return
    now = next((index for index, (_, held) in enumerate(people) if held == code), 0)
    st.selectbox(
        "Who",
        range(len(people)),
        format_func=lambda index: people[index][0] or f"person {index + 1}",
        key=state.view(f"who.{place}", now),
        on_change=lambda: _hold(place, *reversed(people[st.session_state[f"who.{place}"]])),
    )


def _hold(place: str, code: str | None, name: str | None) -> None:
    view.change(f"code_{place}", code)
    view.change(f"name_{place}", name or None)
