"""Share: the link to exactly this page, a short one, one without one's priors, and one to embed.

The link holds everything by itself. A short link is made only when it is asked for, because then
something is stored.
"""

from html import escape
from urllib.parse import urlsplit

import streamlit as st

from credence.errors import InputError
from credence.files import is_released
from credence.links import ID_PARAMETER
from credence.scenario import Scenario
from credence.sharing import holds_priors, without_priors
from credence.store import Shared, open_store
from pages.ui import state, view
from pages.ui.text import plain

LONG = 200  # characters, beyond which a link is broken by e-mail and not read by anybody
_EVERYTHING, _NO_PRIORS = "everything", "no priors"
_LABELS = {
    _EVERYTHING: "Everything that I changed",
    _NO_PRIORS: "What I think of the arguments, without my priors",
}


def show(place: st.delta_generator.DeltaGenerator, scenario: Scenario) -> None:
    """Draw the section below the page."""
    with place:
        st.subheader("Share", anchor=False)
        shared = _chosen(scenario)
        try:
            link = _link(shared)
        except InputError as error:
            st.warning(" ".join(plain(problem.message) for problem in error.problems))
        else:
            _copied(link, "Link to exactly this page")
            _short(shared, link)
            _embed(link)
        st.caption(
            "The numbers that come with a library are illustrative. The calculator orders your "
            "thoughts; it does not know the truth."
        )


def page_address() -> str:
    """The address of the page that is open, without its query."""
    parts = urlsplit(st.context.url or "http://127.0.0.1:8501/")
    return f"{parts.scheme}://{parts.netloc}{parts.path or '/'}"


def _chosen(scenario: Scenario) -> Shared:
    """What is to be shared; a view may tell of priors too, so that it goes with them."""
    if holds_priors(scenario):
        choice = st.radio(
            "What to share",
            list(_LABELS),
            format_func=_LABELS.__getitem__,
            key="share.what",
            horizontal=True,
            help="Without your priors nobody sees how probable you hold the claims: starting "
            "numbers, what you suppose, and your own overall numbers stay with you. Those that the "
            "library itself comes with can be seen by everybody.",
        )
        if choice == _NO_PRIORS:
            return Shared(state.code_of(without_priors(scenario)))
    return Shared(state.code_of(scenario), view.code())


def _link(shared: Shared) -> str:
    codes = {state.CODE: shared.code, view.CODE: shared.view}
    query = "&".join(f"{name}={code}" for name, code in codes.items() if code)
    return f"{page_address()}?{query}" if query else page_address()


def _copied(link: str, what: str) -> None:
    """A link to copy, by mouse, finger and keyboard.

    The button that copies appears only under a mouse; the link below can be reached in every way,
    and every browser copies it from its menu.
    """
    st.caption(f"**Copy link:** point at it and press the button at its end. {what}:")
    st.code(link, language=None, wrap_lines=True)
    st.link_button("Open it in a new tab", link, type="tertiary", icon=":material/open_in_new:")


def _short(shared: Shared, link: str) -> None:
    """Offer a short link where the link is long, or rests on this server's store anyway."""
    own = not is_released(state.opened(shared.code).scenario.library)
    if own:
        st.caption(
            "This library is not one of ours, so the link opens on this server alone, where the "
            "library is stored."
        )
    made, name = st.session_state.get("share.made", (None, ""))
    if made == shared:
        st.caption("Whoever has the short link can open it; nobody can change what it opens.")
        _copied(f"{page_address()}?{ID_PARAMETER}={name}", "Short link to the same")
    elif own or len(link) > LONG:
        st.button(
            "Make a short link",
            key="share.make",
            on_click=_make,
            args=(shared,),
            help="Stores on this server what the long link holds.",
        )
    for problem in st.session_state.pop("share.refused", ()):
        st.warning(plain(problem.message))


def _make(shared: Shared) -> None:
    try:
        st.session_state["share.made"] = shared, open_store().keep(shared)
    except InputError as error:
        st.session_state["share.refused"] = error.problems


def _embed(link: str) -> None:
    fold = st.expander(
        "Embed the chart and the toggles in a page of your own",
        key="share.embed",
        on_change="rerun",
    )
    if fold.open:
        source = escape(f"{link}{'&' if '?' in link else '?'}embed=true")
        fold.caption("Put this into the page's HTML. What readers switch there stays with them.")
        fold.code(
            f'<iframe src="{source}" title="Credence" width="100%" height="800" '
            'style="border: 0"></iframe>',
            language="html",
            wrap_lines=True,
        )
