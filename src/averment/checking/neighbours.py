"""The series beside those of a claim: the wholes of shares, and the others of ranks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from averment.checking.candidate import Beside
from averment.checking.lookup import Found
from averment.checking.series import Series, alike, build_series, over_places
from averment.evidence import Figure
from averment.query import Query


def beside(query: Query, found: Found, fair: Sequence[Figure]) -> Beside:
    """Return the series that the readings are held against, by what they are series of.

    `fair` are the figures of the claim itself: a count that takes in those of unknown status is
    held against as well.
    """
    if query.whole is not None:
        return _wholes(query, found, fair)
    if query.field is None or query.times:
        return {}
    return _others(query, found)


def _wholes(query: Query, found: Found, fair: Sequence[Figure]) -> Beside:
    assert query.whole is not None
    whole = query.whole
    inside = [f for f in found.beside if not whole.members or f.place in whole.members]
    wider = [f for f in fair if f.measure in query.measure.fair[1:]]
    series = (
        *_series(query, found, inside, whole.scope.place),
        *_series(query, found, wider, query.scope.place),
    )
    return {one.key: [("", one)] for one in series}


def _others(query: Query, found: Found) -> Beside:
    """The series of every country: by where something is counted, or by whose people are."""
    assert query.field is not None
    origins = query.field.of == "origins"
    groups: dict[str, list[Figure]] = {}
    for figure in found.beside:
        if figure.dataset in found.everywhere:
            groups.setdefault(figure.of if origins else figure.place, []).append(figure)
    place = None if origins else query.scope.place
    by_country = {name: _series(query, found, some, place) for name, some in groups.items()}
    names = {id(one): name for name, some in by_country.items() for one in some}
    return {
        key: sorted(((names[id(one)], one) for one in some), key=lambda pair: pair[0])
        for key, some in alike(by_country.values()).items()
    }


def _series(
    query: Query, found: Found, figures: Iterable[Figure], place: str | None
) -> tuple[Series, ...]:
    """The series of one place, or their sums over all places."""
    stock = query.measure.stock
    if place is not None:
        return build_series(figures, found.datasets, stock=stock)
    return over_places(figures, found.datasets, found.everywhere, stock=stock)
