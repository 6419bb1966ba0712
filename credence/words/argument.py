"""An argument's numbers as rows: what each is, in words and figures, and where it comes from."""

from credence.consistency import number_field
from credence.library import Argument, Library
from credence.number import Kind, Number
from credence.scenario import Scenario
from credence.words.numbers import interval_words, percent
from credence.words.plain import quoted
from credence.words.strength import soundness_words, strength_short, strength_words

_NOTHING = Number.point(1)


def number_rows(scenario: Scenario, name: str) -> list[dict[str, str]]:
    """Each number of an argument; where the person holds another than the library, both.

    A likelihood ratio of exactly 1 and a soundness of exactly 1 that no one has changed say nothing
    and are left out.
    """
    library = scenario.library
    argument = library.arguments[name]
    changed = dict(scenario.changes)
    rows = []
    for path, (kind, own) in _numbers(library, name).items():
        held = changed.get(path, own)
        field = number_field(path)[2]
        if held == own == _NOTHING and field.partition(".")[0] in {"lr", "soundness"}:
            continue
        said = _said(field, kind, held)
        if held != own:
            said = f"{said} (you; the library: {_said(field, kind, own)})"
        rows.append(
            {
                "Number": _label(library, argument, field),
                "In words and figures": said,
                "Where it is from": _basis(argument, field),
            }
        )
    return rows


def role_words(scenario: Scenario, name: str) -> str:
    """What an argument is to the claims, in a phrase: "for “Scheming”, moderate, ×3.9"."""
    library = scenario.library
    argument = library.arguments[name]
    said = []
    for claim, path in library.ratio_paths(name).items():
        if (ratio := scenario.value(path)) != _NOTHING:
            said.append(strength_short(ratio, library.claim(claim).title))
    if not said:
        about = next((library.claim(claim).title for claim in argument.ratios), None)
        return "an objection alone" + (f", about {quoted(about)}" if about else "")
    return "; ".join(said)


def _numbers(library: Library, name: str) -> dict[str, tuple[Kind, Number]]:
    argument, place = library.arguments[name], f"arguments.{name}"
    paths = [
        *library.ratio_paths(name).values(),
        f"{place}.soundness",
        *(f"{place}.premises.{premise}" for premise in argument.premises),
        *(f"{place}.undercuts.{other}" for other in argument.undercuts),
    ]
    return {path: library.numbers[path] for path in paths}


def _label(library: Library, argument: Argument, field: str) -> str:
    name, _, which = field.partition(".")
    if name == "lr":
        claim = which or argument.claim or ""
        return f"Likelihood ratio on {quoted(library.claim(claim).title)}"
    if name == "premise":
        return f"Premise: {which.replace('_', ' ')}"
    if name == "undercut":
        return f"Undoes {quoted(library.arguments[which].title)}, if sound"
    return "Soundness"


def _said(field: str, kind: Kind, value: Number) -> str:
    if kind is Kind.RATIO:
        return strength_words(value)
    if field == "soundness":
        return soundness_words(value)
    middle = percent(value.median(kind))
    return middle if value.is_point else f"{middle}; {interval_words(value.low, value.high)}"


def _basis(argument: Argument, field: str) -> str:
    """Stated or illustrative, and why; a claim's own basis may stand under the bare field."""
    basis = argument.basis.get(field)
    return "" if basis is None else f"{basis.kind}: {basis.reason}"
