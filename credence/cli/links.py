"""Links that are given on the command line.

A short link, and one that names a library of somebody's own, is opened from the store of this
machine, or from the one that CREDENCE_STORE_URL names.
"""

from typing import TYPE_CHECKING

from credence.errors import InputError, Problem

if TYPE_CHECKING:
    from credence.library import Library
    from credence.links import Opened
    from credence.scenario import Scenario


def library_of(link: str) -> "Library":
    """The library that a link is about.

    Raises:
        InputError: The link is none, or its library is not here.
    """
    opened = _opened(link, None)
    if opened.scenario is None:
        raise InputError(opened.problems)
    return opened.scenario.library


def scenario_of(library: "Library", link: str, problems: list[Problem]) -> "Scenario":
    """The scenario that a link holds; what of it cannot be read is added to ``problems``."""
    from credence.scenario import Scenario  # noqa: PLC0415 - only now is it needed

    try:
        opened = _opened(link, library)
    except InputError as error:
        problems.extend(error.problems)
        return Scenario(library)
    problems.extend(opened.problems)
    if opened.scenario is None:
        return Scenario(library)
    if opened.scenario.library != library:
        name = opened.scenario.library.name
        other = name if name != library.name else f"another library that is called {name} too"
        problems.append(Problem("link", f"the link is about {other}, and not about {library.name}"))
        return Scenario(library)
    return opened.scenario


def _opened(link: str, library: "Library | None") -> "Opened":
    from credence.files import load_library  # noqa: PLC0415
    from credence.links import decode, id_in  # noqa: PLC0415
    from credence.links.own import REFERENCE, reference_of  # noqa: PLC0415

    def load(name: str) -> "Library":
        if library is not None and name in {library.name, reference_of(library)}:
            return library
        if REFERENCE.fullmatch(name):
            from credence.store import open_store  # noqa: PLC0415 - most links need no database

            return open_store().library(name)
        return load_library(name)

    if (name := id_in(link)) is not None:
        from credence.store import open_store  # noqa: PLC0415

        link = open_store().shared(name).code
    return decode(link, load)
