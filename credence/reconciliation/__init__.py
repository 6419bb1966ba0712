"""Reconciling: what a credence that one states teaches about the numbers behind it.

Somebody's numbers and arguments imply 30 %, and all things considered they say 10 %. One of the two has
to give. `reconcile` takes the statement as an observation of what the numbers imply, logit(y) ~
Normal(logit C(θ), τ), and finds what would have to move (Lindley, Tversky and Brown 1979).

In the order to read it:

- `records`: the answer, as plain records;
- `question`: what is asked, and which numbers move;
- `patterns`: which arguments are sound, listed or drawn;
- `contraction`, `implied`: C(θ), the credence that numbers imply, soundness summed out;
- `statement`: the probability of what is stated;
- `particles`, `importance`, `routes`: two routes to the posterior;
- `answer`: `reconcile`, with the error of every figure; `checked` says before whether one can ask.
"""

from credence.reconciliation.answer import checked, reconcile
from credence.reconciliation.records import (
    CHAINS,
    DRAWS,
    Accuracy,
    Diagnostics,
    Doubt,
    Draws,
    PatternSum,
    Reconciliation,
    Shift,
    Spread,
)

__all__ = (
    "CHAINS",
    "DRAWS",
    "Accuracy",
    "Diagnostics",
    "Doubt",
    "Draws",
    "PatternSum",
    "Reconciliation",
    "Shift",
    "Spread",
    "checked",
    "reconcile",
)
