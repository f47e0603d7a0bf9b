"""What a reader must know beside the label: true is not the same as fair.

`FLAGS` is the list; each function returns the flag's sentence, or none where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable

from averment.checking.series import Stocks
from averment.checking.state import State
from averment.checking.stretches import claimed_number
from averment.checking.words import say_change, say_large, say_number, say_percent
from averment.claim import Direction, Kind
from averment.verdict import Flag, Label, Truth

CONTRADICTED = (Label.CONTRADICTED, Label.MOSTLY_CONTRADICTED)
SUPPORTED = (Label.SUPPORTED, Label.MOSTLY_SUPPORTED)


def small_base(state: State) -> str | None:
    """The base of a change is under ten events."""
    line = state.settings.flags["small_base"]
    small = [o.denominator is not None and 0 < o.denominator[0] < line for o in state.outcomes]
    if state.weight_where(small) < state.settings.flags["small_base_weight"]:
        return None
    used = [
        o
        for o, yes in zip(state.outcomes, small, strict=True)
        if yes and o.truth is not Truth.UNDETERMINED and o.band is not None
    ]
    shown = max(used, key=lambda o: o.weight)
    assert shown.denominator is not None
    assert shown.numerator is not None
    (base, _), (top, _) = shown.denominator, shown.numerator
    step = abs(top / (base - 1) - top / base) * 100 if base > 1 else float("inf")
    return (
        f"The rise or fall stands on a base of {say_number(base)}: one event more or less in it "
        f"moves the figure by about {say_number(step)} points."
    )


def stale_figure(state: State) -> str | None:
    """A level that was true once but not when the text was published."""
    stocks = {c.series for c in state.candidates if isinstance(c.series, Stocks)}
    if state.label not in SUPPORTED or not stocks or state.query.window is not None:
        return None
    low = state.interval.low if state.interval.low is not None else float("-inf")
    high = state.interval.high if state.interval.high is not None else float("inf")
    for series in sorted(stocks, key=lambda s: s.key):
        levels = series.levels(state.query.asked_on)
        held = [day.year for day, value, _ in levels if low <= value <= high]
        day, latest, _ = levels[-1]
        if held and not low <= latest <= high:
            peak_day, peak, _ = max(levels, key=lambda found: found[1])
            return (
                f"True of {say_years(held)} only: the number peaked at {say_large(peak)} in "
                f"{peak_day.year} and was {say_large(latest)} in {day.year}, the last year on "
                f"record before the text ({series.key.publisher})."
            )
    return None


def altered_word(state: State) -> str | None:
    """The figure fits a wider or narrower class than the one the words name."""
    wide = [s for s in state.stretches if s.axis == "measure"]
    near = [s for s in wide if abs(s.gap) <= state.settings.flags["altered_word_gap"]]
    if state.label not in CONTRADICTED or not near:
        return None
    said = "; ".join(
        f"{say_number(s.value)} ({s.publisher})" for s in wide if s.label == near[0].label
    )
    return (
        f"The figure is near only to counts of {near[0].label}: {said}. The text says "
        f"“{state.query.claim.measure.text if state.query.claim.measure else ''}”."
    )


def unverified_blame(state: State) -> str | None:
    """The claim names who did it; nobody's figures tell that."""
    blamed = state.query.claim.actors.by
    if not blamed or any(figure.by for c in state.candidates for figure in c.series.figures):
        return None
    names = " and ".join(entity.text for entity in blamed)
    return f"The text blames {names}: none of these figures are coded by perpetrator, so that is unverified."


def direction_right(state: State) -> bool:
    """Say whether most decided readings go the way the claim says."""
    up = state.query.claim.direction is not Direction.DOWN
    right = [
        o.numerator is not None and o.low is not None and (o.low > 0 if up else o.low > 0)
        for o in state.outcomes
    ]
    return state.weight_where(right) >= state.settings.labels["mostly_supported"]


def size_off(state: State, *, over: bool) -> str | None:
    """The direction is right, the size off by more than half."""
    claim, claimed = state.query.claim, claimed_number(state.query)
    plain = claim.kind is Kind.CHANGE and claim.value is not None and claim.value.unit == "percent"
    if state.label not in CONTRADICTED or not plain or not claimed or not direction_right(state):
        return None
    values = sorted(o.value for o in state.decided if o.value is not None)
    if not values:
        return None
    middle = values[len(values) // 2]
    off = (claimed - middle) / claimed
    if (off if over else -off) <= state.settings.flags["size_off"]:
        return None
    verb = "overstates" if over else "understates"
    return f"The direction is right, but the text {verb} it: the middle reading is {say_percent(middle)}."


def single_source(state: State) -> str | None:
    """All readings come from one body that does not keep the whole register."""
    publishers = {c.key.publisher for c in state.candidates}
    used = [state.datasets[c.key.dataset] for c in state.candidates]
    if len(publishers) != 1 or any(dataset.exhaustive for dataset in used):
        return None
    return f"Only one independent source answers: {used[0].publisher_name}."


def provisional(state: State) -> str | None:
    """Most of the weight rests on figures that their publishers call provisional."""
    share = state.weight_where([o.provisional for o in state.outcomes])
    if share < state.settings.flags["provisional"]:
        return None
    return "Most readings rest on figures that their publishers call provisional."


def partly_covered(state: State) -> str | None:
    """Most of the weight is in readings whose window was cut to what the record covers."""
    share = state.weight_where([o.cut for o in state.outcomes])
    if share < state.settings.flags["partly_covered"]:
        return None
    return "Most readings cover only part of the period: the record ends before the text, or begins after."


def say_years(found: list[int]) -> str:
    """Say years as ranges: "1987–1991", "1987, 1990–1991"."""
    runs: list[list[int]] = []
    for year in sorted(set(found)):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in runs)


FLAGS: dict[str, Callable[[State], str | None]] = {
    "small_base": small_base,
    "stale_figure": stale_figure,
    "altered_word": altered_word,
    "unverified_blame": unverified_blame,
    "overstates": lambda state: size_off(state, over=True),
    "understates": lambda state: size_off(state, over=False),
    "single_source": single_source,
    "provisional": provisional,
    "partly_covered": partly_covered,
}


def flags(state: State) -> tuple[Flag, ...]:
    """Return the flags that apply, each with its sentence."""
    found = ((name, say(state)) for name, say in FLAGS.items())
    return tuple(Flag(id=name, sentence=sentence) for name, sentence in found if sentence)


__all__ = ["FLAGS", "flags", "say_change", "say_years"]
