"""What the page shows of one claim: its records in order, with their words and charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from averment.claim import Claim, Document
from averment.report import tables, words
from averment.report.amounts import say_amount
from averment.report.charts import Drawing
from averment.report.charts.columns import LEAST_SHARE
from averment.report.fragment import original
from averment.report.pictures import Picture, Pictures, Shape, pictures
from averment.verdict import Checked, FigureRow, Flip, Outcome, Testimony, Verdict

MOST_UNUSED = 60  # figures that no reading used, shown beside those that some did


@dataclass(frozen=True, slots=True)
class Card:
    """One claim, ready to be set: `number` counts claims in text order, from one.

    One that is not `full` is shown in brief, without its charts, readings and figures. `drawings`
    are those of the pictures, by name; `original` is the address of the words on the page that they
    come from; `rows_left` counts the figures that are not shown.
    """

    number: int
    checked: Checked
    full: bool
    original: str | None
    pictures: Pictures = field(default_factory=Pictures)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    rows: tuple[FigureRow, ...] = ()
    rows_left: int = 0

    @property
    def claim(self) -> Claim:
        """The claim itself."""
        return self.checked.claim

    @property
    def verdict(self) -> Verdict:
        """The verdict on its content."""
        return self.checked.verdict

    def drawing(self, picture: Picture[Shape]) -> Drawing:
        """Return a picture of this card as it was drawn."""
        return self.drawings[picture.name]

    def places(self, ids: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers, from one, of figures in this card's table."""
        numbers = {row.id: number for number, row in enumerate(self.rows, start=1)}
        return tuple(sorted({numbers[name] for name in ids if name in numbers}))

    def amount(self, value: float) -> str:
        """Say a value of this claim in its unit."""
        return say_amount(self.claim, self.verdict, value)

    def truth(self, outcome: Outcome) -> str:
        """Say what a reading does for the claim."""
        return tables.truth_of(self.claim, self.verdict, outcome)

    @property
    def readings(self) -> tuple[tables.ReadingLine, ...]:
        """The table of readings; empty where there are too many for a row each."""
        return tables.reading_lines(self.claim, self.verdict, self.places) if self.full else ()

    @property
    def groups(self) -> tuple[tables.GroupLine, ...]:
        """The readings in groups, where there are too many for a row each."""
        picture = self.pictures.readings
        return tables.group_lines(self.claim, self.verdict, picture.shape) if picture else ()

    @property
    def flips(self) -> tuple[Flip, ...]:
        """The axes that decide, without those that hardly do."""
        found = self.verdict.flips
        return (*found[:1], *(flip for flip in found[1:] if flip.share >= LEAST_SHARE))

    @property
    def testimonies(self) -> tuple[tuple[Testimony, ...], tuple[Testimony, ...]]:
        """What sources say: what decides and what parties say; and apart from it the rest."""
        found = sorted(self.verdict.testimonies, key=lambda one: not one.decides)
        told = tuple(one for one in found if one.decides or one.party)
        return told, tuple(one for one in found if not (one.decides or one.party))

    @property
    def windows(self) -> tuple[tables.WindowLine, ...]:
        """The other periods that the landscape tells of."""
        land = self.verdict.landscape
        return tables.window_lines(self.claim, self.verdict, land) if land else ()

    @property
    def resting_on(self) -> tuple[str, ...]:
        """The ids of the figures that the own reading rests on."""
        own = self.verdict.own_reading
        return tuple(dict.fromkeys((*own.figures, *own.base_figures))) if own else ()

    @property
    def vintages(self) -> dict[str, str]:
        """The release of each dataset that was asked."""
        return {source.id: source.vintage for source in self.verdict.evidence}

    @property
    def fragile(self) -> str:
        """How many events, recorded otherwise, would turn the main reading; empty for many."""
        events = self.verdict.fragility
        if not events:
            return ""
        said = words.table("fragility")
        return str(said["one"]) if events == 1 else str(said["many"]).format(words.exact(events))


def card(number: int, checked: Checked, document: Document, *, full: bool = True) -> Card:
    """Put together what the page shows of one claim, its charts drawn; less where in brief."""
    where = original(document, checked.claim)
    if not full:
        return Card(number, checked, full, where)
    shown = pictures(checked.claim, checked.verdict, document.published)
    used, unused = _split(checked.verdict)
    rows = (*used, *unused[:MOST_UNUSED])
    return Card(
        number=number,
        checked=checked,
        full=True,
        original=where,
        pictures=shown,
        drawings={one.name: one.shape.drawn.draw(f"{one.name[0]}{number}") for one in shown},
        rows=rows,
        rows_left=len(checked.verdict.rows) - len(rows),
    )


def _split(verdict: Verdict) -> tuple[list[FigureRow], list[FigureRow]]:
    """Part the figures into those that something on the card rests on, and the others."""
    named = {row for o in verdict.outcomes for row in (*o.figures, *o.base_figures)}
    named.update(row for s in verdict.stretches for row in s.figures)
    named.update(row for d in verdict.derivations for row in d.figures)
    named.update(said.figure for said in verdict.said_by_parties)
    ranked = sorted(verdict.rows, key=lambda r: (r.start, r.end, r.publisher, r.id))
    return [r for r in ranked if r.id in named], [r for r in ranked if r.id not in named]
