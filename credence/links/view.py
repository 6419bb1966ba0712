"""What a page shows of a scenario, as a second short code beside the scenario's own.

A *view* is which of a page's choices one looks at: the claim, a threshold, the argument that is
open. It changes no number; that is the scenario's part. Both stand in the address, so that a link
opens the same page in the same state.

A view is a set of *choices*, each a name and a text: ``at.0.2*open.counting`` is the threshold 0.2
with an argument open. Characters that some program between sender and reader might rewrite are
written as ``-`` and two hexadecimal digits for each of their bytes in UTF-8, so that a search for
"white box" is ``search.white-20box``. A code is canonical: names are sorted.
"""

import re
from collections.abc import Mapping

from credence.errors import Problem

PARAMETER = "v"
LONGEST = 4000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_CODED = re.compile(r"(?:[A-Za-z0-9._]|-[0-9A-F]{2})*")
_PLAIN = re.compile(rb"[A-Za-z0-9._]")


def encode(choices: Mapping[str, str]) -> str:
    """The canonical code of a view.

    Args:
        choices: Text by name; names are ``[a-z][a-z0-9_]*``, an empty text is no choice.

    Raises:
        ValueError: A name is none, or the code would be longer than `LONGEST`.
    """
    for name in choices:
        if not _NAME.fullmatch(name):
            raise ValueError(f"“{name}” is no name of a choice")
    code = "*".join(f"{name}.{_coded(text)}" for name, text in sorted(choices.items()) if text)
    if len(code) > LONGEST:
        raise ValueError(f"a view's code has at most {LONGEST} characters, not {len(code)}")
    return code


def decode(code: str) -> tuple[dict[str, str], list[Problem]]:
    """The choices that a code holds, and what of it could not be read; never raises."""
    if len(code) > LONGEST:
        message = f"a view's code has at most {LONGEST} characters; the page shows its usual view"
        return {}, [Problem("view", message)]
    choices: dict[str, str] = {}
    problems = []
    for piece in filter(None, code.split("*")):
        name, dot, coded = piece.partition(".")
        if not dot or not coded or not _NAME.fullmatch(name) or not _CODED.fullmatch(coded):
            message = f"“{piece[:40]}” is no choice of a page, which is written name.text"
            problems.append(Problem("view", message))
        else:
            choices[name] = _text(coded)
    return choices, problems


def _coded(text: str) -> str:
    return "".join(
        chr(byte) if _PLAIN.fullmatch(bytes([byte])) else f"-{byte:02X}"
        for byte in text.encode("utf-8", "replace")
    )


def _text(coded: str) -> str:
    raw = re.sub(r"-([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), coded)
    return raw.encode("latin-1").decode("utf-8", "replace")
