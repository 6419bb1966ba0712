"""What a reader of tables asks and is told."""

from credence.asking import NOTHING, Asked, Told

PERCENT = Asked("doom.stated", "percent", "Is it in per cent?")


def test_options_name_columns_with_commas_between():
    """However often the option is given, blanks do not count."""
    told = Told.of(["doom.stated, doom.prior", "speed.soundness,"])
    assert Told(frozenset({"doom.stated", "doom.prior", "speed.soundness"})) == told
    assert Told() == Told.of() == NOTHING


def test_a_yes_adds_to_what_was_told():
    """One click more, and the earlier ones stay."""
    told = NOTHING.answering(PERCENT).answering(Asked("name", "summary", "Is it a person?"))
    assert Told(frozenset({"doom.stated"}), keep_summary_rows=True) == told
