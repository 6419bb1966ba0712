"""Short links: ``?id=…`` is answered with the address that holds the scenario itself.

The answer is a redirect to the same page with ``?s=…``, so that from then on everything is as with
any other link: the address holds what is shown, a reload loses nothing, and edits change it. Of a
library that is somebody's own the code has the name under which the store keeps it.

An id that opens nothing is let through to the page, which says so.
"""

import asyncio
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.middleware import Middleware

from credence.errors import InputError
from credence.links import ID_PARAMETER, PARAMETER
from credence.links.view import PARAMETER as VIEW_PARAMETER
from credence.store import open_store

_MOST_FIELDS = 50


class ShortLinks:
    """ASGI middleware that redirects short links."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - any ASGI application
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Answer a short link; pass everything else on."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            fields = _fields(scope["query_string"])
            if ID_PARAMETER in fields and PARAMETER not in fields:
                query = await asyncio.to_thread(_opened, fields)
                if query is not None:
                    await redirect(send, f"?{query}")
                    return
        await self.app(scope, receive, send)


def _fields(query: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(query.decode("ascii"), max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def _opened(fields: dict[str, str]) -> str | None:
    """The query that holds what the id stands for; ``None`` where it opens nothing."""
    try:
        shared = open_store().shared(fields[ID_PARAMETER])
    except InputError:
        return None
    others = {name: text for name, text in fields.items() if name != ID_PARAMETER}
    held = {PARAMETER: shared.code, VIEW_PARAMETER: shared.view} | others
    return "&".join(f"{quote(n)}={quote(text, safe='*')}" for n, text in held.items() if text)


async def redirect(send: Any, location: str) -> None:  # noqa: ANN401 - ASGI's own
    """Answer with another address, relative to the one that was asked for."""
    # Relative, so that it holds behind any proxy; kept by nobody, since a store may come and go.
    headers = [
        (b"location", location.encode("latin-1")),
        (b"cache-control", b"no-store"),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


SHORT_LINKS = Middleware(ShortLinks)
