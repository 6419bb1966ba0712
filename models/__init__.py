"""PyMC models of what `credence` computes; they take its records and give back arrays.

- `models.numbers`: every number of a library, in groups with named dimensions.
- `models.graph`: from numbers to credences as a PyTensor graph, by the formulas of `credence`.
- `models.library`: the calculator's model; one model serves every scenario.
- `models.predictive`: draws from it before any credence is observed.
- `models.stated`: a stated credence as an observation, the density that `credence.reconciliation`
  samples; `models.reconcile_file` keeps its draws, `models.checks` checks them.
- `models.group`: what a group of people holds; `models.group_draws` checks its draws and keeps them.
- `models.sampling`: NUTS; `models.diagnostics`: whether its draws can be trusted.
- `models.worker`: where long work runs, in processes of its own; `models.worker_child` is such a one.

Nothing here imports Streamlit or Plotly, and nothing in `credence` imports this package: who only
toggles arguments never waits for PyMC.
"""
