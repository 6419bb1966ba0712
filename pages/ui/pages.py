"""The pages, by section, in the order of the navigation.

A page is one line here and one file in ``pages/``. Its file's name is its address.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One page.

    Attributes:
        name: Its file in ``pages/`` without the ending, and its address.
        title: What the navigation calls it.
        section: The menu that it stands in; empty for the bar itself.
    """

    name: str
    title: str
    section: str = ""


PAGES = (
    Entry("calculator", "Calculator"),
    Entry("sensitivity", "Sensitivity", "Explore"),
    Entry("multiverse", "Multiverse", "Explore"),
    Entry("my_credences", "My credences", "You"),
    Entry("reconcile", "Reconcile", "You"),
    Entry("files", "Files", "You"),
    Entry("export", "Export", "You"),
    Entry("group", "Group", "People"),
    Entry("compare", "Compare", "People"),
    Entry("cruxes", "Cruxes", "People"),
    Entry("arguments", "Arguments", "Library"),
    Entry("own_library", "Own library", "Library"),
    Entry("diagnostics", "Diagnostics", "Library"),
    Entry("how_it_works", "How it works", "Library"),
    Entry("worked_count", "The worked count", "Library"),
)
"""The first is the one that the bare address opens."""
