"""A thing to keep as bytes: canonical, so that the same content is the same bytes, and bounded.

*Raw* bytes are the JSON text; *compressed* ones are what the database holds. Both are bounded, and
unpacking stops at the bound, so that no row can become gigabytes.
"""

import hashlib
import json
import zlib
from dataclasses import asdict, dataclass

from credence.errors import InputError

MOST_RAW = 5_000_000
MOST_COMPRESSED = 2**20
SCHEMA = "credence-shared/1"


@dataclass(frozen=True)
class Shared:
    """A scenario as it is shared: nothing but the texts that an address holds.

    Attributes:
        code: The scenario's code; a library of one's own is named in it.
        view: What is chosen on the page, as the address holds it; empty for none.
    """

    code: str
    view: str = ""


def bytes_of(shared: Shared) -> bytes:
    """A shared scenario as canonical JSON in ASCII."""
    return json.dumps({"schema": SCHEMA} | asdict(shared), separators=(",", ":")).encode()


def shared_of(raw: bytes) -> Shared:
    """What `bytes_of` wrote.

    Raises:
        InputError: A later version of Credence wrote it, or nobody did.
    """
    data = json.loads(raw)
    match data:
        case {"schema": "credence-shared/1", "code": str(code), "view": str(view)}:
            return Shared(code, view)
    schema = data.get("schema") if isinstance(data, dict) else None
    raise InputError.at(
        "store", f"this version reads {SCHEMA} and not {str(schema)[:40]}; a newer one may open it"
    )


def digest_of(raw: bytes) -> str:
    """SHA-256 of the raw bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def compressed(raw: bytes) -> bytes:
    """The bytes to hold.

    Raises:
        InputError: They are too many.
    """
    if len(raw) > MOST_RAW:
        raise InputError.at(
            "store", f"{len(raw):,} bytes are too many to share; at most {MOST_RAW:,} are stored"
        )
    held = zlib.compress(raw, 9)
    if len(held) > MOST_COMPRESSED:
        message = (
            f"{len(held):,} bytes after compression are too many to share; "
            f"at most {MOST_COMPRESSED:,} are stored"
        )
        raise InputError.at("store", message)
    return held


def raw_of(held: bytes, digest: str) -> bytes:
    """The raw bytes again.

    Raises:
        InputError: They are not those that were stored.
    """
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(held, MOST_RAW)
    except zlib.error:
        raw = b""
    if not stream.eof or digest_of(raw) != digest:
        raise InputError.at("store", "what was stored here is damaged, and cannot be opened")
    return raw
