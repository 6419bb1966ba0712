"""Text that strangers wrote, made safe for Plotly.

Plotly reads its texts as a small HTML: links, line breaks, styles, ``&lt;``; and, where MathJax is
loaded, as LaTeX between dollar signs. Here the characters that begin any of these are written as
numbered entities, which Plotly turns back into plain characters after it has looked for tags. What
is shown is then exactly what was written, less the characters that cannot be seen.
"""

from credence.words.plain import clean

_ENTITIES = str.maketrans({"&": "&#38;", "<": "&#60;", ">": "&#62;", "$": "&#36;"})


def escape(text: str, most: int | None = None) -> str:
    """``text`` on one line for a Plotly text, at most ``most`` characters as seen.

    Call it once and last: what it returns is no plain text any more.
    """
    return clean(text, most).translate(_ENTITIES)
