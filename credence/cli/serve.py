"""The command serve: the app in the browser, from the repository or from where it is installed.

The app is run by Streamlit, in a process that takes the place of this one, so that signals and exit
codes are its own. One process serves many visitors; more of them stand behind a proxy
(docs/deploy.md).
"""

import ipaddress
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from credence.cli.commands import app
from credence.errors import InputError

_PACKAGE = Path(__file__).resolve().parents[1]
_HOMES = (_PACKAGE.parent, _PACKAGE.parent / "credence_app")  # in the repository; in a wheel


def script() -> Path:
    """Where the app's script is.

    Raises:
        InputError: It was not installed with the package.
    """
    for home in _HOMES:
        # A folder of other packages may hold an app.py of somebody else's.
        if (home / "app.py").is_file() and (home / "pages" / "ui" / "frame.py").is_file():
            return home / "app.py"
    raise InputError.at("serve", f"the app is not beside the package in {_PACKAGE.parent}")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8501,
    address: Annotated[
        str, typer.Option(help="Address to listen on; 0.0.0.0 lets other machines in.")
    ] = "127.0.0.1",
) -> None:
    """Open the app in the browser: http://127.0.0.1:8501 by default. Ctrl+C ends it.

    What else stands there is handed on to Streamlit, such as --server.baseUrlPath credence.
    """
    if not _only_here(address):
        typer.echo(
            f"credence: whoever reaches {address}:{port} can use the app and its store, and nobody "
            "is asked for a password; docs/deploy.md says how to run it for others",
            err=True,
        )
    options = {"--server.address": address, "--server.port": str(port), "--server.headless": "true"}
    command = [sys.executable, "-m", "streamlit", "run", str(script())]
    command += [part for pair in options.items() for part in pair] + context.args
    shown = f"[{address}]" if ":" in address else address
    typer.echo(f"Credence: http://{shown}:{port}/ (Ctrl+C ends it)", err=True)
    _replaced_by(command)


def _only_here(address: str) -> bool:
    if address == "localhost":
        return True
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _replaced_by(command: list[str]) -> None:
    """Become the command; where a process cannot (Windows), wait for it and leave with its code."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted: the parts are ours
    try:
        raise typer.Exit(subprocess.run(command, check=False).returncode)  # noqa: S603 - as above
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
