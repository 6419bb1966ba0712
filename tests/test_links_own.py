"""Links about a library of one's own: named by its content, which a store keeps."""

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.links import LONGEST, code_in, decode, encode, id_in
from credence.links.own import REFERENCE, reference_of
from credence.scenario import Scenario
from credence.store import Shared, Store
from tests.small import small
from tests.strategies import cases
from tests.test_links_hostile import mutated

MINE = small(
    {"c": {"prior": 0.2}, "d": {"prior": {"low": 0.1, "high": 0.3}}},
    {"a": {"claim": "c", "lr": {"low": 2, "high": 8}}, "b": {"claim": "d", "lr": 0.5}},
)
# As they were released: each opens for ever.
RELEASED = {
    "1*own.7e97366c657398da9e91d2df15048793": Scenario(MINE),
    "1*own.7e97366c657398da9e91d2df15048793*on.a*lr.b.0.25*target.c": Scenario(MINE)
    .with_active("a")
    .with_number("arguments.b.lr", 0.25)
    .with_target("c"),
}


def only(library):
    """A store with one library in it."""

    def load(name):
        if name != reference_of(library):
            raise InputError.at("link", "no library is stored here under it")
        return library

    return load


@pytest.mark.parametrize("code", list(RELEASED))
def test_a_released_code_opens_for_ever_and_is_still_the_code(code):
    """The name of a library of one's own is the beginning of its content's digest, for ever."""
    found = decode(code, only(MINE))
    assert ([], RELEASED[code]) == (found.problems, found.scenario)
    assert code == encode(RELEASED[code], own=True)


@given(cases(intervals=True, questions=True))
def test_every_scenario_comes_back(scenario):
    """Whatever the library and the scenario, code and scenario belong together one to one."""
    code = encode(scenario, own=True)
    found = decode(code, only(scenario.library))
    assert ([], scenario) == (found.problems, found.scenario)
    assert code == encode(found.scenario, own=True)
    assert REFERENCE.fullmatch(code.split("*")[1])


def test_another_library_has_another_name():
    """A change in any number or word of the library is a change of its name."""
    data = MINE.as_data()
    data["claims"]["c"]["prior"] = 0.21
    assert reference_of(MINE) != reference_of(type(MINE).model_validate(data))
    assert reference_of(MINE) != reference_of(
        type(MINE).model_validate(MINE.as_data() | {"title": "T."})
    )


@pytest.mark.parametrize(
    "name",
    ["own", "own.", "own.x", "own." + "0" * 31, "own." + "0" * 33, "own." + "G" * 32,
     "own." + "A" * 32, "own..." + "0" * 29, "OWN." + "0" * 32, "own-" + "z" * 32, ".own", "own.-1"],
)  # fmt: skip
def test_what_is_no_reference_asks_no_store(name):
    """A name that cannot be one's own library's is refused before anything is looked up."""

    def load(_name):
        pytest.fail("nothing is to be looked up")

    found = decode(f"1*{name}*on.a", load)
    assert found.scenario is None
    assert found.problems


def check_mutations(count, store):
    """Open mutated codes and short links from a store; each opens or is refused in words."""
    store.keep_library(MINE)
    name = store.keep(Shared(encode(Scenario(MINE).with_active("a"), own=True)))
    addresses = [
        *(f"https://example.org/?s={code}" for code in RELEASED),
        *RELEASED,
        f"https://example.org/?id={name}",
        f"?id={name}&v=open.a",
    ]
    for seed in range(count):
        link = mutated(addresses[seed % len(addresses)], seed)
        with suppress(InputError):  # the one exception that an id may raise
            code = store.shared(found).code if (found := id_in(link)) is not None else link
            opened = decode(code, store.library)
            assert opened.scenario is not None or opened.problems


@pytest.fixture
def store(tmp_path):
    """An empty store in a file."""
    opened = Store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield opened
    opened.close()


def test_no_mutated_link_raises(store):
    """However a link to a stored library or scenario is damaged, opening it is no fault of ours."""
    check_mutations(1_000, store)


@pytest.mark.thorough
def test_no_mutated_link_raises_in_a_hundred_thousand(store):
    """The same, far more often."""
    check_mutations(100_000, store)


@given(st.text(max_size=200))
def test_any_text_has_an_id_or_none(text):
    """Looking for an id in a text never raises."""
    assert id_in(text) is None or isinstance(id_in(text), str)


def test_an_address_with_both_is_about_the_code():
    """Where the scenario stands in the address itself, the id beside it is where it came from."""
    both = "https://example.org/?id=abc&s=1*ai-risk-1"
    assert (None, "1*ai-risk-1") == (id_in(both), code_in(both))
    assert "abc" == id_in("https://example.org/credence?v=x&id=abc#top")
    assert id_in("abc") is None


def test_the_longest_text_of_an_id_is_refused_at_once(store):
    """An id as long as an address may be is no id."""
    drawn = random.Random(1).choices("abc019", k=LONGEST)
    with pytest.raises(InputError, match="is no id"):
        store.shared("".join(drawn))
