"""The posterior picture and the waterfall, with two people at their ends."""

import numpy as np

from credence.figures import gap_alt, pair_alt, posterior_figure, waterfall_figure
from credence.figures.posterior import spread_of

NAMES = "Ada <b>", "Ben"
DRAWS = np.linspace(-3, 0, 64), np.linspace(-1, 2, 64)


def test_two_people_stand_where_before_and_after_stood():
    """Their names, made safe, are at both pictures' ends."""
    both = posterior_figure(*DRAWS, names=NAMES)
    said = [note.text for note in both.layout.annotations]
    assert any(text.startswith("Ada &#60;b&#62;: <b>") for text in said)
    assert any(text.startswith("Ben: <b>") for text in said)
    gap = waterfall_figure((0.2, 0.8), (0.3, 0.7), [("“X”", 0.1, 0.5)], ends=NAMES)
    titles = [note.text for note in gap.layout.annotations if note.x == 0]
    assert ["<b>Ada &#60;b&#62;</b>", "“X”", "<b>Ben</b>"] == titles


def test_what_is_stated_has_a_cross_and_stands_in_the_label():
    """Beside the interval of what is implied, on an axis that holds it; certainty lies on none."""
    both = posterior_figure(*DRAWS, names=NAMES, stated=(0.001, 1))
    (cross, beyond) = (
        trace for trace in both.data if trace.hovertemplate.partition(": ")[2][:6] == "states"
    )
    assert [round(float(np.log(0.001 / 0.999)), 2)] == [round(x, 2) for x in cross.x]
    assert both.layout.xaxis.range[0] < cross.x[0]
    assert beyond.x[0] < both.layout.xaxis.range[1]
    said = [note.text for note in both.layout.annotations]
    assert any("<b>states 0.1 %</b>, implied <b>22 %</b>" in text for text in said)
    assert any("<b>states 100 %</b>, implied" in text for text in said)
    text = pair_alt("Doom", NAMES, *map(spread_of, DRAWS), (0.001, None))
    assert "Ada <b> states 0.1 %, a cross, implied 22 %, 90 % interval" in text
    assert "; Ben 60 %" in text


def test_the_alternative_texts_name_both_and_the_largest_part():
    """Who does not see the pictures reads both credences and what makes the gap."""
    text = pair_alt("Doom", NAMES, *map(spread_of, DRAWS))
    assert "Ada <b> " in text
    assert "; Ben " in text
    text = gap_alt("Doom", NAMES, (0.2, 0.8), (0.3, 0.7), [("y", -0.02, 0), ("“X”", 0.12, 0.5)])
    assert "from 20 % (Ada <b>) to 30 % (Ben)" in text
    assert "“X” (+12 points) and y (−2 points)" in text
    assert "Nothing makes them differ" in gap_alt("Doom", NAMES, (0.2, 0.8), (0.2, 0.8), [])
