"""What the tests of pages share: worker processes, which take seconds to make ready."""

from collections.abc import Iterator

import pytest

from models.worker import Workers
from pages.ui import work


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Worker processes of the tests' own, ended after all of them."""
    own = Workers(most=1)
    yield own
    own.close()


@pytest.fixture
def own_workers(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> Workers:
    """The pages ask these workers, and not those of a server."""
    monkeypatch.setattr(work, "workers", lambda: workers)
    return workers
