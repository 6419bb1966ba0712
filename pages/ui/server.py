"""What the server does beside running pages: headers on every response, and housekeeping.

A policy of content security keeps the page from loading anything from elsewhere, so that text from
a stranger's file cannot call home. No other page may show this one inside it, where a click could be
led astray; what is made for that (``?embed=true``: a chart and toggles) anybody may show, or those
whom ``CREDENCE_FRAME_ANCESTORS`` names.

Streamlit would collect all garbage after each run (`runner.postScriptGC`), which people wait for.
That is switched off; here a full collection runs twice a minute, in a thread, whoever clicks. What
lives as long as the server is taken out of its sight once (`gc.freeze`).
"""

import asyncio
import base64
import gc
import hashlib
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import streamlit as st
from starlette.middleware import Middleware

from credence.errors import InputError
from pages.ui import work

SECONDS_BETWEEN_COLLECTIONS = 30
SECONDS_TO_A_TURN = 0.0005
"""A tenth of Python's own: the thread that sends waits so long for one that computes, per message."""


def _inline_scripts() -> str:
    """Hashes of the scripts inside Streamlit's own page, so that no others can run."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in found)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


_POLICY = "; ".join(
    [
        "default-src 'self'",
        f"script-src 'self' {_inline_scripts()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
_FIELDS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]


FRAMES_VARIABLE = "CREDENCE_FRAME_ANCESTORS"


def _ancestors() -> str:
    """Who may embed: any page, or those of the environment, in the policy's own language."""
    named = os.environ.get(FRAMES_VARIABLE, "").strip() or "*"
    if not re.fullmatch(r"[A-Za-z0-9:/.*' -]+", named):
        raise InputError.at(FRAMES_VARIABLE, "name origins, such as https://example.org, or 'none'")
    return named


_ANCESTORS = _ancestors()


def _policy(scope: Any) -> bytes:  # noqa: ANN401 - ASGI's own
    """The policy for one request; only the embedded form may stand in another page."""
    fields = parse_qsl(scope.get("query_string", b"").decode("latin-1"))
    embeds = [text for name, text in fields if name == "embed"]
    ancestors = _ANCESTORS if embeds == ["true"] else "'self'"
    return f"{_POLICY}; frame-ancestors {ancestors}".encode()


class SecurityHeaders:
    """ASGI middleware that adds the headers above to every HTTP response."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - any ASGI application
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Pass a request on, and add the headers to what comes back."""

        async def with_headers(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                policy = (b"content-security-policy", _policy(scope))
                message = {**message, "headers": [*message.get("headers", ()), policy, *_FIELDS]}
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


HEADERS = Middleware(SecurityHeaders)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:  # noqa: ANN401 - st.App's own
    """Warm up beside the first visitor, and keep house while the server runs."""
    sys.setswitchinterval(SECONDS_TO_A_TURN)
    task = asyncio.create_task(_keep_house())
    try:
        yield
    finally:
        work.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _keep_house() -> None:
    await asyncio.to_thread(_warm_up)
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_COLLECTIONS)
        await asyncio.to_thread(gc.collect)


def _warm_up() -> None:
    """Import and compute once what every visitor needs, so that nobody waits for it."""
    from credence.files import load_library  # noqa: PLC0415 - beside the server's own start
    from credence.scenario import Scenario  # noqa: PLC0415
    from credence.store import open_store  # noqa: PLC0415
    from pages.ui import compute, state  # noqa: PLC0415

    scenario = Scenario(load_library(state.DEFAULT_LIBRARY))
    compute.evaluated(scenario)
    compute.extent(scenario)
    import credence.figures  # noqa: F401, PLC0415 - Plotly

    try:
        if os.environ.get(
            "CREDENCE_STORE_URL"
        ):  # an operator's; the default is opened when it is needed
            open_store()
    except InputError as error:
        print(f"credence: short links do not work: {error}", file=sys.stderr)  # noqa: T201 - the operator's log

    gc.collect()
    gc.freeze()
