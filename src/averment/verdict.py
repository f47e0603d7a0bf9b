"""The records of checking: axes, readings, outcomes, and the verdict over them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from averment.claim import Claim, Document, Record, Shown
from averment.errors import ReportBroken

SCHEMA = "averment/verdicts/1"

_WRITE = "Write it anew with: averment check FILE --json > verdicts.json"


class Truth(StrEnum):
    """The truth of one reading. An outcome is three-valued from the first."""

    TRUE = "true"
    FALSE = "false"
    UNDETERMINED = "undetermined"

    def negated(self) -> Truth:
        """Turn true into false and false into true; what is undetermined stays so."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, self)


class Label(StrEnum):
    """The verdict on the content of a claim."""

    SUPPORTED = "supported"
    MOSTLY_SUPPORTED = "mostly_supported"
    CONTESTED = "contested"
    MOSTLY_CONTRADICTED = "mostly_contradicted"
    CONTRADICTED = "contradicted"
    NOT_COVERED = "not_covered"
    NOT_CHECKABLE = "not_checkable"


class Why(StrEnum):
    """Why a claim is not covered, or not checked."""

    NO_DATASET = "no_dataset"
    OUTSIDE_COVERAGE = "outside_coverage"
    TOO_COARSE = "too_coarse"
    ONLY_PARTIES = "only_parties"
    TOO_MANY = "too_many"
    NO_SOURCE = "no_source"
    NOT_IN_SOURCES = "not_in_sources"


class Flag(Record):
    """What a reader must know beside the label, in one plain sentence."""

    id: str
    sentence: str


class Option(Record):
    """One way to settle an axis, with its reason and its weight factors."""

    id: str
    label: str
    reason: str = ""
    naturalness: float = 1.0
    relevance: float = 1.0

    @property
    def worth(self) -> float:
        """How much the option weighs beside the others of its axis; one without is left out."""
        return self.naturalness * self.relevance


class Axis(Record):
    """One ambiguity of the words, and the fair ways to settle it."""

    id: str
    label: str
    options: tuple[Option, ...]


class Outcome(Record):
    """One reading (an option on every axis) with its value and truth.

    `value` is in the claim's unit, null where the record only gives bounds; `[low, high]` are those
    bounds (equal to `value` where it is exact). `band` is the value with one event recorded
    otherwise. `figures` are the ids of the evidence rows it was computed from, `base_figures` those
    of its baseline. `numerator` and `denominator` bound the totals compared. `cut` says that the
    record covers only part of a period, `pro_rata` that a figure was shared out over its days.
    """

    options: dict[str, str]
    weight: float
    truth: Truth
    value: float | None = None
    low: float | None = None
    high: float | None = None
    band: tuple[float, float] | None = None
    numerator: tuple[float, float] | None = None
    denominator: tuple[float, float] | None = None
    figures: tuple[str, ...] = ()
    base_figures: tuple[str, ...] = ()
    window: tuple[dt.date, dt.date] | None = None
    baseline: tuple[tuple[dt.date, dt.date], ...] = ()
    cut: bool = False
    provisional: bool = False
    pro_rata: bool = False
    sentence: str = ""


class Stretch(Record):
    """An option that the words do not fairly bear, and how near it comes.

    `gap` is the signed relative distance of `value` from the claimed figure (-0.16 is 16 % below).
    """

    axis: str
    label: str
    value: float
    gap: float
    publisher: str
    truth: Truth
    figures: tuple[str, ...] = ()
    sentence: str


class Excluded(Record):
    """Readings left out, with the reason and how many."""

    reason: str
    readings: int


class Quartiles(Record):
    """Weight-blind quartiles of the decided readings' values, in the claim's unit."""

    min: float
    q1: float
    median: float
    q3: float
    max: float


class Flip(Record):
    """An axis that decides: its share of the variance of truth, and what each option gives."""

    axis: str
    label: str
    share: float
    true: tuple[str, ...] = ()
    false: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()


class PartyFigure(Record):
    """What a party to the dispute said: shown beside the evidence, deciding nothing."""

    publisher: str
    said: dt.date | None
    sentence: str
    url: str
    figure: str


class Derivation(Record):
    """A figure that only a mixture of sources gives. Never a reading."""

    sentence: str
    value: float
    figures: tuple[str, ...]


class Counterclaim(Record):
    """The nearest statement that the evidence supports, and in which share of readings it holds.

    `changes` says what of the claim was altered: `bound`, `scope`, `measure` or `window`.
    """

    sentence: str
    share: float
    changes: str = "bound"


class WouldSettle(Record):
    """What record would settle a claim, who keeps such records, and a question to ask them."""

    record: str
    keepers: tuple[str, ...] = ()
    question: str = ""


class Branch(Record):
    """A step of the decision path: with these options of an axis the claim is true, or false.

    `weight` is the part of the decided weight that lies here, `share` how much of it is true;
    `truth` is none where that is mixed, and `branches` then split it by a further axis.
    """

    axis: str
    label: str
    options: tuple[str, ...]
    weight: float
    share: float
    truth: Truth | None = None
    branches: tuple[Branch, ...] = ()


class Testimony(Record):
    """One source's word on a tie or an event: what it says, whose word it is, on which days.

    `says` is `affirms`, `denies` or `excludes`; a source that is silent gives no testimony. `root`
    is the independent body behind it: several reports of one body are one source. `party` is the
    party to the dispute whose word it is, empty for none; a party's word does not decide.
    """

    says: str
    sentence: str
    source: str
    root: str
    standing: str
    party: str = ""
    decides: bool = True
    start: dt.date | None = None
    end: dt.date | None = None
    published: dt.date | None = None
    confirmed: bool = False
    url: str = ""


class Difference(Record):
    """A stretch of words in a quotation beside the source: `sort` is `equal`, `replaced`,
    `missing` (in the source only) or `added` (in the quotation only)."""

    sort: str
    quoted: str
    stands: str


class Passage(Record):
    """Where quoted words stand in a source document that was given, side by side.

    `match` is `verbatim`, `altered`, `cut`, `out_of_order` or `not_found`. `[start, end)` are
    offsets into the source's normalised text; none where nothing near was found.
    """

    source: str
    sha256: str
    match: str
    quoted: str
    stands: str = ""
    start: int | None = None
    end: int | None = None
    differences: tuple[Difference, ...] = ()


class WindowClaim(Record):
    """A claim of the same form over other windows. `value` is in the claim's unit."""

    window: tuple[dt.date, dt.date]
    baseline: tuple[dt.date, dt.date] | None = None
    value: float
    sensibility: float
    truth: Truth
    sentence: str


class Grid(Record):
    """A map of the landscape: for windows of `lengths` (in units) that end by `ends`, the share
    of distances to the baseline that bear the claim out; none where no window lies there."""

    lengths: tuple[int, ...]
    ends: tuple[dt.date, ...]
    shares: tuple[tuple[float | None, ...], ...]


class Landscape(Record):
    """A change or a trend evaluated over every window of one series.

    `unit` is `day`, `month` or `year`; `[start, end)` what the series covers. `windows` counts all
    with a base above zero, `zero_base` those left out for theirs. `share` is the part of them that
    bears the claim out; `uniqueness` the part in which it falls short of the stated strength;
    `fairness` and `robustness` are weighted by sensibility, over windows that hold all but
    `left_out` of it. `percentile` is the share of the `among` windows of its length that the stated
    one is stronger than, `support` that of a trend. Source of the measures: Wu et al., PVLDB 7(7),
    2014; support: Asudeh et al., PVLDB 13(6), 2020.
    """

    dataset: str
    publisher: str
    measure: str
    unit: str
    start: dt.date
    end: dt.date
    windows: int
    zero_base: int
    share: float
    uniqueness: float
    fairness: float
    robustness: float
    left_out: float = 0.0
    percentile: float | None = None
    among: int = 0
    support: float | None = None
    own: WindowClaim | None = None
    counterclaims: tuple[WindowClaim, ...] = ()
    nearest_reversal: WindowClaim | None = None
    same_figure: tuple[WindowClaim, ...] = ()
    grid: Grid | None = None
    sentence: str = ""


class KnownThen(Record):
    """The label from what was published by the text's date, where it differs from today's."""

    label: Label
    value: float | None
    sentence: str


class FigureRow(Record):
    """A row of evidence as the report shows it: what, where, when, how many, who says so."""

    id: str
    dataset: str
    publisher: str
    standing: str
    measure: str
    definition: str
    place: str
    start: dt.date
    end: dt.date
    value: float | None
    low: float | None
    high: float | None
    unit: str
    report: str
    published: dt.date | None
    provisional: bool
    confirmed: bool
    url: str
    note: str


class Source(Record):
    """A dataset that was used: what it is, whose it is, and of which release.

    `sha256` is the hash of the file that was added to the store, several with semicolons between;
    empty for a dataset of the pack, whose hash stands in the stamp.
    """

    id: str
    title: str
    publisher: str
    publisher_name: str
    standing: str
    licence: str
    citation: str
    vintage: str
    sha256: str = ""
    url: str
    counts: str
    does_not_count: str
    redistributable: bool = True


class Verdict(Record):
    """The label over all outcomes of a claim, with everything needed to explain and repeat it.

    `share` and `weighted_share` are over decided readings; `undetermined` is the weight of the
    others; `fragility` how many events, recorded otherwise, turn the own reading (none for many).
    `axes` and `outcomes` hold every reading, or some where there are too many to list, and then
    `readings`, the shares and `values` are still those of all. `rows` are the figures that were
    looked at (also those that no reading used, for the timeline); `sql` the statements that fetched
    them.
    """

    label: Label
    why: Why | None = None
    flags: tuple[Flag, ...] = ()
    reason: str
    readings: int = 0
    share: float | None = None
    weighted_share: float | None = None
    undetermined: float = 0.0
    values: Quartiles | None = None
    flips: tuple[Flip, ...] = ()
    best_reading: Outcome | None = None
    own_reading: Outcome | None = None
    stretch: Stretch | None = None
    stretches: tuple[Stretch, ...] = ()
    known_then: KnownThen | None = None
    said_by_parties: tuple[PartyFigure, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    counterclaim: Counterclaim | None = None
    counterclaims: tuple[Counterclaim, ...] = ()
    path: tuple[Branch, ...] = ()
    landscape: Landscape | None = None
    window_percentile: float | None = None
    fragility: int | None = None
    testimonies: tuple[Testimony, ...] = ()
    passages: tuple[Passage, ...] = ()
    would_settle: WouldSettle | None = None
    evidence: tuple[Source, ...] = ()
    interval: tuple[float | None, float | None] | None = None
    unit: str = "count"
    axes: tuple[Axis, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    rows: tuple[FigureRow, ...] = ()
    sql: tuple[str, ...] = ()


class FactCheck(Record):
    """What another fact-checker published on the same claim: their words, their rating, the link.

    `claim` are the words that they reviewed, `rating` those of their verdict, which is theirs.
    """

    publisher: str
    url: str
    claim: str
    rating: str
    claimant: str = ""
    published: dt.date | None = None


class Earlier(Record):
    """What an earlier report said of the same claim: its label and reason, and on what it stood."""

    label: Label
    reason: str
    averment: str
    vintage: str


class Checked(Shown):
    """A claim with its verdict, what others found of it, and what earlier reports said."""

    claim: Claim
    verdict: Verdict
    factchecks: tuple[FactCheck, ...] = ()
    history: tuple[Earlier, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the claim's record with the verdict's under `verdict`."""
        dumped = self.model_dump(mode="json", exclude={"claim"})
        return {**self.claim.to_dict(), **dumped}

    @classmethod
    def from_dict(cls, entry: Mapping[str, Any]) -> Checked:
        """Return what `to_dict` was made of. Raises pydantic's `ValidationError`."""
        beside = {name: entry[name] for name in cls.model_fields if name in entry}
        apart = {*beside, "digest"}
        claim = {name: value for name, value in entry.items() if name not in apart}
        return cls.model_validate({**beside, "claim": claim})


class Finding(Record):
    """Claims of one text that cannot all hold, in one plain sentence.

    `sort` is `breakdown` (parts that do not add up), `two_figures` (for one thing), `percent_off`
    (a change that its own figures do not give) or `effect_first` (an effect dated before its
    cause).
    """

    sort: str
    claims: tuple[str, ...]
    sentence: str


class SourceText(Record):
    """A document that was given to find quotations in: its title and the hash of its text."""

    title: str
    sha256: str
    published: dt.date | None = None


class EvidenceStamp(Record):
    """Which evidence was asked: name, version and hash of the pack."""

    name: str
    title: str
    version: str
    sha256: str
    vintage: str


class Analysis(Shown):
    """One finished analysis: a document, its claims, their verdicts, the evidence asked."""

    document: Document
    checked: tuple[Checked, ...]
    evidence: EvidenceStamp
    version: str
    weights: dict[str, Any]
    findings: tuple[Finding, ...] = ()
    sources: tuple[SourceText, ...] = ()

    def __iter__(self) -> Iterator[Checked]:  # type: ignore[override]
        """Iterate over the checked claims, in text order."""
        return iter(self.checked)

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self.checked)

    @classmethod
    def load(cls, path: Path | str) -> Analysis:
        """Read an analysis from a file that holds its JSON.

        Raises `averment.errors.ReportBroken` where it does not.
        """
        try:
            return cls.from_json(Path(path).read_bytes(), name=str(path))
        except OSError as problem:
            raise ReportBroken(f"{path} cannot be read: {problem.strerror}.") from None

    @classmethod
    def from_json(cls, content: bytes | str, *, name: str = "The report") -> Analysis:
        """Return the analysis that `to_json` made these bytes of; `name` is for errors.

        Raises `averment.errors.ReportBroken` where they are of no analysis.
        """
        try:
            record = json.loads(content)
            if record["schema"] != SCHEMA:
                raise ReportBroken(f"{name} is of the form “{record['schema']}”, not “{SCHEMA}”.")
            document = {field: record["document"].get(field) for field in Document.model_fields}
            found = cls.model_validate(
                {
                    **{field: record[field] for field in cls.model_fields if field in record},
                    "document": document,
                    "checked": tuple(map(Checked.from_dict, record["claims"])),
                    "version": record["averment"],
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            where = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
            raise ReportBroken(f"{name} holds no analysis: {where}.", hint=_WRITE) from None
        if record["document"].get("sha256") != found.document.sha256:
            raise ReportBroken(f"{name}: the text of the document was changed.", hint=_WRITE)
        return found

    def to_json(self) -> bytes:
        """Return the published verdicts record as UTF-8 JSON: same analysis, same bytes."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=2)
        return text.encode("utf-8", "replace") + b"\n"

    def to_arrow(self, table: str = "claims") -> Any:
        """Return the claims, or the `readings` or `figures`, as an Arrow table (extra `tables`).

        Raises `averment.errors.UsageError` without pyarrow, or for a table that there is none of.
        """
        return Shown.views().arrow(self, table)

    def to_pandas(self, table: str = "claims") -> Any:
        """Return the claims, or the `readings` or `figures`, as a DataFrame (extra `tables`).

        Raises `averment.errors.UsageError` as `to_arrow` does, and without pandas.
        """
        return self.to_arrow(table).to_pandas()

    def to_dict(self) -> dict[str, Any]:
        """Return the published verdicts record, `averment/verdicts/1`."""
        return {
            "schema": SCHEMA,
            "averment": self.version,
            "document": self.document.to_dict(),
            "evidence": self.evidence.model_dump(mode="json"),
            "weights": self.weights,
            "sources": [source.model_dump(mode="json") for source in self.sources],
            "findings": [finding.model_dump(mode="json") for finding in self.findings],
            "claims": [checked.to_dict() for checked in self.checked],
        }
