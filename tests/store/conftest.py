"""Both kinds of database, empty for each test."""

import uuid

import pytest

from credence.store import Store
from credence.store.allowance import Allowance
from tests.store import postgres


@pytest.fixture(scope="session")
def postgres_address():
    """The address of a PostgreSQL server that runs for the whole of this folder."""
    with postgres.running() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite'}"
    server = request.getfixturevalue("postgres_address")
    return postgres.new_database(server, f"t{uuid.uuid4().hex}")


class Unlimited(Allowance):
    """Lets everybody store as much and as fast as they like."""

    def spend(self, size):
        """Count nothing."""


@pytest.fixture
def store(url):
    """An empty store."""
    opened = Store(url, allowance=Unlimited())
    yield opened
    opened.close()
