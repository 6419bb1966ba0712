"""The library as a document: its introduction, one argument in full, and who holds what."""

import streamlit as st

from credence.browse import bases, holdings, questioned_by
from credence.files import worldviews
from credence.library import Source
from credence.number import Kind
from credence.scenario import Scenario
from credence.words import percent
from credence.words.argument import number_rows
from credence.words.plain import clean, counted, listed
from pages.ui import view
from pages.ui.state import change
from pages.ui.state import view as set_widget
from pages.ui.text import linked, plain


def introduction(scenario: Scenario) -> None:
    """What the library is about, how many things it holds, and how to read its numbers."""
    library = scenario.library
    st.markdown("**What is argued about each claim, how strongly, by whom, and who answers whom.**")
    if library.description:
        st.markdown(plain(library.description))
    held = counted(len(library.arguments), "argument")
    st.caption(
        plain(
            f"{held[0].upper()}{held[1:]} about {counted(len(library.claim_ids), 'claim')}, "
            f"{len(scenario.active)} switched on by you. Version {library.version}."
        )
    )
    told = bases(library)
    if told["illustrative"]:
        every = told["stated"] + told["illustrative"]
        st.caption(
            plain(
                f"Of {every} numbers, {told['stated']} {'is' if told['stated'] == 1 else 'are'} "
                "stated by a source. The others are illustrations, made by one convention for all "
                "sides and there to be changed."
            )
        )
    fold = view.fold("How to read the numbers", "conventions")
    if fold.open:
        fold.markdown(
            plain(
                "A likelihood ratio says how much more expected the argument’s evidence is if the "
                "claim is true than if it is false: ×4 makes the odds four times as long, ÷4 a "
                "quarter. Soundness is how probable it is that the argument is evidence at all. An "
                "objection does not argue for the opposite: if it is sound, its target may count "
                "for nothing. Two ends are a 90 % interval."
            )
        )
        for paragraph in (library.conventions or "").split("\n"):
            if paragraph.strip():
                fold.markdown(plain(paragraph))
        for source in library.sources:
            fold.caption(source_line(source))


def article(scenario: Scenario, name: str, follow: str = "open") -> None:
    """One argument in full; its neighbours open by the choice ``follow``."""
    library = scenario.library
    argument = library.arguments[name]
    st.markdown(plain(argument.summary))
    rows = number_rows(scenario, name)
    if rows:
        st.table([{key: plain(value) for key, value in row.items()} for row in rows])
    if argument.family:
        family = library.families[argument.family]
        others = [
            other.title
            for key, other in library.arguments.items()
            if other.family == argument.family and key != name
        ]
        overlap = percent(scenario.value(f"families.{argument.family}.overlap").low)
        st.markdown(
            f"**Family** {plain(family.title)}: on one claim, the second strongest of it loses "
            f"{plain(overlap)} of its weight, and as far as they overlap they are sound together. With "
            f"{plain(_row_of(others))}."
        )
    _related(scenario, name, follow)
    if argument.note:
        st.markdown(f"**Note** {plain(argument.note)}")
    _holders(scenario, name)
    if argument.sources:
        st.markdown("**Sources**")
        for source in argument.sources:
            st.caption(source_line(source))


def _related(scenario: Scenario, name: str, follow: str) -> None:
    """What it questions and what questions it, each a button that opens the other."""
    library = scenario.library
    objections = questioned_by(library).get(name, [])
    pairs = {
        "Questions": [(other, name, other) for other in library.arguments[name].undercuts],
        "Questioned by": [(other, other, name) for other in objections],
    }
    for lead, held in pairs.items():
        if not held:
            continue
        st.markdown(f"**{lead}**")
        for other, start, end in held:
            strength = scenario.value(f"arguments.{start}.undercuts.{end}")
            state = "on" if scenario.is_active(other) else "off"
            share = percent(strength.median(Kind.PROBABILITY))
            st.button(
                plain(f"{library.arguments[other].title} ({share} if sound; {state})"),
                key=f"to.{lead}.{name}.{other}",
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=lambda other=other: view.change(follow, other),
            )


def _holders(scenario: Scenario, name: str) -> None:
    """Who of the shipped worldviews holds it."""
    views = worldviews(scenario.library)
    held = holdings(scenario.library, {key: each.scenario for key, each in views.items()})
    said = [
        _short(views[key].name) + (" (with other numbers)" if "changed" in how else "")
        for key, how in held[name].items()
        if how.startswith("on")
    ]
    if views:
        people = listed(said, 10) or "none of the worldviews that come with the library"
        st.markdown(f"**Held by**, as we read them: {plain(people)}.")


def switch(scenario: Scenario, name: str) -> None:
    """The argument's toggle; the same one as on the calculator."""
    key = f"on.{name}"
    st.toggle(
        "Switched on",
        key=set_widget(key, scenario.is_active(name)),
        on_change=lambda: change(lambda s: s.with_active(name, st.session_state[key])),
    )


def people(scenario: Scenario) -> None:
    """Which worldview switches which argument on, as a table."""
    library = scenario.library
    views = worldviews(library)
    if not views:
        st.info("No worldviews come with this library.")
        return
    st.markdown(
        "Our readings of what these people wrote. “On” is what their text takes up, “changed” where "
        "it suggests other numbers than the library’s. None of them made these files."
    )
    held = holdings(library, {key: each.scenario for key, each in views.items()})
    everything = view.flag("all_arguments")
    st.toggle(
        "Also those that none of them takes up",
        **view.bound("library.everyone", "all_arguments", everything),
    )
    rows = [
        {"Argument": library.arguments[name].title}
        | {"You": "on" if scenario.is_active(name) else ""}
        | {views[key].name: "" if how == "off" else how for key, how in row.items()}
        for name, row in held.items()
        if everything or any(how != "off" for how in row.values())
    ]
    st.dataframe(
        rows,
        hide_index=True,
        height=min(38 * (len(rows) + 1), 900),
        column_config={"Argument": st.column_config.TextColumn(pinned=True, width=_widest())}
        | {
            each.name: st.column_config.TextColumn(
                _surname(each.name), width="small", help=plain(each.name)
            )
            for each in views.values()
        },
        key="holdings",
    )
    for key, each in views.items():
        if each.note:
            fold = view.fold(plain(each.name), f"view_{key}")
            if fold.open:
                fold.markdown(plain(each.note))
                for source in each.sources:
                    fold.caption(source_line(source))


def source_line(source: Source) -> str:
    """A source in one line of Markdown; its address is a link where it is an ordinary one."""
    parts = [source.author, source.year, source.locator, source.note]
    about = ", ".join(plain(part) for part in parts if part)
    return f"{linked(source.title, source.url)}{f' ({about})' if about else ''}"


def _short(name: str) -> str:
    """A worldview's name; that it is our reading is said once for all."""
    return clean(name, 60).removesuffix(" (our reading)")


def _surname(name: str) -> str:
    """Whose view it is, in the word or two that a narrow column has room for."""
    last = _short(name).partition(",")[0].split()[-1]
    return last[:1].upper() + last[1:]


def _widest() -> int:
    """Pixels for the titles of arguments: on a phone they leave room for who holds them."""
    return 150 if on_a_phone() else 240


def on_a_phone() -> bool:
    """Whether the browser says that it is a phone's, as browsers do in this word."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def _row_of(titles: list[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)
