"""Alembic's way in: takes the steps on the connection that it is handed.

Alembic runs this file under the name that is asked for below; importing it does nothing.
"""

from alembic import context


def run() -> None:
    """Take the steps, all or none of them."""
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


if __name__ == "env_py":
    run()
