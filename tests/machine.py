"""A machine to set up on: an empty folder, and a PATH with stand-ins alone.

On the PATH stands nothing but the plain tools that every system has and the *stand-ins* that a
test writes. A stand-in is a small shell script that notes how it was called; unlike a mock it
takes the place of a program, not of a function.
"""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLAIN_TOOLS = ("sh", "cat", "cp", "rm", "cmp", "mkdir", "chmod", "grep", "env")


class Machine:
    """A folder with the set-up scripts, and a PATH with stand-ins alone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "bin"
        shutil.copytree(ROOT / "tools", folder / "tools")
        for name in (".python-version", "requirements.txt", "requirements-test.txt"):
            shutil.copy(ROOT / name, folder / name)
        self.bin.mkdir()
        for tool in PLAIN_TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))

    def has(self, name: str, body: str = "") -> None:
        """Put a stand-in on the PATH (or at a path within the folder)."""
        path = self.folder / name if "/" in name else self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "${{0##*/}} $*" >> "$CALLS"\n{body}')
        path.chmod(0o755)

    def run(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        """Run one of the set-up scripts there."""
        environment = {"PATH": str(self.bin), "HOME": str(self.folder / "home")}
        environment |= {"CALLS": str(self.folder / "calls"), **variables}
        return subprocess.run(
            ["/bin/sh", f"tools/{script}", *arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """Return how the stand-ins were called, and forget it."""
        log = self.folder / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return lines
