"""The first page by its own name.

Streamlit opens the first page at the bare address alone, and calls its name a page that is not
there. Whoever types it, or keeps such a link, is led to the bare address with the same query.
"""

from typing import Any

from starlette.middleware import Middleware

from pages.ui.pages import PAGES
from pages.ui.short_links import redirect


class FirstPage:
    """ASGI middleware that redirects the first page's name to the bare address."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 - any ASGI application
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Answer a request for the first page's name; pass everything else on."""
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            path, name = scope["path"], f"/{PAGES[0].name}"
            if path.endswith((name, f"{name}/")):
                query = scope["query_string"].decode("latin-1")
                await redirect(send, f"{'../' if path.endswith('/') else './'}?{query}".rstrip("?"))
                return
        await self.app(scope, receive, send)


FIRST_PAGE = Middleware(FirstPage)
