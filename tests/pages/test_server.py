"""What the server adds to Streamlit's: headers, and an option that it relies on."""

import asyncio
import base64
import hashlib
import inspect
import subprocess
import sys
import textwrap
import threading
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config
from streamlit.runtime.scriptrunner import script_runner

from pages.ui import server
from pages.ui.server import SecurityHeaders
from tests.machine import ROOT


def answered(kind: str) -> dict:
    """The start of a response as it leaves the middleware."""
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": f"{kind}.response.start", "status": 200, "headers": [(b"a", b"b")]})

    async def send(message):
        sent.append(message)

    # Nothing in it waits, so no event loop is needed, and another one may be running here.
    with pytest.raises(StopIteration):
        SecurityHeaders(app)({"type": kind}, None, send).send(None)
    return sent[0]


def test_every_response_carries_the_policy():
    """Scripts, pictures and frames come from here alone; types are not guessed."""
    headers = dict(answered("http")["headers"])
    policy = headers[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert (b"nosniff", b"no-referrer") == (
        headers[b"x-content-type-options"],
        headers[b"referrer-policy"],
    )
    assert b"b" == headers[b"a"]


def test_streamlits_own_script_is_allowed_by_its_hash():
    """The one inline script of Streamlit's page may run, and no other."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    script = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = dict(answered("http")["headers"])[b"content-security-policy"].decode()
    assert 1 == page.count("<script>")
    assert f"script-src 'self' 'sha256-{digest}';" in policy


def test_garbage_is_not_collected_after_each_run():
    """Streamlit still has the hidden option, still asks for it, and this app has it off."""
    held = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert False is held["runner"]["postScriptGC"]
    assert True is config._config_options_template["runner.postScriptGC"].default_val
    assert "runner.postScriptGC" in inspect.getsource(script_runner)


def test_garbage_is_collected_on_a_timer_instead(monkeypatch):
    """While the server runs it collects again and again, and it stops with the server."""
    collected = []
    enough = threading.Event()

    def collect():
        collected.append(1)
        if len(collected) == 3:
            enough.set()

    async def running():
        async with server.lifespan(None):
            assert await asyncio.to_thread(enough.wait, 30)
        return len(collected)

    monkeypatch.setattr(server, "SECONDS_BETWEEN_COLLECTIONS", 0.001)
    monkeypatch.setattr(server, "_warm_up", lambda: None)
    monkeypatch.setattr(server.gc, "collect", collect)
    monkeypatch.setattr(server.sys, "setswitchinterval", lambda _: None)
    # A loop of its own in a thread of its own: another one may be running here.
    with ThreadPoolExecutor() as pool:
        ended_with = pool.submit(asyncio.run, running()).result()
    time.sleep(0.05)
    assert ended_with == len(collected)


def test_clicking_needs_no_pymc():
    """A visit with clicks leaves PyMC and what comes with it unimported."""
    script = """
        import sys
        from tests.pages.driver import page, pressed, switched
        app = pressed(switched(page(), "counting_functions"), "do.All on")
        print(*{"pymc", "pytensor", "arviz", "nutpie", "numba"} & set(sys.modules))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "" == done.stdout.strip()
