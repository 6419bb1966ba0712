"""Where two people part, in sentences.

Parts of a gap can be larger than the gap: what pulls one way is answered by what pulls the other.
They are told apart, those that make the gap first.
"""

from credence.compare import Comparison, Part
from credence.differences import Held
from credence.library import Library
from credence.number import Kind
from credence.words.numbers import factor, percent, points_words, told_apart
from credence.words.plain import counted, listed, quoted

_FEWEST_POINTS = 5e-4


def difference_title(library: Library, name: str) -> str:
    """What a difference is about, such as "the prior of “Doom”"."""
    if " + " in name:
        return listed([difference_title(library, one) for one in name.split(" + ")], 4)

    def claim(item: str) -> str:
        return quoted(library.claim(item).title)

    def argument(item: str) -> str:
        return quoted(library.arguments[item].title)

    match name.split("."):
        case ["arguments", item, "active"]:
            return argument(item)
        case ["arguments", item, "soundness"]:
            return f"how sound {argument(item)} is"
        case ["arguments", item, "lr"]:
            return f"how strong {argument(item)} is"
        case ["arguments", item, "bears_on", on]:
            return f"how strong {argument(item)} is on {claim(on)}"
        case ["arguments", item, "premises", premise]:
            return f"a premise of {argument(item)} ({premise})"
        case ["arguments", item, "undercuts", other]:
            return f"how far {argument(item)} undercuts {argument(other)}"
        case ["claims", item, "causes", cause]:
            return f"how strongly {claim(cause)} brings about {claim(item)}"
        case ["claims", item, "table", row]:
            return f"the table of {claim(item)} (row {row})"
        case ["claims", item, field]:
            return f"the {field} of {claim(item)}"
        case ["families", item, _]:
            return f"the overlap of {quoted(library.families[item].title)}"
        case ["suppose", item]:
            return f"whether {claim(item)} is settled"
    return name


def held_words(library: Library, name: str, held: Held) -> str:
    """What one side holds, such as "on", "20 %", "×2 to ×8", "open"."""
    if held is None:
        return "open"
    if isinstance(held, bool):
        words = ("false", "true") if name.startswith("suppose.") else ("off", "on")
        return words[held]
    kind = library.numbers[name][0] if name in library.numbers else Kind.PROBABILITY
    ends = (held["low"], held["high"]) if isinstance(held, dict) else (held,)
    return " to ".join(_value(kind, end) for end in ends)


def _value(kind: Kind, value: float) -> str:
    if kind is Kind.PROBABILITY:
        return percent(value)
    return factor(value) if kind is Kind.RATIO else f"{value:.3g}"


def compare_words(library: Library, comparison: Comparison, names: tuple[str, str]) -> str:
    """How far apart two people are, and which differences make the gap.

    Where one of them states a credence, that comes first; the rest is of what is implied.
    """
    implied = _implied_words(library, comparison, names)
    if not comparison.is_stated:
        return implied
    told = told_apart(*((said, 1 - said) for said in comparison.said))
    first, second = (
        f"{name} states {figure}"
        if stated is not None
        else f"{name} states nothing, which leaves the implied {figure}"
        for name, figure, stated in zip(names, told, comparison.stated, strict=True)
    )
    title = quoted(library.claim(comparison.target).title)
    gap = abs(comparison.said[1] - comparison.said[0])
    apart = f", {_points(gap)} apart" if gap else ""
    link = " and" if comparison.stated[0] is not None else ", and"
    return f"{first}{link} {second} for {title}{apart}. What their arguments and numbers imply: {implied}"


def _implied_words(library: Library, comparison: Comparison, names: tuple[str, str]) -> str:
    a, b = names
    title = quoted(library.claim(comparison.target).title)
    parts = [part for part in comparison.parts if abs(part.points) > 0]
    ends = (comparison.a, 1 - comparison.a), (comparison.b, 1 - comparison.b)
    first, second = told_apart(*ends)
    if not comparison.parts:
        return f"{a} and {b} hold the same on everything: {first} for {title}."
    if not parts:
        known = counted(len(comparison.parts), "thing")
        return f"{a} and {b} differ on {known}, none of which moves {title}: {first} for both."
    gap = comparison.difference
    if abs(gap) < _FEWEST_POINTS:
        pulls = [_sized(library, part) for part in parts[:2]]
        text = f"{a} and {b} are at {first} and {second} for {title}"
        return f"{text}, though they differ: {listed(pulls)}."
    size = _points(abs(gap))
    making = [part for part in parts if part.points * gap > 0]
    against = [part for part in parts if part.points * gap < 0]
    text = f"{a} is at {first} and {b} at {second} for {title}"
    # Parts that are larger than the gap are no parts "of" it.
    text += f", {size} apart. " if against else f". Of the {size} between them, "
    named = [part for part in making[:3] if abs(part.points) >= abs(making[0].points) / 4]
    text += listed(
        [
            _from(library, part, verb=place == 0, unit=bool(against) and place == 0)
            for place, part in enumerate(named)
        ]
    )
    if len(making) > len(named):
        rest = abs(sum(part.points for part in making[len(named) :]))
        text += f"; {_bare(rest)} from {counted(len(making) - len(named), 'other difference')}"
    if against:
        back = abs(sum(part.points for part in against))
        largest = difference_title(library, against[0].number)
        whose = largest if len(against) == 1 else f"{largest} above all"
        text += f"; {_points(back)} the other way ({whose}) bring them closer again"
    return f"{text}."


def gap_rows(
    library: Library, comparison: Comparison, names: tuple[str, str]
) -> list[dict[str, str]]:
    """The differences as rows for a table, the idle ones last."""
    return [
        {
            "Difference": difference_title(library, part.number),
            names[0]: sides[0],
            names[1]: sides[1],
            "Makes": points_words(part.points) + _error(part) if part.matters else "cannot matter",
            "Bits": "" if part.bits is None else f"{part.bits:+.2g}".replace("-", "−"),
        }
        for part in comparison.parts
        for sides in [part_sides(library, part)]
    ]


def part_sides(library: Library, part: Part) -> tuple[str, str]:
    """What the two sides hold, in words."""
    a, b = (
        "; ".join(held_words(library, one.number, getattr(one, side)) for one in part.differences)
        for side in ("a", "b")
    )
    return a, b


def _error(part: Part) -> str:
    return f" ± {100 * part.se:.1g}" if part.se else ""


def together_words(library: Library, a: str, b: str, points: float) -> str:
    """What two differences do together beyond their parts."""
    titles = difference_title(library, a), difference_title(library, b)
    return f"{titles[0]}, with {titles[1]}: {points_words(points)} together beyond what each does"


def _points(size: float) -> str:
    return points_words(size).removeprefix("+")


def _bare(size: float) -> str:
    """A number of points without the word."""
    return _points(size).removesuffix("s").removesuffix(" point")


def _from(library: Library, part: Part, *, verb: bool, unit: bool) -> str:
    size = (_points if unit else _bare)(abs(part.points))
    come = (" comes" if size.partition(" ")[0] == "1" else " come") if verb else ""
    return f"{size}{come} from {difference_title(library, part.number)}{_sides(library, part)}"


def _sized(library: Library, part: Part) -> str:
    return f"{difference_title(library, part.number)} ({points_words(part.points)})"


def _sides(library: Library, part: Part) -> str:
    """What each side holds, where it is one thing."""
    if len(part.differences) != 1:
        return ""
    a, b = part_sides(library, part)
    return f" ({a} against {b})"


def own_pair(a: str, b: str) -> bool:
    """Whether two differences are about one and the same argument or claim.

    That a number does more where its argument is on is no news; such pairs are not named first.
    """
    return a.split(".")[:2] == b.split(".")[:2]
