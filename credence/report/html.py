"""A report as one HTML file: no script, nothing loaded from anywhere, light and dark, fit to print.

Texts are escaped by construction: `_tag` escapes every child that is not markup already, and markup
is only what `_tag` made, or a picture that Matplotlib drew.
"""

import re
from functools import singledispatch
from html import escape

from credence.figures.render import matplotlib_route
from credence.figures.render.dress import bare
from credence.report.blocks import (
    Block,
    Cell,
    Drawn,
    Link,
    Paragraph,
    Points,
    Report,
    Rows,
    Section,
    Strong,
    Words,
)

WIDTH = 700
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"
_WEB = re.compile(r"https?://[^\s<>\"']+")

_STYLE = """
:root { color-scheme: light dark; --ink: #31333f; --faint: #5a5d69; --ground: #fff; --line: #d5d8df; --link: #0059a3; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 50rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; } h2 { font-size: 1.25rem; margin: 2.2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; } .lead { font-size: 1.15rem; color: var(--faint); margin: 0 0 1rem; }
a { color: var(--link); overflow-wrap: anywhere; } figure { margin: 1rem 0; break-inside: avoid; }
figcaption { font-size: .9rem; color: var(--faint); } svg { display: block; width: 100%; min-width: 34rem; height: auto; }
.light, .dark { overflow-x: auto; }
.table { overflow-x: auto; margin: 1rem 0; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
td, th { min-width: 4.5rem; } td:nth-child(5) { min-width: 12rem; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 400; } tr { break-inside: avoid; } .dark { display: none; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #fafafa; --faint: #b4b7c0; --ground: #0e1117; --line: #33363f; --link: #79c0ff; }
  .dark { display: block; } .light { display: none; } }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; } .table, .light { overflow: visible; } svg { min-width: 0; } }
"""


class Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def html_of(report: Report) -> str:
    """The whole document."""
    head = _tag(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="referrer" content="no-referrer">'),
        _tag("title", report.title),
        Markup(f"<style>{_STYLE}</style>"),
    )
    body = _tag(
        "body",
        _tag(
            "main",
            _tag("h1", report.title),
            _tag("p", report.lead, class_="lead"),
            *(_section(section) for section in report.sections),
        ),
    )
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}\n{body}\n</html>\n'


def _tag(name: str, *children: str, **attributes: str) -> Markup:
    """An element; children that are no markup are escaped, and so are attributes."""
    held = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    inside = "".join(child if isinstance(child, Markup) else escape(child) for child in children)
    return Markup(f"<{name}{held}>{inside}</{name}>")


def _section(section: Section) -> Markup:
    return _tag("section", _tag("h2", section.heading), *(_block(each) for each in section.blocks))


@singledispatch
def _block(block: Block) -> Markup:
    raise TypeError(f"no HTML for a {type(block).__name__}")


@_block.register
def _(block: Paragraph) -> Markup:
    return _tag("p", *_words(block.words))


@_block.register
def _(block: Points) -> Markup:
    return _tag("ul", *(_tag("li", *_words(item)) for item in block.items))


@_block.register
def _(block: Rows) -> Markup:
    head = _tag("tr", *(_tag("th", column or "Which", scope="col") for column in block.columns))
    rows = [
        _tag(
            "tr",
            _tag("th", *_words(row[0]), scope="row"),
            *(_tag("td", *_words(cell)) for cell in row[1:]),
        )
        for row in block.rows
    ]
    table = _tag("table", _tag("caption", block.caption), _tag("thead", head), _tag("tbody", *rows))
    # What may scroll sideways is to be reached by keyboard.
    return _tag("div", table, class_="table", tabindex="0", role="region", aria_label=block.caption)


@_block.register
def _(block: Drawn) -> Markup:
    return _tag(
        "figure",
        _tag("h3", block.light.title),
        _svg(block, dark=False),
        _svg(block, dark=True),
        _tag("figcaption", block.light.alt),
    )


def _svg(block: Drawn, *, dark: bool) -> Markup:
    """The picture for one ground; its ids are its own, since both stand in one document."""
    shown = block.dark if dark else block.light
    record = bare(shown.figure.to_plotly_json(), WIDTH)
    text = matplotlib_route.picture(record, "svg", about={}).decode()
    text = text[text.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    own = f"{block.name}-{'dark' if dark else 'light'}-"
    text = re.sub(r'\bid="', f'id="{own}', text)
    text = re.sub(r'(xlink:href="#|url\(#)', rf"\g<1>{own}", text)
    label = escape(shown.alt)
    text = text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return _tag("div", Markup(text.strip()), class_="dark" if dark else "light")


def _words(cell: Cell) -> list[Markup]:
    parts: tuple[Words, ...] = cell if isinstance(cell, tuple) else (cell,)
    return [_one(part) for part in parts]


def _one(words: Words) -> Markup:
    match words:
        case Strong():
            return _tag("strong", words.text)
        case Link() if words.url and _WEB.fullmatch(words.url):
            return _tag("a", words.text, href=words.url, rel="noreferrer")
        case Link():
            return Markup(escape(words.text))
    return Markup(escape(words))
