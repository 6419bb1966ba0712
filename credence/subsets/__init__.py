"""A claim's credence under every subset of some arguments, up to 2²⁰ of them.

Subsets are numbered by *mask*: bit i is set where the i-th argument of the list is on. All other
arguments stay as the scenario has them.

In one draw, the evidence on a claim is a sum of *terms*: a lone argument, or the members of a family
on that claim. A term depends on few of the chosen arguments (its own, and what undercuts them), so a
small table holds all it can be. And the target's probability is a ratio of two functions that are
linear in each claim's weight, with coefficients that no toggle changes: the claims' *joint* weights,
summed once over everything else. So one subset costs a few products and a division.

``terms``   which chosen arguments matter, and through which terms
``tables``  the terms' values, draw by draw
``fates``   what a family's members have in common, where soundness counts as a probability
``joint``   the claims' network, contracted down to the claims that the chosen arguments bear on
``layout``  the order of the bits, in which most of the work is shared between subsets
``plan``    the question without numbers, and whether it can be answered so
``blocks``  the numbers of some draws, as two arrays
``plain``   the sums in NumPy, in logarithms too; ``kernel`` the same as machine code
``work``    the sums over all blocks: chunks that any executor may compute, in any order
``every``   every subset's credence, in the order of the masks
"""
