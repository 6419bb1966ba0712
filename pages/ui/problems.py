"""What is wrong with a file or a draft, as a list that can be read on a phone too."""

from collections.abc import Sequence

import streamlit as st

from credence.errors import Problem
from pages.ui.text import plain

MOST = 200


def show(problems: Sequence[Problem], line: str | None = "Line") -> None:
    """Each problem with its place, what is wrong, and what would be right.

    ``line`` is what a line is called; None leaves its number out.
    """
    lines = []
    for each in problems[:MOST]:
        is_said = each.line is None or f"row {each.line}" in each.message
        where = [f"**{line} {each.line}**"] if line and not is_said else []
        where += [plain(each.path, 120)] if each.path else []
        said = plain(each.message, 600)
        lines.append(f"- {', '.join(where)}: {said}" if where else f"- {said}")
    if len(problems) > MOST:
        lines.append(f"- {len(problems) - MOST:,} more; mend these first")
    st.markdown("\n".join(lines))
