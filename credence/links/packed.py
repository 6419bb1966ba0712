"""The packed form of a code: the same parts, with indices in place of ids, compressed.

A released library never changes, so the n-th number of its sorted paths stays the n-th for ever.
Runs of neighbouring numbers need no index at all. The text is compressed by raw DEFLATE and written
in base64url. Unpacking is bounded, so that a few characters cannot become gigabytes.

In a packed code one wrong character can be another number: a checksum at the end tells. Codes of
before there was one open as they did.
"""

import base64
import binascii
import re
import zlib

from credence.errors import Problem
from credence.library import Library
from credence.links.parts import key_of, split

MOST_BYTES = 200_000
_CHECKED = re.compile(r"(.*)\*c=([0-9a-f]{8})")
_CHANGED = (
    "the link was changed on its way, so that what it opens may not be what was meant; "
    "copy the whole link again"
)
_NUMBER = re.compile(r"(?:(\d+):)?([0-9.e~-]+)")


def pack(library: Library, parts: list[str]) -> str:
    """Pack readable parts; `unpack` gives the same parts back."""
    numbers = {key_of(path): index for index, path in enumerate(sorted(library.numbers))}
    arguments = {name: index for index, name in enumerate(sorted(library.arguments))}
    lines: list[str] = []
    values: list[str] = []
    expected = 0
    for part in parts:
        ids, text = split(part)
        if ids[0] in {"on", "off"}:
            bits = sum(1 << arguments[name] for name in ids[1:])
            lines.append(f"{ids[0]}={bits:x}")
        elif (index := numbers.get(".".join(ids))) is not None:
            short = ",".join(
                end.removeprefix("0") if end.startswith("0.") else end for end in text.split("_to_")
            ).replace(",", "~")
            values.append(short if index == expected else f"{index}:{short}")
            expected = index + 1
        else:
            lines.append(part)
    lines.append("n=" + ",".join(values))
    squeezed = zlib.compressobj(9, wbits=-15)
    text = "*".join(lines)
    data = squeezed.compress(f"{text}*c={_checksum(text)}".encode()) + squeezed.flush()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unpack(library: Library, text: str) -> tuple[list[str], list[Problem]]:
    """The readable parts of a packed code, and what was wrong with it; never raises."""
    damaged = [Problem("link", "the packed part is cut off or damaged; copy the whole link again")]
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        stream = zlib.decompressobj(wbits=-15)
        content = stream.decompress(data, MOST_BYTES)
        if stream.unconsumed_tail:
            return [], [Problem("link", f"the link unpacks to over {MOST_BYTES:,} characters")]
        whole = content.decode("ascii")
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError):
        return [], damaged
    if not whole:
        return [], damaged
    problems = [] if stream.eof and not stream.unused_data else damaged
    if match := _CHECKED.fullmatch(whole):
        whole = match[1]
        if _checksum(whole) != match[2]:
            problems = [Problem("link", _CHANGED)]
    parts: list[str] = []
    for line in whole.split("*"):
        key, equals, value = line.partition("=")
        if not equals:
            parts.append(line)
        elif key == "n":
            parts += _numbers(library, value, problems)
        else:
            parts += _toggles(library, key, value, problems)
    return parts, problems


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _toggles(library: Library, key: str, value: str, problems: list[Problem]) -> list[str]:
    names = sorted(library.arguments)
    if key not in {"on", "off"} or not re.fullmatch(r"[0-9a-f]{1,200}", value):
        problems.append(Problem("link", "a list of toggles in the link cannot be read"))
        return []
    bits = int(value, 16)
    if bits >> len(names):
        problems.append(Problem("link", "the link switches arguments that the library has not"))
    chosen = [name for index, name in enumerate(names) if bits >> index & 1]
    return [".".join([key, *chosen])] if chosen else []


def _numbers(library: Library, value: str, problems: list[Problem]) -> list[str]:
    paths = sorted(library.numbers)
    parts, index = [], 0
    for token in value.split(",") if value else []:
        match = _NUMBER.fullmatch(token)
        if match and match[1]:
            index = int(match[1][:6])
        if not match or index >= len(paths):
            problems.append(Problem("link", f"the number “{token[:30]}” in the link has no place"))
            continue
        ends = ["0" + end if end.startswith(".") else end for end in match[2].split("~")]
        parts.append(f"{key_of(paths[index])}.{'_to_'.join(ends)}")
        index += 1
    return parts
