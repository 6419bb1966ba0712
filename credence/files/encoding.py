"""The bytes of a table as UTF-8 with line feeds, whatever the program that wrote them made.

Spreadsheets save UTF-16, old ones the code page of their country, and a file that went through an
old Mac has carriage returns alone. All of this shows in the bytes. Bytes that are no UTF-8 are taken
for *Windows-1252*, unless they hold other characters that are UTF-8: then something was broken.
"""

import codecs

from credence.errors import InputError, Problem

UTF16 = "the file is read as UTF-16"
WINDOWS = "the file is no UTF-8 and is read as Windows-1252"
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_BROKEN = (
    "the file is neither UTF-8 nor Windows-1252 text; save it with the encoding UTF-8 (a spreadsheet "
    "calls it “CSV UTF-8”)"
)


def is_plain(head: bytes) -> bool:
    """Whether a file that begins so is read as it stands, or in parts of it."""
    wide = head[:2] in _MARKS or b"\0" in head
    return not wide and (b"\r" not in head or b"\n" in head)


def utf8(content: bytes, file: str | None, line: int = 1) -> tuple[bytes, str | None]:
    """The content as UTF-8 without a mark, its lines ending in a line feed; and what it was.

    Raises:
        InputError: It is no text in an encoding that is known; ``line`` is that of its first.
    """
    note = None
    if content[:2] in _MARKS:
        try:
            content, note = content.decode("utf-16").encode(), UTF16
        except UnicodeError:
            raise InputError(Problem("", _BROKEN, line, file)) from None
    if b"\0" in content:
        at = line + content.count(b"\n", 0, content.index(b"\0"))
        message = "the file holds a NUL character, so it is no text; save it as plain UTF-8"
        raise InputError(Problem("", message, at, file))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        content, note = _from_windows(content, error.start, file, line), WINDOWS
    content = content.removeprefix(codecs.BOM_UTF8)
    if b"\r" in content and b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return content, note


def _from_windows(content: bytes, start: int, file: str | None, line: int) -> bytes:
    try:
        if content.decode("utf-8", "ignore").isascii():
            return content.decode("cp1252").encode()
    except UnicodeDecodeError:
        pass
    at = line + content.count(b"\n", 0, start)
    raise InputError(Problem("", _BROKEN, at, file))
