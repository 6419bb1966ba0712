"""Numbers too large to write out: "1.10 × 10^430,100,828", and shares too small: "10^−184,946,674".

The digits given are right: one that the bounds do not settle is not shown.
"""

from decimal import Decimal

from credence.worked_count import Enclosed, mantissa, rounded

_PLAIN = 6  # up to a million is written out
_PLACES = 6


def power_words(value: Enclosed, places: int = 2) -> str:
    """The number whose common logarithm is ``value``: "361", or "1.10 × 10^430,100,828".

    Numbers from one to a million are written out where that is exact to the places asked for.
    """
    for fewer in range(places, -1, -1):
        found = mantissa(value, fewer)
        if found is None:
            continue
        factor, power = found
        if -4 <= power < 0:
            return f"{factor.scaleb(power):f}"
        if 0 <= power <= min(places, _PLAIN):
            return f"{factor.scaleb(power):f}"
        return f"{factor} × 10^{_signed(f'{power:,}')}"
    return f"10^{log10_words(value)}"


def log10_words(value: Enclosed, places: int = _PLACES) -> str:
    """The common logarithm itself, to as many places as are settled: "430,100,828.039700"."""
    for fewer in range(places, -1, -1):
        if (found := rounded(value, fewer)) is not None:
            return _signed(f"{found + Decimal(0):,}")
    return f"{_signed(f'{value.low:,.0f}')} or so"


def _signed(text: str) -> str:
    return text.replace("-", "−")
