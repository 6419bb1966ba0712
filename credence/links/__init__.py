"""A scenario as a short code that fits into a link, and back.

The code holds the whole scenario, so a link needs no server to remember anything. It has two
forms with the same content: the *readable* one, ``1*ai-risk-1*on.speed*prior.scheming.0.25``, and
where that grows beyond a thousand characters the *packed* one, which begins with ``1z*``. A code is
canonical: the same scenario always gives the same code, so the code also names files and keys
caches.

Decoding never fails: it gives what could be read, and a problem for each part that could not. A
*link* is a whole address with the code in its parameter ``s``; both are accepted wherever one is.
A *short link* has an ``id`` in its place, under which a store keeps the code (`credence.store`).

``parts``   the pieces that a code is made of, and how they change a scenario
``packed``  the compressed form
``own``     how a code names a library of one's own
``view``    what a page shows of a scenario, as a second code beside the first
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlsplit

from credence.errors import InputError, Problem
from credence.library import Library
from credence.links import packed
from credence.links.own import REFERENCE, reference_of
from credence.links.parts import MOST_PROBLEMS, apply, parts_of
from credence.scenario import Scenario

READABLE, PACKED = "1", "1z"
LONGEST_READABLE = 1000
LONGEST = 20_000
PARAMETER = "s"
ID_PARAMETER = "id"
_SHAPE = re.compile(r"[A-Za-z0-9._*-]*")
_NAME = re.compile(r"[A-Za-z0-9-]+-[0-9]+")  # never a path, so that a link opens no other file


@dataclass(frozen=True)
class Opened:
    """What a code opened.

    Attributes:
        scenario: The scenario, as far as it could be read; ``None`` where its library is unknown.
        problems: What could not be read; beyond a hundred, how much more there is.
    """

    scenario: Scenario | None
    problems: list[Problem] = field(default_factory=list)


def encode(scenario: Scenario, *, own: bool = False) -> str:
    """The canonical code of a scenario.

    Args:
        scenario: What to write.
        own: Name the library by its content, as one's own that a store keeps, and not by its id.
    """
    parts = parts_of(scenario)
    name = reference_of(scenario.library) if own else scenario.library.name
    readable = "*".join([READABLE, name, *parts])
    if len(readable) <= LONGEST_READABLE:
        return readable
    return "*".join([PACKED, name, packed.pack(scenario.library, parts)])


def address_of(scenario: Scenario, base: str) -> str:
    """The link to a scenario in the app at ``base``."""
    return _with_query(base, PARAMETER, encode(scenario))


def short_address_of(name: str, base: str) -> str:
    """The short link to what a store keeps under an id."""
    return _with_query(base, ID_PARAMETER, name)


def _with_query(base: str, parameter: str, text: str) -> str:
    return f"{base}{'&' if '?' in base else '?'}{parameter}={text}"


def decode(code: str, load: Callable[[str], Library]) -> Opened:
    """Open a code or a link; never raises.

    Args:
        code: A code, or an address that carries one as ``?s=…``.
        load: Finds a library by name, such as ``ai-risk-1``, or by the reference of one's own
            (`credence.links.own`), or raises InputError.
    """
    code = code_in(code)
    if len(code) > LONGEST:
        return _failed(f"the link is {len(code):,} characters long; at most {LONGEST:,} are read")
    if not _SHAPE.fullmatch(code):
        odd = "".join(sorted(set(re.sub(_SHAPE, "", code))))[:10]
        return _failed(
            f"the link holds characters that no link of ours has ({odd!r}); copy it anew"
        )
    version, _, rest = code.partition("*")
    name, _, content = rest.partition("*")
    if version not in {READABLE, PACKED} or not name:
        return _failed("this is no link of ours: it begins like 1*ai-risk-1")
    if not (_NAME.fullmatch(name) or REFERENCE.fullmatch(name)):
        return _failed(f"“{name[:60]}” names no library: that is an id and a version, as ai-risk-1")
    try:
        library = load(name)
    except InputError as error:
        return Opened(None, [Problem("link", problem.message) for problem in error.problems])
    problems: list[Problem] = []
    parts = content.split("*") if content else []
    if version == PACKED:
        parts, problems = packed.unpack(library, content)
    scenario, more = apply(Scenario(library), parts)
    return Opened(scenario, _counted([*problems, *more]))


def code_in(text: str) -> str:
    """The code in an address, or the text itself."""
    found = _query(text).get(PARAMETER)
    return found[0].strip() if found else text.strip()


def id_in(text: str) -> str | None:
    """The id in a short link; ``None`` where there is none, or the scenario itself beside it."""
    query = _query(text)
    return None if PARAMETER in query else query.get(ID_PARAMETER, [None])[0]


def _query(text: str) -> dict[str, list[str]]:
    text = text.strip()
    if "?" not in text and "://" not in text:
        return {}
    try:
        return parse_qs(urlsplit(text).query, max_num_fields=50)
    except ValueError:
        return {}


def _counted(problems: list[Problem]) -> list[Problem]:
    told = [
        replace(problem, path=_clipped(problem.path, 200), message=_clipped(problem.message, 600))
        for problem in problems[:MOST_PROBLEMS]
    ]
    if left := len(problems) - len(told):
        told.append(Problem("link", f"{left:,} further things in the link cannot be read"))
    return told


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _failed(message: str) -> Opened:
    return Opened(None, [Problem("link", message)])
