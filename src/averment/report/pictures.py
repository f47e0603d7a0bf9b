"""The charts of one verdict, each with its caption."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from averment.claim import Claim
from averment.report import captions
from averment.report.charts import (
    Curve,
    HeatMap,
    Sizes,
    Strip,
    Timeline,
    curve,
    heat_map,
    strip,
    timeline,
)
from averment.verdict import Verdict


class Shape(Protocol):
    """A chart that was specified for both sheets."""

    @property
    def drawn(self) -> Sizes:
        """Its specifications."""


S = TypeVar("S", bound=Shape, covariant=True)


@dataclass(frozen=True, slots=True)
class Picture(Generic[S]):
    """A chart with the sentences that say what it shows; `name` says what it is of."""

    name: str
    shape: S
    finding: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The charts that a verdict gives; none where it gives none of that sort."""

    readings: Picture[Curve] | None = None
    periods: Picture[HeatMap] | None = None
    sources: Picture[Strip] | None = None
    years: Picture[Timeline] | None = None

    def __iter__(self) -> Iterator[Picture[Shape]]:
        """Iterate over those that there are, in the order of the card."""
        found: tuple[Picture[Shape] | None, ...] = (
            self.readings,
            self.periods,
            self.sources,
            self.years,
        )
        return (picture for picture in found if picture is not None)


def pictures(claim: Claim, verdict: Verdict, published: dt.date | None) -> Pictures:
    """Specify and caption every chart of a verdict."""
    land = verdict.landscape
    return Pictures(
        readings=_picture(
            "readings",
            curve(claim, verdict),
            lambda shape: captions.of_readings(claim, verdict, shape),
        ),
        periods=_picture("periods", heat_map(land), lambda s: captions.of_periods(land, s))
        if land
        else None,
        sources=_picture("sources", strip(claim, verdict, published), captions.of_sources),
        years=_picture("years", timeline(verdict, published), captions.of_years),
    )


def _picture(name: str, shape: S | None, said: Callable[[S], Iterable[str]]) -> Picture[S] | None:
    return None if shape is None else Picture(name, shape, " ".join(said(shape)))
