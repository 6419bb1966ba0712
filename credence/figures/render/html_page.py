"""A figure as one HTML file that needs nothing else: it still answers to a pointer.

Plotly's script is inlined. The file's own policy of content security lets it load nothing, so that
it can be opened anywhere without telling anybody.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from credence.figures.theme import CONFIG

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
)

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 1rem; font-family: system-ui, sans-serif; background: {ground}; color: {ink}; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; }}
a {{ color: inherit; }}
</style>
</head>
<body>
<h1 style="font-size: 1.2rem">{title}</h1>
<div id="figure" role="img" aria-label="{alt}"></div>
<details><summary>The same numbers as a table</summary>
<table><thead><tr>{head}</tr></thead><tbody>
{body}
</tbody></table></details>
<p><small>{source} · <a href="{link}">{link}</a></small></p>
<script>{plotly}</script>
<script type="application/json" id="record">{record}</script>
<script>
const record = JSON.parse(document.getElementById("record").textContent);
Plotly.newPlot("figure", record.data, record.layout, {config});
</script>
</body>
</html>
"""


def html_of(
    figure: Mapping[str, Any],
    *,
    alt: str,
    rows: Sequence[Mapping[str, str]],
    ground: str,
    ink: str,
) -> str:
    """A whole page around a figure's record that `dress.dressed` has given a title and a source."""
    about = figure["layout"]["meta"]
    columns = list(rows[0]) if rows else []
    # Within a script element only "<" could end it or begin a comment.
    record = go.Figure(dict(figure)).to_json().replace("<", "\\u003c")
    return _PAGE.format(
        policy=escape(POLICY),
        title=escape(about["title"]),
        alt=escape(alt),
        ground=ground,
        ink=ink,
        head="".join(f'<th scope="col">{escape(column)}</th>' for column in columns),
        body="\n".join(
            "<tr>" + "".join(f"<td>{escape(str(row[c]))}</td>" for c in columns) + "</tr>"
            for row in rows
        ),
        source=escape(about["source"]),
        link=escape(about["link"]),
        plotly=get_plotlyjs(),
        record=record,
        config=json.dumps(CONFIG),
    )
