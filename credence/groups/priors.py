"""What is held of any group before it is asked: weakly informative priors, in natural log-units.

- μ_i ~ Normal(0, 2.5): nine times in ten a group's LR lies between 1:61 and 61:1;
- τ_i ~ LogNormal(log 0.8, 0.75): nine times in ten between 0.23 and 2.7, so that half of a group's
  people lie within a factor of 1.2 to 6 of its centre; it keeps off 0, which a handful of people
  cannot rule out and where a sampler has no width to move in;
- σ_b ~ HalfNormal(1): leanings may well shift all answers of a person by a factor of 3.

With fewer than some five people τ is mostly this prior, and the intervals say so by being wide.
"""

MU_SD = 2.5
TAU_MEDIAN = 0.8
TAU_LOG_SD = 0.75
SIGMA_SD = 1.0
