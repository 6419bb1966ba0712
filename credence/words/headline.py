"""The sentences under the headline: what moved the credence most, and why.

They are for a person without statistics. They are the same every time for the same figures, and
neutral: they say what the numbers did, never whether that is right or good.

What an argument *did* is its share in the whole move from prior to posterior, given the other
arguments that are on (the waterfall's step). It is not what flipping its switch would do: an
argument whose objection is also on has done little, and switching the objection off would show it.
"""

from collections.abc import Mapping, Sequence

from credence.words.movers import Mover, cancelled, is_still, most
from credence.words.numbers import percent, told_apart
from credence.words.plain import counted, listed, quoted

Pair = tuple[float, float]
"""A credence and its complement."""

_TAIL = 0.01  # where points grow too small to tell anything, odds are multiplied instead


def headline(
    claim: str,
    prior: Pair,
    posterior: Pair,
    movers: Sequence[Mover],
    *,
    active: int | None = None,
    suppose: Mapping[str, bool] | None = None,
    supposed: bool | None = None,
    scepticism: float = 0.0,
    own_numbers: bool = False,
) -> str:
    """Say what the active arguments did to ``claim``, in one to four sentences.

    Args:
        claim: Title of the claim that is asked about.
        prior: Its credence with no argument on, and the complement.
        posterior: Its credence now, and the complement.
        movers: The active arguments that reach the claim.
        active: How many arguments are on in all; by default as many as there are movers.
        suppose: Titles of other claims that are taken as settled, with their truth values.
        supposed: The truth value that the claim itself is taken to have, if any.
        scepticism: By how much every argument is shrunk, from 0 to 1.
        own_numbers: Whether the person has changed any of the library's numbers.
    """
    if supposed is not None:
        value = "true" if supposed else "false"
        return f"{quoted(claim)} is taken as {value} here, so no argument can move it."
    number = len(movers) if active is None else active
    if number == 0:
        whose = (
            "your starting numbers put" if own_numbers else "the library's own starting numbers put"
        )
        sentences = [f"No argument is switched on: this is where {whose} {quoted(claim)}."]
        scepticism = 0.0
    elif scepticism >= 1:
        stays = f"{quoted(claim)} stays at {percent(*posterior)}"
        sentences = [f"Scepticism is at its greatest, so no argument counts: {stays}."]
    else:
        sentences = _moved(claim, prior, posterior, movers, number)
    if suppose:
        taken = [f"{quoted(t)} is {'true' if v else 'false'}" for t, v in suppose.items()]
        sentences.append(f"All this supposes that {listed(taken)}.")
    if 0 < scepticism < 1:
        sentences.append(f"Scepticism shrinks every argument by {percent(scepticism)}.")
    return " ".join(sentences)


def _moved(
    claim: str, prior: Pair, posterior: Pair, movers: Sequence[Mover], active: int
) -> list[str]:
    (before, now), name = told_apart(prior, posterior), quoted(claim)
    moving = [mover for mover in movers if not is_still(mover)]
    if not moving:
        return [_nothing(name, now, movers, active)]
    ranked = sorted(moving, key=lambda mover: (-abs(mover.points), -abs(mover.bits), mover.title))
    tail = max(min(prior), min(posterior)) < _TAIL
    total = posterior[0] - prior[0] if prior[0] <= 0.5 else prior[1] - posterior[1]
    still = before == now
    direction = "raise" if total > 0 else "lower"
    if len(ranked) == 1:
        return [_alone(name, before, now, ranked[0], active, None if still else direction)]
    together = f"{counted(active, 'argument').capitalize()} are switched on"
    if still:
        why = cancelled(ranked, tail=tail)
        return [f"{together}, and together they leave {name} at {now}: {why}."]
    lead = f"{together}; together they {direction} {name} from {before} to {now}."
    return [lead, most(ranked, tail=tail), *_rest(active - len(moving))]


def _nothing(name: str, now: str, movers: Sequence[Mover], active: int) -> str:
    """Sentence for arguments of which none moves the claim."""
    if not movers:
        which = (
            "The one argument that is switched on does not bear"
            if active == 1
            else f"None of the {counted(active, 'argument')} switched on bears"
        )
        return f"{which} on {name}, which stays at {now}."
    idle = [mover for mover in movers if not mover.evidence and not mover.questions]
    if len(idle) == len(movers) == active:
        which = "The one argument" if active == 1 else f"The {counted(active, 'argument')}"
        verb = "questions only arguments" if active == 1 else "question only arguments"
        return f"{which} switched on {verb} that are off, so {name} stays at {now}."
    if active == 1:
        return f"The one argument that is switched on does not move {name}, which stays at {now}."
    return (
        f"None of the {counted(active, 'argument')} switched on moves {name}, which stays at {now}."
    )


def _alone(
    name: str, before: str, now: str, mover: Mover, active: int, direction: str | None
) -> str:
    """Sentence for the one argument that moves the claim."""
    what = f", {mover.evidence}," if mover.evidence else ""
    if active == 1:
        lead = f"{quoted(mover.title)}{what} is the only argument switched on"
    else:
        of_all = f"Of the {counted(active, 'argument')} switched on"
        lead = f"{of_all} only {quoted(mover.title)}{what} moves {name}"
    if direction is None:
        return f"{lead}; the move is too small to see, {name} stays at {now}."
    if active == 1:
        return f"{lead}; it {direction}s {name} from {before} to {now}."
    return f"{lead}: from {before} to {now}."


def _rest(more: int) -> list[str]:
    if more <= 0:
        return []
    others = counted(more, "other argument").capitalize()
    return [f"{others} switched on moved it by nothing."]
