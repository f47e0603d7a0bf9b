"""What series say of many periods at once: totals as arrays, a row a period, a column a series.

A series whose figures follow one another without a gap is added up by running sums; any other is
asked one period after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from averment.checking import answers
from averment.checking.flows import Flows
from averment.checking.periods import BEGINNING
from averment.checking.series import Series
from averment.checking.totals import Total
from averment.kinds.factors import Bounds
from averment.kinds.rules import Floats
from averment.query import Period

Days = NDArray[np.int64]
#: So many series are added up at a time: their sums stay in a processor's cache.
AT_A_TIME = 256


@dataclass(frozen=True, slots=True)
class Table:
    """Totals of periods: their bounds, the bounds shared out by days, lengths in years.

    Arrays of one shape: a row a period, a column a series. NaN where a period is not covered, and
    in `shared` where sharing out is not fair; what is exact is there as it is.
    """

    low: Floats
    high: Floats
    shared: Floats
    years: Floats

    @property
    def covered(self) -> NDArray[np.bool_]:
        """Where the series answers."""
        return np.isfinite(self.low) & np.isfinite(self.high)

    @property
    def exact(self) -> NDArray[np.bool_]:
        """Where it gives one figure, not bounds."""
        return np.equal(self.low, self.high)

    def columns(self, some: NDArray[np.intp]) -> Table:
        """Return some of the columns."""
        return Table(*(getattr(self, one.name)[:, some] for one in fields(self)))

    def put(self, columns: Sequence[int], found: Table) -> None:
        """Put totals into some of the columns."""
        for one in fields(self):
            getattr(self, one.name)[:, columns] = getattr(found, one.name)

    def bounds(self, *, shared: bool) -> Bounds:
        """Return the totals as bounds, or shared out."""
        years = self.years if self.years.strides[1] else self.years[:, :1]
        if shared:
            return Bounds(self.shared, self.shared, years)
        return Bounds(self.low, self.high, years)


def blank(periods: int, series: int) -> Table:
    """Return a table to be filled, in one piece of memory: large ones come in large pages."""
    return Table(*np.empty((len(fields(Table)), periods, series)))


def levels(totals: Sequence[Total]) -> Table:
    """Return the levels of one series, which have no length and nothing to share out."""
    low = np.array([[total.low] for total in totals], dtype=np.float64)
    return Table(low, low, low, np.ones_like(low))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Series, sorted by how their totals are found.

    `chains` are those that give figures for the same periods, which follow one another: their
    places, the days between the figures, and a column of running sums each. Others are `alone`.
    """

    series: tuple[Series, ...]
    chains: tuple[tuple[tuple[int, ...], Days, Floats], ...]
    alone: tuple[int, ...]

    def totals(self, periods: Sequence[Period], least: float, *, on_record: bool = False) -> Table:
        """Return what the series say of periods, as `series.total` says it of each.

        With `on_record`, a period that begins with the record begins with a series' first figure.
        """
        days = np.array([(a.toordinal(), b.toordinal()) for a, b in periods], dtype=np.int64)
        start, end = days.reshape(-1, 2).T
        made = blank(len(periods), len(self.series))
        for number in self.alone:
            one = self.series[number]
            asked = [answers.on_record(one, period) if on_record else period for period in periods]
            made.put([number], _asked(one, asked, least))
        for members, nodes, sums in self.chains:
            open_ = (start == BEGINNING.toordinal()) & on_record
            since = np.where(open_, np.minimum(nodes[0], end), start)
            found = _summed(nodes, sums, since, end, least)
            if len(members) == len(self.series):
                return found
            made.put(members, found)
        return made


def ledger(series: Sequence[Series]) -> Ledger:
    """Sort series by how their totals are found."""
    chains: dict[bytes, list[int]] = {}
    found = [one.chain if type(one) is Flows else None for one in series]
    for number, chain in enumerate(found):
        chains.setdefault(chain[0].tobytes() if chain else b"", []).append(number)
    alone = chains.pop(b"", [])
    known = {number: chain for number, chain in enumerate(found) if chain}
    return Ledger(
        tuple(series),
        tuple(
            (tuple(some), known[some[0]][0], np.stack([known[n][1] for n in some], axis=1))
            for some in chains.values()
        ),
        tuple(alone),
    )


def _asked(series: Series, periods: Sequence[Period], least: float) -> Table:
    """Totals of one series, asked for period by period."""
    if not isinstance(series, Flows):
        return levels([series.total(period, least) for period in periods])
    totals = [series.total(period, least) for period in periods]
    shared = [
        total if total.exact else series.total(period, least, "pro-rata")
        for total, period in zip(totals, periods, strict=True)
    ]
    columns = (
        [total.low for total in totals],
        [total.high for total in totals],
        [total.low for total in shared],
        [total.period.years for total in totals],
    )
    return Table(*(np.array(column, dtype=np.float64)[:, None] for column in columns))


def _summed(nodes: Days, sums: Floats, start: Days, end: Days, least: float) -> Table:
    """Totals of the covered parts of periods, from nodes and series' running sums at each."""
    begins, stops = np.maximum(start, nodes[0]), np.minimum(end, nodes[-1])
    covered = (stops > begins) & (stops - begins >= least * (end - start))
    asked = np.flatnonzero(covered)
    begins, stops = begins[asked], stops[asked]
    first, last = np.searchsorted(nodes, begins), np.searchsorted(nodes, stops, "right") - 1
    before, after = np.searchsorted(nodes, begins, "right") - 1, np.searchsorted(nodes, stops)
    inner = last >= first

    parts = []
    fair = np.ones(len(asked), dtype=bool)
    for left, right in (
        (before, np.where(inner, first, after)),
        (np.where(inner, last, after), after),
    ):
        length = nodes[right] - nodes[left]
        inside = np.minimum(nodes[right], stops) - np.maximum(nodes[left], begins)
        inside = np.maximum(inside, 0)
        fair &= 2 * inside >= length
        some = np.flatnonzero(inside)
        parts.append((some, left[some], right[some], (inside[some] / length[some])[:, None]))
    made = blank(len(start), sums.shape[1])
    years = _years(start, end)
    years[asked] = _years(begins, stops)
    for array in (made.low, made.high, made.shared):
        array[~covered] = np.nan
    last = np.maximum(first, last)
    for at in range(0, sums.shape[1], AT_A_TIME):
        some_ = slice(at, at + AT_A_TIME)
        low = _between(sums[:, some_], first, last)
        high = np.maximum(low, _between(sums[:, some_], before, after))
        shared = low.copy()
        for rows, left, right, share in parts:
            shared[rows] += _between(sums[:, some_], left, right) * share
        shared[~fair] = np.where(low[~fair] == high[~fair], low[~fair], np.nan)
        for array, found in ((made.low, low), (made.high, high), (made.shared, shared)):
            array[asked, some_] = found
    return replace(made, years=np.broadcast_to(years[:, None], made.low.shape))


def _between(sums: Floats, left: Days, right: Days) -> Floats:
    return np.maximum(sums[right] - sums[left], 0.0)


def _years(start: Days, end: Days) -> Floats:
    """Lengths in years, as `Period.years` has them."""
    epoch = np.datetime64("0001-01-01") - np.timedelta64(1, "D")
    one, other = (epoch + days.astype("m8[D]") for days in (start, end))
    whole = other.astype("M8[Y]").astype(np.int64) - one.astype("M8[Y]").astype(np.int64)
    fits = np.ones(whole.shape, dtype=bool)
    for unit in ("M", "D"):
        larger = "Y" if unit == "M" else "M"
        parts = [d.astype(f"M8[{unit}]") - d.astype(f"M8[{larger}]") for d in (one, other)]
        fits &= parts[0].astype(np.int64) == parts[1].astype(np.int64)
    return np.where(fits, whole.astype(np.float64), (end - start) / 365.2425)
