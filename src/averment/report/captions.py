"""What each chart shows, in sentences: its caption, and all of it for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator

from averment.claim import Claim
from averment.report import words
from averment.report.amounts import say_amount, say_stated
from averment.report.charts import Curve, HeatMap, Strip, Timeline
from averment.verdict import Landscape, Truth, Verdict


def of_readings(claim: Claim, verdict: Verdict, shape: Curve) -> Iterator[str]:
    """Say how many readings do what, between which values they run, and what is marked."""
    total = len(verdict.outcomes)
    undecided = any(o.truth is Truth.UNDETERMINED for o in verdict.outcomes)
    lead = "Both readings" if total == 2 else f"All {words.exact(total)} readings"
    if verdict.readings > total:
        lead = f"{words.exact(total)} of {words.exact(verdict.readings)} readings"
    last = ", undecided last" if undecided else ""
    yield f"{lead}, lowest first{last}: {_counts(verdict)}."
    if verdict.values and verdict.values.min != verdict.values.max:
        v = verdict.values
        ends = sorted((v.min, v.max), reverse=words.is_fall(claim))
        low, middle, high = (say_amount(claim, verdict, x) for x in (ends[0], v.median, ends[1]))
        among = f", with {middle} in the middle" if total > 2 else ""
        yield f"They run from {low} to {high}{among}."
    if verdict.interval and verdict.interval != (None, None):
        yield f"The text is borne out by {say_stated(claim, verdict)} (violet)."
    if any(o.band for o in verdict.outcomes):
        yield "A thin line shows what one event more or less in each figure makes of a reading."
    if verdict.own_reading:
        yield "The ringed reading is the most literal one."
    if shape.per_column > 1:
        yield f"Each column stands for up to {shape.per_column} readings next to each other."
    if shape.beyond:
        yield f"{shape.beyond} lie beyond the edge of the chart and are drawn on it."
    if shape.folded:
        names = ", ".join(axis.label for axis in shape.folded).lower()
        yield f"Not drawn, as they change little or nothing: {names}."


def _counts(verdict: Verdict) -> str:
    """Say how many readings do what for the claim."""
    counts = {truth: sum(o.truth is truth for o in verdict.outcomes) for truth in Truth}
    found = [truth for truth, count in counts.items() if count]
    if len(found) == 1:
        return words.say("truth_all", found[0].value)
    return ", ".join(_counted(truth, counts[truth]) for truth in found)


def _counted(truth: Truth, count: int) -> str:
    table = "truth_one" if count == 1 else "truth_many"
    return f"{words.exact(count)} {words.say(table, truth.value)}"


def of_years(shape: Timeline) -> Iterator[str]:
    """Say the highest of the yearly figures and the latest."""
    peak, last = shape.peak, max(shape.points, key=lambda p: (p.year, p.value))
    yield (
        f"Yearly figures on record, by who counted. The highest is {words.number(peak.value)} in "
        f"{peak.year} ({peak.publisher}); the latest year shown is {last.year}, with "
        f"{words.number(last.value)} ({last.publisher})."
    )
    if shape.shaded:
        grey = ", and in grey what it is compared with" if shape.compared else ""
        yield f"Shaded in violet: the period of the most literal reading{grey}."


def of_sources(shape: Strip) -> Iterator[str]:
    """Say how many independent sources say what, and what of it decides nothing."""
    told = []
    for says in words.table("testimony"):
        roots = {one.root for one in shape.dated if one.says == says and one.decides}
        if roots:
            table = "testimony_one" if len(roots) == 1 else "testimony_many"
            told.append(f"{words.exact(len(roots))} {words.say(table, says)}")
    lead = "; ".join(told) or "No source that decides speaks of it"
    yield f"What each source says, and of when. {words.opening(lead)}."
    hollow = sum(not one.decides for one in shape.dated)
    if hollow:
        yield (
            f"Hollow marks ({hollow}) decide nothing: the word of a party, or of another time or "
            "another bearer of a name than is meant."
        )
    if shape.left_out:
        yield f"{words.exact(shape.left_out)} more without a date, or left out for want of room."


def of_periods(landscape: Landscape, shape: HeatMap) -> Iterator[str]:
    """Say what the map of periods shows, and where the stated one lies."""
    unit = words.say("heat", landscape.unit)
    first, last = landscape.start.year, landscape.end.year
    yield (
        f"Every period of {landscape.publisher}’s series by its end (across, {first} to {last}) "
        f"and its length (up, in {unit}). The fuller a square, the more of the comparisons it "
        "allows bear the statement out."
    )
    if shape.own is not None:
        yield "The stated period is framed."
