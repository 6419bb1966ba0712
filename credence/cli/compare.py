"""The command that asks where two people part: compare."""

from typing import TYPE_CHECKING, Any

from credence.cli.commands import app
from credence.cli.options import with_sides
from credence.cli.output import Format, FormatOption, show, signed

if TYPE_CHECKING:
    from credence.compare import Comparison, Part
    from credence.discrimination import Discrimination
    from credence.scenario import Scenario

_SHOWN = 5e-5
_MOST = 5


@app.command()
@with_sides
def compare(sides: "list[tuple[str, Scenario]]", form: FormatOption = Format.TABLE) -> None:
    """Print what makes two people's credences in the target differ, and what would unite them.

    A and B are each a credence file, a worldview, a link, or “library”. The options that edit a
    scenario edit both. The gap is B minus A; its parts sum to it.

    Example: credence compare ai-risk-1 carlsmith_2023 turner_2024 --target scheming
    """
    from credence.compare import compare as compared  # noqa: PLC0415 - NumPy comes with it
    from credence.discrimination import discriminate  # noqa: PLC0415
    from credence.words import compare_words, part_sides, points_words  # noqa: PLC0415

    (name_a, a), (name_b, b) = sides
    library = a.library
    found = compared(a, b)
    cruxes = discriminate(a, b, found.target)
    fields = ["number", "a", "b", "points", "bits", "se", "matters"]
    numbers = [_number(part) for part in found.parts]
    shown = [part for part in found.parts if abs(part.points) >= _SHOWN]
    show(
        form,
        data=_data(found, (name_a, name_b), numbers, cruxes),
        columns=fields if form is not Format.TABLE else [*fields[:4], "bits"],
        rows=[[_flat(row[field]) for field in fields] for row in numbers],
        title=compare_words(library, found, (name_a, name_b)),
        table=[
            [
                part.number,
                *part_sides(library, part),
                points_words(part.points),
                "" if part.bits is None else signed(part.bits),
            ]
            for part in shown
        ],
        notes=_notes(found, cruxes, len(found.parts) - len(shown)),
    )


def _number(part: "Part") -> dict[str, Any]:
    single = part.differences[0] if len(part.differences) == 1 else None
    sides = {
        side: getattr(single, side)
        if single
        else {one.number: getattr(one, side) for one in part.differences}
        for side in ("a", "b")
    }
    fields = ("points", "bits", "se", "matters")
    return {"number": part.number, **sides, **{field: getattr(part, field) for field in fields}}


def _data(
    found: "Comparison",
    names: tuple[str, str],
    numbers: "list[dict[str, Any]]",
    cruxes: "list[Discrimination]",
) -> dict[str, Any]:
    return {
        "target": found.target,
        "a": found.a,
        "b": found.b,
        "stated": {
            side: stated
            for side, stated in zip("ab", found.stated, strict=True)
            if stated is not None
        },
        "difference": found.difference,
        "difference_bits": found.difference_bits,
        "names": {"a": names[0], "b": names[1]},
        "exact": found.exact,
        "numbers": numbers,
        "pairs": [
            {"a": pair.a, "b": pair.b, "points": pair.points, "bits": pair.bits}
            for pair in found.pairs
        ],
        "cruxes": [
            {
                "crux": crux.crux,
                "a": crux.a,
                "b": crux.b,
                "discrimination_bits": crux.bits,
                "se": crux.se,
            }
            for crux in cruxes
        ],
    }


def _flat(value: Any) -> Any:  # noqa: ANN401 - one cell
    """An interval as it is written on a command line, in one cell."""
    if not isinstance(value, dict):
        return value
    if set(value) == {"low", "high"}:
        return f"{value['low']!r}..{value['high']!r}"
    return "; ".join(f"{name}={_flat(held)}" for name, held in value.items())


def _notes(found: "Comparison", cruxes: "list[Discrimination]", left_out: int) -> list[str]:
    from credence.words import own_pair, points_words  # noqa: PLC0415 - only now is it needed

    notes = []
    if left_out:
        notes.append(
            f"Differences that move it by less than 0.005 points are left out: {left_out}."
        )
    if not found.exact:
        largest = max((part.se or 0.0 for part in found.parts), default=0.0)
        notes.append(f"Sampled orders: the largest standard error is {100 * largest:.2g} points.")
    telling = [p for p in found.pairs if abs(p.points) >= _SHOWN and not own_pair(p.a, p.b)]
    notes += [
        f"Together: {pair.a} with {pair.b}, {points_words(pair.points)} beyond their parts."
        for pair in telling[:_MOST]
    ]
    closer = [crux for crux in cruxes if crux.bits is not None and crux.bits >= _SHOWN]
    notes += [
        f"Settling {crux.crux} is expected to bring them {crux.bits:.3g} bits closer."
        for crux in closer[:_MOST]
    ]
    return notes
