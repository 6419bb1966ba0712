"""What is kept comes back, on SQLite and on PostgreSQL alike, or an error says why not."""

import hashlib
import random
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sql
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credence.errors import InputError
from credence.files import library_text, load_library
from credence.links.own import REFERENCE, reference_of
from credence.store import MOST_COMPRESSED, MOST_RAW, Shared, Store, content
from credence.store.allowance import Allowance
from credence.store.table import KEPT
from tests.small import small
from tests.strategies import libraries

AI = load_library("ai-risk-1")
SHARED = Shared("1*ai-risk-1*on.speed", "compare")
on_one_store = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def rows(store):
    """How many things are kept."""
    with store._engine.connect() as connection:
        return connection.scalar(sql.select(sql.func.count()).select_from(KEPT))


def changed(store, **values):
    """Change every row behind the store's back."""
    with store._writer.begin() as connection:
        connection.execute(sql.update(KEPT).values(**values))


def test_a_shared_scenario_comes_back(store):
    """What was kept under an id is found under it."""
    assert SHARED == store.shared(store.keep(SHARED))


@on_one_store
@given(code=st.text(max_size=300), view=st.text(max_size=300))
def test_every_text_comes_back(store, code, view):
    """Any code and view come back, character for character."""
    shared = Shared(code, view)
    assert shared == store.shared(store.keep(shared))


@on_one_store
@given(libraries(intervals=True, extreme=True))
def test_every_library_comes_back(store, library):
    """A library of one's own comes back whole, in its order, under the name that codes use."""
    reference = store.keep_library(library)
    assert reference_of(library) == reference
    again = store.library(reference)
    assert library == again
    assert list(library.claim_ids) == list(again.claim_ids)


@on_one_store
@given(
    texts=st.lists(
        st.text(max_size=200)
        | st.lists(st.sampled_from("ab\n\r\v\u2028"), max_size=60).map("".join),
        min_size=1,
        max_size=5,
    )
)
def test_every_draft_comes_back(store, texts):
    """Each of a row of drafts, one made from the other, character for character."""
    name, kept = None, []
    for text in texts:
        name = store.keep_draft(text, name)
        kept.append(name)
    assert texts == [store.draft(each) for each in kept]


def test_a_change_to_a_long_draft_costs_little(store):
    """A thousand edits of the largest library take less than two megabytes; it is held once."""
    text = library_text(AI)
    first = store.keep_draft(text)
    name, lines = first, text.splitlines(keepends=True)
    for number in range(20):
        lines[100 * number + 50] += f"# {number}\n"
        name = store.keep_draft("".join(lines), name)
    assert "".join(lines) == store.draft(name)
    with store._engine.connect() as connection:
        sizes = connection.scalars(sql.select(KEPT.c.size).order_by(KEPT.c.created)).all()
    assert max(sizes[1:]) < 2_000


def test_a_draft_that_changed_altogether_stands_by_itself(store):
    """Little of its base is left, so that it is a base of its own."""
    one = store.keep_draft("".join(f"{n}\n" for n in range(3_000)))
    two = store.keep_draft("".join(f"{n * n}\n" for n in range(3_000, 6_000)), one)
    with store._writer.begin() as connection:
        connection.execute(sql.delete(KEPT).where(KEPT.c.id == one))
    assert store.draft(two).startswith("9000000\n")
    with pytest.raises(InputError, match="no draft is stored"):
        store.keep_draft("x", one)
    with pytest.raises(InputError, match="no id of a draft"):
        store.draft("../x")


def test_the_same_content_is_kept_once(store):
    """Who stores what is there already gets its id; other content gets another."""
    one = store.keep(SHARED)
    assert one == store.keep(Shared(SHARED.code, SHARED.view))
    assert one != store.keep(Shared(SHARED.code))
    assert store.keep_library(AI) == store.keep_library(AI)
    assert 3 == rows(store)


def test_ids_cannot_be_guessed_and_fit_into_an_address(store):
    """An id is 22 letters and digits, and says nothing of the content or of its neighbours."""
    ids = [store.keep(Shared("1*ai-risk-1", str(number))) for number in range(50)]
    assert 50 == len(set(ids))
    assert all(len(one) == 22 and one.isascii() and one.isalnum() for one in ids)
    assert sorted(ids) != ids
    digests = {hashlib.sha256(content.bytes_of(Shared("1*ai-risk-1", "0"))).hexdigest()}
    assert not digests & set(ids)


def test_a_reference_is_the_beginning_of_the_contents_digest():
    """Who has the content can tell its name, which no later version may change: links hold it."""
    assert f"own.{hashlib.sha256(AI.canonical).hexdigest()[:32]}" == reference_of(AI)
    one = small({"c": {"prior": 0.2}}, {"a": {"claim": "c", "lr": {"low": 2, "high": 8}}})
    assert "own.a78eefa0caf74d5f0cbb7a3dc30ad647" == reference_of(one)
    assert REFERENCE.fullmatch(reference_of(one))


def test_the_order_of_claims_is_part_of_the_content(store):
    """Two libraries in another order ask about another claim by default, so they are two."""
    claims = {"a": {"prior": 0.2}, "b": {"prior": 0.3}}
    one, other = small(claims), small(dict(reversed(claims.items())))
    assert ("b", "a") == (one.default_target, other.default_target)
    assert one != other
    assert "b" == store.library(store.keep_library(one)).default_target
    assert "a" == store.library(store.keep_library(other)).default_target


@pytest.mark.parametrize(
    "name",
    ["", "x", "x" * 22, "x" * 64, "x" * 10_000, "../../etc/passwd", "own.x", "%", "' OR 1=1 --", "é" * 22,
     "\0" * 22, "a\n" * 11, "١" * 22],
)  # fmt: skip
def test_an_unknown_id_is_an_error_in_words(store, name):
    """Whatever is asked for, the answer is a problem that says what to do, and nothing is changed."""
    store.keep(SHARED)
    for ask in (store.shared, store.library):
        with pytest.raises(InputError) as refused:
            ask(name)
        [problem] = refused.value.problems
        assert "link" == problem.path
        assert len(problem.message) < 300
    assert 1 == rows(store)


@on_one_store
@given(st.text(max_size=80))
def test_no_id_raises_anything_else(store, name):
    """Any text at all is refused in words."""
    for ask in (store.shared, store.library):
        with pytest.raises(InputError):
            ask(name)


def test_an_id_opens_what_it_was_made_for_and_nothing_else(store):
    """A library's name is no scenario's id, and the reverse."""
    with pytest.raises(InputError):
        store.shared(store.keep_library(AI))
    with pytest.raises(InputError):
        store.library(store.keep(SHARED))


@pytest.mark.parametrize(
    "held",
    [b"", b"rubbish", zlib.compress(b"{}"), zlib.compress(b"x" * 1000)[:-6], zlib.compress(b"x" * 50_000_000)],
    ids=["nothing", "no zip", "other", "cut off", "a bomb"],
)  # fmt: skip
def test_damage_is_noticed(store, held):
    """What is not what was stored, byte for byte, is not opened."""
    name, reference = store.keep(SHARED), store.keep_library(AI)
    changed(store, content=held)
    for ask in (lambda: store.shared(name), lambda: store.library(reference)):
        with pytest.raises(InputError, match="damaged"):
            ask()


@pytest.mark.parametrize("raw", [b"[]", b"{}", b'{"schema": "credence-shared/2"}', b"1"])
def test_what_a_later_version_wrote_is_not_guessed_at(store, raw):
    """A shape that is not known is refused by its name."""
    name = store.keep(SHARED)
    changed(store, content=zlib.compress(raw), digest=hashlib.sha256(raw).hexdigest())
    with pytest.raises(InputError, match="reads credence-shared/1"):
        store.shared(name)


def test_too_much_is_refused_with_the_bound(store):
    """Neither five megabytes of text nor one of compressed text are exceeded."""
    with pytest.raises(InputError, match=f"at most {MOST_RAW:,}"):
        store.keep(Shared("x" * MOST_RAW))
    noise = random.Random(1).randbytes(MOST_COMPRESSED).hex() + "x" * 1000
    with pytest.raises(InputError, match=f"at most {MOST_COMPRESSED:,}"):
        store.keep(Shared(noise))
    assert 0 == rows(store)
    assert store.keep(Shared("x" * (MOST_RAW - 100)))


def test_a_full_store_takes_nothing_new(url):
    """Beyond its bound the store keeps nothing more; what it has it still gives."""
    with_room = Store(url)
    name = with_room.keep(SHARED)
    full = Store(url, most_bytes=200)
    assert SHARED == full.shared(name)
    assert name == full.keep(SHARED)
    with pytest.raises(InputError, match="the store is full"):
        full.keep_library(AI)
    for one in (with_room, full):
        one.close()


def test_nobody_fills_the_store_in_a_moment(url):
    """After a hundred new things at once one has to wait; what is there already costs nothing."""
    time = [0.0]
    store = Store(url, allowance=Allowance(lambda: time[0]))
    names = [store.keep(Shared(str(number))) for number in range(100)]
    with pytest.raises(InputError, match="try again in some minutes"):
        store.keep(Shared("one too many"))
    assert names[0] == store.keep(Shared("0"))
    time[0] += 2
    assert store.keep(Shared("after two seconds"))
    store.close()


def test_another_store_on_the_same_database_finds_it(url):
    """What one replica kept, another finds, and the first still has after a restart."""
    one, other = Store(url), Store(url)
    name, reference = one.keep(SHARED), one.keep_library(AI)
    assert (SHARED, AI) == (other.shared(name), other.library(reference))
    one.close()
    again = Store(url)
    assert (SHARED, AI) == (again.shared(name), again.library(reference))
    assert name == again.keep(SHARED)
    for each in (other, again):
        each.close()


def test_replicas_that_store_the_same_at_once_agree_on_its_id(url):
    """Eight writers on four replicas: each content has one id, the same for all."""
    stores = [Store(url) for _ in range(4)]
    ready = threading.Barrier(8)

    def write(number):
        ready.wait()
        return [stores[number % 4].keep(Shared(str(which))) for which in range(10)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(write, range(8)))
    assert 10 == len(set(found[0]))
    assert [found[0]] * 8 == found
    assert 10 == rows(stores[0])
    for each in stores:
        each.close()


def test_a_row_that_another_replica_put_in_meanwhile_is_found(store, monkeypatch):
    """Between looking and writing another may be faster: its id is given back."""
    other = Store(store.url)
    look = store._found
    answers = []

    def found(digest):
        if not answers:
            answers.append(other.keep(SHARED))
            return None
        return look(digest)

    monkeypatch.setattr(store, "_found", found)
    assert store.keep(SHARED) == answers[0]
    other.close()


def test_an_id_that_is_taken_is_drawn_again(store, monkeypatch):
    """Should chance draw an id twice, the second thing gets another one."""
    drawn = iter(["a" * 22, "a" * 22, "b" * 22])
    monkeypatch.setattr("credence.store.kept._random_id", lambda: next(drawn))
    assert ["a" * 22, "b" * 22] == [store.keep(Shared("1")), store.keep(Shared("2"))]


def test_a_database_that_goes_away_is_told_in_words(store):
    """No traceback, and no word of the address, which may hold a password."""
    name = store.keep(SHARED)
    with store._writer.begin() as connection:
        connection.exec_driver_sql("DROP TABLE kept")
    for ask in (lambda: store.shared(name), lambda: store.keep(SHARED)):
        with pytest.raises(InputError) as refused:
            ask()
        assert "the database does not answer" in str(refused.value)
