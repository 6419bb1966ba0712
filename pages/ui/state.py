"""The scenario that the page shows, and the one way of changing it.

The *code* in the address bar is the only state: it holds the whole scenario, so a reload, a link
and the browser's Back and Forward all give the same page. Every widget is a *view* of the scenario:
it is set from it on every run, and its callback calls `change`, which writes a new code. A widget
never owns a value.
"""

from collections.abc import Callable
from functools import lru_cache

import streamlit as st

from credence.errors import InputError, Problem, unknown
from credence.files import is_released, load_library, released
from credence.library import Library
from credence.links import ID_PARAMETER, PARAMETER, Opened, code_in, decode, encode, id_in
from credence.links.own import REFERENCE
from credence.links.view import PARAMETER as VIEW
from credence.scenario import Scenario
from credence.store import open_store

DEFAULT_LIBRARY = "ai-risk-1"
CODE = PARAMETER
_MOST_HISTORY = 200


def released_library(name: str) -> Library:
    """A released library; a link must not make the server open files of its own."""
    if name not in released():
        raise InputError.at("link", unknown("released library", name, released()))
    return load_library(name)


@lru_cache(maxsize=32)
def own_library(reference: str) -> Library:
    """A library of somebody's own, from the store, by the reference that codes have for it."""
    return open_store().library(reference)


@lru_cache(maxsize=32)
def _kept(library: Library) -> None:
    """Put a library of one's own into the store, where every reload finds it."""
    open_store().keep_library(library)


def library_named(name: str) -> Library:
    """The library that a code names: a released one, or one's own from the store."""
    return own_library(name) if REFERENCE.fullmatch(name) else released_library(name)


def opened(code: str) -> Opened:
    """What a code or a short link opens; the empty code is the default library, untouched."""
    try:
        if (name := id_in(code)) is not None:
            code = open_store().shared(name).code
        return _opened(code) if code.strip() else Opened(_untouched())
    except InputError as error:
        return Opened(_untouched(), list(error.problems))


@lru_cache(maxsize=512)
def _opened(code: str) -> Opened:
    """What a code opens; what cannot be opened today is not remembered, it may be tomorrow."""
    found = decode(code, library_named)
    if found.scenario is None:
        raise InputError(found.problems)
    return found


def _untouched() -> Scenario:
    return Scenario(load_library(DEFAULT_LIBRARY))


def code_of(scenario: Scenario) -> str:
    """The code of a scenario, empty for the default library untouched.

    A library of one's own goes into the store first, since the code has only its name.

    Raises:
        InputError: The store does not take the library.
    """
    if scenario == _untouched():
        return ""
    if is_released(scenario.library):
        return encode(scenario)
    _kept(scenario.library)
    return encode(scenario, own=True)


def mount(place: st.delta_generator.DeltaGenerator) -> tuple[Scenario, list[Problem]]:
    """Put the field that is bound to the address in its place, and read the scenario from it."""
    problems = _unanswered()
    with place:
        code = st.text_input(
            "Scenario code",
            key=CODE,
            bind="query-params",
            help="The whole scenario, as the address bar holds it. Paste a code or a link to open "
            "it.",
        )
    code = code_in(code or "")
    heard(CODE)
    st.session_state["latest"] = code
    _remember(code)
    found = opened(code)
    scenario = found.scenario or _untouched()
    return scenario, [*problems, *found.problems, *st.session_state.pop("refused", [])]


def embedded() -> tuple[Scenario, tuple[str, ...], list[Problem]]:
    """The scenario to show within another page, and the arguments to offer there.

    Those are the featured ones and what the embedded address itself has switched on. That address
    is seen by nobody and stays as it is; the scenario is the session's own.
    """
    address = code_in(st.query_params.get(CODE, ""))
    code = st.session_state.setdefault("latest", address)
    found, start = opened(code), opened(address)
    scenario = found.scenario or _untouched()
    first = (start.scenario or _untouched()).active
    named = dict.fromkeys((*scenario.library.featured, *first, *scenario.active))
    offered = tuple(name for name in named if name in scenario.library.arguments)
    return scenario, offered, [*found.problems, *st.session_state.pop("refused", [])]


def _unanswered() -> list[Problem]:
    """Why a short link was not answered by the scenario itself (`pages.ui.short_links`)."""
    name = st.query_params.get(ID_PARAMETER)
    if name is None or st.query_params.get(CODE) or st.session_state.get(CODE):
        return []
    try:
        open_store().shared(name)
    except InputError as error:
        return list(error.problems)
    return [Problem("link", "the store has answered meanwhile; load the page again")]


def current() -> Scenario:
    """The scenario as it was last left; for callbacks.

    Not the one in the field: with a quick second click the browser still sends the field as it was
    before the first, which would then be lost.
    """
    code = st.session_state.get("latest", st.session_state.get(CODE) or "")
    return opened(code_in(code)).scenario or _untouched()


_LATEST = {CODE: "latest", VIEW: "latest view"}
"""The fields that are bound to the address, and where the session keeps what each was last left at."""


def write(field: str, code: str) -> None:
    """Put a code into a field that is bound to the address; for callbacks."""
    session, latest = st.session_state, _LATEST[field]
    replaced = session.get(latest, session.get(field) or "")
    session.setdefault("unheard", {}).setdefault(field, []).append(replaced)
    session.setdefault("written", set()).add(field)
    session[field] = session[latest] = code


def keep() -> None:
    """Hold on to codes that the browser has not heard of yet; for callbacks.

    A click that comes within milliseconds of another still brings the fields along as they were
    before that one, and would undo it.
    """
    session = st.session_state
    for field, latest in _LATEST.items():
        if (session.get(field) or "") in session.get("unheard", {}).get(field, ()):
            session[field] = session[latest]
            session.setdefault("written", set()).add(field)


def heard(field: str) -> None:
    """Forget what was replaced in a field, unless this run itself replaced it.

    Whatever the browser brings from now on is meant, an older code too: that is its Back.
    """
    written = st.session_state.setdefault("written", set())
    if field in written:
        written.discard(field)
    else:
        st.session_state.setdefault("unheard", {}).pop(field, None)


def change(edit: Callable[[Scenario], Scenario]) -> None:
    """Edit the scenario; for callbacks. What is refused is said at the top of the page."""
    keep()
    try:
        write(CODE, code_of(edit(current())))
    except InputError as error:
        st.session_state["refused"] = list(error.problems)


def view(key: str, value: object) -> str:
    """Set a widget to what the scenario says, and give its key back."""
    st.session_state[key] = value
    return key


def _remember(code: str) -> None:
    """Keep the codes before and after this one; the browser's Back and Forward count too."""
    past, future = _history()
    now = st.session_state.setdefault("now", code)
    if code == now:
        return
    if past and past[-1] == code:
        future.append(now)
        past.pop()
    elif future and future[-1] == code:
        past.append(now)
        future.pop()
    else:
        past.append(now)
        future.clear()
        del past[:-_MOST_HISTORY]
    st.session_state["now"] = code


def _history() -> tuple[list[str], list[str]]:
    state = st.session_state
    return state.setdefault("past", []), state.setdefault("future", [])


def can_undo() -> bool:
    """Whether there is a scenario before this one."""
    return bool(_history()[0])


def can_redo() -> bool:
    """Whether a scenario was undone."""
    return bool(_history()[1])


def undo() -> None:
    """Go back to the scenario before; a callback."""
    if can_undo():
        write(CODE, _history()[0][-1])


def redo() -> None:
    """Take back the last undo; a callback."""
    if can_redo():
        write(CODE, _history()[1][-1])
