"""A scenario as the blocks of a report; all words of the report are here.

Nothing in it depends on the time or the machine: the same scenario gives the same report.
"""

from collections.abc import Iterator

from credence import __version__
from credence.attribution import Attribution, attribute
from credence.curves import overlap_curve, sharing
from credence.figures.catalogue import FIGURES, picture
from credence.flips import flips
from credence.library import Argument, Source
from credence.number import Number
from credence.odds import bits, log_odds
from credence.report.blocks import (
    Block,
    Cell,
    Drawn,
    Link,
    Points,
    Report,
    Rows,
    Section,
    Strong,
    Words,
    said,
)
from credence.scenario import Scenario
from credence.update import Estimate, Evaluation, evaluate
from credence.value import value
from credence.weight_of_evidence import weights_of_evidence
from credence.words import (
    bits_words,
    credence_rows,
    factor,
    interval_words,
    listed,
    odds_words,
    one_in,
    percent,
    points_words,
    quoted,
    soundness_words,
    step_rows,
    strength_words,
    told_apart,
)
from credence.words.cruxes import crux_words
from credence.words.differences import difference_title
from credence.words.evaluation import headline_of, steps_of, sureness_of
from credence.words.plain import clean
from credence.words.weight import surprises, weight_cells

_LADDER = 1e-4, 1e-3, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999
_FLIPS, _CRUXES = 8, 5

METHOD = (
    "Every number that is an interval is drawn many times. In each draw it is settled which of the "
    "arguments are sound, after what undercuts them; the sound ones multiply the odds of the claims "
    "that they bear on by their likelihood ratios, those of one family discounted for what they "
    "share; and the claims pass that on to each other through their network, exactly, by Bayes’ "
    "theorem. The credence is the mean over all draws, the 90 % interval leaves out the lowest and "
    "the highest twentieth of them: it says how unsure the numbers are, and not how far the computer "
    "may have missed. An argument’s share in the move is its Shapley value: what it adds, averaged "
    "over all orders in which the arguments could have come."
)
WEIGHT = (
    "The weight of evidence is the argument by itself, sound, and with every number at its median: for "
    "one on the claim itself the logarithm of its ratio (I. J. Good). What it did beside the others is "
    "mostly less."
)
DISCLAIMER = (
    "The numbers that come with a library are illustrative: starting points to be changed, and "
    "neither measurements nor anybody’s considered view. The calculator orders thoughts; it does not "
    "know what is true, and arguments that nobody has written down do not count here on either side."
)


def report_of(
    scenario: Scenario,
    link: str,
    *,
    evaluation: Evaluation | None = None,
    attribution: Attribution | None = None,
) -> Report:
    """The report on a scenario's target.

    Args:
        scenario: What it is about.
        link: Where the same scenario opens.
        evaluation: That of the scenario, where it is at hand.
        attribution: The same for its attribution.

    Raises:
        InputError: What is supposed has probability 0, or the network is too wide.
    """
    evaluation = evaluation or evaluate(scenario)
    attribution = attribution or attribute(scenario)
    result = evaluation.target
    before, after = told_apart(_pair(result.prior), _pair(result.posterior))
    title = clean(scenario.library.claim(scenario.target).title)
    lead = f"{title}: {before} before the arguments, {after} with those switched on"
    sections = [
        Section("In short", list(_summary(evaluation, attribution))),
        Section("Figures", list(_figures(scenario, evaluation, attribution))),
        Section("The arguments switched on", list(_arguments(evaluation, attribution))),
        Section("What it would take", list(_flips(scenario, result.posterior))),
        Section("What would be worth finding out", list(_cruxes(scenario))),
        Section("Stated and implied", list(_stated(evaluation))),
        Section("What was changed", list(_changes(scenario))),
        Section("Method", [said(METHOD), said(DISCLAIMER)]),
        Section("Source", list(_source(scenario, link))),
    ]
    whole = [section for section in sections if section.blocks]
    return Report(f"A report on {quoted(title)}", lead, whole, link)


def _summary(evaluation: Evaluation, attribution: Attribution) -> Iterator[Block]:
    scenario, result = evaluation.scenario, evaluation.target
    claim = scenario.library.claim(scenario.target)
    yield said(Strong(clean(claim.title)), f": {clean(claim.statement)}")
    now = result.posterior
    yield said(
        Strong(one_in(*_pair(now))),
        f" · odds {odds_words(*_pair(now))} · 90 % interval {interval_words(now.low, now.high)}",
    )
    yield said(headline_of(evaluation, attribution.arguments))
    overlap = overlap_curve(scenario) if sharing(scenario) else None
    yield said(sureness_of(evaluation, overlap=overlap))
    rows = credence_rows(_row(result.prior), _row(result.posterior))
    yield _table("Before and with the arguments", rows)


def _figures(
    scenario: Scenario, evaluation: Evaluation, attribution: Attribution
) -> Iterator[Block]:
    computed = {"evaluation": evaluation, "attribution": attribution}
    result = evaluation.target
    before, after = told_apart(_pair(result.prior), _pair(result.posterior))
    bars = {
        "posterior": [
            ("Before the arguments", result.prior.credence, before),
            ("With the arguments", result.posterior.credence, after),
        ],
        "waterfall": [
            (clean(title), points, points_words(points))
            for title, points, _ in steps_of(scenario, attribution.arguments)
        ],
    }
    for name, entry in FIGURES.items():
        if not entry.in_report or (name == "waterfall" and not scenario.active):
            continue
        light, dark = (picture(name, scenario, dark=d, **computed) for d in (False, True))
        yield Drawn(name, light, dark, bars.get(name, ()))


def _arguments(evaluation: Evaluation, attribution: Attribution) -> Iterator[Block]:
    scenario, library = evaluation.scenario, evaluation.scenario.library
    if not scenario.active:
        yield said("No argument is switched on: the credence is the prior.")
        return
    rows: list[tuple[Cell, ...]] = []
    for name in scenario.active:
        argument = library.arguments[name]
        share = attribution.arguments.get(name)
        rows.append(
            (
                clean(argument.title),
                _evidence(scenario, name, argument),
                soundness_words(scenario.value(f"arguments.{name}.soundness")),
                points_words(share.points) if share else "nothing",
                _sources(argument),
            )
        )
    columns = "Argument", "Evidence", "Soundness", "Moves it by", "Sources"
    yield Rows("The arguments, as this person holds them", columns, rows)
    result = evaluation.target
    steps = steps_of(scenario, attribution.arguments)
    weights = weights_of_evidence(scenario)
    cells = weight_cells(weights, {name: s.bits for name, s in attribution.arguments.items()})
    steps_table = step_rows(_pair(result.prior), _pair(result.posterior), steps, cells)
    exact = "exactly" if attribution.exact else "estimated from several orders; the sum is exact"
    yield _table(f"Step by step ({exact})", steps_table)
    yield said(WEIGHT)
    if surprising := surprises(scenario, attribution):
        yield Points([(line,) for line in surprising])


def _evidence(scenario: Scenario, name: str, argument: Argument) -> str:
    library = scenario.library
    parts = [
        strength_words(scenario.value(path), library.claim(claim).title)
        for claim, path in library.ratio_paths(name).items()
        if argument.lr or argument.bears_on
    ]
    asked = [library.arguments[other].title for other in argument.undercuts]
    if asked:
        parts.append(f"questions {listed(quoted(title) for title in asked)}")
    return "; ".join(parts)


def _sources(argument: Argument) -> tuple[Words, ...]:
    found: list[Words] = []
    for source in argument.sources:
        found += ["; "] if found else []
        found += _cited(source)
    return tuple(found)


def _cited(source: Source) -> tuple[Words, ...]:
    about = ", ".join(clean(part) for part in (source.author, source.year, source.locator) if part)
    title = Link(clean(source.title), source.url)
    return (title, f" ({about})") if about else (title,)


def _flips(scenario: Scenario, now: Estimate) -> Iterator[Block]:
    library = scenario.library
    if now.credence > 0 and now.complement > 0:
        yield Points([_needed(now, at) for at in _neighbours(now.credence)])
    found = sorted(flips(scenario).items(), key=lambda pair: (-abs(pair[1].change), pair[0]))
    rows = [
        (
            clean(library.arguments[name].title),
            "switch off" if one.active else "switch on",
            points_words(one.change),
            percent(one.flipped),
        )
        for name, one in found[:_FLIPS]
        if one.change
    ]
    if rows:
        columns = "Argument", "Flip", "Moves it by", "Credence then"
        yield Rows("The single toggles that would move it most", columns, rows)


def _neighbours(credence: float) -> list[float]:
    """The round credences next below and next above."""
    below = [at for at in _LADDER if at < credence * (1 - 1e-9)]
    above = [at for at in _LADDER if at > credence * (1 + 1e-9)]
    return [*below[-1:], *above[:1]]


def _needed(now: Estimate, at: float) -> tuple[Words, ...]:
    needed = log_odds(at) - now.log_odds
    ratio = factor(2.0 ** abs(bits(needed))).removeprefix("×")
    verb = "multiply" if needed > 0 else "divide"
    text = (
        f"To reach {percent(at)}, further evidence bearing on it directly would have to {verb} its "
        f"odds by {ratio}: {bits_words(bits(needed))}."
    )
    return (text,)


def _cruxes(scenario: Scenario) -> Iterator[Block]:
    found = [
        crux
        for crux in value(scenario)
        if crux.expected_change > 1e-4 and crux.crux != scenario.target
    ]
    items = [(crux_words(scenario.library, crux),) for crux in found[:_CRUXES]]
    if items:
        yield Points(items)


def _stated(evaluation: Evaluation) -> Iterator[Block]:
    rows = [
        (
            clean(evaluation.scenario.library.claim(claim).title),
            percent(result.stated.credence),
            percent(*_pair(result.posterior)),
            "infinite" if result.gap_bits is None else f"{abs(result.gap_bits):.2g} bits",
        )
        for claim, result in evaluation.claims.items()
        if result.stated
    ]
    if rows:
        columns = "Claim", "Stated overall", "Implied by the arguments", "Gap"
        yield Rows("What this person says, and what their arguments imply", columns, rows)


def _changes(scenario: Scenario) -> Iterator[Block]:
    library = scenario.library
    items: list[tuple[Words, ...]] = [
        (f"Supposed {'true' if truth else 'false'}: {quoted(library.claim(claim).title)}.",)
        for claim, truth in scenario.suppositions
    ]
    if scenario.scepticism:
        items.append((f"Scepticism {scenario.scepticism:g}: every argument counts for less.",))
    if items:
        yield Points(items)
    rows = [
        (
            _sentence(difference_title(library, path)),
            _number(library.numbers[path][1]),
            _number(held),
        )
        for path, held in scenario.changes
    ]
    if rows:
        yield Rows("Numbers of the library that were changed", ("Number", "Library", "Here"), rows)


def _number(held: Number) -> str:
    return f"{held.low:.4g}" if held.is_point else f"{held.low:.4g} to {held.high:.4g}"


def _source(scenario: Scenario, link: str) -> Iterator[Block]:
    library = scenario.library
    cite = (
        "To cite: Credence contributors. Credence: a Bayesian calculator for arguments, version "
        f"{__version__}; library {library.name}; "
    )
    yield said("Open and change this scenario: ", Link(link, link))
    yield Points(
        [
            (f"Library: {clean(library.title)} ({library.name})",),
            (f"Credence {__version__}, {scenario.draws:,} draws, seed {scenario.seed}",),
            (cite, Link(link, link)),
        ]
    )
    if library.sources:
        yield said("Sources of the library:")
        yield Points([_cited(source) for source in library.sources])


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _table(caption: str, rows: list[dict[str, str]]) -> Rows:
    columns = tuple(rows[0])
    return Rows(caption, columns, [tuple(row[c] for c in columns) for row in rows])


def _pair(estimate: Estimate) -> tuple[float, float]:
    return estimate.credence, estimate.complement


def _row(estimate: Estimate) -> tuple[float, float, float, float, float]:
    return (*_pair(estimate), estimate.median, estimate.low, estimate.high)
