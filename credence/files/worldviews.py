"""The worldviews that come with Credence: our readings of published texts as credence files."""

from functools import lru_cache

from credence.errors import InputError
from credence.files.credence_file import CredenceFile, credence_file_of
from credence.files.document import content_of
from credence.files.library_file import document_of
from credence.files.released import DATA, is_released, load_library
from credence.library import Library


def worldviews(library: Library) -> dict[str, CredenceFile]:
    """The worldviews of a released library by id; none for a library of one's own."""
    return dict(_worldviews(library.name)) if is_released(library) else {}


@lru_cache(maxsize=16)
def _worldviews(name: str) -> tuple[tuple[str, CredenceFile], ...]:
    found = []
    for path in sorted((DATA / "worldviews").glob("*.yaml")):
        document = document_of(content_of(path), str(path))
        if not isinstance(document.data, dict) or document.data.get("library") != name:
            continue
        held, problems = credence_file_of(document.data, library=load_library(name))
        if problems := document.placed(problems):
            raise InputError(problems)
        if held is not None:
            found.append((path.stem, held))
    return tuple(found)
