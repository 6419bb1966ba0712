"""The JSON Schemas of both file formats, made from the records that read them.

``python -m credence.files.schema`` writes them into ``docs/``. A schema says what shape a file has;
whether its parts hang together (ids that exist, no circles) only reading it can tell.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from credence.files.credence_record import CredenceRecord
from credence.library import Library

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCHEMAS: dict[str, tuple[type[BaseModel], str]] = {
    "library.schema.json": (Library, "Credence library, version 1"),
    "credence-file.schema.json": (CredenceRecord, "Credence file, version 1"),
}


def schema_text(name: str) -> str:
    """The text of one schema file."""
    model, title = SCHEMAS[name]
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= model.model_json_schema(by_alias=True) | {"title": title}
    schema["required"] = sorted({*schema.get("required", ()), "schema"})
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write every schema into the documentation."""
    DOCS.mkdir(exist_ok=True)
    for name in SCHEMAS:
        (DOCS / name).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
