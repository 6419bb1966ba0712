"""Random libraries and scenarios: small enough to enumerate, and with every kind of part.

`library_data` draws the plain form that a file holds, `libraries` the checked record, `scenarios`
the edits that one person makes to a library, and `cases` a scenario on a library of its own.

A *point* library has no interval; a *settled* one has, besides, every soundness at 0 or 1, so that
its credences are exact. The two are easily confused: points leave soundness to chance.
"""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from credence.library import Library
from credence.number import Kind
from credence.scenario import Scenario

# What is cheap to check is checked on more cases; a slow machine may take long to draw a library.
few_cases = settings(suppress_health_check=[HealthCheck.too_slow])
many_cases = settings(few_cases, max_examples=max(50, few_cases.max_examples))

type Data = dict[str, object]

CERTAIN = st.sampled_from([0.0, 1.0])
OPEN = st.integers(1, 999).map(lambda n: n / 1000)
TINY = st.sampled_from([1e-30, 1e-12, 3e-7, 1 - 1e-7, 1 - 1e-12])
RATIOS = st.integers(-120, 120).map(lambda n: float(f"{10 ** (n / 60):.4g}"))
VAST = st.sampled_from([1e-30, 1e-12, 2.5e-7, 1.0, 4e6, 1e12, 1e30])


def _interval(values: st.SearchStrategy[float]) -> st.SearchStrategy[Data]:
    ends = st.lists(values, min_size=2, max_size=2, unique=True).map(sorted)
    return ends.map(lambda pair: {"low": pair[0], "high": pair[1]})


def probabilities(
    *, intervals: bool = False, extreme: bool = False
) -> st.SearchStrategy[float | Data]:
    """Probabilities: mostly in three decimals, some 0 or 1, tiny ones and intervals if asked."""
    ways = [OPEN, OPEN, OPEN, CERTAIN]
    ways += [TINY] if extreme else []
    ways += [_interval(OPEN)] * 2 if intervals else []
    return st.one_of(ways)


def ratios(*, intervals: bool = False, extreme: bool = False) -> st.SearchStrategy[float | Data]:
    """Likelihood ratios and weights above 0, vast ones and intervals if asked."""
    ways = [RATIOS]
    ways += [VAST] if extreme else []
    ways += [_interval(RATIOS)] if intervals else []
    return st.one_of(ways)


def _some(names: list[str], most: int) -> st.SearchStrategy[list[str]]:
    """Up to ``most`` different names, in any order."""
    if not names:
        return st.just([])
    return st.lists(st.sampled_from(names), max_size=most, unique=True)


@st.composite
def _claim(draw: st.DrawFn, earlier: list[str], number: st.SearchStrategy) -> Data:
    """A claim of any kind whose parents come from ``earlier``."""
    kinds = ["root", "causes", "requires", "both", "table"] if earlier else ["root"]
    kind = draw(st.sampled_from(kinds))
    claim: Data = {"title": "A claim", "statement": "It is so."}
    if kind == "table":
        parents = draw(_some(earlier, 3)) or earlier[-1:]
        rows = [format(row, f"0{len(parents)}b") for row in range(2 ** len(parents))]
        return claim | {"parents": parents, "table": {row: draw(number) for row in rows}}
    if kind in {"causes", "both"}:
        causes = draw(_some(earlier, 3)) or earlier[-1:]
        claim["causes"] = {cause: draw(number) for cause in causes}
    if kind in {"requires", "both"}:
        claim["requires"] = draw(_some(earlier, 2)) or earlier[-1:]
    if "causes" not in claim or draw(st.booleans()):
        claim["prior"] = draw(number)
    return claim


@st.composite
def _alternatives(
    draw: st.DrawFn, members: list[str], earlier: list[str], weight: st.SearchStrategy
) -> Data:
    """A set of alternatives, with or without required claims; one weight may be 0."""
    record = {
        name: {"title": "A member", "statement": "It is this one.", "weight": draw(weight)}
        for name in members
    }
    if draw(st.integers(0, 5)) == 0:
        record[members[0]]["weight"] = 0.0
    required = draw(_some(earlier, 2))
    return {"title": "Alternatives", "members": record} | (
        {"requires": required} if required else {}
    )


@st.composite
def _argument(
    draw: st.DrawFn,
    claims: list[str],
    families: list[str],
    earlier: list[str],
    *,
    unsure: bool,
    intervals: bool,
    extreme: bool,
) -> Data:
    """An argument of any kind that may undercut those in ``earlier``."""
    number = probabilities(intervals=intervals) if unsure else CERTAIN
    ratio = ratios(intervals=intervals, extreme=extreme)
    argument: Data = {"title": "An argument", "summary": "A reason.", "active": draw(st.booleans())}
    undercuts = draw(_some(earlier, 2))
    kinds = ["lr", "lr", "bears_on"] + (["undercut", "undercut_on_claim"] if undercuts else [])
    kind = draw(st.sampled_from(kinds))
    if kind in {"lr", "undercut_on_claim"}:
        argument["claim"] = draw(st.sampled_from(claims))
    if kind == "lr":
        argument["lr"] = draw(ratio)
    if kind == "bears_on":
        chosen = draw(_some(claims, 3)) or claims[-1:]
        argument["bears_on"] = {claim: draw(ratio) for claim in chosen}
    if undercuts:
        argument["undercuts"] = {other: draw(number) for other in undercuts}
    if draw(st.booleans()):
        argument["soundness"] = draw(number)
    if draw(st.integers(0, 3)) == 0:
        argument["premises"] = {name: draw(number) for name in ("one", "two")}
    if families and draw(st.booleans()):
        argument["family"] = draw(st.sampled_from(families))
    return argument


@st.composite
def library_data(
    draw: st.DrawFn,
    *,
    intervals: bool = False,
    unsure: bool = True,
    extreme: bool = False,
    most_claims: int = 6,
    most_arguments: int = 6,
) -> Data:
    """The plain form of a library.

    ``intervals`` lets numbers be intervals, ``unsure`` lets soundness, premises and undercuts be
    other than 0 or 1, ``extreme`` adds probabilities down to 1e-30 and ratios up to 1e30.
    """
    number = probabilities(intervals=intervals, extreme=extreme)
    claims: dict[str, Data] = {}
    groups: dict[str, Data] = {}
    order: list[str] = []
    count = draw(st.integers(1, most_claims))
    while len(order) < count:
        size = draw(st.integers(2, 3)) if draw(st.integers(0, 2)) == 0 else 1
        if size > 1 and len(order) + size <= count:
            members = [f"m{len(groups)}_{index}" for index in range(size)]
            weight = ratios(intervals=intervals)
            groups[f"g{len(groups)}"] = draw(_alternatives(members, list(order), weight))
            order += members
        else:
            name = f"c{len(order)}"
            claims[name] = draw(_claim(list(order), number))
            order.append(name)

    families = {
        f"f{index}": {"title": "A family", "overlap": draw(st.integers(0, 4)) / 4}
        for index in range(draw(st.integers(0, 2)))
    }
    arguments: dict[str, Data] = {}
    for index in range(draw(st.integers(0, most_arguments))):
        arguments[f"a{index}"] = draw(
            _argument(
                order,
                list(families),
                list(arguments),
                unsure=unsure,
                intervals=intervals,
                extreme=extreme,
            )
        )
    return {
        "schema": "credence-library/1",
        "id": "random",
        "version": 1,
        "title": "A random library",
        # What comes first in a file says nothing about what depends on what.
        "claims": dict(draw(st.permutations(list(claims.items())))),
        "alternatives": groups,
        "families": families,
        "arguments": dict(draw(st.permutations(list(arguments.items())))),
    }


def libraries(**options: object) -> st.SearchStrategy[Library]:
    """Libraries that hang together; options as for `library_data`."""
    return library_data(**options).map(Library.model_validate)


def _new_number(
    path: str, kind: Kind, *, intervals: bool, unsure: bool, extreme: bool
) -> st.SearchStrategy[float | Data]:
    """What a person may put in the place of the number at ``path``."""
    if path.startswith("families."):
        return st.integers(0, 8).map(lambda eighths: eighths / 8)
    if kind is not Kind.PROBABILITY:
        return ratios(intervals=intervals, extreme=extreme)
    if path.startswith("arguments.") and not unsure:
        return CERTAIN
    return probabilities(intervals=intervals, extreme=extreme)


@st.composite
def scenarios(
    draw: st.DrawFn,
    library: Library,
    *,
    intervals: bool = False,
    unsure: bool = True,
    extreme: bool = False,
    suppositions: bool = True,
    questions: bool = False,
) -> Scenario:
    """A scenario on ``library``: toggles, changed numbers, scepticism, suppositions.

    ``questions`` adds what moves no credence: stated credences, a target, a seed, a number of
    draws. A supposition may have probability 0, which the engine must refuse.
    """
    claims = st.sampled_from(library.claim_ids)
    scenario = Scenario(library).with_toggles(
        {name: draw(st.booleans()) for name in draw(_some(list(library.arguments), 4))}
    )
    for path in draw(_some(sorted(library.numbers), 3)):
        kind = library.numbers[path][0]
        value = _new_number(path, kind, intervals=intervals, unsure=unsure, extreme=extreme)
        scenario = scenario.with_number(path, draw(value))
    scenario = scenario.with_scepticism(draw(st.sampled_from([0, 0, 0, 0.1, 0.35, 1])))
    if suppositions:
        for claim in draw(st.lists(claims, max_size=2)):
            scenario = scenario.with_supposition(claim, draw(st.booleans()))
    if questions:
        for claim in draw(st.lists(claims, max_size=2)):
            tolerance = draw(st.sampled_from([None, 0.25, 1.5]))
            stated = draw(OPEN | st.sampled_from([0.0, 1.0, "10%..20%", "1e-9..0.3"]))
            scenario = scenario.with_stated(claim, stated, tolerance)
        scenario = scenario.with_target(draw(claims))
        scenario = scenario.with_seed(draw(st.integers(0, 2**32 - 1)))
        scenario = scenario.with_draws(2 ** draw(st.integers(6, 17)))
    return scenario


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    intervals: bool = False,
    unsure: bool = True,
    extreme: bool = False,
    suppositions: bool = True,
    questions: bool = False,
    most_claims: int = 6,
    most_arguments: int = 6,
) -> Scenario:
    """A scenario on a library of its own; options as for `library_data` and `scenarios`."""
    library = draw(
        libraries(
            intervals=intervals,
            unsure=unsure,
            extreme=extreme,
            most_claims=most_claims,
            most_arguments=most_arguments,
        )
    )
    return draw(
        scenarios(
            library,
            intervals=intervals,
            unsure=unsure,
            extreme=extreme,
            suppositions=suppositions,
            questions=questions,
        )
    )
