"""``python -m credence``: the command line."""

import io
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from credence.cli import run  # noqa: PLC0415 - `import credence.__main__` stays free of Typer

    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a character that the terminal has not is told by its number
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
