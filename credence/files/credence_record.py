"""The shape of a credence file: which keys it has and what stands under each.

``active`` has two forms that mean different things: a *list* names exactly the arguments that are
on, a *mapping* only those that differ from the library.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from credence import number
from credence.library import Basis, Id, Probability, Ratio, Record, Source, Weight, not_truth
from credence.number import Kind
from credence.scenario import DEFAULT_FIRMNESS, FEWEST_DRAWS, MOST_DRAWS, MOST_SEED

SCHEMA: Literal["credence-file/1"] = "credence-file/1"


def _points(kind: Kind, one: Any) -> BeforeValidator:  # noqa: ANN401 - an annotation
    """Reads “10 %” and the like where ``one`` number is meant."""

    def read(value: object) -> object:
        if not isinstance(value, str):
            return value
        held = number.read(value, kind)
        return held.low if held.is_point else value

    return BeforeValidator(read, json_schema_input_type=one | str)


# Strict: a text that was not read as one number is none, and neither is "true".
_Share = Annotated[float, Field(strict=True, ge=0, le=1)]
_Positive = Annotated[float, Field(strict=True, gt=0)]
Share = Annotated[_Share, _points(Kind.PROBABILITY, _Share)]
Tolerance = Annotated[_Positive, _points(Kind.WEIGHT, _Positive)]
_NotNegative = Annotated[float, Field(strict=True, ge=0)]
Firmness = Annotated[_NotNegative, _points(Kind.WEIGHT, _NotNegative)]
Name = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


class _Remarked(Record):
    """What a person may say about an item besides its numbers."""

    note: Note | None = None
    basis: dict[str, Basis] = Field(default_factory=dict)


class ClaimHeld(_Remarked):
    """A claim as one person holds it; ``stated`` is an overall credence, compared, not used."""

    prior: Probability | None = None
    weight: Weight | None = None
    stated: Probability | None = None
    tolerance: Tolerance | None = None
    causes: dict[Id, Probability] = Field(default_factory=dict)
    table: dict[str, Probability] = Field(default_factory=dict)


class ArgumentHeld(_Remarked):
    """An argument's numbers as one person holds them."""

    lr: Ratio | None = None
    bears_on: dict[Id, Ratio] = Field(default_factory=dict)
    soundness: Probability | None = None
    premises: dict[Id, Probability] = Field(default_factory=dict)
    undercuts: dict[Id, Probability] = Field(default_factory=dict)


class FamilyHeld(_Remarked):
    """A family's overlap as one person holds it."""

    overlap: Share | None = None


def _form(value: object) -> str:
    return "mapping" if isinstance(value, Mapping) else "list"


Active = Annotated[
    Annotated[tuple[Id, ...], Tag("list")] | Annotated[dict[Id, bool], Tag("mapping")],
    Discriminator(_form),
]


class CredenceRecord(Record):
    """One person's credence file."""

    schema_: Annotated[Literal["credence-file/1"], Field(alias="schema")]
    library: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    name: Name | None = None
    note: Note | None = None
    sources: tuple[Source, ...] = ()
    target: Id | None = None
    seed: Annotated[int, Field(ge=0, le=MOST_SEED), BeforeValidator(not_truth)] | None = None
    draws: (
        Annotated[int, Field(ge=FEWEST_DRAWS, le=MOST_DRAWS), BeforeValidator(not_truth)] | None
    ) = None
    scepticism: Share = 0.0
    firmness: Firmness = DEFAULT_FIRMNESS
    suppose: dict[Id, bool] = Field(default_factory=dict)
    active: Active | None = None
    claims: dict[Id, ClaimHeld] = Field(default_factory=dict)
    families: dict[Id, FamilyHeld] = Field(default_factory=dict)
    arguments: dict[Id, ArgumentHeld] = Field(default_factory=dict)
