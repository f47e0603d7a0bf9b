"""Two runs of words set side by side: which are the same, replaced, left out or added.

Global in the quotation, local in the source, with affine costs for what the quotation leaves out
(O. Gotoh, "An improved algorithm for matching biological sequences", J. Mol. Biol. 162, 1982): a
long passage left out costs little more than a short one, so that two halves of a quotation are
found on both sides of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Costs in hundredths of a word: another word, a word too many, words left out and each of them.
OTHER, ADDED, LEFT_OUT, EACH = 100, 100, 100, 2

Costs = NDArray[np.int64]


class Step(NamedTuple):
    """A stretch of the alignment: words `[quoted, quoted_end)` beside words `[stands, stands_end)`.

    `sort` is `equal`, `replaced`, `missing` (in the source only) or `added`.
    """

    sort: str
    quoted: int
    quoted_end: int
    stands: int
    stands_end: int


def align(
    quoted: Sequence[str], source: Sequence[str], gaps: frozenset[int] = frozenset()
) -> tuple[Step, ...]:
    """Return the cheapest way to find all quoted words in a part of the source.

    `gaps` are the places in the quotation (numbers of words before them) where leaving out is said
    and costs nothing. Time and memory grow with the product of the two lengths. Words of the source
    before the first and after the last quoted word that it matches are left aside.
    """
    table = _table(quoted, source, gaps)
    row, column = len(quoted), int(np.argmin(table[-1]))
    steps: list[Step] = []
    while row:
        sort, above, before = _came_from(table, quoted, source, gaps, row, column)
        steps.append(Step(sort, above, row, before, column))
        row, column = above, before
    return _joined(steps[::-1])


def _table(quoted: Sequence[str], source: Sequence[str], gaps: frozenset[int]) -> Costs:
    """The least cost of the first words of the quotation, ending before each word of the source."""
    numbers: dict[str, int] = {}
    said = np.array([numbers.setdefault(word, len(numbers)) for word in source], dtype=np.int64)
    each = EACH * np.arange(len(source) + 1, dtype=np.int64)
    table = np.zeros((len(quoted) + 1, len(source) + 1), dtype=np.int64)
    for row, word in enumerate(quoted, start=1):
        here = table[row - 1] + ADDED
        other = np.where(said == numbers.get(word, -1), 0, OTHER)
        here[1:] = np.minimum(here[1:], table[row - 1, :-1] + other)
        if row in gaps:
            here = np.minimum.accumulate(here)
        elif row < len(quoted):
            here = np.minimum(here, LEFT_OUT + each + np.minimum.accumulate(here - each))
        table[row] = here
    return table


def _came_from(
    table: Costs,
    quoted: Sequence[str],
    source: Sequence[str],
    gaps: frozenset[int],
    row: int,
    column: int,
) -> tuple[str, int, int]:
    """The last step to a cell: its sort, and the cell before it."""
    cost = table[row, column]
    if column:
        same = quoted[row - 1] == source[column - 1]
        if cost == table[row - 1, column - 1] + (0 if same else OTHER):
            return "equal" if same else "replaced", row - 1, column - 1
    if cost == table[row - 1, column] + ADDED:
        return "added", row - 1, column
    length = np.arange(column, 0, -1)
    price = 0 if row in gaps else LEFT_OUT + EACH * length
    return "missing", row, int(np.flatnonzero(table[row, :column] + price == cost)[-1])


def _joined(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Steps of one sort that follow each other, as one."""
    made: list[Step] = []
    for step in steps:
        if made and made[-1].sort == step.sort:
            last = made.pop()
            step = Step(step.sort, last.quoted, step.quoted_end, last.stands, step.stands_end)
        made.append(step)
    return tuple(made)
