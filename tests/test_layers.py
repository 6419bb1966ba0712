"""Arrows run one way: who may import whom.

A layer's *own* imports are read from the syntax tree, so a rule also holds for imports inside
functions and for those that only a type checker sees. What a module brings in *through others*
is another question: the last test asks a running Python.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]

PAGES = {"streamlit", "pages", "app"}
SAMPLERS = {"pymc", "pytensor", "arviz", "arviz_base", "arviz_stats", "arviz_plots", "nutpie"}
FORMATS = {"ruamel", "python_calamine", "xlsxwriter"}


class Rule(NamedTuple):
    """The files under ``place``, those under ``apart`` left out, import none of ``forbidden``."""

    place: str
    apart: tuple[str, ...]
    forbidden: set[str]
    reason: str


RULES = [
    Rule("credence", (), PAGES, "the subject knows nothing of the pages that show it"),
    Rule("credence", (), SAMPLERS, "the subject is NumPy and pandas: it starts fast"),
    Rule(
        "credence", ("credence/cli",), {"models"}, "who only toggles arguments waits for no model"
    ),
    Rule("credence", ("credence/figures",), {"plotly"}, "drawing lives in credence/figures"),
    Rule("credence", ("credence/files",), FORMATS, "disk formats live in credence/files"),
    Rule("models", (), PAGES, "models give back arrays; pages show them"),
    Rule("models", (), {"plotly"}, "drawing lives in credence/figures"),
    Rule("pages", (), SAMPLERS, "PyMC stands behind one door: models"),
    Rule("app.py", (), SAMPLERS, "the first page opens without PyMC"),
    Rule("tools", (), {"streamlit"}, "app.py and pages are the only Streamlit code"),
]


def imports(source: str, package: str = "") -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of every import in ``source``, a module of ``package``."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(module=module, names=names, level=level):
                outer = package.split(".")[: len(package.split(".")) - level + 1] if level else []
                base = ".".join([*outer, *([module] if module else [])])
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in names)
            case ast.Call(
                func=ast.Name(id="__import__" | "import_module")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node.lineno, name


def python_files(place: str) -> list[Path]:
    """Return the Python files under a folder of the repository, or the one file it names."""
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def breaches(rule: Rule) -> list[str]:
    """Return every import that breaks a rule, as file, line and name."""
    return [
        f"{path.relative_to(ROOT)}:{line} imports {name}: {rule.reason}"
        for path in python_files(rule.place)
        if not any(path.is_relative_to(ROOT / place) for place in rule.apart)
        for line, name in imports(
            path.read_text(encoding="utf-8"), ".".join(path.relative_to(ROOT).parent.parts)
        )
        if name.split(".")[0] in rule.forbidden
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.place}: {rule.reason}")
def test_a_layer_imports_nothing_that_stands_above_it(rule):
    """No file of the layer imports what the rule forbids it."""
    assert [] == breaches(rule)


@pytest.mark.parametrize("place", ["credence", "models", "pages"])
def test_the_layers_are_where_the_rules_look(place):
    """A rule about a folder that was moved away would hold for ever."""
    assert len(python_files(place)) > 0


@pytest.mark.parametrize(
    "source, names",
    [
        ("import streamlit as st", ["streamlit"]),
        ("import numpy, pymc.math", ["numpy", "pymc.math"]),
        ("from streamlit import caching", ["streamlit.caching"]),
        ("def f():\n    import plotly.graph_objects", ["plotly.graph_objects"]),
        ("if TYPE_CHECKING:\n    from models.library import Model", ["models.library.Model"]),
        ("from importlib import import_module as i", ["importlib.import_module"]),
        ("importlib.import_module('pymc')", ["pymc"]),
        ("__import__('nutpie')", ["nutpie"]),
        ("from . import odds", ["credence.files.odds"]),
        ("from ..odds import log_odds", ["credence.odds.log_odds"]),
        ("text = 'import streamlit'", []),
    ],
)
def test_every_way_of_importing_is_seen(source, names):
    """The reader of imports sees plain, nested, relative and dynamic imports, and no others."""
    assert names == [name for _, name in imports(source, "credence.files")]


def test_a_command_asks_the_samplers_only_when_it_runs():
    """In the command line, models is imported inside functions alone, or for a type checker."""
    early = [
        f"{path.relative_to(ROOT)}: {ast.unparse(node)}"
        for path in python_files("credence/cli")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        and any(name.split(".")[0] == "models" for _, name in imports(ast.unparse(node)))
    ]
    assert [] == early


def test_the_subject_brings_in_neither_pymc_nor_streamlit_through_others():
    """Importing all of credence loads no sampler and no Streamlit; no Plotly but for what draws."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in python_files("credence")
        if not {"figures", "report"} & set(path.parts)
    ]
    script = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "credence" in loaded
    assert set() == set(loaded) & (SAMPLERS | PAGES | {"models", "plotly"})


def test_only_a_table_brings_in_what_reads_tables():
    """Who opens a library or a credence file, or toggles arguments, waits for no pandas or PyArrow."""
    script = (
        "import sys, credence.files, credence.attribution, credence.update; print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert set() == set(loaded) & {"pandas", "pyarrow"}


@pytest.mark.parametrize("package", ["credence/cli", "credence/subsets", "credence/words"])
def test_a_package_lists_all_its_modules(package):
    """Who opens one of these packages reads in its docstring what each module is for."""
    source = (ROOT / package / "__init__.py").read_text(encoding="utf-8")
    told = ast.get_docstring(ast.parse(source))
    assert [] == [
        path.stem
        for path in (ROOT / package).glob("*.py")
        if path.stem != "__init__" and f"``{path.stem}``" not in told
    ]


def test_no_merge_was_left_unfinished():
    """No line of code or text is a mark that git leaves where two versions meet."""
    marks = ("<" * 7 + " ", ">" * 7 + " ")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for part in ("credence", "models", "pages", "tests", "docs", "benchmarks", "tools")
        for path in sorted((ROOT / part).rglob("*"))
        if path.suffix in {".py", ".md", ".yaml"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith(marks)
    ]
    assert [] == found
