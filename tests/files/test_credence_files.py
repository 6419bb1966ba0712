"""Credence files in YAML and JSON, and the round trip through all four formats."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credence.errors import InputError
from credence.files import (
    CredenceFile,
    Remark,
    load_credences,
    load_library,
    read_credences,
    released,
    worldviews,
    write_credences,
)
from credence.files.credence_file import SCHEMA
from credence.files.yaml_text import yaml_of
from credence.library import Basis, Source
from credence.number import Z90, Number
from credence.scenario import Scenario, Stated
from tests.released import WORLDVIEWS
from tests.strategies import cases, few_cases

FORMATS = ["yaml", "json", "csv", "xlsx"]
LIBRARY = load_library("ai-risk-1")
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), min_size=1).filter(
    lambda text: text.strip() == text != ""
)


def read(text: str):
    """Read YAML against the default library."""
    head = f"schema: {SCHEMA}\nlibrary: ai-risk-1\nname: Ada\n"
    return read_credences((head + text).encode(), name="ada.yaml")


def scenario(text: str) -> Scenario:
    """The scenario of a file in which nothing is wrong."""
    (file,), problems = read(text)
    assert [] == problems
    return file.scenario


@pytest.mark.parametrize(
    "text, held",
    [
        ("{stated: 0}", Stated(0.0)),
        ("{stated: 100 %}", Stated(1.0)),
        ("{stated: 10%..20%}", Stated(1 / 7, math.log(2.25) / (2 * Z90))),
        ("{stated: {low: 0.1, high: 0.2}, tolerance: 0.7}", Stated(1 / 7, 0.7)),
    ],
)
def test_what_may_be_stated_in_a_file(text, held):
    """Certainty is kept, an interval is its centre in log-odds with its width as the tolerance."""
    found = scenario(f"claims: {{doom: {text}}}").stated["doom"]
    assert pytest.approx((held.credence, held.tolerance)) == (found.credence, found.tolerance)


@st.composite
def credence_files(draw) -> CredenceFile:
    """Anybody's file about a library of its own, with every kind of remark."""
    held = draw(cases(intervals=True, extreme=True, questions=True))
    remarks = {}
    if paths := sorted(held.library.numbers):
        section, item, field, *_ = draw(st.sampled_from(paths)).split(".")
        field = field if field in {"prior", "weight", "lr", "soundness", "overlap"} else None
        reason = Basis(kind=draw(st.sampled_from(["stated", "illustrative"])), reason=draw(TEXTS))
        basis = {field: reason} if field else {}
        remarks = {f"{section}.{item}": Remark(draw(TEXTS), basis)}
    sources = tuple(
        Source(title=draw(TEXTS), year=draw(st.none() | st.just("2023")))
        for _ in range(draw(st.sampled_from([0, 0, 1, 2, 11])))
    )
    name = draw(TEXTS.filter(lambda text: len(text) <= 200 and text.isprintable()))
    return CredenceFile(held, name, draw(st.none() | TEXTS), sources, remarks)


@few_cases
@pytest.mark.parametrize("form", FORMATS)
@given(file=credence_files())
def test_what_is_written_reads_back_the_same(form, file):
    """Every toggle, number, note and source comes back, number for number, in each format."""
    content = write_credences([file], form)
    assert ([file], []) == read_credences(content, name=f"x.{form}", library=file.scenario.library)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("value", [0.1 + 0.2, 1 / 3, 5e-324, 1 - 2**-53, 1e-30, 0.1])
def test_no_digit_of_a_number_is_lost(form, value):
    """Seventeen digits where seventeen are needed."""
    held = Scenario(LIBRARY).with_number("claims.doom.prior", value)
    (again,) = load_credences(write_credences([CredenceFile(held, "Ada")], form))
    assert value == again.scenario.value("claims.doom.prior").low


@pytest.mark.parametrize("form", FORMATS)
def test_many_people_fit_one_file(form):
    """The worldviews of a library, in one file of each format."""
    files = list(worldviews(LIBRARY).values())
    assert len(files) > 1
    assert files == load_credences(write_credences(files, form), name=f"all.{form}")
    assert files == load_credences(write_credences(files, form))


def test_tables_refuse_to_mix_two_people_of_one_name():
    """In a table the name is all that tells people apart."""
    file = CredenceFile(Scenario(LIBRARY), "Ada")
    with pytest.raises(InputError, match="two people are called Ada"):
        write_credences([file, file], "csv")
    assert [file, file] == load_credences(write_credences([file, file], "yaml"))


def test_every_shipped_worldview_opens():
    """Each belongs to one released library and has nothing wrong."""
    found = {name for library in released() for name in worldviews(load_library(library))}
    assert {path.stem for path in WORLDVIEWS} == found


def test_a_list_of_active_arguments_is_exact_and_a_mapping_differs():
    """A list says exactly what is on; a mapping says only what is otherwise than the library."""
    library = load_library("ai-risk-1")
    assert ("speed",) == scenario("active: [speed]").active
    assert () == scenario("active: []").active
    assert (("speed", True),) == scenario("active: {speed: true, white_box: false}").toggles
    on = Scenario(library).active
    assert on == scenario("note: nothing else").active


def test_everything_that_a_file_may_hold_is_held():
    """One file with every key."""
    held = scenario("""
note: A note.
target: takeover
seed: 7
draws: 8192
scepticism: 10 %
firmness: 0.5
suppose: {goal_directed: true}
active: {speed: true}
claims:
  scheming: {weight: 0.25, note: mine, basis: {weight: {kind: stated, reason: I say so.}}}
  doom: {stated: 1 in 10, tolerance: 0.25, prior: 0.002, causes: {takeover: 30%}}
arguments:
  speed: {bears_on: {scheming: 2..8}, soundness: 0.2, premises: {low_slack: 0.75}}
  white_box: {lr: {bits: {low: -3, high: -1}}}
families:
  counting: {overlap: 0.25}
""")
    assert "takeover" == held.target
    assert (7, 8192, 0.1, 0.5) == (held.seed, held.draws, held.scepticism, held.firmness)
    assert {"goal_directed": True} == held.suppose
    assert {"doom": Stated(0.1, 0.25)} == held.stated
    assert Number(0.25, 0.25) == held.value("claims.scheming.weight")
    assert Number(0.3, 0.3) == held.value("claims.doom.causes.takeover")
    assert Number(2, 8) == held.value("arguments.speed.bears_on.scheming")
    assert Number(0.75, 0.75) == held.value("arguments.speed.premises.low_slack")
    assert Number(1 / 8, 1 / 2) == held.value("arguments.white_box.lr")
    assert Number(0.25, 0.25) == held.value("families.counting.overlap")


@pytest.mark.parametrize(
    "text, path, remedy",
    [
        ("nam: x", "nam", "did you mean name?"),
        ("seed: -1", "seed", "at least 0"),
        ("draws: 100", "draws", "power of two"),
        ("scepticism: 2", "scepticism", "between 0 and 1"),
        ("firmness: -1", "firmness", "at least 0"),
        ("firmness: true", "firmness", "a number"),
        ("target: dom", "target", "did you mean doom?"),
        ("active: [spead]", "active.spead", "did you mean speed?"),
        ("active: [5]", "active.0", "a text (in quotes)"),
        ("active: speed", "active", "a list, such as [one, two]"),
        ("active: {speed: perhaps}", "active.speed", "true or false"),
        ("suppose: {dooom: true}", "suppose.dooom", "did you mean doom?"),
        ("suppose: {doom: 2}", "suppose.doom", "true or false"),
        ("sources: [{author: x}]", "sources.0.title", "title"),
        ("claims: {dooom: {prior: 0.1}}", "claims.dooom", "did you mean doom?"),
        ("claims: {doom: {weight: 1}}", "claims.doom.weight", "prior"),
        ("claims: {doom: {stated: 1.5}}", "claims.doom.stated", "and 1.5 does not"),
        ("claims: {doom: {stated: '3:1'}}", "claims.doom.stated", "“3:1” are odds; write 0.75"),
        ("scepticism: '3:1'", "scepticism", "“3:1” are odds; write 0.75"),
        ("families: {counting: {overlap: '1:3'}}", "families.counting.overlap", "write 0.25"),
        ("claims: {doom: {tolerance: 1}}", "claims.doom.tolerance", "needs the stated credence"),
        ("claims: {doom: {stated: 0.1, tolerance: 0}}", "claims.doom.tolerance", "above 0"),
        ("claims: {doom: {prior: {low: 0, high: 0.1}}}", "claims.doom.prior.low", "strictly inside"),
        ("claims: {doom: {causes: {speed: 0.1}}}", "claims.doom.causes.speed", "takeover"),
        ("arguments: {speed: {lr: 3}}", "arguments.speed.lr", "bears_on.scheming"),
        ("arguments: {speed: {soundnes: 1}}", "arguments.speed.soundnes", "did you mean soundness?"),
        ("arguments: {speed: 3}", "arguments.speed", "a mapping"),
        ("families: {counting: {overlap: 1e-999}}", "families.counting.overlap", "too near 0"),
        ("families: {counting: {overlap: true}}", "families.counting.overlap", "a number is needed"),
        ("claims: {doom: {prior: 1e-999}}", "claims.doom.prior", "too near 0"),
        ("scepticism: .nan", "scepticism", "finite"),
        ("arguments: {White-Box: {soundness: 1}}", "arguments.White-Box", "did you mean white_box?"),
        ("families: {counting: {overlap: 2}}", "families.counting.overlap", "between 0 and 1"),
        (
            "claims: {doom: {basis: {lr: {kind: stated, reason: x}}}}",
            "claims.doom.basis.lr",
            "known: prior",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_and_the_rest_is_read(text, path, remedy):
    """One bad value costs that value alone."""
    (file,), problems = read(f"suppose: {{takeover: true}}\n{text}" if "sup" not in text else text)
    (problem,) = problems
    assert path == problem.path
    assert remedy in problem.message
    assert ("ada.yaml", 5 if "sup" not in text else 4) == (problem.file, problem.line)
    if "sup" not in text:
        assert {"takeover": True} == file.scenario.suppose
    with pytest.raises(InputError):
        load_credences(write_and_break(text))


def write_and_break(text: str) -> bytes:
    """The same file as bytes without a name."""
    return f"schema: {SCHEMA}\nlibrary: ai-risk-1\n{text}\n".encode()


def test_all_problems_of_a_file_come_at_once():
    """Bad shapes and unknown names, in the order of their lines."""
    (file,), problems = read("seed: x\ndraws: 3\nactive: [speed, spead]\nclaims:\n  dom: {}\n")
    assert [4, 5, 6, 8] == [problem.line for problem in problems]
    assert ("speed",) == file.scenario.active


def test_a_file_about_another_library_says_so():
    """A released name, an unknown name, and a name that is not the library given."""
    content = yaml_of({"schema": SCHEMA, "library": "teaching-1"}).encode()
    (file,), problems = read_credences(content)
    assert ([], "teaching-1") == (problems, file.library)
    (file,), (problem,) = read_credences(content, library=LIBRARY)
    assert "library" == problem.path
    assert "about “teaching-1”, and not about “ai-risk-1”" in problem.message
    content = yaml_of({"schema": SCHEMA, "library": "/etc/passwd"}).encode()
    files, (problem,) = read_credences(content)
    assert ([], "library") == (files, problem.path)
    assert "for a library of your own, give its file too" in problem.message


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"5", b"\xff", b"{", b"PK\x03\x04", b"name,item\n"]
)
def test_what_is_no_credence_file_gives_problems_and_nobody(content):
    """Reading never raises, and never ends without a word."""
    files, problems = read_credences(content)
    assert [] == files
    assert problems


def test_json_with_a_number_that_is_none_loses_that_number_alone():
    """NaN is no JSON, and common; the rest of the file is read."""
    text = '{"schema": "credence-file/1", "library": "ai-risk-1", "active": ["speed"], "scepticism": NaN}'
    (file,), (problem,) = read_credences(text.encode(), name="x.json")
    assert ("speed",) == file.scenario.active
    assert ("scepticism", 1) == (problem.path, problem.line)


@pytest.mark.parametrize(
    "text, said, line",
    [
        ("active: {speed: true, speed: false}\n", "a second time (first on line 4)", 4),
        ("active: [speed, white_box, speed]\n", "“speed” is in the list already", 4),
        ("active: {speed: true}\nactive: []\n", "a second time (first on line 4)", 5),
        ("active: [speed]\nsuppose:\n  doom: true\n  doom: false\n", "a second time", 7),
        ("active: [speed]\nclaims: {doom: {prior: 0.1, prior: 0.2}}\n", "a second time", 5),
    ],
)
def test_of_two_values_for_one_thing_the_first_counts_and_the_other_is_named(text, said, line):
    """With its line, as in links and tables."""
    (file,), (problem,) = read(text)
    assert said in problem.message
    assert line == problem.line
    assert file.scenario.is_active("speed")
    assert {"doom": True}.items() >= file.scenario.suppose.items()


def test_of_two_rows_for_one_thing_the_first_counts_and_the_other_is_named():
    """Also where they name the item in two ways, in both forms of a table."""
    rows = (
        "speed,active,true",
        "arguments.speed,active,false",
        "doom,suppose,true",
        "doom,suppose,false",
    )
    text = "name,item,field,value\n" + "".join(f"Ada,{row}\n" for row in rows)
    (file,), problems = read_credences(text.encode(), name="x.csv", library=LIBRARY)
    assert [3, 5] == [problem.line for problem in problems]
    assert all("already; leave one out" in problem.message for problem in problems)
    assert ({"doom": True}, True) == (file.scenario.suppose, file.scenario.is_active("speed"))
    wide = b"name,speed.active,arguments.speed.active\nAda,true,false\n"
    (file,), (problem,) = read_credences(wide, name="x.csv", library=LIBRARY)
    assert "the column “arguments.speed.active” stands here twice; leave one out" in problem.message
    assert file.scenario.is_active("speed")


def test_true_and_false_are_no_numbers():
    """They are not taken for 1 and 0."""
    text = "seed: true\ndraws: false\nscepticism: true\nfamilies: {counting: {overlap: true}}\n"
    (file,), problems = read(text)
    assert [4, 5, 6, 7] == [problem.line for problem in problems]
    assert all("stands where a number is needed" in problem.message for problem in problems)
    assert Scenario(LIBRARY) == file.scenario


@pytest.mark.parametrize("form", ["yaml", "json", "csv", "xlsx"])
def test_an_argument_that_is_off_stays_off_though_its_ratio_is_changed(form):
    """Who gives a ratio has the argument on, so that writing says where it is off."""
    off = Scenario(LIBRARY).with_number("arguments.speed.bears_on.scheming", 3)
    for scenario in (off, off.with_active("speed"), off.with_only(["white_box"])):
        content = write_credences([CredenceFile(scenario, "Ada")], form)
        (file,), problems = read_credences(content, name=f"a.{form}")
        assert ([], scenario) == (problems, file.scenario)


@pytest.mark.parametrize(
    "active, on",
    [("", True), ("active: [white_box]\n", False), ("active: {speed: false}\n", False)],
)
def test_who_gives_a_ratio_has_the_argument_on_unless_they_say_otherwise(active, on):
    """By a list of those that are on without it, or by name."""
    text = f"{active}arguments: {{speed: {{bears_on: {{scheming: 3}}}}}}\n"
    (file,), problems = read(text)
    assert ([], on) == (problems, file.scenario.is_active("speed"))
