"""How a table names a number: an item and a field, for a path in the data.

``speed`` and ``premise.low_slack`` are ``arguments.speed.premises.low_slack``. Fields are singular,
as each row holds one number; the keys of YAML files are plural, as each holds several.
"""

from collections.abc import Iterator
from typing import Any

from credence.errors import unknown
from credence.files.credence_edits import SECTIONS

COLUMNS = ("name", "item", "field", "value", "low", "high")
"""The columns of the long form; quantiles may stand beside low and high."""
_PLAIN = {
    **dict.fromkeys(("prior", "weight", "stated", "tolerance"), "claims"),
    **dict.fromkeys(("lr", "soundness"), "arguments"),
    "overlap": "families",
}
_KEYED = {
    "cause": ("claims", "causes"),
    "table": ("claims", "table"),
    "lr": ("arguments", "bears_on"),
    "premise": ("arguments", "premises"),
    "undercut": ("arguments", "undercuts"),
}
_OWN = ("scepticism", "firmness", "library", "note", "target", "seed", "draws", "sources")
FIELDS = ("active", "suppose", *_PLAIN, *(f"{key}.<id>" for key in _KEYED), "note", "basis.<field>")


def keys_of(item: str, name: str) -> list[str] | str:
    """The path of an item's field as keys; a sentence where there is none."""
    head, _, rest = name.partition(".")
    if item == "scenario":
        if head in _OWN and (head == "sources") == bool(rest):
            return [head, *rest.split(".")] if rest else [head]
        return unknown("field of the scenario", name, _OWN)
    section, _, own = item.rpartition(".")
    if head == "active" and not rest:
        return ["active", own]
    if head == "suppose" and not rest:
        return ["suppose", own]
    if head in _KEYED and rest:
        return [_KEYED[head][0], own, _KEYED[head][1], rest]
    if head in _PLAIN and not rest:
        return [_PLAIN[head], own, head]
    if head == "note" and not rest and section:
        return [section, own, "note"]
    if head == "basis" and rest.count(".") and section:
        number, _, part = rest.rpartition(".")
        return [section, own, "basis", number, part]
    if head in {"note", "basis"}:
        return f"write the item of a {head} with its section, such as claims.{own}"
    return unknown("field", name, FIELDS)


def insert(data: dict[str, Any], keys: list[str], value: object) -> None:
    """Put a value at a path of the data."""
    holder: Any = data
    for key in keys[:-1]:
        holder = holder.setdefault(key, {})
    holder[keys[-1]] = value


def listed(data: dict[str, Any]) -> dict[str, Any]:
    """The data with its sources as a list: a table has them numbered from 0."""
    sources = data.get("sources")
    if isinstance(sources, dict):
        numbered = sorted(sources.items(), key=lambda pair: (len(pair[0]), pair[0]))
        return data | {"sources": [source for _, source in numbered]}
    return data


def rows_of(data: dict[str, Any]) -> Iterator[tuple[str, str, object]]:
    """A person's plain data as item, field and value, in the long form's order."""
    for key in ("library", "note", "target", "seed", "draws", "scepticism", "firmness"):
        if key in data:
            yield "scenario", key, data[key]
    for number, source in enumerate(data.get("sources", ())):
        for key, value in source.items():
            yield "scenario", f"sources.{number}.{key}", value
    for key in ("suppose", "active"):
        for item, value in data.get(key, {}).items():
            yield item, key, value
    short = {plural: key for key, (_, plural) in _KEYED.items()}
    for section in SECTIONS:
        for item, entry in data.get(section, {}).items():
            for key, value in entry.items():
                if key in short:
                    for name, number in value.items():
                        yield item, f"{short[key]}.{name}", number
                elif key == "basis":
                    for name, basis in value.items():
                        for part, text in basis.items():
                            yield f"{section}.{item}", f"basis.{name}.{part}", text
                else:
                    yield (f"{section}.{item}" if key == "note" else item), key, value
