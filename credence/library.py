"""A library: claims, the arguments that bear on them, and the families that arguments fall into.

A *claim* is a binary hypothesis; how probable it is before any argument follows from its own
numbers and its parents (``prior``, ``causes``, ``requires``, ``table``), or, for one of a set of
*alternatives*, from its ``weight``. An *argument* is evidence: a likelihood ratio
P(argument | claim) / P(argument | not claim), worth something only where it is *sound*. An argument
can *undercut* another: while both are sound, the other may count for nothing. Arguments of one
*family* partly share their evidence.

Two things that are easily confused: a *cause* makes a claim true, and an argument gives a reason
to believe it. Only causes are part of the claims' network; arguments weigh on it from outside.

A library is never changed once released: what one person thinks otherwise is a `Scenario`.
Every record here is frozen, and `Library` refuses what does not hang together (unknown ids, cycles,
missing rows) with all of its problems at once.
"""

import hashlib
import json
from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticKnownError

from credence import number
from credence.consistency import problems_of
from credence.errors import InputError
from credence.number import Kind, Number

SCHEMA: Literal["credence-library/1"] = "credence-library/1"


def _reads(kind: Kind) -> PlainValidator:
    """Reads every way of writing a number and says what was wrong with it."""
    return PlainValidator(lambda value: number.read(value, kind))


def _ways(kind: Kind, one: dict[str, object]) -> WithJsonSchema:
    """The schema of every way of writing a number, ``one`` being that of the plain one."""
    ends = {**one, "anyOf": [one, {"type": "string"}]} if kind is Kind.PROBABILITY else one
    interval = {
        "type": "object",
        "properties": {"low": ends, "high": ends},
        "required": ["low", "high"],
        "additionalProperties": False,
    }
    ways: list[dict[str, object]] = [one, {"type": "string"}, interval]
    if kind is not Kind.PROBABILITY:
        exponents = {"type": "number"}
        bits = {"properties": {"low": exponents, "high": exponents}, "required": ["low", "high"]}
        ways.append(
            {
                "type": "object",
                "properties": {"bits": {"anyOf": [exponents, {"type": "object", **bits}]}},
                "required": ["bits"],
                "additionalProperties": False,
            }
        )
    return WithJsonSchema({"anyOf": ways})


_AS_DATA = PlainSerializer(Number.as_data)

Probability = Annotated[
    Number,
    _reads(Kind.PROBABILITY),
    _AS_DATA,
    _ways(Kind.PROBABILITY, {"type": "number", "minimum": 0, "maximum": 1}),
]
Ratio = Annotated[
    Number,
    _reads(Kind.RATIO),
    _AS_DATA,
    _ways(Kind.RATIO, {"type": "number", "exclusiveMinimum": 0}),
]
Weight = Annotated[
    Number,
    _reads(Kind.WEIGHT),
    _AS_DATA,
    _ways(Kind.WEIGHT, {"type": "number", "minimum": 0}),
]


def not_truth(value: object) -> object:
    """Refuse true and false where a number is needed, which Pydantic takes for 1 and 0."""
    if isinstance(value, bool):
        raise PydanticKnownError("float_type")
    return value


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$"),
    Field(description="lower-case letters, digits and underscores, starting with a letter"),
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


def _year(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Record(BaseModel):
    """A frozen record that refuses unknown keys, NaN and infinity."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, strict=False, populate_by_name=True
    )


class Source(Record):
    """Where an argument or a number can be read."""

    title: Text
    author: Text | None = None
    year: Annotated[Text, BeforeValidator(_year, json_schema_input_type=str | int)] | None = None
    url: Text | None = None
    locator: Text | None = None
    note: Text | None = None


class Basis(Record):
    """Where a number comes from: *stated* by a source, or our own *illustrative* default."""

    kind: Literal["stated", "illustrative"]
    reason: Text


class _Described(Record):
    title: Text
    note: Text | None = None
    sources: tuple[Source, ...] = ()
    basis: dict[str, Basis] = {}


class Claim(_Described):
    """A binary hypothesis and its probability given its parents."""

    statement: Text
    horizon: Text | None = None
    prior: Probability | None = None
    causes: dict[Id, Probability] = {}
    requires: tuple[Id, ...] = ()
    parents: tuple[Id, ...] = ()
    table: dict[str, Probability] = {}


class Member(_Described):
    """One of a set of alternatives: a claim with a weight in place of a prior."""

    statement: Text
    horizon: Text | None = None
    weight: Weight


class Alternatives(_Described):
    """Claims of which exactly one is true (none, where a required claim is false)."""

    requires: tuple[Id, ...] = ()
    members: Annotated[dict[Id, Member], Field(min_length=2)]


class Family(_Described):
    """Arguments that partly share their evidence and their fate; see `credence.evidence`.

    ``overlap`` 0 adds them up, 1 counts the strongest alone.
    """

    overlap: Annotated[float, Field(ge=0, le=1), BeforeValidator(not_truth)]


class Argument(_Described):
    """Evidence on a claim, or on several, as a likelihood ratio; or a pure undercutter."""

    summary: Text
    claim: Id | None = None
    lr: Ratio | None = None
    bears_on: dict[Id, Ratio] = {}
    soundness: Probability = Number.point(1)
    premises: dict[Id, Probability] = {}
    family: Id | None = None
    undercuts: dict[Id, Probability] = {}
    active: bool = False

    @property
    def ratios(self) -> dict[str, Number]:
        """Likelihood ratio by claim; 1 where the argument only undercuts."""
        if self.bears_on:
            return dict(self.bears_on)
        return {self.claim: self.lr or Number.point(1)} if self.claim else {}


class Library(Record):
    """Claims, arguments and families that hang together; see the module's docstring."""

    schema_: Annotated[Literal["credence-library/1"], Field(alias="schema")] = SCHEMA
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$")]
    version: Annotated[int, Field(ge=1), BeforeValidator(not_truth)]
    title: Text
    description: Text | None = None
    conventions: Text | None = None
    sources: tuple[Source, ...] = ()
    target: Id | None = None
    claims: Annotated[dict[Id, Claim], Field(default_factory=dict)]
    alternatives: dict[Id, Alternatives] = {}
    featured: tuple[Id, ...] = ()
    families: dict[Id, Family] = {}
    arguments: dict[Id, Argument] = {}

    @model_validator(mode="after")
    def _hangs_together(self) -> "Library":
        if found := problems_of(self):
            raise InputError(found)
        return self

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Library) and self.digest == other.digest

    @property
    def name(self) -> str:
        """The id and version together, such as ``ai-risk-1``."""
        return f"{self.id}-{self.version}"

    @property
    def canonical(self) -> bytes:
        """The content as canonical JSON in ASCII; the same from any file format.

        Claims and arguments keep their order: it is the order in which they are shown, and it
        decides about the default target.
        """
        return json.dumps(self.as_data(), separators=(",", ":")).encode()

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content, in hexadecimal."""
        return hashlib.sha256(self.canonical).hexdigest()

    def as_data(self) -> dict[str, object]:
        """The plain form that files hold, without what is left at its default."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True) | {
            "schema": self.schema_
        }

    @cached_property
    def claim_ids(self) -> tuple[str, ...]:
        """Every claim, members of alternatives included, in the order of the file."""
        members = (name for group in self.alternatives.values() for name in group.members)
        return (*self.claims, *members)

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The set of alternatives that a claim is a member of."""
        return {
            member: name for name, group in self.alternatives.items() for member in group.members
        }

    def claim(self, name: str) -> Claim | Member:
        """The record of a claim, also where it is a member of alternatives."""
        if name in self.claims:
            return self.claims[name]
        return self.alternatives[self.group_of[name]].members[name]

    def parents_of(self, name: str) -> tuple[str, ...]:
        """The claims that a claim's own probability is conditioned on, each once."""
        if name in self.group_of:
            return self.alternatives[self.group_of[name]].requires
        claim = self.claims[name]
        return tuple(dict.fromkeys((*claim.parents, *claim.causes, *claim.requires)))

    def ratio_paths(self, name: str) -> dict[str, str]:
        """Paths of an argument's likelihood ratios, by the claim that each is on."""
        argument = self.arguments[name]
        place = f"arguments.{name}"
        return {
            claim: f"{place}.bears_on.{claim}" if argument.bears_on else f"{place}.lr"
            for claim in argument.ratios
        }

    @cached_property
    def default_target(self) -> str:
        """The claim that a page opens on: ``target``, or the last claim that causes nothing."""
        if self.target:
            return self.target
        used = {parent for name in self.claim_ids for parent in self.parents_of(name)}
        sinks = [name for name in self.claims if name not in used]
        return (sinks or list(self.claim_ids))[-1]

    @cached_property
    def numbers(self) -> dict[str, tuple[Kind, Number]]:
        """Every number of the library by its path, the name under which scenarios change it.

        Paths: ``claims.c.prior``, ``claims.c.weight``, ``claims.c.causes.k``,
        ``claims.c.table.01``, ``arguments.a.lr``, ``arguments.a.bears_on.c``,
        ``arguments.a.soundness``, ``arguments.a.premises.p``, ``arguments.a.undercuts.b``,
        ``families.f.overlap``.
        """
        found: dict[str, tuple[Kind, Number]] = {}
        for name, claim in self.claims.items():
            place = f"claims.{name}"
            if claim.table:
                for row in sorted(claim.table):
                    found[f"{place}.table.{row}"] = Kind.PROBABILITY, claim.table[row]
                continue
            found[f"{place}.prior"] = Kind.PROBABILITY, claim.prior or Number.point(0)
            for cause, strength in claim.causes.items():
                found[f"{place}.causes.{cause}"] = Kind.PROBABILITY, strength
        for group in self.alternatives.values():
            for name, member in group.members.items():
                found[f"claims.{name}.weight"] = Kind.WEIGHT, member.weight
        for name, argument in self.arguments.items():
            place = f"arguments.{name}"
            for target, path in self.ratio_paths(name).items():
                found[path] = Kind.RATIO, argument.ratios[target]
            found[f"{place}.soundness"] = Kind.PROBABILITY, argument.soundness
            for premise, probability in argument.premises.items():
                found[f"{place}.premises.{premise}"] = Kind.PROBABILITY, probability
            for other, strength in argument.undercuts.items():
                found[f"{place}.undercuts.{other}"] = Kind.PROBABILITY, strength
        for name, family in self.families.items():
            found[f"families.{name}.overlap"] = Kind.PROBABILITY, Number.point(family.overlap)
        return found
