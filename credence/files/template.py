"""A library as a credence file to fill in: every toggle and every number, as the library has them.

A person changes what they hold differently and deletes or leaves the rest: an unchanged number is
the library's own, so the untouched template opens as the untouched library. YAML names what each
item is in a comment; tables have only ids, as their columns are fixed.
"""

import re
from typing import Any

from credence.files.credence_record import SCHEMA
from credence.files.credences import Format, table_of
from credence.files.json_text import json_of
from credence.files.yaml_text import yaml_of
from credence.library import Library

NAME = "Your name"


def template(library: Library, form: Format) -> bytes:
    """The bytes of a credence file that lists all there is to change in a library."""
    data = _data(library)
    if form == "json":
        return json_of(data).encode()
    if form == "yaml":
        return _commented(yaml_of(data), library).encode()
    return table_of([(NAME, data)], form)


def _data(library: Library) -> dict[str, Any]:
    data: dict[str, Any] = {"schema": SCHEMA, "library": library.name, "name": NAME}
    data["scepticism"] = 0.0
    data["active"] = {name: each.active for name, each in library.arguments.items()}
    for path, (_, value) in library.numbers.items():
        section, item, key, *rest = path.split(".", 3)
        entry = data.setdefault(section, {}).setdefault(item, {})
        if rest:
            entry.setdefault(key, {})[rest[0]] = value.as_data()
        else:
            entry[key] = value.as_data()
    return data


def _commented(text: str, library: Library) -> str:
    """The YAML with the title of every item in a comment above it."""
    titles = {f"claims.{claim}": library.claim(claim).title for claim in library.claim_ids}
    titles |= {f"arguments.{name}": each.title for name, each in library.arguments.items()}
    titles |= {f"families.{name}": each.title for name, each in library.families.items()}
    lines = [
        f"# What there is to change in {library.name}. Keep what you hold differently; what is",
        "# left out is as in the library. An interval is low and high: nine times in ten between.",
    ]
    section = ""
    for line in text.splitlines():
        if found := re.match(r"(\w+):", line):
            section = found[1]
        if (found := re.match(r"  (\w+):", line)) and (
            title := titles.get(f"{section}.{found[1]}")
        ):
            lines.append(f"  # {' '.join(title.split())}")
        lines.append(line)
    return "\n".join(lines) + "\n"
