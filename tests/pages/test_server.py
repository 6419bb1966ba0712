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

from credence.errors import InputError
from pages.ui import server
from pages.ui.server import SecurityHeaders
from tests.machine import ROOT


def answered(kind: str, query: str = "") -> dict:
    """The start of a response as it leaves the middleware."""
    sent = []

    async def app(_scope, _receive, send):
        await send({"type": f"{kind}.response.start", "status": 200, "headers": [(b"a", b"b")]})

    async def send(message):
        sent.append(message)

    # Nothing in it waits, so no event loop is needed, and another one may be running here.
    scope = {"type": kind, "query_string": query.encode()}
    with pytest.raises(StopIteration):
        SecurityHeaders(app)(scope, None, send).send(None)
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


def ancestors(query: str) -> str:
    """Who may show the page at this address in a frame."""
    policy = dict(answered("http", query)["headers"])[b"content-security-policy"].decode()
    assert 1 == policy.count("frame-ancestors")
    return policy.partition("frame-ancestors ")[2]


@pytest.mark.parametrize(
    "query",
    ["", "s=1*ai-risk-1", "embed=false", "embed=", "embed=true&embed=false", "xembed=true",
     "embed=true%20", "embed=True", "embed_options=true", "s=embed=true", "embed[]=true", "%FF=%FE"],
)  # fmt: skip
def test_no_other_site_shows_the_whole_page(query):
    """Where it is not plainly the embedded form, only this site may frame it."""
    assert "'self'" == ancestors(query)


@pytest.mark.parametrize("query", ["embed=true", "s=1*ai-risk-1&embed=true", "embed=true&v=x"])
def test_any_site_may_show_the_embedded_form(query, monkeypatch):
    """The chart and the toggles are for everybody, or for whom the operator names."""
    assert "*" == ancestors(query)
    monkeypatch.setattr(server, "_ANCESTORS", "https://example.org")
    assert "https://example.org" == ancestors(query)


@pytest.mark.parametrize(
    "named, expected",
    [("", "*"), (" 'none' ", "'none'"), ("'self' https://*.example.org:8443", "'self' https://*.example.org:8443")],
)  # fmt: skip
def test_the_operator_names_who_may_embed(monkeypatch, named, expected):
    """CREDENCE_FRAME_ANCESTORS is in the policy's own language."""
    monkeypatch.setenv("CREDENCE_FRAME_ANCESTORS", named)
    assert expected == server._ancestors()


@pytest.mark.parametrize("named", ["*; script-src *", "a,b", "a\nb", "é"])
def test_no_other_policy_comes_in_by_the_environment(monkeypatch, named):
    """What would end the directive is refused by name."""
    monkeypatch.setenv("CREDENCE_FRAME_ANCESTORS", named)
    with pytest.raises(InputError, match="CREDENCE_FRAME_ANCESTORS"):
        server._ancestors()


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
