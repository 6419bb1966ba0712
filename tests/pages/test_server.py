"""What the server adds to Streamlit's: headers, and an option that it relies on."""

import base64
import hashlib
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config

from pages.ui.server import SecurityHeaders


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


def test_the_hidden_option_is_still_there():
    """Collecting garbage after each run can be switched off, and is."""
    assert "runner.postScriptGC" in config._config_options_template
