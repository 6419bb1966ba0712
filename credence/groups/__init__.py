"""A group of people: what they answer, as numbers that a model can use however many they are.

- `credence.groups.statistics`: answers to sufficient statistics, in parts and merged;
- `credence.groups.likelihood`: the probability of all answers given the group, and its slope;
- `credence.groups.priors`: what is held before anybody is asked;
- `credence.groups.own`: people's own numbers, each distinct set of answers once;
- `credence.groups.reduced`: a survey reduced to all of that, part by part;
- `credence.groups.posterior`: draws of the group's numbers, and what they say;
- `credence.groups.reached`: which claims somebody's own answers reach;
- `credence.groups.people`: what people imply, and each person's values, drawn towards the group;
- `credence.groups.agreement`: where people agree, and whom the result hangs on;
- `credence.groups.result`: all of it together.

The model: person p's answer on argument i is y_pi = log LR, with a standard deviation s_pi where
they give an interval of their own (0 where they do not), and

    y_pi ~ Normal(μ_i + b_p, √(τ_i² + s_pi²)),   b_p ~ Normal(0, σ_b).

μ_i is the group's centre and τ_i how far people differ on the argument; b_p is a person's *leaning*,
which shifts all of their answers, and σ_b how far leanings differ. All are natural log-units.
People take s for τ: s is how unsure one person is, τ how far people disagree.
"""
