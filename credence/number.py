"""A number that somebody holds: a *point*, or a central 90 % *interval*.

An interval ``{low, high}`` gives the 5th and the 95th percentile. What lies between depends on the
kind of number:

- a *probability* is logit-normal: its log-odds are normal;
- a *ratio* (a likelihood ratio, or the weight of an alternative) is log-normal.

People read "low" and "high" as the least and the greatest value possible. They are not: one time
in ten the number lies outside.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from numbers import Real

from credence import odds, written
from credence.written import Custom

Z90 = 1.6448536269514722
"""The standard normal's 95th percentile: an interval is ``2 · Z90`` standard deviations wide."""


_LONGEST = 200
"""Characters that a number may have."""


class Kind(StrEnum):
    """What a number measures, which settles its range and the shape of its interval."""

    PROBABILITY = "probability"
    RATIO = "ratio"
    WEIGHT = "weight"


class UnreadableError(ValueError):
    """What is written is no number at all."""


@dataclass(frozen=True, order=True)
class Number:
    """A point (``low == high``) or the central 90 % interval from ``low`` to ``high``."""

    low: float
    high: float

    @classmethod
    def point(cls, value: float) -> "Number":
        """The number known exactly."""
        return cls(float(value), float(value))

    @property
    def is_point(self) -> bool:
        """Whether the number is known exactly."""
        return self.low == self.high

    def normal(self, kind: Kind) -> tuple[float, float]:
        """Mean and standard deviation of the number on the scale where it is normal.

        The scale is natural log-odds for a probability and the natural logarithm for a ratio. A
        point has a standard deviation of 0; a point at 0 or 1 has an infinite mean.
        """
        low, high = to_scale(self.low, kind), to_scale(self.high, kind)
        if self.is_point:
            return low, 0.0
        return (low + high) / 2, (high - low) / (2 * Z90)

    def median(self, kind: Kind) -> float:
        """The number's median: the point itself, or the middle on the normal scale."""
        return self.low if self.is_point else from_scale(self.normal(kind)[0], kind)

    def as_data(self) -> float | dict[str, float]:
        """The plain form that files hold: a number, or ``{"low": …, "high": …}``."""
        return self.low if self.is_point else {"low": self.low, "high": self.high}


def to_scale(value: float, kind: Kind) -> float:
    """Log-odds of a probability, or the logarithm of a ratio (minus infinity at 0)."""
    if kind is Kind.PROBABILITY:
        return odds.log_odds(value)
    return math.log(value) if value > 0 else -math.inf


def from_scale(value: float, kind: Kind) -> float:
    """The inverse of `to_scale`."""
    if kind is Kind.PROBABILITY:
        return float(odds.probability(value))
    return math.exp(value)


def read(
    value: object, kind: Kind, custom: Custom = Custom.PROGRAM, *, in_percent: bool = False
) -> Number:
    """Read a number in any of the accepted ways of writing it.

    A plain number, ``"3:1"``, ``"20 %"``, ``"1 in 20"``, ``"1/20"``, ``"2..8"``, ``"10–20%"``,
    ``"~3%"``, ``"×4"``, ``{low, high}``, and for ratios ``{bits: 1}`` or ``{bits: {low: -1, high: 2}}``.

    Args:
        value: What is written.
        kind: What it measures.
        custom: What a mark means that may part thousands or decimals.
        in_percent: Whether a probability without a sign is in per cent.

    Raises:
        ValueError: What is wrong with the value and how to write it.
    """
    if isinstance(value, Number):
        return _checked(value.low, value.high, kind, interval=not value.is_point)
    if isinstance(value, Mapping):
        return _read_mapping(value, kind)
    if isinstance(value, str):
        return _read_text(value, kind, custom, in_percent=in_percent)
    scalar = _plain(written.shifted(repr(value), -2) if in_percent else value)
    return _checked(scalar, scalar, kind, interval=False)


def _read_text(text: str, kind: Kind, custom: Custom, *, in_percent: bool) -> Number:
    """A text's number: its marks settled, then a range, or else a scalar."""
    if len(text) > _LONGEST:
        raise UnreadableError(f"{_shown(text)} is no {kind.value} that can be read")
    tidied = written.tidy(text)
    points = written.with_points(tidied, custom, may_be_large=may_be_large(tidied, kind))
    spelled = written.sized(points)
    if not written.PLAIN.match(spelled):
        spelled, _ = written.exactly(spelled)
        written.check_bound(spelled)
        is_share = kind is Kind.PROBABILITY
        ends = written.range_of(spelled, is_share=is_share, in_percent=in_percent)
        if ends is not None:
            low, high = (_scalar(written.exactly(end)[0], kind, in_percent) for end in ends)
            return _checked(low, high, kind, interval=True)
    scalar = _scalar(spelled, kind, in_percent)
    return _checked(scalar, scalar, kind, interval=False)


def may_be_large(text: str, kind: Kind) -> bool:
    """Whether thousands can stand in a text: not in a probability, but for 1/1,000 and the like."""
    return kind is not Kind.PROBABILITY or bool(re.search(r"[:/]|\bin\b", text))


def is_unsigned_above_one(text: str, custom: Custom = Custom.PROGRAM) -> bool:
    """Whether a text is a number without a sign, or a range of such, that is above 1."""
    tidied = written.tidy(text)
    if re.search(r"[%:/×÷xX]| in |bit", tidied):
        return False
    try:
        return read(tidied.replace(" to ", ".."), Kind.WEIGHT, custom).high > 1
    except ValueError:
        return False


def taken(text: str, kind: Kind, number: Number) -> str | None:
    """How a text was read where that is not plain to see: “50/50” as parts of a hundred."""
    spelled, is_about = written.exactly(written.tidy(text))
    fraction = written.FRACTION.match(spelled)
    is_parts = (
        kind is Kind.PROBABILITY
        and fraction is not None
        and written.are_hundred(float(part) for part in fraction.groups())
    )
    is_shared = spelled.endswith("%") and spelled.count("%") == 1 and ".." in spelled
    if not (is_about or is_parts or is_shared):
        return None
    ends = (number.low,) if number.is_point else (number.low, number.high)
    is_share = kind is Kind.PROBABILITY
    shown = " to ".join(f"{100 * end:.6g} %" if is_share else f"{end:.6g}" for end in ends)
    return f"“{text.strip()[:60]}” is read as {shown}{', parts of a hundred' if is_parts else ''}"


def _read_mapping(value: Mapping[object, object], kind: Kind) -> Number:
    if "bits" in value:
        if kind is Kind.PROBABILITY:
            raise ValueError("bits measure a ratio; write a probability such as 0.2")
        if len(value) > 1:
            raise ValueError("bits stand alone: {bits: 1} or {bits: {low: -1, high: 2}}")
        inner = value["bits"]
        if isinstance(inner, Mapping):
            low, high = _ends(inner)
            return _checked(_two_to(low), _two_to(high), kind, interval=True)
        point = _two_to(inner)
        return _checked(point, point, kind, interval=False)
    low, high = _ends(value)
    return _checked(_scalar(low, kind), _scalar(high, kind), kind, interval=True)


def _ends(value: Mapping[object, object]) -> tuple[object, object]:
    if set(value) != {"low", "high"}:
        found = ", ".join(str(key) for key in value) or "nothing"
        raise ValueError(f"an interval has exactly the keys low and high; found {found}")
    return value["low"], value["high"]


def _two_to(value: object) -> float:
    exponent = _plain(value)
    try:
        result = math.pow(2.0, exponent)
    except OverflowError:
        result = math.inf
    if not 0 < result < math.inf:
        raise ValueError(f"{exponent:g} bits are beyond what can be computed; stay within ±1000")
    return result


def _plain(value: object) -> float:
    """A finite float from a number or its text."""
    given = value
    if isinstance(value, str) and written.PLAIN.match(value.strip()):
        value = float(value)
        if value == 0 and re.search(r"[1-9]", re.split("[eE]", str(given))[0]):
            raise ValueError(f"{_shown(given)} is too near 0 to be told from it; write 0 for none")
    if isinstance(value, bool) or not isinstance(value, Real):
        raise ValueError(f"a number is needed here, not {_shown(value)}")
    try:
        result = float(value)
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise ValueError(f"a finite number is needed here, not {_shown(given)}")
    return result


def _scalar(value: object, kind: Kind, in_percent: bool = False) -> float:
    """One value of a probability or a ratio, in any spelling that has a single value."""
    if not isinstance(value, str):
        return _plain(value)
    text = value.strip()
    is_share = kind is Kind.PROBABILITY
    if written.PLAIN.match(text):
        return _plain(written.shifted(text, -2) if in_percent and is_share else text)
    found = _share(text) if is_share else _factor(text)
    if found is not None:
        return found
    if match := written.FRACTION.match(text):
        if written.DATE.match(text):
            raise ValueError(
                f"“{text}” looks like a date; write a fraction without a 0 in front, such as 1/4"
            )
        if float(match[2]) != 0:
            return _quotient(match)
    written.check_bound(text)
    ways = "0.2, 20%, 1 in 5, 1/5 or 0.1..0.3" if is_share else "3, 3:1, 1/3, 1.5..10 or 1.5 bits"
    message = f"{_shown(value)} is no {kind.value} that can be read; write it as {ways}"
    raise UnreadableError(message)


def _share(text: str) -> float | None:
    """A probability in one of the ways that probabilities alone have; ``None`` for another text."""
    if match := written.PERCENT.match(text):
        return _plain(written.shifted(match[1], -2))
    rest, is_complement = written.complemented(text)
    if (match := written.IN.match(written.exactly(rest)[0])) and float(match[2]) >= 1:
        found = _quotient(match)
        return 1 - found if is_complement else found
    if match := written.RATIO.match(text):
        raise ValueError(_odds_message(text, float(match[1]), float(match[2])))
    if (
        (match := written.FRACTION.match(text))
        and not written.DATE.match(text)
        and written.are_hundred(float(part) for part in match.groups())
    ):
        return _plain(written.shifted(match[1], -2))
    return None


def _factor(text: str) -> float | None:
    """A ratio in one of the ways that ratios alone have; ``None`` for another text."""
    if (match := written.RATIO.match(text)) and float(match[2]) != 0:
        return _quotient(match)
    if match := written.TIMES.match(text):
        return _plain(match[1] or match[2])
    if (match := written.DIVIDED.match(text)) and float(match[1]) != 0:
        return 1 / _plain(match[1])
    if match := written.BITS.match(text):
        return _two_to(_plain(match[1]) * (-1 if (match[2] or "").lower() == "against" else 1))
    return None


def _odds_message(text: str, first: float, second: float) -> str:
    """What to write in place of odds, so that 3:1 is not taken for a third or for a quarter."""
    whole = first + second
    fine = first >= 0 and second >= 0 and 0 < whole < math.inf
    return f"“{text}” are odds; write {f'{first / whole:.4g}' if fine else 'a probability'}"


def _quotient(match: re.Match[str]) -> float:
    quotient = _plain(match[1]) / _plain(match[2])
    if math.isinf(quotient) or (quotient == 0 and float(match[1]) != 0):
        message = f"“{match[0]}” is beyond what can be computed; stay within 1e300:1"
        raise ValueError(message)
    return quotient


def _checked(low: float, high: float, kind: Kind, *, interval: bool) -> Number:
    if interval and low == high:
        raise ValueError(f"both ends are {low:g}; write a point as the plain number {low:g}")
    if low > high:
        raise ValueError(f"low is {low:g} and high is {high:g}; low must be below high")
    for end in (low, high):
        if kind is Kind.PROBABILITY:
            if not 0 <= end <= 1:
                hint = f" (did you mean {end / 100:g}?)" if 1 < end <= 100 else ""
                raise ValueError(f"a probability lies between 0 and 1, and {end:g} does not{hint}")
            if interval and not 0 < end < 1:
                raise ValueError(
                    f"an interval of a probability ends strictly inside 0 and 1, not at {end:g}; "
                    "write a point for certainty"
                )
        elif kind is Kind.RATIO and not 0 < end < math.inf:
            raise ValueError(f"a likelihood ratio is above 0, and {end:g} is not")
        elif kind is Kind.WEIGHT and not 0 <= end < math.inf:
            raise ValueError(f"a weight is 0 or more, and {end:g} is not")
        elif interval and end <= 0:
            raise ValueError("an interval of a weight ends above 0; write a point for none at all")
    return Number(low + 0.0, high + 0.0)  # minus zero is zero: one number has one form


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"
