"""A report as Markdown, to paste into a forum: CommonMark and its tables, no HTML, no pictures.

Figures become tables with bars of blocks. Text from strangers is shown as it stands: every
character that could begin something in Markdown is escaped, addresses included, so that only the
links of the report lead anywhere.
"""

import re
from collections.abc import Sequence
from functools import singledispatch

from credence.report.blocks import (
    Block,
    Cell,
    Drawn,
    Link,
    Paragraph,
    Points,
    Report,
    Rows,
    Strong,
    Words,
)

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~$^])")
_STARTS = re.compile(r"^(\s*)([-+>=]|\d+[.)])(?=\s|$)", re.MULTILINE)
_ADDRESS = re.compile(r"(https?|ftp)(:)(?=//)|\b(www)(\.)|(@)", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>()\[\]\\\"'`|]+")
_BAR = 20


def escaped(text: str) -> str:
    """Plain text so that Markdown shows it as it stands, on one line."""
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SPECIAL.sub(r"\\\1", line)
    line = _ADDRESS.sub(
        lambda m: "".join(f"\\{g}" if g in {":", ".", "@"} else g for g in m.groups() if g), line
    )
    return _STARTS.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line)


def markdown_of(report: Report) -> str:
    """The whole text."""
    parts = [f"# {escaped(report.title)}", escaped(report.lead)]
    for section in report.sections:
        parts += [f"## {escaped(section.heading)}", *(_block(block) for block in section.blocks)]
    return "\n\n".join(parts) + "\n"


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(f"no Markdown for a {type(block).__name__}")


@_block.register
def _(block: Paragraph) -> str:
    return _words(block.words)


@_block.register
def _(block: Points) -> str:
    return "\n".join(f"- {_words(item)}" for item in block.items)


@_block.register
def _(block: Rows) -> str:
    return f"**{escaped(block.caption)}**\n\n{_table(block.columns, block.rows)}"


@_block.register
def _(block: Drawn) -> str:
    lead = f"### {escaped(block.light.title)}\n\n{escaped(block.light.alt)}"
    if not block.bars:
        columns = tuple(block.light.rows[0]) if block.light.rows else ()
        rows = [tuple(row[c] for c in columns) for row in block.light.rows]
        return f"{lead}\n\n{_table(columns, rows)}" if rows else lead
    largest = max(abs(value) for _, value, _ in block.bars) or 1.0
    rows = [(label, _bar(value / largest), text) for label, value, text in block.bars]
    return f"{lead}\n\n{_table(('', '', ''), rows)}"


def _bar(share: float) -> str:
    """A bar of blocks, full for what counts for the claim and light for what counts against."""
    blocks = round(abs(share) * _BAR)
    return ("█" if share > 0 else "░") * max(blocks, 1 if share else 0)


def _table(columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> str:
    head = " | ".join(escaped(column) or " " for column in columns)
    lines = [f"| {head} |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(_words(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def _words(cell: Cell) -> str:
    parts: tuple[Words, ...] = cell if isinstance(cell, tuple) else (cell,)
    return "".join(_one(part) for part in parts)


def _one(words: Words) -> str:
    match words:
        case Strong():
            return f"**{escaped(words.text)}**"
        case Link() if words.url and _WEB.fullmatch(words.url):
            if words.text == words.url:
                return f"<{words.url}>"
            return f"[{escaped(words.text)}](<{words.url}>)"
        case Link():
            return escaped(words.text)
    # Blanks at either end part this from the words beside it.
    start = " " if words[:1].isspace() else ""
    end = " " if words[-1:].isspace() and words.strip() else ""
    return f"{start}{escaped(words)}{end}"
