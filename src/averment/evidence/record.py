"""The record that claims are put before: figures, milestones and ties, asked in SQL.

It is a pack and whatever a person added to the store. Every answer carries the SQL that gives it,
so that anyone can ask again. A file of the store is opened when a question touches it, and not
before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import indent
from types import TracebackType

import duckdb

from averment.errors import FigureUnknown, PackBroken, StoreBroken
from averment.evidence import cells
from averment.evidence.catalogue import Dataset, merged
from averment.evidence.pack import Pack
from averment.evidence.sql import among, day, named, quoted
from averment.evidence.store import DATA, REJECTS, Holding, Store, describe
from averment.evidence.tables import Figure, Milestone, Record, Relation, columns, record_of
from averment.evidence.trace import Trace
from averment.reference.words import folded

_ORDER = 'dataset, measure, "start", "end", published, id'


@dataclass(frozen=True, slots=True)
class FigureSet:
    """Figures in the order of dataset, measure, period and publication.

    `sql`, run on the record, gives exactly these rows; `datasets` describes those they come from,
    by id, and `hashes` gives those of the files that a person added of them.
    """

    figures: tuple[Figure, ...]
    sql: str
    datasets: Mapping[str, Dataset]
    hashes: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of figures."""
        return len(self.figures)


class Evidence:
    """An open record. Close it, or use it in a `with` statement.

    The pack's tables are held in memory, the rows of the store are read from its files.
    """

    def __init__(
        self,
        pack: Pack,
        connection: duckdb.DuckDBPyConnection,
        store: Store | None = None,
        holdings: Sequence[Holding] = (),
    ) -> None:
        self.pack = pack
        self.store = store
        self.holdings = tuple(holdings)
        self._connection = connection
        self._open: set[str] = set()
        self.packed = {entry.id: entry for entry in self._all(Dataset, "datasets", "id")}
        self._datasets = merged(self.packed, self.holdings)

    @property
    def vintage(self) -> str:
        """When the pack was compiled, as it says."""
        return self.pack.vintage

    @property
    def sha256(self) -> str:
        """The hash of the pack's descriptor, which holds the hashes of its tables."""
        return self.pack.sha256

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The parties of stored events that the gazetteer does not know: an id and the name."""
        parties = {name for holding in self.holdings for name in holding.parties}
        return tuple(("-".join(folded(name)), name) for name in sorted(parties))

    def figures(
        self,
        measures: Sequence[str],
        *,
        place: str | None = None,
        of: str | None = None,
        by: str | None = None,
        unit: str | None = "count",
        datasets: Sequence[str] | None = None,
        touching: tuple[dt.date, dt.date] | None = None,
        published_by: dt.date | None = None,
        windows: Sequence[tuple[dt.date, dt.date]] = (),
        each: bool = False,
    ) -> FigureSet:
        """Fetch the figures on any of `measures`.

        `of` and `by` must match exactly; without them, figures on a part (Afghans among the dead)
        do not answer; with `each`, those on the people of each single country do. `place` and
        `unit` may be none for any. `touching` is a half-open period that shares a day with the
        figure's; `published_by` the last day of publication. Event lists are added up by calendar
        years and by each of the half-open periods `windows`.
        """
        scope = [
            among("measure", measures),
            None if place is None else f"place = {quoted(place)}",
            'length("of") = 3' if each else f'"of" = {quoted(of or "")}',
            f'"by" = {quoted(by or "")}',
            None if unit is None else f"unit = {quoted(unit)}",
            None if datasets is None else among("dataset", datasets),
        ]
        asked = " AND ".join(condition for condition in scope if condition)
        parts = [_PACKED]
        for holding in self._answering(measures, place, datasets):
            if holding.descriptor.shape == "figures":
                parts.append(_figures_part(holding))
            elif not of and not by and not each and unit in (None, "count"):
                parts += _events_part(holding, measures, windows, place)
        conditions = [
            asked,
            touching and f'"start" < {day(touching[1])} AND "end" > {day(touching[0])}',
            published_by and f"published <= {day(published_by)}",
        ]
        return self._fetch(parts, [condition for condition in conditions if condition])

    def rows(self, ids: Sequence[str]) -> FigureSet:
        """Fetch the figures with these ids; ids that the record does not have are left out."""
        parts = [_PACKED]
        for holding in self.holdings:
            own = [id for id in ids if id.startswith(f"{holding.name}/")]
            if own and holding.descriptor.shape == "figures":
                parts.append(_figures_part(holding))
            elif holding.descriptor.shape == "events":
                for cell in filter(None, map(cells.cell_of, own)):
                    window = (cell.start, cell.end)
                    parts += _events_part(holding, [cell.measure], [window], cell.place)
        return self._fetch(parts, [among("id", ids)])

    def months(self, cell: cells.Cell) -> dict[dt.date, float]:
        """Count the events of a figure's dataset, measure and place in each whole month covered.

        By the month's first day; nothing where the record has no such list.
        """
        holding = next((h for h in self.holdings if h.name == cell.holding), None)
        spans = [span for span in holding.spans if span.place == cell.place] if holding else []
        if holding is None or not spans:
            return {}
        counted = dict(self.query(cells.months_sql(holding, cell)).fetchall())
        first, after = spans[0].start, spans[0].end
        numbers = range(
            first.year * 12 + first.month - (first.day == 1), after.year * 12 + after.month - 1
        )
        months = (dt.date(number // 12, number % 12 + 1, 1) for number in numbers)
        return {month: counted.get(month, 0.0) for month in months}

    def trace(self, figure: Figure | str) -> Trace:
        """Follow a figure, or the figure with this id, to its rows, file, hash and citation.

        Raises `FigureUnknown` where the record has no such figure.
        """
        id = figure if isinstance(figure, str) else figure.id
        found = self.rows([id])
        if not found.figures:
            raise FigureUnknown(
                f"The evidence holds no figure “{id}”.",
                hint="Give the id of a figure as a report has it.",
            )
        traced = found.figures[0]
        dataset = self._datasets[traced.dataset]
        holding = next((h for h in self.holdings if id.startswith(f"{h.name}/")), None)
        if holding is None:
            sql, rows = _row_sql("figures", id)
            file, citation = describe(self.pack.tables["figures"]), dataset.citation
        else:
            sql, rows = _behind_sql(holding, id)
            file, citation = holding.source, holding.citation
        return Trace(traced, sql, rows, file, citation, dataset, self.relation)

    def run(self, sql: str) -> tuple[Figure, ...]:
        """Run a figure set's SQL again. Raises `duckdb.Error` for SQL that the tables refuse."""
        return tuple(Figure(*row) for row in self.query(sql).fetchall())

    def query(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run SQL on the record: `figures`, `datasets`, … of the pack, `"DATASET@VINTAGE"`.

        Nothing outside the record can be read, and nothing be written. Raises `duckdb.Error`.
        """
        self._prepare(sql)
        try:
            return self._connection.cursor().execute(sql)
        except duckdb.IOException as error:
            raise StoreBroken(f"The store cannot be read: {error}.", hint=_VERIFY) from None

    def relation(self, sql: str) -> duckdb.DuckDBPyRelation:
        """Return what a query gives, to be taken as an Arrow table or a DataFrame."""
        self._prepare(sql)
        return self._connection.cursor().sql(sql)

    def dataset(self, name: str) -> Dataset:
        """Return the dataset with this id. Raises `KeyError` where the record has none."""
        return self._datasets[name]

    def datasets(self) -> tuple[Dataset, ...]:
        """Return the datasets of the record, by id."""
        return tuple(self._datasets.values())

    def vintages(self, name: str) -> tuple[Holding, ...]:
        """Return the vintages of a dataset that were added, the newest last."""
        return tuple(h for h in self.holdings if h.descriptor.id == name)

    def measures(self, name: str) -> list[str]:
        """Return the measures that a dataset of the record answers."""
        packed = self.query(
            f"SELECT DISTINCT measure FROM figures WHERE dataset = {quoted(name)}"
        ).fetchall()
        stored = (measure for h in self.vintages(name) for measure in h.descriptor.measures)
        return sorted({*(row[0] for row in packed), *stored})

    def hashes(self, name: str) -> str:
        """Return the hashes of the files that were added of a dataset, by vintage."""
        return "; ".join(holding.source.sha256 for holding in self.vintages(name))

    def milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones, by date."""
        return self._all(Milestone, "milestones", '"date", id')

    def relations(self) -> tuple[Relation, ...]:
        """Return the ties that sources state or deny, by what they tie."""
        return self._all(Relation, "relations", 'type, subject, "object", published, source')

    def close(self) -> None:
        """Give the memory back. A closed record answers no more."""
        self._connection.close()

    def __enter__(self) -> Evidence:
        """Return the record itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the record."""
        self.close()

    def _answering(
        self, measures: Sequence[str], place: str | None, datasets: Sequence[str] | None
    ) -> Iterable[Holding]:
        """Yield the vintages that have a word on a measure and a place."""
        for holding in self.holdings:
            described = holding.descriptor
            if described.shape not in ("events", "figures"):
                continue
            if datasets is not None and described.id not in datasets:
                continue
            country = None if place is None else place.partition("/")[0]
            here = country is None or any(span.place == country for span in holding.spans)
            if here and any(measure in described.measures for measure in measures):
                yield holding

    def _fetch(self, parts: Sequence[str], conditions: Sequence[str]) -> FigureSet:
        """Fetch the union of the parts, under conditions that all of them answer."""
        where = "\n  AND ".join(conditions)
        source = parts[0]
        if len(parts) > 1:
            source = "SELECT *\nFROM (\n" + "\nUNION ALL\n".join(parts) + "\n)"
        sql = f"{source}\nWHERE {where}\nORDER BY {_ORDER}"
        found = self.run(sql)
        used = sorted({figure.dataset for figure in found})
        added = {name: self.hashes(name) for name in used if self.vintages(name)}
        return FigureSet(found, sql, {name: self._datasets[name] for name in used}, added)

    def _all(self, record: type[Record], table: str, order: str) -> tuple[Record, ...]:
        names = ", ".join(map(named, columns(record)))
        own = [h for h in self.holdings if h.descriptor.shape == table]
        tables = [table, *(named(h.name) for h in own)]
        union = " UNION ALL ".join(f"SELECT {names} FROM {name}" for name in tables)
        try:
            rows = self.query(f"FROM ({union}) ORDER BY {order}").fetchall()
            return tuple(record_of(record, row) for row in rows)
        except ValueError as error:
            raise PackBroken(f"{self.pack.tables[table]}: {error}.") from None

    def _prepare(self, sql: str) -> None:
        """Have the tables of the store that a query names."""
        for holding in self.holdings:
            if named(holding.name) in sql:
                self._attach(holding)
            if rejects_table(holding) in sql:
                self._view(rejects_table(holding), holding, REJECTS)

    def _attach(self, holding: Holding) -> None:
        """Make the vintage's table, once its file is known to be the one that was added."""
        assert self.store is not None
        if holding.name not in self._open:
            if fault := self.store.verify(holding):
                raise StoreBroken(f"{fault}.", hint=_VERIFY)
            self._view(named(holding.name), holding, DATA)
            self._open.add(holding.name)

    def _view(self, name: str, holding: Holding, file: str) -> None:
        assert self.store is not None
        path = quoted(str(self.store.path(holding, file)))
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS FROM read_parquet({path})")


def rejects_table(holding: Holding) -> str:
    """Return the name in SQL of the rows of a vintage that could not be used."""
    return named(f"{holding.name} rejects")


_PACKED = "SELECT *\nFROM figures"
_VERIFY = "Run averment evidence verify; what is damaged can be removed and added again."


def _figures_part(holding: Holding) -> str:
    """Return the SQL for stored figures; their ids begin with the vintage that they are of."""
    own = {"id": f"{quoted(holding.name + '/')} || id", "dataset": quoted(holding.descriptor.id)}
    selected = ", ".join(
        f"{own.get(name, named(name))} AS {named(name)}" for name in columns(Figure)
    )
    return f"SELECT {selected}\nFROM {named(holding.name)}"


def _events_part(
    holding: Holding,
    measures: Sequence[str],
    windows: Sequence[tuple[dt.date, dt.date]],
    place: str | None,
) -> list[str]:
    """Return the SQL for figures made of events, if the list has any on what is asked."""
    known = [
        measure for measure in dict.fromkeys(measures) if measure in holding.descriptor.measures
    ]
    sql = cells.figures_sql(holding, known, windows, place)
    return [f"(\n{indent(sql, '  ')}\n)"] if sql else []


def _behind_sql(holding: Holding, id: str) -> tuple[str, str]:
    """Return the SQL for a stored figure's value, low and high, and for the rows behind it."""
    cell = cells.cell_of(id)
    if cell and holding.descriptor.shape == "events":
        return cells.value_sql(holding, cell), cells.rows_sql(holding, cell)
    return _row_sql(named(holding.name), id.removeprefix(f"{holding.name}/"))


def _row_sql(table: str, id: str) -> tuple[str, str]:
    found = f"FROM {table}\nWHERE id = {quoted(id)}"
    return f"SELECT value, low, high\n{found}", f"SELECT *\n{found}"
