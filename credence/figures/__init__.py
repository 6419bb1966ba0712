"""Pictures of credences: functions from plain tables and arrays to ``plotly.graph_objects.Figure``.

``text``       text of a library made safe for Plotly
``theme``      colours for light and dark, and what all figures share
``axis``       log-odds axes with percentages on them, and ranges that hold still
``posterior``  prior and posterior as quantile dots
``waterfall``  from prior to posterior, argument by argument
``rows``       rows with a bar each, of which ``hinges`` makes tornado, flips, pairs and coherence
``curves``     a credence along one dial
``answers``    where both answers of each crux would take the credence
``ranked``     things ranked by a number, with a mark for each group
``alt``        each figure as a sentence, for those who do not see it

A figure is remade on every click, so that zooming is lost: whoever looks must be able to read it as
it stands. Therefore axes come from what is possible, not from what is the case, and a figure's JSON
stays below 15 kB.
"""

from credence.figures.alt import gap_alt, pair_alt, posterior_alt, waterfall_alt
from credence.figures.answers import Answers, answers_alt, answers_figure
from credence.figures.axis import axis_range
from credence.figures.posterior import moved_figure, posterior_figure
from credence.figures.ranked import ranked_figure
from credence.figures.text import escape
from credence.figures.theme import CONFIG
from credence.figures.waterfall import step_range, waterfall_figure

__all__ = [
    "CONFIG",
    "Answers",
    "answers_alt",
    "answers_figure",
    "axis_range",
    "escape",
    "gap_alt",
    "moved_figure",
    "pair_alt",
    "posterior_alt",
    "posterior_figure",
    "ranked_figure",
    "step_range",
    "waterfall_alt",
    "waterfall_figure",
]
