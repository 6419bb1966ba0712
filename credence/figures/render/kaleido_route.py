"""A Plotly figure drawn by Plotly itself, in a browser without a window (Kaleido).

The browser is started with the first picture and kept for the next ones, which then take a tenth of
the time; two minutes without work end it. It lives in a thread of its own, so that whoever waits
here blocks nobody else, and no one waits for ever. It is given Plotly's script from the installed
package and no MathJax: nothing is fetched from anywhere.
"""

import asyncio
import atexit
import threading
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from typing import Any

SECONDS = 40.0
"""Seconds after which a picture is given up, a start of the browser included."""

_IDLE = 120.0


class UnavailableError(RuntimeError):
    """There is no browser, or it did not draw the figure; the message says which."""


class _Browser:
    """One browser, its event loop in a daemon thread, and a timer that ends it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Any = None
        self._idle: threading.Timer | None = None

    def picture(self, figure: Mapping[str, Any], suffix: str, scale: float) -> bytes:
        """Draw one figure; one at a time."""
        if not self._lock.acquire(timeout=SECONDS):
            raise UnavailableError(f"the browser was busy for {SECONDS:g} seconds")
        try:
            return self._run(self._drawn(figure, suffix, scale))
        except TimeoutError:
            self._end()
            raise UnavailableError(f"the browser did not answer in {SECONDS:g} seconds") from None
        except Exception as error:
            self._end()
            said = str(error).strip().split("\n")[0]
            raise UnavailableError(
                f"the browser failed ({type(error).__name__}: {said})"
            ) from error
        finally:
            self._rest()
            self._lock.release()

    def _run(self, task: Coroutine[Any, Any, bytes]) -> bytes:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="kaleido", daemon=True).start()
        future = asyncio.run_coroutine_threadsafe(task, self._loop)
        try:
            return future.result(SECONDS)
        finally:
            future.cancel()

    async def _drawn(self, figure: Mapping[str, Any], suffix: str, scale: float) -> bytes:
        import kaleido  # type: ignore[import-untyped]  # noqa: PLC0415 - only with a browser

        if self._kaleido is None:
            page = kaleido.PageGenerator(mathjax=False)
            browser = kaleido.Kaleido(n=1, timeout=SECONDS, page_generator=page)
            await browser.open()
            self._kaleido = browser
        layout = figure["layout"]
        options = {
            "format": suffix,
            "width": layout["width"],
            "height": layout["height"],
            "scale": scale,
        }
        found = await self._kaleido.calc_fig(dict(figure), opts=options)
        return bytes(found)

    def _rest(self) -> None:
        if self._idle:
            self._idle.cancel()
        self._idle = threading.Timer(_IDLE, self.close)
        self._idle.daemon = True
        self._idle.start()

    def close(self) -> None:
        """End the browser, if it runs and is not at work."""
        if self._lock.acquire(timeout=1):
            try:
                self._end()
            finally:
                self._lock.release()

    def _end(self) -> None:
        browser, self._kaleido = self._kaleido, None
        loop, self._loop = self._loop, None
        if loop is None:
            return
        if browser is not None:
            with suppress(Exception):  # it may be the very reason why it is ended
                asyncio.run_coroutine_threadsafe(browser.close(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)


_BROWSER = _Browser()
atexit.register(_BROWSER.close)


def available() -> bool:
    """Whether a browser is found that Kaleido can use."""
    from choreographer.browsers.chromium import Chromium  # noqa: PLC0415 - Kaleido comes with it

    with suppress(Exception):
        return Chromium.find_browser(skip_local=False) is not None
    return False


def picture(figure: Mapping[str, Any], suffix: str, *, scale: float = 1.0) -> bytes:
    """The figure as png, svg or pdf.

    Raises:
        UnavailableError: There is no browser, or it failed or took too long.
    """
    if not available():
        raise UnavailableError("no Chrome or Chromium was found")
    return _BROWSER.picture(figure, suffix, scale)
