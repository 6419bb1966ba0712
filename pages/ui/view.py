"""What a page shows of the scenario: its *choices*, held in the address beside the scenario.

A choice (which claim, which threshold, what is open) is a text under a name. Names are shared by
all pages, so that a claim chosen on one page is chosen on the next. As with the scenario, the code
in the address is the only state: widgets are set from it on every run, and their callbacks call
`change`. A choice equal to its default leaves the address.

Read with `text`, `number`, `names` and `flag`; remember more than a few and the address grows, so a
choice that nobody would share (a scroll position) is none.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

import streamlit as st

from credence.errors import Problem
from credence.links.view import PARAMETER, decode, encode
from pages.ui.state import heard, keep, write
from pages.ui.state import view as set_widget

CODE = PARAMETER
SENSITIVITY, ARGUMENTS, OWN = "sensitivity_part", "arguments_part", "own_part"
"""The choices of which part of a page one looks at."""
_LATEST = "latest view"
_BROUGHT = "with"


def mount(place: st.delta_generator.DeltaGenerator) -> list[Problem]:
    """Put the field that is bound to the address in its place; gives what it could not read."""
    _take_what_is_brought()
    code = place.text_input(
        "View code",
        key=CODE,
        bind="query-params",
        help="What is chosen on the pages, as the address bar holds it.",
    )
    heard(CODE)
    st.session_state[_LATEST] = code or ""
    problems = decode(code or "")[1]
    if st.session_state.pop("refused view", False):
        problems.append(Problem("view", "this is too much to hold in a link; choose fewer"))
    return problems


def brought(name: str, value: str) -> dict[str, str]:
    """What a link to another page carries along, so that this choice is made there.

    A link inside the app cannot set the view's own code: within a session the field holds it.
    """
    return {_BROUGHT: encode({name: value})}


def _take_what_is_brought() -> None:
    if _BROUGHT in st.query_params:
        held = st.session_state.get(CODE, st.query_params.get(CODE, "")) or ""
        choices = decode(held)[0] | decode(st.query_params[_BROUGHT])[0]
        del st.query_params[_BROUGHT]
        with suppress(ValueError):  # too much for a link: then it is not chosen
            st.session_state[CODE] = encode(choices)


def code() -> str:
    """The code as the page was last left."""
    return str(st.session_state.get(_LATEST, st.session_state.get(CODE)) or "")


def _choices() -> dict[str, str]:
    return decode(code())[0]


def text(name: str, default: str = "", *, among: Iterable[str] | None = None) -> str:
    """A choice's text; the default where there is none, or none ``among`` those that exist."""
    held = _choices().get(name, default)
    return held if among is None or held in among else default


def part(of: str, parts: Sequence[str]) -> str:
    """The part of a page that is looked at: a choice of its own for each page, the first by default.

    Codes of before there was one for each page hold it as ``part``; they open as they did.
    """
    return text(of, text("part", parts[0], among=parts), among=parts)


def bound_part(key: str, of: str, parts: Sequence[str], held: str) -> dict[str, object]:
    """A widget's ``key`` and ``on_change`` for the part of a page, as `bound`."""
    return bound(key, of, held, text("part", parts[0], among=parts))


def number(name: str, default: float, *, low: float, high: float) -> float:
    """A choice's number; the default where there is none within the bounds."""
    try:
        held = float(_choices().get(name, default))
    except ValueError:
        return default
    return held if low <= held <= high else default


def names(name: str, default: Sequence[str] = (), *, among: Iterable[str]) -> tuple[str, ...]:
    """A choice of several ids, in the order chosen; what does not exist is left out."""
    held = _choices().get(name)
    known = set(among)
    chosen = default if held is None else held.split(".")
    return tuple(dict.fromkeys(each for each in chosen if each in known))


def flag(name: str) -> bool:
    """Whether a choice is made at all."""
    return name in _choices()


def change(
    name: str, value: str | float | bool | Sequence[str] | None, default: object = None
) -> None:
    """Make a choice; for callbacks. ``None``, ``False`` and the default take it back.

    Choosing none of several is a choice of its own where the default is another.
    """
    keep()
    choices = _choices()
    if value is None or value is False or value == default:
        choices.pop(name, None)
    else:
        choices[name] = _written(value)
    try:
        write(CODE, encode(choices))
    except ValueError:
        st.session_state["refused view"] = True


def _written(value: str | float | bool | Sequence[str]) -> str:
    if isinstance(value, bool):
        return "1"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return repr(value)
    return ".".join(value) or "."


def bound(key: str, name: str, value: object, default: object = None) -> dict[str, object]:
    """A widget's ``key`` and ``on_change``, for a widget whose value is the choice itself.

    ``st.selectbox("Claim", claims, **view.bound("claim_of", "claim", held, default))``
    """
    return {
        "key": set_widget(key, value),
        "on_change": lambda: change(name, st.session_state[key], default),
    }


def fold(
    label: str, name: str, place: st.delta_generator.DeltaGenerator | None = None
) -> st.delta_generator.DeltaGenerator:
    """A fold that the link holds open; draw into it only where its ``open`` is true."""
    key = f"fold.{name}"
    st.session_state[key] = name in _choices().get("unfolded", "").split(".")

    def turn() -> None:
        unfolded = [each for each in _choices().get("unfolded", "").split(".") if each]
        if st.session_state[key]:
            unfolded.append(name)
        change(
            "unfolded", sorted({e for e in unfolded if e != name or st.session_state[key]}) or None
        )

    draw: Callable[..., st.delta_generator.DeltaGenerator] = (place or st).expander
    return draw(label, key=key, on_change=turn)
