"""An empty table for a survey: one row a person, the columns that a group is usually asked for."""

from credence.files.csv_text import csv_of
from credence.library import Library
from credence.survey import Questions

MOST = 12
"""Arguments that are asked about where the library features none."""


def survey_template(library: Library) -> bytes:
    """The header of a wide table as CSV: a name, an overall credence, and intervals of strengths.

    It asks for the claim that the library is about and for its featured arguments, or for the first
    `MOST`; whoever fills it in may take columns out and put others in.
    """
    questions = Questions.of(library)
    kept = library.featured or tuple(library.arguments)[:MOST]
    columns = ["name", f"{library.default_target}.stated"]
    for label in questions.ratios:
        argument, _, claim = label.partition(".")
        if argument in kept:
            stem = f"{argument}.lr.{claim}" if claim else f"{argument}.lr"
            columns += [f"{stem}.low", f"{stem}.high"]
    return csv_of([columns]).encode()
