"""Where the store is, by the environment, and a connection that suits the kind of database.

``CREDENCE_STORE_URL``  the address of a PostgreSQL database (or of another SQLite file)
``CREDENCE_DATA_DIR``   the folder of the SQLite file, where no address is given

SQLite writes ahead (WAL), so that readers never wait for a writer. A transaction that will write
says so at its beginning: two that begin as readers and then both want to write would block each
other for good.
"""

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sql
from platformdirs import user_data_path
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from credence.errors import InputError

URL_VARIABLE = "CREDENCE_STORE_URL"
FOLDER_VARIABLE = "CREDENCE_DATA_DIR"
FILE = "store.sqlite"
WRITING = "credence_writing"
SECONDS_TO_WAIT = 10


def url_of_store() -> sql.URL:
    """The address of the database, by the environment.

    Raises:
        InputError: The address is none, or that of another kind of database.
    """
    if given := os.environ.get(URL_VARIABLE, "").strip():
        return url_of(given)
    folder = os.environ.get(FOLDER_VARIABLE, "").strip()
    path = Path(folder).expanduser() if folder else user_data_path("credence", appauthor=False)
    return sql.URL.create("sqlite", database=str(path.absolute() / FILE))


def url_of(text: str) -> sql.URL:
    """An address as SQLAlchemy takes it; ``postgres://`` and ``postgresql://`` are one.

    Raises:
        InputError: The address is none, or that of another kind of database.
    """
    try:
        url = sql.make_url(text)
    except ArgumentError:
        message = "this is no address of a database, such as postgresql://user@host/credence"
        raise InputError.at(URL_VARIABLE, message) from None
    kind = url.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        return url.set(drivername="postgresql+psycopg")
    if kind == "sqlite" and url.database not in {None, "", ":memory:"}:
        return url.set(drivername="sqlite")
    message = f"the store is in PostgreSQL or in an SQLite file, and not in {url.drivername[:40]}"
    raise InputError.at(URL_VARIABLE, message)


def engine_of(url: sql.URL) -> sql.Engine:
    """An engine for the database at ``url``; makes the folder of an SQLite file.

    Raises:
        InputError: The folder cannot be made, or PostgreSQL's driver is not installed.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    try:
        return sql.create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=SECONDS_TO_WAIT,
            # Nothing is prepared on the server: a pooler between us may change the connection.
            connect_args={"connect_timeout": SECONDS_TO_WAIT, "prepare_threshold": None},
        )
    except ImportError:
        message = "PostgreSQL's driver is missing; install it: pip install 'psycopg[binary]'"
        raise InputError.at(URL_VARIABLE, message) from None


def _sqlite(url: sql.URL) -> sql.Engine:
    folder = Path(url.database or "").parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder {folder} cannot be made ({error.strerror})"
        raise InputError.at(FOLDER_VARIABLE, message) from None
    engine = sql.create_engine(
        url, connect_args={"timeout": SECONDS_TO_WAIT}, pool_timeout=SECONDS_TO_WAIT
    )

    @sql.event.listens_for(engine, "connect")
    def _prepare(connection: Any, _entry: ConnectionPoolEntry) -> None:  # noqa: ANN401 - the driver's
        connection.isolation_level = None  # we begin transactions ourselves, tables included
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")

    @sql.event.listens_for(engine, "begin")
    def _begin(connection: sql.Connection) -> None:
        writes = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
