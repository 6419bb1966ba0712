"""One function over many parts: in this process, or on a cluster of machines.

The parts and the order of the results are the same in both, so that whatever is computed from them
is the same to the last digit. On a cluster (Dask) a part that was lost with its worker is computed
again elsewhere: a machine that dies costs time, not results.

The function and the parts travel to the workers: the function is a module's own, and files are
named by paths that workers can read.
"""

from collections.abc import Callable, Sequence
from typing import Any

from credence.errors import InputError

INSTALL = "pip install 'credence[scale]'"

type Progress = Callable[[int, int], None]
"""Called with how many parts are done, and of how many."""


def run[P, R](
    function: Callable[[P], R],
    parts: Sequence[P],
    scheduler: str | None = None,
    progress: Progress | None = None,
) -> list[R]:
    """``[function(part) for part in parts]``, in that order.

    Args:
        function: Defined at the top of a module, so that workers can import it.
        parts: What it is called with.
        scheduler: Address of a Dask scheduler, such as ``tcp://127.0.0.1:8786``; by default
            everything is done here.
        progress: Told after every part.

    Raises:
        InputError: There is no such scheduler, or Dask is not installed; or what the function
            raises.
    """
    if scheduler is None:
        results = []
        for done, part in enumerate(parts, start=1):
            results.append(function(part))
            if progress:
                progress(done, len(parts))
        return results
    return _on_cluster(function, parts, scheduler, progress)


def _on_cluster[P, R](
    function: Callable[[P], R], parts: Sequence[P], scheduler: str, progress: Progress | None
) -> list[R]:
    try:
        import distributed  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise InputError.at(
            "--scheduler", f"a cluster needs the package distributed: {INSTALL}"
        ) from None
    dask: Any = distributed  # which has no annotations
    try:
        client = dask.Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        said = " ".join(str(error).split())[:200] or "no answer"
        message = f"no Dask scheduler answers at {scheduler} ({said}); start one: dask scheduler"
        raise InputError.at("--scheduler", message) from None
    with client:
        # Not pure: the same part of a file that has changed since is read anew.
        futures = client.map(function, list(parts), pure=False, retries=3)
        for done, _ in enumerate(dask.as_completed(futures), start=1):
            if progress:
                progress(done, len(parts))
        return list(client.gather(futures))
