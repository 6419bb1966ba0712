"""The command line: results on stdout, progress and errors on stderr.

Exit codes: 0 done, 2 the input is wrong (every problem is named, without a traceback), 1 a fault
of ours. Each command is a thin shell: it reads a scenario, asks `credence`, and prints a record as a
table, as JSON or as CSV.

``options``   the scenario options that commands share; ``contradictions`` between them
``output``    the three formats; ``progress`` how far a long command has come
``commands``  validate, evaluate, flip, link; ``shares`` attribute
``sensitivity``  tornado, interactions, threshold: what a credence hangs on
``curves``    those that turn one dial, and coherence
``opened``    whose numbers in a file are meant, and what is said of the file besides
``sides``     two people on one command line; ``compare`` what makes them differ
``value``     what would be worth finding out; ``bayes`` what stated credences teach
``people``    stated cruxes; ``groups`` what a group of people holds
``subsets``   that on every subset of some arguments; ``count`` the worked count
``export``    figures, numbers and reports as files
``links``     the option that reads links; ``serve`` the app itself

Nothing heavy is imported before a command runs, so that ``--help`` answers at once.
"""

import os
import sys
import traceback
from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; never raises."""
    from credence.cli import (  # noqa: PLC0415 - they register their commands
        bayes,  # noqa: F401
        compare,  # noqa: F401
        count,  # noqa: F401
        curves,  # noqa: F401
        export,  # noqa: F401
        groups,  # noqa: F401
        people,  # noqa: F401
        sensitivity,  # noqa: F401
        serve,  # noqa: F401
        shares,  # noqa: F401
        subsets,  # noqa: F401
        value,  # noqa: F401
    )
    from credence.cli.commands import app  # noqa: PLC0415 - Typer is not needed to import us
    from credence.errors import InputError  # noqa: PLC0415

    try:
        code = app(list(arguments), standalone_mode=False, prog_name="credence")
        if sys.stdout is not None:  # none where the caller closed it
            sys.stdout.flush()
    except InputError as error:
        for problem in error.problems:
            print(f"credence: {problem}", file=sys.stderr)  # noqa: T201 - the command line's voice
        return 2
    except (BrokenPipeError, SystemExit):
        # Whoever read us (`| head`) has enough; Python must not complain while closing. Typer
        # leaves by SystemExit for a broken pipe alone; everything else it raises.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort, which says what to do
        return _unexpected(error)
    return code if isinstance(code, int) else 0


def _unexpected(error: Exception) -> int:
    if hasattr(error, "exit_code") and not hasattr(error, "show"):  # typer.Exit
        return int(error.exit_code)
    if hasattr(error, "show"):  # the options themselves were wrong
        error.show(file=sys.stderr)
        return 2
    if type(error).__name__ == "Abort":
        return 1
    if os.environ.get("CREDENCE_DEBUG"):
        traceback.print_exc()
    print(  # noqa: T201
        f"credence: this is a fault of ours, not of your input ({type(error).__name__}: {error}). "
        "Please report it with the command; CREDENCE_DEBUG=1 shows where it happened.",
        file=sys.stderr,
    )
    return 1
