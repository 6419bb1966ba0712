"""A PostgreSQL server of the tests' own: started in an empty folder, gone without a trace.

PostgreSQL refuses to run as root, so that root lends it the user ``nobody``.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.machine import ROOT

USER = "credence"


def programs() -> Path:
    """The folder of initdb and postgres; the test is left out, and says why, where there is none."""
    found = subprocess.run(
        ["sh", "tools/postgres.sh"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if found.returncode == 2:
        pytest.fail(found.stderr, pytrace=False)
    if found.returncode != 0:
        pytest.skip("NO POSTGRESQL HERE: run make test as root on Debian, or install postgresql")
    return Path(found.stdout.strip())


@contextmanager
def running() -> Iterator[str]:
    """Start a server and give its address, with no database named; stop it again."""
    folder = Path(tempfile.mkdtemp(prefix="credence-postgres-"))
    options = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
        options |= {"user": "nobody", "extra_groups": []}
    at, data = programs(), folder / "data"
    try:
        subprocess.run(
            [at / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale"],
            check=True,
            **options,
        )
        port = _free_port()
        settings = {"listen_addresses": "127.0.0.1", "port": port, "fsync": "off"}
        settings["unix_socket_directories"] = folder
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        process = subprocess.Popen([at / "postgres", "-D", data, *flags], **options)
        try:
            address = f"postgresql://{USER}@127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing in it is to be kept
            process.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str, name: str) -> str:
    """Make an empty schema on a running server, and give the address of a store in it alone.

    To the store it is a database like any other, and it is made in a moment.
    """
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{address}/postgres?options=-csearch_path%3D{name}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, process: subprocess.Popen) -> None:
    import psycopg

    for _ in range(600):
        assert process.poll() is None, "PostgreSQL ended before it answered"
        try:
            psycopg.connect(f"{address}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("PostgreSQL did not answer within a minute")
