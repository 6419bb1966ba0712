"""A text as plain data, with the line on which each value stands.

A *document* is what a YAML or JSON text holds: mappings, lists, texts, numbers, true, false and
null. Its *places* are dotted paths such as ``arguments.counting.lr.low``; a list's items count from
0. Duplicate keys are refused in both formats, since the readers of most languages silently keep one
of the two.

Reading is one thing and judging another: a document says nothing about what the keys should be.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from credence.errors import InputError, Problem

MOST_BYTES = 5_000_000
DEEPEST = 24
"""Levels of nesting; our formats use eight."""
MOST_PROBLEMS = 200
"""A file with more is not the kind of file it is taken for; the first ones say so."""


type Container = dict[str, Any] | list[Any]


@dataclass
class Document:
    """Plain data, the line of every place, and what was wrong on the way."""

    data: object
    lines: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    file: str | None = None

    def line(self, path: str) -> int | None:
        """The line of a place, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines.get(path)

    def placed(self, problems: list[Problem]) -> list[Problem]:
        """The document's own problems and further ones, each with its file and line, by line."""
        located = [
            problem.at(file=self.file, line=problem.line or self.line(problem.path))
            for problem in (*self.problems, *problems)
        ]
        in_order = sorted(dict.fromkeys(located), key=lambda problem: problem.line or 0)
        return shortened(in_order)


def shortened(problems: list[Problem]) -> list[Problem]:
    """At most ``MOST_PROBLEMS`` problems, the last of which counts those left out."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    left = len(problems) - MOST_PROBLEMS + 1
    kept = problems[: MOST_PROBLEMS - 1]
    return [*kept, Problem("", f"{left:,} further problems; mend these first", file=kept[0].file)]


class Builder:
    """Builds a document from the events of a parser, without recursion."""

    def __init__(self, file: str | None) -> None:
        self.document = Document(None, {}, [], file)
        self._open: list[_Open] = []

    def start(self, container: Container, line: int) -> None:
        """A mapping or a list begins."""
        if len(self._open) >= DEEPEST:
            raise InputError(
                Problem(
                    self._open[-1].path,
                    f"nested more than {DEEPEST} levels deep; no such file is that deep",
                    line,
                    self.document.file,
                )
            )
        path = self._put(container, line)
        self._open.append(_Open(container, path))

    def end(self) -> None:
        """The innermost mapping or list ends."""
        self._open.pop()

    def scalar(self, value: object, line: int) -> None:
        """A value, or in a mapping the key of the next one."""
        top = self._open[-1] if self._open else None
        if top is None or isinstance(top.container, list) or top.key is not None:
            self._put(value, line)
            return
        if not isinstance(value, str):
            shown = "null" if value is None else str(value).lower()
            self.problem(top.path, f"a key is a text; put quotes around it: “{shown}”", line)
            value = shown
        if value in top.container:
            first = self.document.lines[_joined(top.path, value)]
            self.problem(
                _joined(top.path, value),
                f"the key stands here a second time (first on line {first}); leave one out",
                line,
            )
            top.discards = True
        else:
            self.document.lines.setdefault(_joined(top.path, value), line)
        top.key = value

    def problem(self, path: str, message: str, line: int) -> None:
        """Note something wrong."""
        self.document.problems.append(Problem(path, message, line))

    @property
    def path(self) -> str:
        """The place of the value that comes next."""
        if not self._open:
            return ""
        top = self._open[-1]
        if isinstance(top.container, list):
            return _joined(top.path, str(len(top.container)))
        return _joined(top.path, top.key) if top.key is not None else top.path

    def _put(self, value: object, line: int) -> str:
        path = self.path
        if not self._open:
            self.document.data = value
            self.document.lines.setdefault("", line)
            return path
        top = self._open[-1]
        if isinstance(top.container, list):
            self.document.lines.setdefault(path, line)
            top.container.append(value)
            return path
        if top.key is None:
            self.problem(path, "a key is a text, not a list or a mapping", line)
            top.key, top.discards = "", True
            return path
        if not top.discards:
            top.container[top.key] = value
        top.key, top.discards = None, False
        return path


@dataclass
class _Open:
    """A container that has begun and not ended."""

    container: Container
    path: str
    key: str | None = None
    discards: bool = False


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def decoded(content: bytes, file: str | None) -> str:
    """The text of a file that is UTF-8 and of bearable size.

    Raises:
        InputError: The file is too large, not UTF-8, or holds a NUL.
    """
    if len(content) > MOST_BYTES:
        size = len(content) / 1e6
        raise InputError(
            Problem("", f"the file has {size:.1f} MB; at most 5 MB are read", file=file)
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        message = (
            f"the file is {'UTF-16 and ' if is_wide else ''}not UTF-8 text; save it with the encoding "
            "UTF-8 (a spreadsheet calls it “CSV UTF-8”)"
        )
        raise InputError(Problem("", message, line, file)) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "the file holds a NUL character, so it is no text; save it as plain UTF-8"
        raise InputError(Problem("", message, line, file))
    return text


def content_of(path: Path) -> bytes:
    """The bytes of a file, not more than are needed to see that it is too large.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(4 * MOST_BYTES + 1)
    except FileNotFoundError:
        message = "there is no such file"
    except IsADirectoryError:
        message = "this is a directory; name a file in it"
    except (OSError, ValueError) as error:
        message = f"the file cannot be read: {getattr(error, 'strerror', None) or error}"
    raise InputError(Problem("", message, file=str(path)))
