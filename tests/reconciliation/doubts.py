"""A small question with every sort of number and doubt, for calibration."""

from credence.scenario import Scenario
from tests.small import small

LIBRARY = small(
    claims={
        "c": {"prior": {"low": 0.1, "high": 0.6}},
        "d": {"prior": 0.02, "causes": {"c": {"low": 0.3, "high": 0.9}}},
    },
    groups={"g": {"x": {"low": 0.5, "high": 2}, "y": 1}},
    families={"f": {"title": "T", "overlap": 0.6}},
    arguments={
        "a": {
            "claim": "c",
            "lr": {"low": 2, "high": 20},
            "soundness": {"low": 0.2, "high": 0.9},
            "family": "f",
        },
        "b": {"claim": "c", "lr": {"low": 1.5, "high": 12}, "soundness": 0.6, "family": "f"},
        "e": {"bears_on": {"d": 0.3, "x": 4}, "premises": {"p": {"low": 0.3, "high": 0.8}}},
        "u": {"undercuts": {"a": {"low": 0.3, "high": 0.9}}, "soundness": 0.5},
    },
)
DOUBTS = Scenario(LIBRARY).with_only("abeu").with_stated("d", 0.3, 0.4).with_stated("x", 0.6, 0.6)
