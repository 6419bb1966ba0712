"""The first page's own name leads to the bare address, with whatever the query holds."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.ui.first_page import FirstPage


def answered(path: str, query: str = "") -> tuple[int, bytes | None]:
    """Status and location of the answer to a request; 200 where it is passed on."""
    sent = []

    async def app(_scope, _receive, send):
        await send({"status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode()}
    with ThreadPoolExecutor() as pool:  # another loop may be running here
        pool.submit(asyncio.run, FirstPage(app)(scope, None, send)).result()
    return sent[0]["status"], dict(sent[0]["headers"]).get(b"location")


@pytest.mark.parametrize(
    "path, query, location",
    [
        ("/calculator", "", b"./"),
        ("/calculator", "s=1*ai-risk-1*on.speed&v=a.b", b"./?s=1*ai-risk-1*on.speed&v=a.b"),
        ("/calculator/", "s=1*ai-risk-1", b"../?s=1*ai-risk-1"),
        ("/base/calculator", "", b"./"),
    ],
)
def test_its_name_leads_to_the_bare_address(path, query, location):
    """The query goes along, wherever the app is mounted."""
    assert (302, location) == answered(path, query)


@pytest.mark.parametrize("path", ["/", "/compare", "/calculators", "/calculator/x"])
def test_every_other_address_is_passed_on(path):
    """Pages of their own, and what merely looks alike."""
    assert (200, None) == answered(path, "s=1")
