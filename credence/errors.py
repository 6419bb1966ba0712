"""What is wrong with an input, where it is, and how to mend it.

A *problem* is one thing wrong at one place. An *input error* carries every problem found, so that
a person mends a file once instead of once per problem. Errors are raised at the edge (files,
links, command line, edits of a scenario) and are never turned into ``None`` on the way.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with an input.

    Attributes:
        path: Dotted place inside the input, such as ``arguments.counting.lr.low``; empty for the
            whole.
        message: What is wrong and what would be right, one sentence or two.
        line: Line of the file, counted from 1; ``None`` where there is no file.
        file: Name of the file; ``None`` where there is none.
    """

    path: str
    message: str
    line: int | None = None
    file: str | None = None

    def __str__(self) -> str:
        where = self.file or ""
        if self.line is not None:
            where += f"{':' if where else 'line '}{self.line}"
        return ": ".join(part for part in (where, self.path, self.message) if part)

    def at(self, *, file: str | None = None, line: int | None = None) -> "Problem":
        """The same problem with its file and line filled in."""
        return replace(self, file=file or self.file, line=line or self.line)


class InputError(ValueError):
    """An input that cannot be used, with all of its problems.

    Attributes:
        problems: Every problem found, in the order of the input; never empty.
    """

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> "tuple[type[InputError], tuple[tuple[Problem, ...]]]":
        """Travel between processes with every problem."""
        return type(self), (self.problems,)

    @classmethod
    def at(cls, path: str, message: str) -> "InputError":
        """An error with a single problem at ``path``."""
        return cls(Problem(path, message))


class CancelledError(Exception):
    """Work was stopped before its end, because somebody asked for it; nothing of it is kept."""


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Say that ``name`` is no known ``what``, and which known names come near."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.6)
    if near:
        return f"there is no {what} “{name}”; did you mean {' or '.join(near)}?"
    if not names:
        return f"there is no {what} “{name}”; there are none here"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"there is no {what} “{name}”; known: {shown}"
