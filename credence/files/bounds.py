"""How much of a credence file is read while somebody waits for a page.

Reading takes about 0.15 ms for each person and 0.1 ms for each of their numbers, of YAML several
times that. A server's process that reads for a minute answers nobody else meanwhile. So a page
reads a file up to a size that takes a second or two, judged before anything is read in earnest; the
command line has nobody waiting beside it and reads on.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credence.errors import InputError, Problem

if TYPE_CHECKING:
    from credence.files.survey_header import Header
    from credence.files.survey_parts import Rows


@dataclass(frozen=True)
class Bounds:
    """The most that is read of one file.

    Attributes:
        people: Persons.
        values: Numbers and other values, of all of them together.
        remedy: What to do with a larger file.
    """

    people: int
    values: int
    remedy: str

    def check_text(self, content: bytes, form: str, file: str | None) -> None:
        """Refuse YAML or JSON of too many people or values, by its signs alone.

        Raises:
            InputError: It holds too much.
        """
        people = content.count(b"credence-file/1")
        if people > self.people:
            self._refuse(f"{people:,} people", f"{self.people:,}", file)
        if form == "yaml":
            signs = content.count(b":") + content.count(b",") + content.count(b"\n")
        else:
            signs = content.count(b":") + content.count(b",")
        if signs > 2 * self.values:
            self._refuse(f"some {signs // 2:,} values", f"{self.values:,}", file)

    def check_workbook(self, content: bytes, file: str | None) -> None:
        """Refuse a workbook whose sheets are large, by what it says of them.

        Raises:
            InputError: It holds too much.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                members = book.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
            return  # the reader says that it is no workbook
        size = sum(m.file_size for m in members if m.filename.startswith("xl/worksheets/"))
        if size > _BYTES_A_VALUE * self.values:
            most = _BYTES_A_VALUE * self.values
            self._refuse(f"sheets of {size / 1e6:.1f} MB", f"{most / 1e6:.1f} MB", file)

    def check_rows(self, file: str | None, header: "Header", rows: "Rows") -> None:
        """Refuse a table of too many people or values.

        Raises:
            InputError: It holds too much.
        """
        if header.name is not None and (names := rows.columns[header.name]) is not None:
            people = len(names.unique())
            if people > self.people:
                self._refuse(f"{people:,} people", f"{self.people:,}", file)
        asked = [rows.columns[place] for stem in header.stems for place in stem.columns.values()]
        filled = (len(column) - column.null_count for column in asked if column is not None)
        values = len(rows.lines) if header.is_long else sum(filled)
        if values > self.values:
            self._refuse(f"{values:,} values", f"{self.values:,}", file)

    def _refuse(self, held: str, most: str, file: str | None) -> None:
        message = f"the file has {held}, and at most {most} are read here; {self.remedy}"
        raise InputError(Problem(PLACE, message, file=file))


PLACE = "people"
"""The path of the problem of a file that is too large for a page."""

_BYTES_A_VALUE = 200
"""A value of a workbook is five cells of the long form, of some 40 bytes each."""


OPENED_ON_A_PAGE = Bounds(
    2_000,
    15_000,
    "the page Group reads tables of many people, and so does `credence group`; to open somebody "
    "here, keep the rows of a few",
)
"""For pages that open single people of a file."""

GROUP_ON_A_PAGE = Bounds(
    2_000,
    15_000,
    "write them as one table (CSV, Excel or Parquet) with a row a person, which is read faster, or "
    "use `credence group`",
)
"""For YAML and JSON on the page of groups."""
