"""Progress on stderr where it is no terminal, and tables of long paths."""

import pytest

from credence import cli
from credence.cli import progress
from credence.cli.output import Format, show


def test_every_tenth_is_a_line_of_its_own(monkeypatch, capsys):
    """What goes on for longer than a moment is told, each tenth once, and never backwards."""
    monkeypatch.setattr(progress, "QUIET", -1.0)
    with progress.progress_of("of the draws made") as told:
        for share in (0.02, 0.1, 0.11, 0.35, 0.05, 1.0):
            told(share)
    expected = [f"credence: {percent} % of the draws made" for percent in (10, 30, 100)]
    assert expected == capsys.readouterr().err.splitlines()


def test_what_is_done_at_once_is_not_told(capsys):
    """A second's silence is no reason to worry."""
    with progress.progress_of("of the draws made") as told:
        told(1.0)
    assert "" == capsys.readouterr().err


@pytest.mark.parametrize(
    "words, done",
    [
        (["reconcile", "teaching-1", "--longer"], "of the work done"),
        (["group", "teaching-1"], "of the draws made"),
    ],
)
def test_long_commands_tell_how_far_they_are(words, done, monkeypatch, capsys, tmp_path):
    """Reconcile and group tell a script's log about each tenth, and print their answers as ever."""
    monkeypatch.setattr(progress, "QUIET", -1.0)
    if words[0] == "group":
        table = tmp_path / "people.csv"
        table.write_text("name,neighbour_calls.lr\nada,2\nben,4\ncem,3\n")
        words = [*words, str(table)]
    else:
        words = [*words, "--set", "claims.burglary.prior=0.1%..5%"]
        words += ["--set", "claims.burglary.stated=20%"]
    assert 0 == cli.run(words)
    captured = capsys.readouterr()
    assert f"credence: 100 % {done}" in captured.err.splitlines()
    assert captured.out.strip()


def test_paths_break_after_their_dots(monkeypatch, capsys):
    """On 80 columns a long path stands on two lines, and neither word nor range is torn."""
    monkeypatch.setenv("COLUMNS", "80")
    paths = ["claims.scheming_takeover.causes.scheming", "arguments.speed.lr"]
    ranges = ["4.4 % (0.5 % to 30 %)", "2.5 % (0.34 % to 13 %)", "−0.49"]
    columns = ["number", "before", "after", "moved (sd)"]
    show(Format.TABLE, data=None, columns=columns, rows=[], table=[[p, *ranges] for p in paths])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["claims.scheming_takeover.", "4.4", "%", "2.5", "%", "−0.49"] == lines[1]
    under = ["(0.5", "%", "to", "30", "%)", "(0.34", "%", "to", "13", "%)"]
    assert ["causes.scheming", *under] == lines[2]
    assert ["arguments.speed.lr", "4.4", "%", "2.5", "%", "−0.49"] == lines[3]
    assert under == lines[4]


def test_where_there_is_room_nothing_is_broken(monkeypatch, capsys):
    """A wide terminal shows each number on one line."""
    monkeypatch.setenv("COLUMNS", "120")
    row = ["claims.scheming_takeover.causes.scheming", "4.4 % (0.5 % to 30 %)", "−0.49"]
    show(Format.TABLE, data=None, columns=["number", "before", "moved"], rows=[], table=[row])
    assert " ".join(row) == " ".join(capsys.readouterr().out.splitlines()[1].split())
