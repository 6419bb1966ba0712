"""What pydantic finds wrong with a record, said in sentences that tell what would be right.

An *error* is pydantic's: a type, a location, an input. A *problem* is ours: a dotted path and a
sentence for the author of the file. Where one end of an interval is wrong, the problem names that
end, not the whole number.
"""

import re
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from credence import number
from credence.errors import InputError, Problem, unknown
from credence.number import Kind

ID_RULE = (
    "an id has lower-case letters, digits and underscores, starts with a letter, and has at most "
    "64 characters"
)
_OWN_ID = "a library's id has letters, digits and hyphens, and at most 64 of them"
_WANTED = {
    "string_type": "a text (in quotes)",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of bearable size",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "dict_type": "a mapping of “key: value” lines",
    "model_type": "a mapping of “key: value” lines",
    "model_attributes_type": "a mapping of “key: value” lines",
    "tuple_type": "a list, such as [one, two]",
    "list_type": "a list, such as [one, two]",
}
_RATIOS = {"lr", "bears_on"}


def problems_in(error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """Each of pydantic's errors as a problem; an `InputError` inside gives its own problems."""
    for found in error.errors(include_url=False):
        cause = found.get("ctx", {}).get("error")
        if isinstance(cause, InputError):
            yield from cause.problems
        else:
            yield _problem(found, model)


def is_shape(error: Mapping[str, Any]) -> bool:
    """Whether an error is about one place, not about how the parts hang together."""
    return not isinstance(error.get("ctx", {}).get("error"), InputError)


def _problem(error: Mapping[str, Any], model: type[BaseModel]) -> Problem:
    kind, place, value = error["type"], [str(part) for part in error["loc"]], error["input"]
    context = error.get("ctx", {})
    if place[:1] == ["active"]:
        del place[1:2]  # which of the two forms was read, not a place in the file
    if place and place[-1] == "[key]":
        return Problem(
            ".".join(place[:-1]), f"“{place[-2]}” is no id: {ID_RULE}{_nearest(place[-2])}"
        )
    path = ".".join(place)
    if kind == "value_error":
        return _number_problem(place, value, str(context["error"]))
    if kind == "missing":
        return Problem(path, _missing(place[-1]))
    if kind == "extra_forbidden":
        known = fields_of(record_at(model, place[:-1]))
        return Problem(path, unknown("key", place[-1], known))
    shown = _shown(value)
    if kind in _WANTED:
        return Problem(path, f"{shown} stands where {_WANTED[kind]} is needed")
    if kind == "string_pattern_mismatch" and place[-1] == "name":
        return Problem(path, "a name stands on one line, without tabs or control characters")
    if kind == "string_pattern_mismatch":
        rule = _OWN_ID if place == ["id"] else ID_RULE + _nearest(str(value))
        return Problem(path, f"{shown} is no id: {rule}")
    if kind == "literal_error":
        return Problem(
            path, f"{shown} stands where {context['expected']} is needed".replace("'", "")
        )
    if kind == "string_too_short":
        return Problem(path, "the text is empty; write one or leave the key out")
    if kind == "string_too_long":
        return Problem(path, f"the text is longer than {context['max_length']:,} characters")
    if kind == "too_short":
        return Problem(path, f"at least {context['min_length']} are needed here")
    if kind in {"greater_than_equal", "less_than_equal", "greater_than"}:
        return Problem(path, f"{shown} is out of range; {_limits(place, context)}")
    return Problem(path, f"{shown} cannot stand here: {error['msg'].lower()}")


def _nearest(name: str) -> str:
    """The id that somebody meant who wrote a title's capitals and blanks."""
    meant = re.sub(r"[\s-]+", "_", name.strip()).lower()
    return f"; did you mean {meant}?" if re.fullmatch(r"[a-z][a-z0-9_]{0,63}", meant) else ""


def _limits(place: list[str], context: Mapping[str, Any]) -> str:
    if place[-1] in {"overlap", "scepticism"}:
        return "a number between 0 and 1 is needed"
    names = {"ge": "at least", "gt": "above", "le": "at most"}
    key = next(key for key in names if key in context)
    return f"a number {names[key]} {context[key]:g} is needed"


_EXAMPLES = {
    "schema": "“schema: credence-library/1” as its first line",
    "id": "“id: my-library”",
    "version": "“version: 1”",
    "statement": "a statement that is true or false, in a sentence",
    "summary": "a summary in two or three sentences",
    "overlap": "“overlap: 0.5” or another",
    "weight": "“weight: 1” or another",
    "kind": "“kind: stated” or “kind: illustrative”",
    "reason": "one sentence on where the number comes from",
}


def _missing(key: str) -> str:
    return f"the key “{key}” is missing here; write {_EXAMPLES.get(key, f'“{key}: …”')}"


def _number_problem(place: list[str], value: object, message: str) -> Problem:
    """The problem of a number, at the end of the interval that is to blame where one is."""
    path = ".".join(place)
    if isinstance(value, Mapping) and set(value) == {"low", "high"}:
        for end in ("low", "high"):
            try:
                held = number.read(value[end], kind_at(place))
            except ValueError as error:
                return Problem(f"{path}.{end}", str(error))
            if not held.is_point:
                return Problem(f"{path}.{end}", "one number is needed here, not an interval")
            if f"not at {held.low:g};" in message:
                return Problem(f"{path}.{end}", message)
    return Problem(path, message)


def kind_at(place: list[str]) -> Kind:
    """What the number at a place measures."""
    if place[-1] == "weight":
        return Kind.WEIGHT
    return Kind.RATIO if _RATIOS & set(place[-2:]) else Kind.PROBABILITY


def record_at(model: type[BaseModel], place: list[str]) -> type[BaseModel] | None:
    """The record that stands at a place of a larger record; None where it is none."""
    current: object = model
    for part in place:
        current = _inside(current, part)
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def _inside(annotation: object, part: str) -> object:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if part in {name, info.alias}:
                return _bare(info.annotation)
        return None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return _bare(arguments[1])
    return _bare(arguments[0]) if get_origin(annotation) in {tuple, list} else None


def _bare(annotation: object) -> object:
    """An annotation without its metadata and without None."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        kept = [_bare(one) for one in get_args(annotation) if one is not types.NoneType]
        mappings = [one for one in kept if get_origin(one) is dict]
        return (mappings or kept)[0]
    return annotation


def fields_of(model: type[BaseModel] | None) -> list[str]:
    """The keys of a record as files write them."""
    fields = model.model_fields if model else {}
    return [info.alias or name for name, info in fields.items()]


def _shown(value: object) -> str:
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"“{text[:60]}{'…' if len(text) > 60 else ''}”"
