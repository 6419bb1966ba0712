"""Every number that is shown can also be said in words, here.

``plain``     text of a library made safe to set into a sentence; lists of things
``numbers``   a credence as a percentage, as odds, as "1 in N"; intervals, bits, points
``strength``  how strong a likelihood ratio is, how sound an argument, what it questions
``anchors``   words to choose from in place of a number; ``powers`` numbers too large to write out
``argument``  an argument's numbers as rows; ``tables`` those of a figure, for the table under it
``movers``    what single arguments did: the largest moves, and who answers whom
``headline``  what the arguments did to the credence, most and why
``evaluation``  the same sentences straight from an evaluation
``weight``    what an argument weighs beside what it did, and what surprises people about it
``sureness``  how sure the figure is, and what sort of mean it is
``curves``    what a dial does, and what would close a gap
``threshold`` what it would take for a credence to reach another
``multiverse``  what all subsets of some arguments say together
``cruxes``    what would be worth finding out; ``stated`` what a table of stated cruxes comes to
``differences``  where two people part
``reconcile`` what would have to move for what is stated overall
``group``     where people agree, and whom a group's numbers hang on; ``group_tables`` its rows
``count``     the worked count and its experiment

*Percent* and *points* are not the same: from 10 % to 13 % is 3 points up, and 30 % more. A
difference is always given in points here, never in percent.
"""

from credence.words.cruxes import crux_rows, crux_title, crux_words
from credence.words.curves import certain_words, curve_words, gap_words
from credence.words.differences import (
    compare_words,
    difference_title,
    gap_rows,
    held_words,
    own_pair,
    part_sides,
    together_words,
)
from credence.words.headline import headline
from credence.words.movers import Mover
from credence.words.numbers import (
    bits_words,
    factor,
    interval_words,
    odds_words,
    one_in,
    percent,
    points_words,
    told_apart,
)
from credence.words.plain import clean, listed, quoted
from credence.words.strength import (
    evidence_words,
    grade,
    questions_words,
    soundness_words,
    strength_short,
    strength_words,
)
from credence.words.sureness import sureness
from credence.words.tables import credence_rows, step_rows

__all__ = [
    "Mover",
    "bits_words",
    "certain_words",
    "clean",
    "compare_words",
    "credence_rows",
    "crux_rows",
    "crux_title",
    "crux_words",
    "curve_words",
    "difference_title",
    "evidence_words",
    "factor",
    "gap_rows",
    "gap_words",
    "grade",
    "headline",
    "held_words",
    "interval_words",
    "listed",
    "odds_words",
    "one_in",
    "own_pair",
    "part_sides",
    "percent",
    "points_words",
    "questions_words",
    "quoted",
    "soundness_words",
    "step_rows",
    "strength_short",
    "strength_words",
    "sureness",
    "together_words",
    "told_apart",
]
