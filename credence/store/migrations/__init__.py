"""The steps by which the database came about, in Alembic's form, and how they are taken.

Every start takes the steps that are still missing. Several programs may start at once: one at a time
holds the lock, the others then find nothing left to do. A step that was released never changes.
"""

import threading
from pathlib import Path

import sqlalchemy as sql
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from credence.errors import InputError
from credence.store.place import WRITING

_LOCK = 5_021_977_391  # any number of our own, the same in every version
_ONE_AT_A_TIME = threading.Lock()  # Alembic's context belongs to the whole process


def bring_up_to_date(engine: sql.Engine) -> None:
    """Take every step that the database has not yet.

    Raises:
        InputError: A newer version of Credence has been at the database.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with _ONE_AT_A_TIME, engine.execution_options(**{WRITING: True}).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_LOCK)))
        scripts = ScriptDirectory.from_config(config)
        now = MigrationContext.configure(connection).get_current_revision()
        if now == scripts.get_current_head():
            return
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            message = f"a newer version of Credence made this database (step {now}); use that one"
            raise InputError.at("store", message) from None
