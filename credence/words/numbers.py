"""A credence as a percentage, as odds, as "1 in N"; intervals, bits and points.

A credence comes with its *complement*, 1 − credence, because near 1 only the complement still
holds digits: both the percentage and the odds of 0.9999999 are read from 1e-7. Where the
complement is not given it is formed by subtraction, which is good enough below about 99.9999 %.

Rounding is to two significant digits of whichever is smaller, the credence or its complement, so
that 0.05 % and 99.95 % are equally exact. A credence that is not exactly 0 or 1 is never called
0 % or 100 %.
"""

import math

from credence.odds import from_bits

LEAST = 1e-8
"""Smallest credence that is written out as a percentage: 0.000001 %."""
LEAST_COMPLEMENT = 1e-6
"""Smallest complement for which a percentage is written out: 99.9999 %."""

_SLACK = 1 - 1e-9  # 1 − 0.999999 falls short of 1e-6 in its eleventh digit
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NAMED = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
# Fractions that people say, for the range where "1 in 2.5" would be the alternative.
_SPOKEN = (
    (1, 5),
    (1, 4),
    (3, 10),
    (1, 3),
    (4, 10),
    (1, 2),
    (6, 10),
    (2, 3),
    (7, 10),
    (3, 4),
    (4, 5),
)


def percent(credence: float, complement: float | None = None, digits: int = 2) -> str:
    """A credence in [0, 1] as a percentage: "12 %", "0.052 %", "99.94 %".

    ``digits`` are the significant digits of the smaller of credence and complement. Beyond
    0.000001 % and 99.9999 % the answer is "less than 0.000001 %" and "more than 99.9999 %".

    Raises:
        ValueError: The credence is no probability.
    """
    p, q = _pair(credence, complement)
    if p == 0:
        return "0 %"
    if q == 0:
        return "100 %"
    if p <= q:
        return (
            "less than 0.000001 %" if p < LEAST * _SLACK else f"{_significant(100 * p, digits)} %"
        )
    if q < LEAST_COMPLEMENT * _SLACK:
        return "more than 99.9999 %"
    places = _places(100 * q, digits)
    return f"{_stripped(f'{100 - round(100 * q, places):.{places}f}')} %"


def told_apart(one: tuple[float, float], other: tuple[float, float]) -> tuple[str, str]:
    """Two credences (each with its complement) as percentages that differ if they can.

    With two significant digits, or with three where two read alike: "11 %" and "14 %", but
    "11.2 %" and "11.1 %". Where three read alike too, two are told.
    """
    for digits in (2, 3):
        said = percent(*one, digits), percent(*other, digits)
        if said[0] != said[1]:
            return said
    return percent(*one), percent(*other)


def odds_words(credence: float, complement: float | None = None) -> str:
    """The odds of a credence with the smaller side at 1: "1 to 7", "3 to 1", "1 to 19,000"."""
    p, q = _pair(credence, complement)
    if p == 0:
        return "ruled out"
    if q == 0:
        return "certain"
    return f"1 to {_large(q / p)}" if p <= q else f"{_large(p / q)} to 1"


def one_in(credence: float, complement: float | None = None) -> str:
    """A credence as a frequency: "about 1 in 8", "about 3 in 10", "all but about 1 in 8"."""
    p, q = _pair(credence, complement)
    if p == 0:
        return "never"
    if q == 0:
        return "always"
    if min(p, q) > 1 / 5.5:
        part, whole = min(_SPOKEN, key=lambda pair: abs(pair[0] / pair[1] - p))
        return f"about {part} in {whole}"
    return (
        f"about 1 in {_large(1 / p, whole=True)}"
        if p < q
        else (f"all but about 1 in {_large(1 / q, whole=True)}")
    )


def interval_words(low: float, high: float, complements: tuple[float, float] | None = None) -> str:
    """A 90 % interval: "between 3.4 % and 21 %", or "12 % throughout" where the ends read alike.

    ``complements`` are those of ``low`` and of ``high``, where they are known.
    """
    of_low, of_high = complements or (None, None)
    ends = percent(low, of_low), percent(high, of_high)
    return f"{ends[0]} throughout" if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"


def factor(ratio: float) -> str:
    """What multiplies the odds: "×3.9", and for less than 1 what divides them: "÷3.9"."""
    if math.isnan(ratio) or ratio < 0:
        raise ValueError(f"a ratio of odds is 0 or more, and {ratio:g} is not")
    if ratio in {0, math.inf}:
        return "÷∞" if ratio == 0 else "×∞"
    size = _large(max(ratio, 1 / ratio))
    return f"÷{size}" if ratio < 1 and size != "1" else f"×{size}"


def bits_words(bits: float) -> str:
    """Weight of evidence: "1.5 bits for (odds ×2.8)", "2 bits against (odds ÷4)"."""
    if math.isnan(bits):
        raise ValueError("a weight of evidence is a number of bits, and nan is none")
    if bits == 0:
        return "0 bits (odds unchanged)"
    side = "for" if bits > 0 else "against"
    if math.isinf(bits):
        return f"infinitely many bits {side} (it settles the matter)"
    if abs(bits) < 0.005:
        return f"less than 0.01 bits {side} (odds almost unchanged)"
    size = _significant(abs(bits), 2)
    unit = "bit" if size == "1" else "bits"
    natural = from_bits(bits)
    if abs(natural) > 700:
        return f"{size} {unit} {side}"
    return f"{size} {unit} {side} (odds {factor(math.exp(natural))})"


def points_words(difference: float) -> str:
    """A difference of two credences in percentage points: "+3.2 points", "−0.05 points".

    ``difference`` is one of probabilities, so between −1 and 1; 0.032 is +3.2 points.
    """
    if math.isnan(difference) or abs(difference) > 1 + 1e-9:
        raise ValueError(f"two probabilities differ by at most 1, not by {difference:g}")
    if difference == 0:
        return "no change"
    if abs(difference) < LEAST * _SLACK:
        return "practically no change"
    size = _significant(100 * abs(difference), 2)
    return f"{'+' if difference > 0 else '−'}{size} {'point' if size == '1' else 'points'}"


def _pair(credence: float, complement: float | None) -> tuple[float, float]:
    q = 1 - credence if complement is None else complement
    for value in (credence, q):
        if not 0 <= value <= 1:
            raise ValueError(f"a probability lies between 0 and 1, and {value:g} does not")
    return float(credence), float(q)


def _places(value: float, digits: int) -> int:
    """Decimals that show ``digits`` significant digits of a positive value, once rounded."""
    exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])
    return max(0, digits - 1 - exponent)


def _significant(value: float, digits: int) -> str:
    """A positive value in plain decimals; whole from ``digits`` digits on, no trailing zeros."""
    return _stripped(f"{value:.{_places(value, digits)}f}")


def _stripped(decimals: str) -> str:
    return decimals.rstrip("0").rstrip(".") if "." in decimals else decimals


def _large(value: float, *, whole: bool = False) -> str:
    """A number of 1 or more in two significant digits: "7.5", "190", "19,000", "1.9 million"."""
    if math.isinf(value):
        return "∞"
    rounded = float(f"{value:.1e}")
    if rounded >= 1e15:
        mantissa, _, exponent = f"{value:.1e}".partition("e")
        power = "10" + str(int(exponent)).translate(_SUPERSCRIPTS)
        return power if mantissa == "1.0" else f"{_stripped(mantissa)} × {power}"
    for size, name in _NAMED:
        if rounded >= size:
            return f"{_significant(rounded / size, 2)} {name}"
    if rounded < 10:
        return f"{value:.0f}" if whole else _stripped(f"{value:.1f}")
    return f"{rounded:,.0f}"
