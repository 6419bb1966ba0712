"""Strangers' text made safe for Markdown.

Streamlit's Markdown renders links, pictures from elsewhere, formulas, emoji and coloured text, in
labels and captions too. Text of a library or of a link is none of these: every character with a
meaning is escaped, and what cannot be seen is taken out.
"""

import re

from credence.words import clean

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:&])")


def plain(text: str, most: int | None = None) -> str:
    """``text`` so that Markdown shows it as it stands, on one line."""
    return _SPECIAL.sub(r"\\\1", clean(text, most)).replace(" %", "\u00a0%")


def linked(title: str, url: str | None) -> str:
    """A title that leads to ``url``, where that is an ordinary web address."""
    if url and re.fullmatch(r"https?://[^\s<>()\[\]\\]+", url):
        return f"[{plain(title)}](<{url}>)"
    return plain(title)
