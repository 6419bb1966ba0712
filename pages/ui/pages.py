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
    Entry("cruxes", "Cruxes", "Explore"),
    Entry("my_credences", "My credences", "Your view"),
    Entry("reconcile", "Reconcile", "Your view"),
    Entry("files", "Files", "Your view"),
    Entry("export", "Export", "Your view"),
    Entry("compare", "Compare", "People"),
    Entry("group", "Group", "People"),
    Entry("arguments", "Arguments", "Library"),
    Entry("own_library", "Own library", "Library"),
    Entry("how_it_works", "How it works", "Help"),
    Entry("worked_count", "The worked count", "Help"),
    Entry("diagnostics", "Diagnostics", "Help"),
)
"""The first is the one that the bare address opens."""
