"""The worldviews: readings of texts as credence files, held to the libraries that they are about.

A worldview is *our reading* of what somebody wrote. It is not their own answer, and where a text is
silent the library's default stays.
"""

import operator
from pathlib import Path

import pytest

from tests.released import DATA, WORLDVIEWS, claims_of, library, number_fields, read

STEM = operator.attrgetter("stem")


@pytest.mark.parametrize("path", WORLDVIEWS, ids=STEM)
def test_worldviews_fit_their_library(path: Path) -> None:
    """A worldview names known ids, only numbers its library has, and stated credences in (0, 1)."""
    data = read(path)
    assert data["schema"] == "credence-file/1"
    base = library(data["library"])
    claims, arguments = claims_of(base), base["arguments"]
    assert set(data["active"]) <= set(arguments)
    assert len(set(data["active"])) == len(data["active"])
    for name, entry in data.get("claims", {}).items():
        own = number_fields(claims[name]) | {"stated", "tolerance"}
        assert number_fields(entry) <= own, name
        assert 0 < entry.get("stated", 0.5) < 1, name
    for name, entry in data.get("arguments", {}).items():
        assert number_fields(entry) <= number_fields(arguments[name]) | {"soundness"}, name


@pytest.mark.parametrize("path", WORLDVIEWS, ids=STEM)
def test_worldviews_say_whose_reading_they_are(path: Path) -> None:
    """A worldview is labelled as our reading and gives the text that it reads."""
    data = read(path)
    assert "(our reading)" in data["name"]
    assert all(source["title"] and source["locator"] for source in data["sources"])
    assert data["sources"]


def test_superforecasters_product_is_not_their_statement() -> None:
    """The aggregate's six figures multiply to 0.2088 %, beside a stated 1 %."""
    data = read(DATA / "worldviews" / "superforecasters_2023.yaml")
    product = 1.0
    for claim in data["claims"].values():
        product *= claim["prior"]
    assert round(product, 12) == 0.002088
    assert data["claims"]["catastrophe"]["stated"] == 0.01
