"""Quotations: that somebody said particular words, set beside a source in which they may stand.

A quotation is judged by what was changed and not by how it looks: words left out where it says so,
letters and words in square brackets, case and punctuation are no changes. A negation or a figure
that is changed, dropped or added turns the sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from averment.kinds.alignment import Step
from averment.kinds.wording import Wording, is_small, negations, turning
from averment.verdict import Label


@dataclass(frozen=True, slots=True)
class Change:
    """Words of a quotation that stand otherwise in the source.

    `sort` is `replaced`, `missing` (only the source has them) or `added` (only the quotation);
    `step` says where. `marked`: the quotation itself says so, by its dots or brackets. `aside`:
    what a report puts between two parts of a speech, as "he added". `one_sentence`: what is left
    out lies within one sentence of the source.
    """

    sort: str
    step: Step
    quoted: tuple[str, ...]
    stands: tuple[str, ...]
    marked: bool
    aside: bool = False
    one_sentence: bool = True

    @property
    def is_small(self) -> bool:
        """Say whether only small words are concerned."""
        return all(map(is_small, (*self.quoted, *self.stands)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation of `length` words beside the place in a source that is nearest to it.

    `steps` of the sort `moved` are pieces of it that stand elsewhere, out of sequence. `cut_before`
    and `cut_after` are what the source's sentence has before and after a quotation that looks like
    a whole one, or a negation just before a fragment. `places` is how often exactly these words
    stand there.
    """

    length: int
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    cut_before: Change | None = None
    cut_after: Change | None = None
    places: int = 1

    @property
    def counted(self) -> list[Change]:
        """The changes that the quotation does not own up to."""
        return [one for one in self.changes if not one.marked and not one.aside]

    @property
    def moved(self) -> list[Step]:
        """The pieces that stand out of sequence."""
        return [step for step in self.steps if step.sort == "moved"]

    @property
    def altered(self) -> list[Change]:
        """Those of them that put other words into the speaker's mouth."""
        return [one for one in self.counted if one.sort != "missing" or one.is_small]

    @property
    def left_out(self) -> list[Change]:
        """What is left out inside without a word, or so that a marked omission drops a negation."""
        return [
            one
            for one in self.changes
            if one.sort == "missing"
            and not one.aside
            and not one.is_small
            and (not one.marked or (one.one_sentence and bool(negations(one.stands))))
        ]


def judge(found: Comparison, lines: Mapping[str, float]) -> tuple[str, Label]:
    """Return how a quotation matches its source, and what that says of the claim.

    `lines` are the thresholds of the settings' table `quotes`.
    """
    altered, turns = found.altered, turned(found, lines)
    serious = [one for one in altered if not one.is_small and one not in turns]
    much = sum(len(one.quoted) or 1 for one in serious) > lines["slight"] * found.length
    # Where much is altered, it may be another sentence altogether.
    cut = found.left_out or found.cut_before or found.cut_after
    rows = (
        (bool(turns), "altered", Label.MOSTLY_CONTRADICTED if much else Label.CONTRADICTED),
        (bool(serious), "altered", Label.MOSTLY_CONTRADICTED if much else Label.CONTESTED),
        (bool(found.moved), "out_of_order", Label.CONTESTED),
        (bool(cut), "cut", Label.MOSTLY_SUPPORTED),
        (bool(altered), "altered", Label.MOSTLY_SUPPORTED),
    )
    return next(
        ((match, label) for holds, match, label in rows if holds), ("verbatim", Label.SUPPORTED)
    )


def turned(found: Comparison, lines: Mapping[str, float]) -> list[Change]:
    """Return the changes by which a negation or a figure was changed, dropped or added.

    None, where such a word has only changed its place. A passage left out that is longer than
    `turn_within` words, or than a sentence, is a cut and no alteration.
    """
    near = [
        one
        for one in found.counted
        if one.sort != "missing" or (len(one.stands) <= lines["turn_within"] and one.one_sentence)
    ]
    said: Counter[str] = Counter()
    for one in near:
        said.update(turning(one.quoted))
        said.subtract(turning(one.stands))
    words = {word for word, count in said.items() if count}
    return [one for one in near if words & {*one.quoted, *one.stands}]


def changes(
    steps: Sequence[Step], quoted: Wording, source: Wording
) -> tuple[tuple[Step, ...], list[Change]]:
    """Gather neighbouring differences into changes; a word parted otherwise is none.

    Return the steps, each change being one, and the changes.
    """
    made: list[Step] = []
    found: list[Change] = []
    for step in _gathered(steps):
        said = quoted.words[step.quoted : step.quoted_end]
        stands = source.words[step.stands : step.stands_end]
        if step.sort == "moved":
            made.append(step)
            continue
        if step.sort == "equal" or "".join(said) == "".join(stands):
            made.append(step._replace(sort="equal"))
            continue
        sort = "missing" if not said else "replaced" if stands else "added"
        numbers = range(step.quoted, step.quoted_end)
        gap = any(number in quoted.gaps for number in range(step.quoted, step.quoted_end + 1))
        marked = all(n in quoted.editorial for n in numbers) if said else gap
        made.append(step._replace(sort=sort))
        found.append(Change(sort, made[-1], said, stands, marked))
    return tuple(made), found


def _gathered(steps: Sequence[Step]) -> list[Step]:
    """Steps with those that follow each other and are not equal as one."""
    made: list[Step] = []
    for step in steps:
        if made and not {step.sort, made[-1].sort} & {"equal", "moved"}:
            last = made.pop()
            step = Step("", last.quoted, step.quoted_end, last.stands, step.stands_end)
        made.append(step)
    return made
