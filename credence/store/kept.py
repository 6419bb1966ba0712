"""The store: keep a scenario or a library, and find it again by its id."""

import os
import re
import secrets
import string
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache

import sqlalchemy as sql
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from credence.errors import InputError
from credence.files import is_released, read_library
from credence.library import Library
from credence.links import encode
from credence.links.own import REFERENCE, reference_of
from credence.scenario import Scenario
from credence.store import content, drafts
from credence.store.allowance import Allowance
from credence.store.content import Shared
from credence.store.migrations import bring_up_to_date
from credence.store.place import WRITING, engine_of, url_of, url_of_store
from credence.store.table import KEPT

SCENARIO, LIBRARY, DRAFT = "scenario", "library", "draft"
MEGABYTES_VARIABLE = "CREDENCE_STORE_MEGABYTES"
MEGABYTES = 1_000
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LETTERS = string.ascii_letters + string.digits
_LENGTH = 22  # 131 bits
_TRIES = 5
_ONE_AT_A_TIME = threading.Lock()


class Store:
    """What is kept in one database; safe between threads, processes and machines.

    Args:
        url: The database; by the environment where none is given.
        allowance: How much may be stored how fast.
        most_bytes: How much may be stored in all.

    Raises:
        InputError: There is no such database, or a newer version has been at it.
    """

    def __init__(
        self,
        url: sql.URL | str | None = None,
        *,
        allowance: Allowance | None = None,
        most_bytes: int | None = None,
    ) -> None:
        self.url = url_of(url) if isinstance(url, str) else url or url_of_store()
        self._allowance = allowance or Allowance()
        self._most_bytes = _limit() if most_bytes is None else most_bytes
        with _told():
            self._engine = engine_of(self.url)
            self._writer = self._engine.execution_options(**{WRITING: True})
            bring_up_to_date(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def share(self, scenario: Scenario, view: str = "") -> str:
        """Keep a scenario, and its library where that is one's own, and give the scenario's id.

        Args:
            scenario: What to share.
            view: What is chosen on the page, as the address holds it.

        Raises:
            InputError: As for `keep`.
        """
        own = not is_released(scenario.library)
        if own:
            self.keep_library(scenario.library)
        return self.keep(Shared(encode(scenario, own=own), view))

    def keep(self, shared: Shared) -> str:
        """Keep a shared scenario and give its id; the same one for the same content.

        Raises:
            InputError: It is too large, or too much was stored, or the database does not answer.
        """
        return self._keep(SCENARIO, content.bytes_of(shared), _random_id)

    def keep_library(self, library: Library) -> str:
        """Keep a library of one's own and give the reference by which codes name it.

        Raises:
            InputError: As for `keep`.
        """
        reference = reference_of(library)
        self._keep(LIBRARY, library.canonical, lambda: reference)
        return reference

    def shared(self, name: str) -> Shared:
        """The shared scenario with this id.

        Raises:
            InputError: There is none, or it is damaged, or the database does not answer.
        """
        if not _ID.fullmatch(name):
            raise InputError.at("link", f"“{name[:60]}” is no id of a shared scenario")
        return content.shared_of(self._raw(SCENARIO, name))

    def library(self, reference: str) -> Library:
        """The library of one's own with this reference.

        Raises:
            InputError: There is none, or it is damaged, or the database does not answer.
        """
        if not REFERENCE.fullmatch(reference):
            raise InputError.at("link", f"“{reference[:60]}” names no library of one’s own")
        return read_library(self._raw(LIBRARY, reference), "the shared library")

    def keep_draft(self, text: str, base: str | None = None) -> str:
        """Keep a library in the making, right or wrong, and give its id; for the same text the same.

        ``base`` is the draft that this one was made from, of which it is held only what differs.

        Raises:
            InputError: As for `keep`.
        """
        root = None if base is None else self._draft(base)
        return self._keep(DRAFT, drafts.bytes_of(text, root and root[:2]), _random_id)

    def draft(self, name: str) -> str:
        """The text of the draft with this id.

        Raises:
            InputError: There is none, or it is damaged, or the database does not answer.
        """
        return self._draft(name)[2]

    def _draft(self, name: str) -> tuple[str, str, str]:
        """A draft's base (itself where it has none) by id and text, and its own text."""
        if not _ID.fullmatch(name):
            raise InputError.at("link", f"“{name[:60]}” is no id of a draft")
        base, held = drafts.text_of(self._raw(DRAFT, name))
        if isinstance(held, str):
            return name, held, held
        _, text = drafts.text_of(self._raw(DRAFT, str(base)))
        if not isinstance(text, str):
            raise InputError.at("store", "what was stored here is damaged, and cannot be opened")
        return str(base), text, drafts.changed(text, held)

    def _raw(self, kind: str, name: str) -> bytes:
        query = sql.select(KEPT.c.content, KEPT.c.digest).where(
            KEPT.c.id == name, KEPT.c.kind == kind
        )
        with _told(), self._engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise InputError.at(
                "link",
                f"no {kind} is stored here under {name}; was the link cut off, or made elsewhere?",
            )
        return content.raw_of(row.content, row.digest)

    def _keep(self, kind: str, raw: bytes, new_id: Callable[[], str]) -> str:
        held, digest = content.compressed(raw), content.digest_of(raw)
        with _told():
            for attempt in range(_TRIES):
                if found := self._found(digest):
                    return found
                if attempt == 0:
                    self._allow(len(held))
                row = {
                    "id": new_id(),
                    "kind": kind,
                    "digest": digest,
                    "content": held,
                    "size": len(held),
                    "created": datetime.now(UTC),
                }
                try:
                    with self._writer.begin() as connection:
                        connection.execute(sql.insert(KEPT), row)
                except IntegrityError:
                    continue  # another program was faster, and has given it an id
                return str(row["id"])
        raise InputError.at(
            "store", "the database gives no room to what is to be stored; try again"
        )

    def _found(self, digest: str) -> str | None:
        with self._engine.connect() as connection:
            return connection.scalar(sql.select(KEPT.c.id).where(KEPT.c.digest == digest))

    def _allow(self, size: int) -> None:
        with self._engine.connect() as connection:
            total = connection.scalar(sql.select(sql.func.sum(KEPT.c.size))) or 0
        if total + size > self._most_bytes:
            raise InputError.at(
                "store", f"the store is full; {MEGABYTES_VARIABLE} allows it more megabytes"
            )
        self._allowance.spend(size)


@lru_cache(maxsize=1)
def _opened() -> Store:
    return Store()


def opened_store() -> Store:
    """The store of this process, by the environment; opened once, and again after a failure.

    Raises:
        InputError: There is no such database, or a newer version has been at it.
    """
    with _ONE_AT_A_TIME:
        return _opened()


def _random_id() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def _limit() -> int:
    text = os.environ.get(MEGABYTES_VARIABLE, "").strip() or str(MEGABYTES)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise InputError.at(MEGABYTES_VARIABLE, f"a whole number is needed, not “{text[:40]}”")
    return int(text) * 10**6


@contextmanager
def _told() -> Iterator[None]:
    """Say in words what the database said; its address, which may hold a password, is left out."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or type(error).__name__).strip().split("\n")[0]
        raise InputError.at("store", f"the database does not answer: {said[:300]}") from error
