"""What is kept for people on the server: shared scenarios, their libraries, and libraries in the making.

A link holds a whole scenario by itself, save the library where that is a person's own; and it may be
longer than a person wants to send. The *store* keeps both. A *kept* thing never changes, and the same
content is kept once. Its *id* is all that opens it:

- a scenario's id, and a draft's, is drawn at random, 22 letters and digits: nobody finds one by
  trying;
- a library's is the beginning of the SHA-256 of its content, so that a code can name the library
  without asking the store: only who has the content, or a link to it, can know it.

Who stores what somebody else has stored gets the same id. That tells them nothing: the answer looks
the same as if they were the first, and the id opens nothing but what they hold already.

``place``       where the database is: SQLite in the user's data folder, or PostgreSQL by its address
``content``     a thing as bytes: canonical, bounded, compressed
``drafts``      a text in the making as bytes: whole, or by what has changed in it
``allowance``   how much may be stored how fast, so that a stranger cannot fill the disk
``table``       the one table
``migrations``  how the table came about, step by step (Alembic)
``kept``        the store itself

What goes wrong is an `InputError` that says what to do, whether the id or the database is at fault.
"""

from typing import TYPE_CHECKING, Any

from credence.store.content import MOST_COMPRESSED, MOST_RAW, Shared

if TYPE_CHECKING:
    from credence.store.kept import Store

__all__ = ["MOST_COMPRESSED", "MOST_RAW", "Shared", "Store", "open_store"]


def open_store() -> "Store":
    """The store of this process, by the environment; opened once, and again after a failure.

    Raises:
        InputError: There is no such database, or a newer version has been at it.
    """
    # The database's libraries take 25 MB, and most visits need no store.
    from credence.store.kept import opened_store  # noqa: PLC0415

    return opened_store()


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a class
    if name == "Store":
        from credence.store.kept import Store  # noqa: PLC0415 - as above

        return Store
    raise AttributeError(name)
