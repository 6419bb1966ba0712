"""Short links on the command line: made from a file, opened by another program on the same store."""

import json
import re

import pytest

from credence import cli
from credence.cli import links
from credence.files import load_library
from credence.store import Shared, open_store
from credence.store.kept import _opened

TEACHING = ["--on", "neighbour_calls", "--target", "burglary"]


@pytest.fixture(autouse=True)
def empty(monkeypatch, tmp_path):
    """A store of the test's own."""
    monkeypatch.setenv("CREDENCE_DATA_DIR", str(tmp_path / "data"))
    _opened.cache_clear()
    yield
    _opened.cache_clear()


@pytest.fixture
def mine(tmp_path):
    """A library of one's own, with a number of its own."""
    library = load_library("teaching-1").as_data()
    library["claims"]["burglary"]["prior"] = 0.02
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(library))
    return str(path)


@pytest.fixture
def run(capsys):
    """Run a command; gives exit code, stdout, stderr."""

    def go(*words):
        code = cli.run(words)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return go


def test_a_short_link_opens_a_library_of_ones_own_without_its_file(run, mine):
    """What one prints with --short, another evaluates with no library named, to the same numbers."""
    code, out, err = run("link", mine, *TEACHING, "--short", "--base", "https://example.org/app/")
    assert (0, "") == (code, err)
    assert re.fullmatch(r"https://example\.org/app/\?id=[A-Za-z0-9]{22}\n", out)
    directly = run("evaluate", mine, *TEACHING, "--format", "json")
    assert directly == run("evaluate", "--link", out.strip(), "--format", "json")
    assert directly == run("evaluate", mine, "--link", out.strip(), "--format", "json")
    assert directly[1] != run("evaluate", "teaching-1", *TEACHING, "--format", "json")[1]


def test_a_short_link_of_a_released_library_is_the_plain_one_kept(run):
    """The code under the id is the very code of the long link."""
    long = json.loads(run("link", "teaching-1", *TEACHING, "--format", "json")[1])["link"]
    short = json.loads(run("link", "teaching-1", *TEACHING, "--short", "--format", "json")[1])
    shared = open_store().shared(short["link"].partition("?id=")[2])
    assert Shared(long.partition("?s=")[2]) == shared
    again = json.loads(run("link", "teaching-1", *TEACHING, "--short", "--format", "json")[1])
    assert short == again


def test_options_come_after_the_link(run, mine):
    """What a short link opens is edited like any other scenario."""
    link = run("link", mine, *TEACHING, "--short")[1].strip()
    edited = run("evaluate", "--link", link, "--off", "neighbour_calls", "--format", "json")[1]
    assert edited == run("evaluate", mine, "--target", "burglary", "--format", "json")[1]


@pytest.mark.parametrize(
    "words, said",
    [
        (["--link", "https://example.org/?id=" + "x" * 22], "no scenario is stored here under"),
        (["--link", "?id=../../etc/passwd"], "is no id of a shared scenario"),
        (["--link", "1*own." + "0" * 32 + "*on.a"], "no library is stored here under"),
        (["--link", "1*own.zzz*on.a"], "names no library"),
        (["--link", "rubbish"], "no link of ours"),
        ([], "name a released library"),
        (["teaching-1", "--link", "?id=" + "x" * 22], "no scenario is stored here under"),
    ],
)
def test_what_opens_nothing_is_told_in_a_line(run, words, said):
    """An unknown id, a damaged one, no library at all: exit code 2 and what is wrong."""
    code, out, err = run("evaluate", *words)
    assert (2, "") == (code, out)
    assert said in err
    assert "Traceback" not in err
    assert 1 == err.count("credence: ")


def test_a_link_about_another_library_of_the_same_name_is_refused(run, mine):
    """Two libraries may bear one name; the link says which of them it means."""
    link = run("link", mine, *TEACHING, "--short")[1].strip()
    code, out, err = run("evaluate", "teaching-1", "--link", link)
    assert (2, "") == (code, out)
    assert "another library that is called teaching-1 too" in err


def test_a_store_that_is_not_there_is_told_in_a_line(run, monkeypatch):
    """A database that does not answer is the user's to mend, and no fault of ours."""
    monkeypatch.setenv("CREDENCE_STORE_URL", "mysql://localhost/credence")
    code, out, err = run("link", "teaching-1", "--short")
    assert (2, "") == (code, out)
    assert "CREDENCE_STORE_URL: the store is in PostgreSQL or in an SQLite file" in err


def test_a_plain_link_needs_no_store(run, monkeypatch):
    """Only what is short, or of one's own, is looked up."""
    monkeypatch.setattr("credence.store.open_store", lambda: pytest.fail("no store is needed"))
    link = run("link", "teaching-1", *TEACHING)[1].strip()
    assert 0 == run("evaluate", "--link", link)[0]
    assert load_library("teaching-1") == links.library_of(link)
