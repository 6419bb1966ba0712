"""A group's numbers as sentences: where people agree, whom the numbers hang on, how they were pooled.

*Divided* means that people disagree on the direction of an argument; *of one mind* that hardly
anybody does. How strong they find it is another matter, and has its own sentence.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from credence.words.numbers import LEAST, factor, one_in, percent
from credence.words.plain import clean, counted, listed

if TYPE_CHECKING:
    from credence.groups.agreement import Influence, Sides
    from credence.groups.result import ClaimPooled, GroupResult
    from credence.library import Library
    from credence.pooling import Outlier, Pool
    from credence.survey import Account

_MANY, _MOST = 0.95, 0.75
MOST_RHAT, FEWEST_EFFECTIVE = 1.01, 400
_WIDE, _NARROW = math.log(4), math.log(1.6)


def label_title(library: "Library", label: str) -> str:
    """A likelihood ratio's argument, and the claim where it bears on several."""
    argument, _, claim = label.partition(".")
    title = library.arguments[argument].title
    return f"{title} ({library.claim(claim).title})" if claim else title


def sides_words(sides: "Sides") -> str:
    """On which side of an LR of 1 people stand: "divided: 8 for, 3 against"."""
    if sides.people == 1:
        return f"one answer: {_shares(sides).removeprefix('1 ')}"
    return f"{_mind(sides)}: {_shares(sides)}"


def _shares(sides: "Sides") -> str:
    parts = (
        (sides.supports, "for"),
        (sides.against, "against"),
        (sides.neither, "neither way"),
    )
    return ", ".join(f"{count:,} {what}" for count, what in parts if count)


def _mind(sides: "Sides") -> str:
    largest = max(sides.supports, sides.against, sides.neither) / sides.people
    return "of one mind" if largest >= _MANY else "mostly agreed" if largest >= _MOST else "divided"


def agreement_words(found: "GroupResult") -> list[str]:
    """Where people are divided, mostly agreed and of one mind, and where strengths lie furthest apart.

    Arguments on which one person answered are left out: there is nobody to agree with.
    """
    library = found.scenario.library
    held: dict[str, list[str]] = {"divided": [], "mostly agreed": [], "of one mind": []}
    asked = {label: sides for label, sides in found.sides.items() if sides.people > 1}
    for label, sides in sorted(asked.items(), key=lambda pair: -pair[1].people):
        held[_mind(sides)].append(f"{clean(label_title(library, label), 80)} ({_shares(sides)})")
    said = [f"{mind.capitalize()}: {listed(names)}." for mind, names in held.items() if names]
    if found.posterior and len(asked) > 1:
        taus = {label: one.tau for label, one in found.posterior.arguments().items()}
        furthest = max(asked, key=lambda label: taus[label])
        title = clean(label_title(library, furthest), 80)
        said.append(
            f"How strong an argument is, people differ most on {title}: "
            f"{spread_words(taus[furthest])}."
        )
    return said


def trust_words(checks: Mapping[str, float | int | str | None]) -> str:
    """Whether the draws can be relied on, in words first, from `Posterior.diagnostics`."""
    draws, effective = f"{checks['draws']:,}", float(checks["ess_min"] or 0)
    if (rhat := checks["rhat_max"]) is None:
        return (
            f"The approximation holds: Pareto k {float(checks['pareto_k'] or 0):.2f}, and up to 0.7 "
            f"it can be relied on; an effective {effective:,.0f} of {draws} draws "
            f"({checks['method']})."
        )
    doubts = [
        reason
        for is_so, reason in (
            (
                float(rhat) > MOST_RHAT,
                (
                    "the chains do not agree with each other yet "
                    f"(R-hat {float(rhat):.3f}, and {MOST_RHAT} is the most)"
                ),
            ),
            (
                effective < FEWEST_EFFECTIVE,
                (
                    f"the draws hold too little (an effective {effective:,.0f}, and "
                    f"{FEWEST_EFFECTIVE} is the least)"
                ),
            ),
            (
                bool(checks["divergences"]),
                (
                    f"{checks['divergences']:,} of {draws} draws went astray (divergences), so part of "
                    "the answer may be missing"
                ),
            ),
        )
        if is_so
    ]
    if doubts:
        return f"Do not trust this yet: {listed(doubts)}."
    return (
        f"The sampler agrees with itself: R-hat is at most {float(rhat):.3f}, an effective "
        f"{effective:,.0f} of {draws} draws by {checks['method']}, no divergences."
    )


def spread_words(tau: float) -> str:
    """How far people differ in strength, by the factor that two thirds of them stay within."""
    within = factor(math.exp(tau))
    if tau >= _WIDE:
        return f"strengths far apart (two in three within a factor of {within} of the group's)"
    if tau <= _NARROW:
        return f"strengths close (two in three within a factor of {within} of the group's)"
    return f"two in three within a factor of {within} of the group's"


def influence_words(name: str, most: "Influence", title: str) -> str:
    """Whom the model's numbers hang on most."""
    before, without = factor(math.exp(most.before)), factor(math.exp(most.without))
    if before == without:
        return f"Nobody's leaving would move any argument visibly; {clean(name, 80)}'s the most."
    return (
        f"Without {clean(name, 80)} the group's likelihood ratio of {clean(title, 80)} would be "
        f"{without} in place of {before}. Measured by how sure the group is of each argument, "
        "nobody's leaving moves one further."
    )


def outlier_words(name: str, far: "Outlier", pool: "Pool") -> str | None:
    """Whom a pool hangs on most; ``None`` where nobody's leaving moves it visibly."""
    if pool.geometric_odds is None or far.without.geometric_odds is None:
        return None
    now, without = percent(pool.geometric_odds), percent(far.without.geometric_odds)
    if now == without:
        return None
    said = _tiny(far.credence) if far.credence else percent(0)
    whose = f"{clean(name, 80)} ({said})" if name else said
    return (
        f"without the answer of {whose} the geometric mean of odds would be {without} "
        f"in place of {now}"
    )


def counted_words(found: "GroupResult", claim: str) -> str:
    """Who is counted in a claim's pools, and who is not: "10 of 100 people state it"."""
    held = found.claims[claim]
    size = f"{found.survey.size:,} {'person' if found.survey.size == 1 else 'people'}"

    def share(count: int, one: str, many: str) -> str:
        return f"{count:,} of {size} {one if count == 1 else many}"

    said = [share(held.stated.n, "states it", "state it")]
    if held.unreadable:
        said.append(f"{counted(held.unreadable, 'answer')} could not be read")
    said.append(share(held.implied.n, "gives numbers that reach it", "give numbers that reach it"))
    title = clean(found.scenario.library.claim(claim).title, 80)
    return f"{title}: {'; '.join(said)}. Nobody else is counted."


def sample_words(found: "GroupResult") -> str | None:
    """That some people's answers stand for all; ``None`` where everybody's are gone through."""
    counts = [c.implied.worked_out for c in found.claims.values() if c.implied.worked_out]
    if not counts:
        return None
    return (
        f"What own numbers imply is worked out for the answers of {max(counts):,} people, taken evenly "
        f"from all: a mean has a standard error of at most {50 / max(counts) ** 0.5:.1f} points."
    )


def pool_words(held: "ClaimPooled", title: str) -> list[str]:
    """What is to be said beside a claim's pools: answers of 0 and 1, and whose statement they hang on."""
    far, stated = held.stated.outlier, held.stated.pool
    said = {
        "stated": [extremes_words(stated), outlier_words(*far, stated) if far else None],
        "implied": [extremes_words(held.implied.pool)],
    }
    return [
        f"{clean(title, 80)}, {what}: {line}."
        for what, lines in said.items()
        for line in lines
        if line
    ]


def silent_words(found: "GroupResult") -> str | None:
    """The claims that nobody said anything of; ``None`` where there are none."""
    claims = [claim for claim, held in found.claims.items() if held.is_silent]
    if not claims:
        return None
    library = found.scenario.library
    named = listed((clean(library.claim(claim).title, 80) for claim in claims), most=4)
    return f"Nobody said anything that reaches {named}, so there is no pool of it."


def extremes_words(pool: "Pool") -> str | None:
    """What answers of 0 and 1 count as in the geometric pools; ``None`` where there are none."""
    parts = [
        f"{counted(number, 'answer')} of {end} as {said}"
        for number, end, said in (
            (pool.zeros, "0 %", _tiny(pool.zero_as)),
            (pool.ones, "100 %", percent(pool.one_as)),
        )
        if number
    ]
    return f"the geometric pools count {' and '.join(parts)}" if parts else None


def _tiny(credence: float) -> str:
    """A percentage, or below what is written out so a frequency: "about 1 in 10 billion"."""
    return percent(credence) if credence >= LEAST else one_in(credence)


def account_words(account: "Account") -> str:
    """What became of a survey's rows."""
    silent = f", {account.silent:,} without an answer" if account.silent else ""
    if not account.partly and not account.aside and not silent:
        return f"{counted(account.rows, 'row').capitalize()}, all used in full."
    return (
        f"{counted(account.rows, 'row').capitalize()}: {account.used:,} used in full, "
        f"{account.partly:,} in part, {account.aside:,} set aside{silent}."
    )
