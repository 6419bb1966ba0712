"""Where the store is, how it comes about, and what is said where it cannot."""

import subprocess
import sys

import pytest
import sqlalchemy as sql
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from credence.errors import InputError
from credence.store import Shared, Store, open_store
from credence.store.kept import _opened
from credence.store.place import engine_of, url_of, url_of_store
from credence.store.table import METADATA
from tests.machine import ROOT


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    """A machine on which nothing is set."""
    for name in ("CREDENCE_STORE_URL", "CREDENCE_DATA_DIR", "CREDENCE_STORE_MEGABYTES"):
        monkeypatch.delenv(name, raising=False)
    _opened.cache_clear()
    yield
    _opened.cache_clear()


def test_the_store_is_in_the_users_data_folder(monkeypatch, tmp_path):
    """Without any setting it is a file where the system keeps a user's data."""
    monkeypatch.setattr("credence.store.place.user_data_path", lambda *_, **__: tmp_path / "data")
    assert str(tmp_path / "data" / "store.sqlite") == url_of_store().database


def test_the_folder_can_be_named(monkeypatch, tmp_path):
    """CREDENCE_DATA_DIR names the folder, which is made, for its owner alone."""
    monkeypatch.setenv("CREDENCE_DATA_DIR", str(tmp_path / "a" / "b"))
    store = open_store()
    name = store.keep(Shared("1*ai-risk-1"))
    assert 0o700 == (tmp_path / "a" / "b").stat().st_mode & 0o777
    assert (tmp_path / "a" / "b" / "store.sqlite").exists()
    assert store is open_store()
    assert Shared("1*ai-risk-1") == open_store().shared(name)
    store.close()


@pytest.mark.parametrize("text", ["postgres://a:b@h/c", "postgresql://a:b@h/c", "postgresql+psycopg://a:b@h/c"])  # fmt: skip
def test_postgresqls_address_may_be_written_as_hosts_hand_it_out(text):
    """All three spellings reach the same driver."""
    url = url_of(text)
    assert "postgresql+psycopg" == url.drivername
    assert ("a", "b", "h", "c") == (url.username, url.password, url.host, url.database)


@pytest.mark.parametrize(
    "text", ["rubbish", "mysql://h/c", "sqlite://", "sqlite:///:memory:", "://"]
)
def test_another_address_is_refused(text):
    """A store that would forget, or that nobody has tried, is none."""
    with pytest.raises(InputError) as refused:
        url_of(text)
    assert "CREDENCE_STORE_URL" == refused.value.problems[0].path


def test_a_server_that_is_not_there_is_told_without_its_password():
    """The error says that the database does not answer, and nothing that is secret."""
    with pytest.raises(InputError) as refused:
        Store("postgresql://ada:sesame@127.0.0.1:1/credence")
    assert "the database does not answer" in str(refused.value)
    assert "sesame" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    """A file in the way is named."""
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be made"):
        Store(f"sqlite:///{tmp_path / 'file' / 'store.sqlite'}")


def test_a_file_that_is_no_database_is_told(tmp_path):
    """Nor is a file of another kind overwritten."""
    path = tmp_path / "store.sqlite"
    path.write_text("my diary" * 1000)
    with pytest.raises(InputError, match="the database does not answer"):
        Store(f"sqlite:///{path}")
    assert "my diary" * 1000 == path.read_text()


@pytest.mark.parametrize("text", ["many", "-1", "1.5"])
def test_a_bound_that_is_no_number_is_refused(monkeypatch, tmp_path, text):
    """CREDENCE_STORE_MEGABYTES is a whole number."""
    monkeypatch.setenv("CREDENCE_STORE_MEGABYTES", text)
    with pytest.raises(InputError, match="a whole number"):
        Store(f"sqlite:///{tmp_path / 'store.sqlite'}")


def test_the_bound_is_taken_from_the_environment(monkeypatch, url):
    """With no room at all nothing is kept."""
    monkeypatch.setenv("CREDENCE_STORE_MEGABYTES", "0")
    store = Store(url)
    with pytest.raises(InputError, match="the store is full"):
        store.keep(Shared("1*ai-risk-1"))
    store.close()


def test_the_steps_lead_to_the_table_that_is_asked(store):
    """What the migrations made is what the queries expect: no difference is left."""
    with store._engine.connect() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), METADATA)


def test_sqlite_writes_ahead(tmp_path):
    """Readers never wait for a writer."""
    engine = engine_of(url_of(f"sqlite:///{tmp_path / 'store.sqlite'}"))
    with engine.connect() as connection:
        assert "wal" == connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    engine.dispose()


def test_a_database_of_a_newer_version_is_left_alone(store):
    """A step that this version does not know is named, and nothing is changed."""
    with store._writer.begin() as connection:
        connection.execute(sql.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="newer version of Credence made this database"):
        Store(store.url)


def test_programs_that_start_at_once_make_one_database(url):
    """Four programs that find nothing there all succeed, and agree."""
    script = (
        "from credence.store import Shared, Store\n"
        f"print(Store({url!r}).keep(Shared('1*ai-risk-1*on.speed')))"
    )
    programs = [
        subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    names = {program.communicate(timeout=60)[0] for program in programs}
    assert [0] * 4 == [program.returncode for program in programs]
    assert 1 == len(names)


def test_opening_the_store_says_nothing(tmp_path):
    """Neither Alembic nor SQLAlchemy writes to the terminal."""
    done = subprocess.run(
        [sys.executable, "-c", "from credence.store import open_store; open_store()"],
        env={"CREDENCE_DATA_DIR": str(tmp_path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("", "") == (done.stdout, done.stderr)
