"""Stated cruxes in words: what is wrong with a row, and what a table of them comes to.

A row is *incoherent* where no probability of the outcome without the crux fits what was stated.
"""

from collections.abc import Iterable, Sequence

from credence.stated_cruxes import Judged, Pair
from credence.words.numbers import factor, percent
from credence.words.plain import clean, counted, listed, quoted

_NAMES = {"p_u": "P(U)", "p_c": "P(c)", "p_u_given_c": "P(U given c)"}


def reason(judged: Judged) -> str:
    """Why a row gives no value; empty where it is whole."""
    stated = judged.statement
    if judged.status == "missing":
        blank = [said for field, said in _NAMES.items() if getattr(stated, field) is None]
        return f"{listed(blank)} left out"
    p_u, p_c, given = stated.p_u, stated.p_c, stated.p_u_given_c
    if judged.status == "ok" or p_u is None or p_c is None or given is None:
        return ""
    if p_c == 1:
        return f"the crux is held certain, so P(U) would have to be {percent(given)}"
    least, most = given * p_c, given * p_c + 1 - p_c
    bound = f"at least {percent(least)}" if p_u < least else f"at most {percent(most)}"
    return (
        f"{percent(given)} if the crux is true, which is {percent(p_c)} likely, makes P(U) "
        f"{bound}, and not {percent(p_u)}"
    )


def stated_rows(judged: Iterable[Judged]) -> list[dict[str, str]]:
    """Every row with what follows from it, or with what is wrong."""
    return [
        {
            "Person": clean(row.statement.person),
            "Group": clean(row.statement.group),
            "Crux": clean(row.statement.crux),
            "Status": row.status,
            **{said: _said(getattr(row.statement, field)) for field, said in _NAMES.items()},
            "P(U given not c)": _said(row.p_u_given_not_c),
            "LR": "" if row.lr is None else factor(row.lr),
            "Bits": "" if row.value_bits is None else f"{row.value_bits:.2g}",
            "Why": reason(row),
            "Question": clean(row.statement.question),
        }
        for row in judged
    ]


def table_words(judged: Sequence[Judged]) -> str:
    """How many rows there are, and how many are not whole."""
    odd = {
        status: sum(row.status == status for row in judged) for status in ("missing", "incoherent")
    }
    text = f"{counted(len(judged), 'row').capitalize()}"
    said = [
        f"{counted(odd['missing'], 'row')} with a number left out" if odd["missing"] else "",
        f"{counted(odd['incoherent'], 'row')} whose numbers cannot hold together"
        if odd["incoherent"]
        else "",
    ]
    found = [each for each in said if each]
    rest = "They stay in the table and count in no median." if found else "All of them are whole."
    return f"{text}{'; ' if found else ''}{listed(found)}. {rest}"


def best_words(medians: dict[str, dict[str, float]]) -> list[str]:
    """For each group, the crux that would move its members most."""
    told = []
    for group, of_crux in medians.items():
        crux, bits = max(of_crux.items(), key=lambda pair: pair[1])
        others = "Over all people" if len(medians) == 1 else "For those without a group"
        who = f"For the group {quoted(group)}" if group else others
        worth = f"{quoted(crux)} would be worth most (median {bits:.2g} bits)"
        told.append(f"{who}, {worth if bits > 0 else 'no crux would be worth anything'}.")
    return told


def apart_words(pair: Pair) -> str:
    """What settling a crux is expected to do to two people."""
    if pair.discrimination_bits is None:
        return (
            f"{clean(pair.a)} and {clean(pair.b)}, {quoted(pair.crux)}: not defined, since one of "
            "them is certain"
        )
    bits = pair.discrimination_bits
    way = "closer" if bits >= 0 else "further apart"
    size = f"{abs(bits):.2g}"
    return (
        f"{clean(pair.a)} and {clean(pair.b)}: settling {quoted(pair.crux)} is expected to bring "
        f"them {size} {'bit' if size == '1' else 'bits'} {way}"
    )


def _said(probability: float | None) -> str:
    return "" if probability is None else percent(probability)
