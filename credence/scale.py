"""One function over many parts: in this process, or on a cluster of machines.

The parts and the order of the results are the same in both, so that whatever is computed from them
is the same to the last digit. On a cluster (Dask) a part that was lost with its worker is computed
again elsewhere: a machine that dies costs time, not results.

The function and the parts travel to the workers: the function is a module's own, and files are
named by paths that workers can read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from credence.errors import InputError

INSTALL = "pip install 'credence[scale]'"
RETRIES = 3

type Progress = Callable[[int, int], None]
"""Called with how many parts are done, and of how many."""

type Mapper = Callable[[Callable[[Any], Any], Iterable[Any]], Iterator[Any]]
"""Called like ``map``."""


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
        InputError: There is no such scheduler, or Dask is not installed; a part was lost with
            several workers; or what the function raises.
    """
    if not parts:
        return []
    results = []
    with mapper(scheduler) as mapped:
        for result in (mapped or map)(function, parts):
            results.append(result)
            if progress:
                progress(len(results), len(parts))
    return results


@contextmanager
def mapper(scheduler: str | None) -> Iterator[Mapper | None]:
    """What maps a function over parts on a cluster; ``None`` where none is named.

    Raises:
        InputError: As for `run`.
    """
    if scheduler is None:
        yield None
        return
    try:
        import distributed  # noqa: PLC0415 - an optional extra
    except ImportError:
        message = f"a cluster needs the package distributed: {INSTALL}"
        raise InputError.at("--scheduler", message) from None
    dask: Any = distributed  # which has no annotations
    try:
        client = dask.Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        said = " ".join(str(error).split())[:200] or "no answer"
        message = f"no Dask scheduler answers at {scheduler} ({said}); docs/scale.md starts one"
        raise InputError.at("--scheduler", message) from None

    def mapped(function: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
        # The function may carry large arrays: it travels once. Not pure: a file may have changed
        # since the same part was last asked for.
        held = client.submit(_same, function, pure=False, retries=RETRIES)
        futures = [client.submit(_call, held, part, pure=False, retries=RETRIES) for part in parts]
        try:
            for future in futures:
                yield future.result()
                future.release()
        except dask.KilledWorker as error:
            message = f"a part was lost with every worker that took it, as if too large: {error}"
            raise InputError.at("--scheduler", message) from None
        finally:
            client.cancel(futures)

    with client:
        yield mapped


def _same[V](value: V) -> V:
    return value


def _call[P, R](function: Callable[[P], R], part: P) -> R:
    return function(part)
