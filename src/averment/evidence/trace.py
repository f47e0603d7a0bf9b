"""From a figure back to where it comes from: the SQL, the rows, the file, the citation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from averment.errors import ExtraMissing
from averment.evidence.catalogue import Dataset
from averment.evidence.store import File
from averment.evidence.tables import Figure

if TYPE_CHECKING:
    import duckdb
    import pandas
    import pyarrow


@dataclass(frozen=True, slots=True)
class Trace:
    """Where a figure comes from.

    `sql` gives its value, low and high, and `rows_sql` the rows that it counts, both on the record;
    `file` is the file that the rows were read from, by name and hash. The rows have the columns of
    their shape; `line` is that of the file. An event that may lie outside the figure's period is
    among them: it counts for the highest estimate alone, or not for the lowest.
    """

    figure: Figure
    sql: str
    rows_sql: str
    file: File
    citation: str
    dataset: Dataset
    _ask: Callable[[str], duckdb.DuckDBPyRelation] = field(repr=False, compare=False)

    def records(self) -> list[dict[str, Any]]:
        """Return the rows, each by the names of its columns."""
        found = self._rows()
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    def arrow(self) -> pyarrow.Table:
        """Return the rows as an Arrow table. Raises `ExtraMissing` without pyarrow."""
        try:
            return self._rows().to_arrow_table()
        except ImportError:
            raise ExtraMissing("Arrow tables need pyarrow.", hint=_INSTALL) from None

    def frame(self) -> pandas.DataFrame:
        """Return the rows as a pandas DataFrame. Raises `ExtraMissing` without pandas."""
        try:
            return self._rows().df()
        except ImportError:
            raise ExtraMissing("DataFrames need pandas.", hint=_INSTALL) from None

    def _rows(self) -> duckdb.DuckDBPyRelation:
        return self._ask(self.rows_sql)


_INSTALL = "Install it with pip install 'averment[tables]'."
