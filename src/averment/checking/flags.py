"""What a reader must know beside the label: true is not the same as fair.

`FLAGS` is the list; each function returns the flag's sentence, or none where it does not apply.
"""

from __future__ import annotations

from collections.abc import Callable

from averment.checking.beside import party_sentence
from averment.checking.periods import BEGINNING
from averment.checking.sentences import claimed_number
from averment.checking.series import Stocks
from averment.checking.state import State
from averment.checking.words import (
    say_day,
    say_large,
    say_number,
    say_percent,
    say_signed,
    say_when,
    say_years,
)
from averment.claim import Direction, Kind
from averment.query import Period
from averment.verdict import Flag, Label, Outcome

CONTRADICTED = (Label.CONTRADICTED, Label.MOSTLY_CONTRADICTED)
SUPPORTED = (Label.SUPPORTED, Label.MOSTLY_SUPPORTED)


def small_base(state: State) -> str | None:
    """The base of a change, the whole of a share or what a rank compares is under ten events."""
    lines, rank = state.settings.flags, state.query.claim.kind is Kind.RANK

    def small(outcome: Outcome) -> bool:
        held = [outcome.denominator, *([outcome.numerator] if rank else [])]
        return all(total is not None and 0 < total[0] < lines["small_base"] for total in held)

    if state.weight_where(small) < lines["small_base_weight"]:
        return None
    shown = max(filter(small, state.decided), key=lambda o: o.weight)
    assert shown.denominator is not None
    assert shown.numerator is not None
    base, top, who = shown.denominator[0], shown.numerator[0], shown.options["publisher"]
    if rank:
        return (
            f"The figures compared are tiny, {say_number(top)} and {say_number(base)} ({who}): "
            "one event recorded otherwise can change the order."
        )
    if state.query.claim.kind is Kind.SHARE:
        return (
            f"The whole is tiny, {say_number(base)} ({who}): one event recorded otherwise moves "
            f"the share by about {say_number(100 / base)} points."
        )
    when = f" {say_when(Period(*shown.baseline[0]))}" if shown.baseline else ""
    lead = f"The base is tiny, {say_number(base)} {state.query.measure.label}{when} ({who})"
    if base <= 1:
        return f"{lead}: one event less in it and there is nothing to compare with."
    step = (top / (base - 1) - top / base) * 100
    return f"{lead}: one event less in it would move the figure by {say_number(step)} points."


def none_counted(state: State) -> str | None:
    """The record counts none at all: what it leaves out may be what is meant."""
    low, none = state.stated[0], (0.0, 0.0)
    if state.query.claim.kind is not Kind.COUNT or not low or low <= 0:
        return None
    if state.weight_where(lambda o: o.numerator == none) < state.settings.flags["none_counted"]:
        return None
    used = dict.fromkeys(c.key.dataset for c in state.candidates)
    left = [
        f"{state.datasets[name].publisher} leaves out: {state.datasets[name].does_not_count}"
        for name in used
    ]
    return f"The record counts none at all here, which says little of what it leaves out. {left[0]}"


def stale_figure(state: State) -> str | None:
    """A level that was true once but not when the text was published."""
    stocks = {c.series for c in state.candidates if isinstance(c.series, Stocks)}
    asked, window, low, high = (state.query.asked_on, state.query.window, *state.stated)
    if state.label not in SUPPORTED or not stocks or (window and window.end < asked):
        return None
    if state.query.claim.kind is not Kind.COUNT:
        return None
    for series in sorted(stocks, key=lambda s: s.key):
        levels = series.levels(Period(BEGINNING, asked))
        held = [d.year for d, v, _ in levels if (low or v) <= v <= (high or v)]
        day, latest, _ = levels[-1]
        if held and day.year not in held:
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
    if state.label not in CONTRADICTED or not wide:
        return None
    if abs(wide[0].gap) > state.settings.flags["altered_word_gap"]:
        return None
    near = [s for s in wide if s.label == wide[0].label]
    said = ", ".join(f"{say_number(s.value)} ({s.publisher})" for s in near)
    measure = state.query.claim.measure
    word = measure.text if measure else state.query.measure.label
    return f"The text says “{word}”; the figure comes near only to {wide[0].label}: {said}."


def unverified_blame(state: State) -> str | None:
    """The claim names who did it; nobody's figures tell that."""
    told = any(c.key.by for c in state.candidates)
    if not state.query.claim.actors.by or state.query.measure.stock or told:
        return None
    return (
        f"The text blames “{state.query.scope.blamed}”; none of these figures is coded by "
        "perpetrator, so the blame is unverified."
    )


def _right_way(state: State) -> bool:
    """Say whether most decided readings go the way the claim says, at least a little."""
    value = state.query.claim.value
    still = 1.0 if value is not None and value.unit == "times" else 0.0
    right = state.weight_where(lambda o: o.low is not None and o.low > still)
    return right >= state.settings.labels["mostly_supported"]


def _size_off(state: State, *, over: bool) -> str | None:
    """The direction is right, the size off by more than half."""
    claim, claimed = state.query.claim, claimed_number(state.query)
    if claim.kind is not Kind.CHANGE or state.label not in CONTRADICTED or claim.value is None:
        return None
    times = claim.value.unit == "times"  # "tripled" is a rise by 200 percent
    values = sorted(
        (_rise(o.value) if times else o.value, o.weight)
        for o in state.decided
        if o.value is not None
    )
    claimed = _rise(claimed) if times and claimed else claimed
    if not claimed or not values:
        return None
    half, passed, middle = sum(w for _, w in values) / 2, 0.0, values[-1][0]
    for value, weight in reversed(values):
        passed += weight
        middle = value
        if passed >= half:
            break
    off = (claimed - middle) / claimed if over else (middle - claimed) / claimed
    if off <= state.settings.flags["size_off"] or not _right_way(state):
        return None
    verb = "overstates" if over else "understates"
    middle = -middle if claim.direction is Direction.DOWN and not times else middle
    said = say_signed(middle) if claim.value.unit == "count" else say_percent(middle)
    if times and claim.direction is Direction.DOWN:
        said = say_percent(100 / (middle / 100 + 1) - 100)
    return f"The direction is right, but the text {verb} the size: the middle reading is {said}."


def _rise(times: float) -> float:
    """A multiple as the rise that it means, in percent: "tripled" is +200 percent."""
    return (times - 1) * 100


def single_source(state: State) -> str | None:
    """All readings come from one collection, and not from who keeps the whole register."""
    used = {c.key.dataset: state.datasets[c.key.dataset] for c in state.candidates}
    roots = {state.roots[dataset.publisher] for dataset in used.values()}
    if len(roots) != 1 or any(dataset.exhaustive for dataset in used.values()):
        return None
    names = {d.publisher: d.publisher_name for d in reversed(used.values())}
    who = " and ".join(reversed(names.values()))
    if state.named:
        return f"The text says who counted, so nobody else was asked: {who}."
    return f"Only one independent source answers: {who}."


def party_denies(state: State) -> str | None:
    """A party to the dispute gives a figure for the same period that does not bear the claim out.

    Its other figures count too: who gave one that does bear it out denies nothing.
    """
    kind, (low, high) = state.query.claim.kind, state.stated
    unit = {Kind.COUNT: "count", Kind.CHANGE: "percent"}.get(kind)
    if unit is None or state.label in (*CONTRADICTED, Label.NOT_COVERED):
        return None
    asked = {p for c in state.candidates for p in (c.window.period, c.num.period)}
    own = ("", state.query.scope.by)
    said = [
        f
        for f in state.figures
        if not state.datasets[f.dataset].decides
        and f.unit == unit
        and f.by in own
        and f.measure in state.query.measure.fair
        and f.published <= state.query.asked_on
        and Period(f.start, f.end) in asked
    ]
    meets = {
        f.dataset
        for f in said
        if (low is None or f.value >= low) and (high is None or f.value <= high)
    }
    other = [f for f in said if f.dataset not in meets]
    if not other:
        return None
    last = max(other, key=lambda f: (f.published, f.id))
    return (
        f"{state.datasets[last.dataset].publisher_name}, a party to the dispute, gives another "
        f"figure: {party_sentence(last, state.datasets[last.dataset])}"
    )


def provisional(state: State) -> str | None:
    """Most of the weight rests on figures that their publishers call provisional."""
    if state.weight_where(lambda o: o.provisional) < state.settings.flags["provisional"]:
        return None
    return "Most readings rest on figures that their publishers call provisional."


def partly_covered(state: State) -> str | None:
    """Most of the weight is in readings whose window was cut to what the record covers."""
    if state.weight_where(lambda o: o.cut) < state.settings.flags["partly_covered"]:
        return None
    return "Most readings cover only part of the period: the record begins after it or ends before."


def pro_rata(state: State) -> str | None:
    """Part of the weight is in readings that share out a figure evenly over its days."""
    if state.weight_where(lambda o: o.pro_rata) < state.settings.flags["pro_rata"]:
        return None
    return "Some readings share out a year's figure evenly over its days, to fit the period."


def undated(state: State) -> str | None:
    """The day of the text is unknown."""
    days = state.query.days
    if state.query.dated:
        return None
    return (
        "The text's date is unknown: periods that run up to it are tried with every year's end "
        f"from {say_day(days[0])} to {say_day(days[-1])}."
    )


def picked_window(state: State) -> str | None:
    """The stated period is in the top or bottom tenth of its kind."""
    land, lines = state.landscape, state.settings.flags
    if land is None or land.percentile is None or land.among < lines["picked_among"]:
        return None
    if lines["picked_window"] < land.percentile < 1 - lines["picked_window"]:
        return None
    return f"The stated period stands out. {land.sentence.partition(';')[0]}."


FLAGS: dict[str, Callable[[State], str | None]] = {
    "small_base": small_base,
    "none_counted": none_counted,
    "stale_figure": stale_figure,
    "altered_word": altered_word,
    "unverified_blame": unverified_blame,
    "overstates": lambda state: _size_off(state, over=True),
    "understates": lambda state: _size_off(state, over=False),
    "single_source": single_source,
    "party_denies": party_denies,
    "picked_window": picked_window,
    "provisional": provisional,
    "partly_covered": partly_covered,
    "pro_rata": pro_rata,
    "undated": undated,
}


def flags(state: State) -> tuple[Flag, ...]:
    """Return the flags that apply, each with its sentence."""
    found = ((name, say(state)) for name, say in FLAGS.items())
    return tuple(Flag(id=name, sentence=sentence) for name, sentence in found if sentence)
