"""The released libraries, read as plain YAML and held to what they say of themselves.

A *stated* number is a source's own figure; every other number is an *illustrative* default. The
distinction people get wrong: an illustrative number is not a weak measurement, it is none at all.

A released library is never edited, not even its wording: links name it and must show the same page
for ever. What changes is released as a new version beside it, and the table of hashes below grows.
"""

import hashlib
import operator
import re
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

from tests.released import (
    ARGUMENTS,
    CLAIMS,
    FAMILIES,
    FEATURED,
    LIBRARIES,
    WORLDVIEWS,
    Data,
    claims_of,
    described,
    library,
    number_fields,
    read,
)

# SHA-256 of the files' bytes. Add a line for a new version; never change one.
RELEASED = {
    "ai-risk-1": "ea0607f4c6ffeeeb75f76656d414626f187ffc534b64cfd8d6abeebf1e06b25c",
    "power-seeking-1": "41b21b1d841bef87c48293e05b54dafc190a5eff7b5c63bffa342d435c051231",
    "teaching-1": "65dfa0970f6d078b845f85e9351cbbd38e9a4621343dfb5b3f61235b0175a1f8",
}


STEM = operator.attrgetter("stem")


def is_upward(argument: Data) -> bool | None:
    """Whether an argument raises its claims; None for one that only undercuts."""
    ratios = list(argument.get("bears_on", {}).values()) or [argument.get("lr")]
    signs = {_upward(ratio) for ratio in ratios if ratio is not None}
    assert len(signs) <= 1, f"{argument['title']} pushes both ways"
    return signs.pop() if signs else None


def _upward(ratio: Any) -> bool:
    bits = isinstance(ratio, dict) and "bits" in ratio
    ends = ratio["bits"] if bits else ratio
    neutral = 0 if bits else 1
    low, high = (ends["low"], ends["high"]) if isinstance(ends, dict) else (ends, ends)
    assert low >= neutral or high <= neutral
    return high > neutral


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_released_bytes(path: Path) -> None:
    """A released library keeps its bytes for ever; a change is a new version, in a new file."""
    assert hashlib.sha256(path.read_bytes()).hexdigest() == RELEASED[path.stem]


def test_no_release_is_lost() -> None:
    """Every library that was ever released is still there."""
    assert {path.stem for path in LIBRARIES} == set(RELEASED)


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_file_name_is_id_and_version(path: Path) -> None:
    """A library's file is named after its id and version."""
    data = read(path)
    assert path.stem == f"{data['id']}-{data['version']}"
    assert data["schema"] == "credence-library/1"


@pytest.mark.parametrize("path", LIBRARIES + WORLDVIEWS, ids=STEM)
def test_every_number_says_where_it_comes_from(path: Path) -> None:
    """Each number has a basis, stated or illustrative, with a reason; no basis lacks its number."""
    for place, entry in described(read(path)):
        basis = entry.get("basis", {})
        assert (place, set(basis)) == (place, number_fields(entry))
        for field, why in basis.items():
            assert set(why) == {"kind", "reason"}, f"{place}.{field}"
            assert why["kind"] in {"stated", "illustrative"}, f"{place}.{field}"
            assert len(why["reason"]) >= 5, f"{place}.{field}"


def test_ai_risk_holds_every_id() -> None:
    """The default library holds exactly its claims, families and arguments; ids never change."""
    data = library("ai-risk-1")
    assert sorted(claims_of(data)) == sorted(CLAIMS)
    assert sorted(data["families"]) == sorted(FAMILIES)
    assert sorted(data["arguments"]) == sorted(ARGUMENTS)
    assert (len(ARGUMENTS), data["description"].split()[0]) == (78, "Seventy-eight")


def test_ai_risk_shows_arguments_with_their_replies_first() -> None:
    """The featured arguments come in pairs with their replies, and none is switched on."""
    data = library("ai-risk-1")
    assert data["featured"] == FEATURED
    assert not any(argument.get("active", False) for argument in data["arguments"].values())
    replies = {"overfitting_reductio", "outer_inner_gap", "black_box_with_a_button"}
    for reply in (*replies, "ml_is_not_security"):
        before = FEATURED[FEATURED.index(reply) - 1]
        assert before in data["arguments"][reply]["undercuts"]


def test_ai_risk_counts_its_undercuts() -> None:
    """The conventions tell how many undercuts meet upward, downward and undercutting arguments."""
    data = library("ai-risk-1")
    met = [
        is_upward(data["arguments"][other])
        for argument in data["arguments"].values()
        for other in argument.get("undercuts", {})
    ]
    up, down, neither = met.count(True), met.count(False), met.count(None)
    said = f"{up} undercuts here meet arguments that push upward and {down} meet arguments that "
    said += f"push downward ({neither} more meet other objections)"
    assert said in " ".join(data["conventions"].split())


def test_ai_risk_judges_soundness_by_its_convention() -> None:
    """Soundness is 0.9, 0.5 or 0.3, or premises that multiply to about 0.5."""
    for name, argument in library("ai-risk-1")["arguments"].items():
        product = argument.get("soundness", 1.0)
        for premise in argument.get("premises", {}).values():
            product *= premise
        allowed = (0.5, 0.49) if "premises" in argument else (0.9, 0.5, 0.3)
        assert any(abs(product - value) < 1e-9 for value in allowed), (name, product)


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_references_are_known(path: Path) -> None:
    """Claims, families and arguments that an entry names exist, and undercuts run in no circle."""
    data = read(path)
    claims, arguments = set(claims_of(data)), data["arguments"]
    for name, claim in claims_of(data).items():
        named = {*claim.get("causes", {}), *claim.get("requires", []), *claim.get("parents", [])}
        assert named <= claims, name
    for name, argument in arguments.items():
        assert set(argument.get("bears_on", [argument.get("claim")])) <= claims, name
        assert set(argument.get("undercuts", {})) <= set(arguments), name
        assert argument.get("family") in {None, *data.get("families", {})}, name
        assert "lr" in argument or "bears_on" in argument or "undercuts" in argument, name
    assert set(data.get("featured", [])) <= set(arguments)
    assert data["target"] in claims
    graph = {name: argument.get("undercuts", {}) for name, argument in arguments.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(arguments)


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_family_members_share_a_claim(path: Path) -> None:
    """Overlap works among arguments with a ratio on one claim, so a family has two there."""
    data = read(path)
    for family in data.get("families", {}):
        members = [a for a in data["arguments"].values() if a.get("family") == family]
        assert all("lr" in a or "bears_on" in a for a in members), family
        on = [claim for a in members for claim in a.get("bears_on", [a.get("claim")])]
        assert any(on.count(claim) >= 2 for claim in on), family


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_summaries_are_short_and_whole(path: Path) -> None:
    """A summary has two to four sentences and 60 to 700 characters; a title is short."""
    for name, argument in read(path)["arguments"].items():
        summary = argument["summary"]
        sentences = re.findall(r"[.?!](?=\s|$)", summary)
        assert (name, 2 <= len(sentences) <= 4) == (name, True)
        assert (name, 60 <= len(summary) <= 700) == (name, True)
        assert (name, len(argument["title"]) <= 45) == (name, True)


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_claims_are_full_sentences(path: Path) -> None:
    """A claim's statement starts with a capital and ends with a full stop, so it can be quoted."""
    for name, claim in claims_of(read(path)).items():
        assert re.fullmatch(r"[A-Z].{20,400}\.", claim["statement"]), name


@pytest.mark.parametrize("path", LIBRARIES, ids=STEM)
def test_arguments_can_be_looked_up(path: Path) -> None:
    """Every argument has a source with a locator that a reader can find."""
    for name, argument in read(path)["arguments"].items():
        assert any(len(s.get("locator", "")) >= 5 for s in argument["sources"]), name
        assert all(s["title"] for s in argument["sources"]), name


def test_disowned_text_is_marked() -> None:
    """Wherever the optimist's text is cited, it says that its author no longer endorses it."""
    title = "Arguments for optimism on AI Alignment"
    cited = [
        source
        for path in LIBRARIES + WORLDVIEWS
        for data in [read(path)]
        for entry in [data, *(entry for _, entry in described(data))]
        for source in entry.get("sources", [])
        if source["title"] == title
    ]
    assert cited
    assert all("no longer endorses" in source["note"] for source in cited)


@pytest.mark.parametrize("path", LIBRARIES + WORLDVIEWS, ids=STEM)
def test_files_are_plain_yaml(path: Path) -> None:
    """No anchors, aliases or tags, and no line of text over 100 characters (addresses apart)."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        assert not re.search(r"(^|[\s:\[-])[&*!][A-Za-z]", re.sub(r'"[^"]*"', '""', line)), number
        assert len(line) <= 100 or "http" in line, f"{path.name}:{number}"


def test_power_seeking_is_a_product() -> None:
    """The six premises each require the one before and multiply to 0.051376."""
    data = library("power-seeking-1")
    names, product = list(data["claims"]), 1.0
    for before, name in zip([None, *names], names, strict=False):
        claim = data["claims"][name]
        assert claim.get("requires") == ([before] if before else None)
        product *= claim["prior"]
    assert round(product, 12) == 0.051376


def test_teaching_figures() -> None:
    """The figures that the lessons' summaries give are what the lessons' numbers make."""
    data = library("teaching-1")
    summaries = {name: a["summary"] for name, a in data["arguments"].items()}
    prior = data["claims"]["cancer"]["prior"]
    assert data["arguments"]["first_mammogram"]["lr"] == "25:3"
    ratio = 0.80 / 0.096
    assert ratio == pytest.approx(25 / 3, rel=1e-12)

    def after(lr: float) -> float:
        return prior * lr / (prior * lr + 1 - prior)

    assert after(ratio) == pytest.approx(25 / 322, rel=1e-12)
    assert f"{after(ratio):.1%}".replace("%", " %") in summaries["first_mammogram"]
    assert after(ratio**2) == pytest.approx(625 / 1516, rel=1e-12)
    overlap = data["families"]["same_test"]["overlap"]
    both = after(ratio * ratio ** (1 - overlap))
    assert f"{both:.1%}".replace("%", " %") in summaries["second_mammogram"]
    swap = data["arguments"]["swapped_pictures"]["soundness"]
    unsure = (1 - swap) * after(ratio) + swap * prior
    assert f"{unsure:.1%}".replace("%", " %") in summaries["swapped_pictures"]
