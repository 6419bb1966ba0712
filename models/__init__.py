"""PyMC models of what `credence` computes; they take its records and give back arrays.

- `models.numbers`: every number of a library, in groups with named dimensions.
- `models.graph`: from numbers to credences as a PyTensor graph, by the formulas of `credence`.
- `models.library`: the calculator's model; one model serves every scenario.
- `models.predictive`: draws from it before any credence is observed.
- `models.reconcile`: what a stated credence teaches about the numbers behind it. Its likelihood
  (`models.likelihood`, of a `models.question`, summed over `models.patterns`) is a *circuit*
  (`models.circuit`), computed by an interpreter (`models.circuit_steps`), sampled in
  `models.sampling` through `models.circuit_density`, summed up in `models.pattern_sums`, and a PyMC
  model in `models.stated`.
- `models.group`: what a group of people holds; `models.group_draws` checks its draws and keeps them.
- `models.diagnostics`: whether draws can be trusted.
- `models.worker`: where long work runs, in processes of its own; `models.worker_child` is such a one.

Nothing here imports Streamlit or Plotly, and nothing in `credence` imports this package: who only
toggles arguments never waits for PyMC.
"""
