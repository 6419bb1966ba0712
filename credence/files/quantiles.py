"""Several quantiles of one number: the normal that lies nearest to all of them.

A person may say where a number lies in one case of ten (*p10*), in half (*median*), in nine of ten
(*p90*). ``low`` and ``high`` are the 5th and 95th percentile. Two quantiles fix a normal on the
log-odds of a probability or the logarithm of a ratio; of more, the least squares of the values on
that scale take all alike. Nobody's quantiles lie exactly on a normal, so that one which lies far
off is named, and used all the same.
"""

import numpy as np
from scipy.special import ndtr, ndtri

from credence.number import Z90, Kind, Number, from_scale, read, to_scale
from credence.words.numbers import percent

LEVELS = {
    "low": 0.05,
    "p10": 0.10,
    "p25": 0.25,
    "median": 0.50,
    "p75": 0.75,
    "p90": 0.90,
    "high": 0.95,
    "p99": 0.99,
}
_FAR = 0.1
"""How far a quantile's level may be from what the fit has there."""


def fitted(quantiles: dict[str, float], kind: Kind) -> tuple[Number, str]:
    """The number with these quantiles, by the names of `LEVELS`, and a sentence on a bad fit.

    A median alone is a point.

    Raises:
        ValueError: One quantile stands alone, or they do not rise with their levels.
    """
    names = [name for name in LEVELS if name in quantiles]
    values = [quantiles[name] for name in names]
    if names == ["median"]:
        return read(values[0], kind), ""
    if len(names) == 1:
        raise ValueError(f"{names[0]} stands alone; give a second quantile, such as median")
    for (one, before), (other, after) in zip(
        zip(names, values, strict=True), zip(names[1:], values[1:], strict=False), strict=False
    ):
        if before > after:
            raise ValueError(
                f"{one} is {before:g} and {other} is {after:g}; quantiles rise with their levels"
            )
    if values[0] == values[-1]:
        return read(values[0], kind), ""
    at = np.array([to_scale(read(value, kind).low, kind) for value in values])
    if not np.isfinite(at).all():
        raise ValueError(
            "quantiles lie strictly inside the possible range; write 0.01% for almost none"
        )
    levels = np.array([LEVELS[name] for name in names])
    z = ndtri(levels)
    deviation = float(((z - z.mean()) * (at - at.mean())).sum() / ((z - z.mean()) ** 2).sum())
    mean = float(at.mean() - deviation * z.mean())
    ends = (from_scale(mean + side * deviation * Z90, kind) for side in (-1, 1))
    low, high = ends
    number = read({"low": low, "high": high}, kind)
    off = np.abs(ndtr((at - mean) / deviation) - levels)
    worst = int(off.argmax())
    if off[worst] <= _FAR:
        return number, ""
    fits = from_scale(float(mean + deviation * z[worst]), kind)
    shown = [percent(v) if kind is Kind.PROBABILITY else f"{v:.3g}" for v in (values[worst], fits)]
    return number, (
        f"{names[worst]} of {shown[0]} fits badly with the other quantiles, by which it would be "
        f"{shown[1]}"
    )
