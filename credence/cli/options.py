"""The options with which every command builds its scenario, and how they are applied.

Order: the link, or else the credence file, then ``--only``, ``--on``, ``--off``, ``--suppose``,
``--set``, ``--draws``, ``--seed``, ``--target``; later ones win. All problems of all options are
reported at once.
"""

import functools
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from credence.errors import InputError, Problem

if TYPE_CHECKING:
    from credence.asking import Told
    from credence.number import Kind
    from credence.scenario import Scenario

LibraryName = Annotated[
    str | None,
    typer.Argument(
        metavar="LIBRARY",
        show_default=False,
        help="A released library, such as ai-risk-1, or a file; a --link can stand for it.",
    ),
]
_PANEL = "Scenario"
Target = Annotated[
    str | None,
    typer.Option(
        rich_help_panel=_PANEL, help="The claim that is asked about (default: the library's own)."
    ),
]
HOME = "http://127.0.0.1:8501/"
Base = Annotated[str, typer.Option(help="Address of the app, for links to the scenario.")]
Percent = Annotated[
    list[str] | None,
    typer.Option(
        rich_help_panel=_PANEL,
        help="Columns of a table that are in per cent without saying so: doom.stated,speed.soundness.",
    ),
]
KeepSummaryRows = Annotated[
    bool,
    typer.Option(
        "--keep-summary-rows",
        rich_help_panel=_PANEL,
        help="Rows of a table named Average, Median, Total and the like are people too.",
    ),
]
READING: dict[str, Any] = {"percent": Percent, "keep_summary_rows": KeepSummaryRows}
"""The options that answer what a reader of tables asks."""
_OPTIONS: dict[str, Any] = {
    "scenario": Annotated[
        Path | None,
        typer.Option("--scenario", rich_help_panel=_PANEL, help="A credence file to start from."),
    ],
    "person": Annotated[
        str | None,
        typer.Option(rich_help_panel=_PANEL, help="Whose, where the file holds several people."),
    ],
    **READING,
    "link": Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_PANEL,
            help="A link, a short one, or its code, to start from: it holds all there is, so no file "
            "adds to it.",
        ),
    ],
    "only": Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_PANEL, help='These arguments and no others: a,b ("" for none).'
        ),
    ],
    "on": Annotated[
        list[str] | None, typer.Option(rich_help_panel=_PANEL, help="Switch arguments on: a,b.")
    ],
    "off": Annotated[
        list[str] | None, typer.Option(rich_help_panel=_PANEL, help="Switch arguments off: a,b.")
    ],
    "suppose": Annotated[
        list[str] | None,
        typer.Option(rich_help_panel=_PANEL, help="Take a claim as settled: claim=true."),
    ],
    "set_": Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            rich_help_panel=_PANEL,
            help="Change a number: arguments.speed.soundness=0.8, claims.doom.prior=0.001..0.01, "
            "claims.doom.stated=0.1, scepticism=0.3.",
        ),
    ],
    "draws": Annotated[
        int | None, typer.Option(rich_help_panel=_PANEL, help="Draws: a power of two to 131072.")
    ],
    "seed": Annotated[int | None, typer.Option(rich_help_panel=_PANEL, help="Seed of the draws.")],
    "firmness": Annotated[
        float | None,
        typer.Option(
            rich_help_panel=_PANEL,
            metavar="SD",
            help="How far a soundness that is a point may move to fit what is stated, in log-odds; "
            "0 fixes it.",
        ),
    ],
}

_STARTS = ("scenario", "person", "link")
"""The options that say what to start from; the others edit it."""


def with_scenario(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the scenario options; it receives a ``scenario`` in their place.

    One with a parameter ``told`` also receives the answers to what a reader of tables asks. The command's own first parameter is the library's name, its keyword ``target`` is applied too.
    """
    return _with_options(command, "scenario", _OPTIONS, {}, _scenario)


def with_sides(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command two people's scenarios; it receives ``sides`` in their place.

    The library's name is followed by the two; the options that edit a scenario edit both.
    """
    from credence.cli.sides import SideName, sides_of  # noqa: PLC0415 - it builds on this module

    edits = {name: option for name, option in _OPTIONS.items() if name not in _STARTS}

    def sides(
        library: str, options: dict[str, Any], target: str | None, a: str, b: str
    ) -> list[tuple[str, "Scenario"]]:
        problems: list[Problem] = []
        found = [
            (name, edited(scenario, options, target, problems))
            for name, scenario in sides_of(library, (a, b), told_by(options), problems)
        ]
        if problems:
            raise InputError(dict.fromkeys(problems))
        return found

    return _with_options(command, "sides", edits, {"a": SideName, "b": SideName}, sides)


def _with_options(
    command: Callable[..., None],
    given_as: str,
    options: Mapping[str, Any],
    positional: Mapping[str, Any],
    build: Callable[..., Any],
) -> Callable[..., None]:
    """A command whose parameter ``given_as`` is built from the library, options and arguments."""
    signature = inspect.signature(command)
    own = [p for p in signature.parameters.values() if p.name not in {given_as, "told"}]
    shared = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if annotation is KeepSummaryRows else None,
            annotation=annotation,
        )
        for name, annotation in options.items()
    ]

    @functools.wraps(command)
    def wrapped(library: str | None = None, **given: Any) -> None:  # noqa: ANN401 - Typer passes by name
        held = {name: given.pop(name) for name in options}
        if "told" in signature.parameters:
            given["told"] = told_by(held)
        arguments = [given.pop(name) for name in positional]
        command(**{given_as: build(library, held, given.pop("target", None), *arguments)}, **given)

    own = [
        inspect.Parameter(
            "library",
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=inspect.Parameter.empty if positional else None,
            annotation=LibraryName,
        ),
        *(
            inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=annotation)
            for name, annotation in positional.items()
        ),
        *(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own),
        inspect.Parameter(
            "target", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Target
        ),
    ]
    wrapped.__signature__ = signature.replace(parameters=[*own, *shared])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {p.name: p.annotation for p in (*own, *shared)}
    return wrapped


def _scenario(name: str | None, options: dict[str, Any], target: str | None) -> "Scenario":
    from credence.cli import links  # noqa: PLC0415 - only now is it needed
    from credence.cli.opened import person_in  # noqa: PLC0415
    from credence.files import load_library  # noqa: PLC0415
    from credence.scenario import Scenario  # noqa: PLC0415

    if name is None and options["link"] is None:
        message = "name a released library, such as ai-risk-1, or a file; or start from a --link"
        raise InputError.at("LIBRARY", message)
    library = links.library_of(options["link"]) if name is None else load_library(name)
    problems: list[Problem] = []
    scenario = Scenario(library)
    if options["scenario"] is not None:
        path, person = options["scenario"], options["person"]
        held = person_in(path, library, person, told_by(options), "with --person", problems)
        scenario = held.scenario if held else scenario
    if options["link"] is not None:
        scenario = links.scenario_of(library, options["link"], problems)
    scenario = edited(scenario, options, target, problems)
    if problems:
        raise InputError(problems)
    return scenario


def edited(
    scenario: "Scenario", options: dict[str, Any], target: str | None, problems: list[Problem]
) -> "Scenario":
    """A scenario with the edits of the options; what is wrong with them is added to ``problems``."""
    from credence.cli.contradictions import contradictions  # noqa: PLC0415 - it builds on this module
    from credence.scenario import Scenario  # noqa: PLC0415 - only now is it needed

    def attempt[V](edit: Callable[["Scenario", V], "Scenario"], value: V) -> None:
        nonlocal scenario
        try:
            scenario = edit(scenario, value)
        except InputError as error:
            problems.extend(error.problems)

    problems.extend(contradictions(options))
    if options["only"] is not None:
        attempt(Scenario.with_only, names_in([options["only"]]))
    for name_ in names_in(options["on"]):
        attempt(Scenario.with_active, name_)
    for name_ in names_in(options["off"]):
        attempt(_switched_off, name_)
    for text in options["suppose"] or ():
        attempt(_supposed, text)
    for text in options["set_"] or ():
        attempt(_set, text)
    if options["draws"] is not None:
        attempt(Scenario.with_draws, options["draws"])
    if options["seed"] is not None:
        attempt(Scenario.with_seed, options["seed"])
    if options["firmness"] is not None:
        attempt(Scenario.with_firmness, options["firmness"])
    if target is not None:
        attempt(Scenario.with_target, target)
    return scenario


def _switched_off(scenario: "Scenario", argument: str) -> "Scenario":
    return scenario.with_active(argument, active=False)


def names_in(texts: list[str] | None) -> list[str]:
    """The ids in texts of ids with commas between."""
    return [name.strip() for text in texts or () for name in text.split(",") if name.strip()]


def told_by(options: Mapping[str, Any]) -> "Told":
    """What the options answer of what a reader of tables asks."""
    from credence.asking import Told  # noqa: PLC0415 - only now is it needed

    return Told.of(options["percent"] or (), keep_summary_rows=bool(options["keep_summary_rows"]))


TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def _supposed(scenario: "Scenario", text: str) -> "Scenario":
    claim, _, value = text.partition("=")
    if value.strip().lower() not in TRUTHS:
        raise InputError.at(
            "--suppose", f"“{text}” is to be written {claim or 'claim'}=true or =false"
        )
    return scenario.with_supposition(claim.strip(), TRUTHS[value.strip().lower()])


def _set(scenario: "Scenario", text: str) -> "Scenario":
    from credence.number import Kind  # noqa: PLC0415 - NumPy comes with it

    path, equals, value = (piece.strip() for piece in text.partition("="))
    if not equals or not value:
        raise InputError.at(
            "--set", f"“{text}” is to be written PATH=VALUE, such as scepticism=0.3"
        )
    match path.split("."):
        case ["scepticism"]:
            return scenario.with_scepticism(_point(path, value, Kind.PROBABILITY))
        case ["seed" | "draws" | "target" | "firmness"]:
            raise InputError.at("--set", f"“{path}” has an option of its own: --{path} {value}")
        case ["claims", claim, "stated"]:
            return scenario.with_stated(claim, value)
        case ["claims", claim, "tolerance"]:
            held = scenario.stated.get(claim)
            if held is None:
                raise InputError.at(path, f"set claims.{claim}.stated first")
            return scenario.with_stated(claim, held.credence, _point(path, value, Kind.WEIGHT))
        case ["arguments", argument, "active"]:
            if value.lower() not in TRUTHS:
                raise InputError.at(path, f"an argument is active=true or =false, not “{value}”")
            return scenario.with_active(argument, TRUTHS[value.lower()])
    return scenario.with_number(path, value)


def _point(path: str, value: str, kind: "Kind") -> float:
    from credence.number import read  # noqa: PLC0415

    try:
        held = read(value, kind)
    except ValueError as error:
        raise InputError.at(path, str(error)) from None
    if not held.is_point:
        raise InputError.at(path, f"one number is needed here, not the interval “{value}”")
    return held.low
