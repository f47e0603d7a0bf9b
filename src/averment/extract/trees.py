"""Trees out of scores: every word of a sentence gets one head, and exactly one word is the root.

The trees are projective: what hangs on a word, with all below it, is one stretch of the sentence.
English sentences seldom call for anything else, and crossing arcs are nearly always mistakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[Any]

#: What a score must be so that it is never the best.
NEVER = -1e9


def heads_of(arcs: Scores, lengths: Scores) -> Scores:
    """Choose the heads of a batch: the best of each word, or the best tree where these make none.

    *arcs* (rows, words + 1, words + 1) scores word by head, place 0 being the root; *lengths*
    counts the words of each row. Returns the heads (rows, words + 1); those of the root and past
    the end of a row are 0.
    """
    import numpy as np

    places = np.arange(arcs.shape[1])
    outside = places > lengths[:, None]
    scores = np.where(outside[:, None, :], NEVER, arcs)
    scores[:, places, places] = NEVER
    heads: Scores = scores.argmax(-1)
    heads[:, 0] = 0
    heads[outside] = 0
    for row in np.flatnonzero(~are_trees(heads, lengths)):
        size = int(lengths[row]) + 1
        heads[row, :size] = best_tree(scores[row, :size, :size])
    return heads


def are_trees(heads: Scores, lengths: Scores) -> Scores:
    """Tell which rows of heads (rows, words + 1) are projective trees with one root."""
    import numpy as np

    places = np.arange(heads.shape[1])
    inside = (places > 0) & (places <= lengths[:, None])
    above = heads
    for _ in range(int(heads.shape[1]).bit_length()):  # each round doubles the way up
        above = np.take_along_axis(above, above, 1)
    low, high = np.minimum(heads, places) * inside, np.maximum(heads, places) * inside
    crossed = (
        (low[:, :, None] < low[:, None, :])
        & (low[:, None, :] < high[:, :, None])
        & (high[:, :, None] < high[:, None, :])
    )
    one_root = ((heads == 0) & inside).sum(1) == 1
    good: Scores = one_root & ~(above != 0).any(1) & ~crossed.any((1, 2))
    return good


def best_tree(scores: Scores) -> Scores:
    """Find the best projective tree under the likeliest root (Eisner's method).

    *scores* (size, size) scores word by head. Returns the head of each place, 0 for place 0 itself.
    Takes time of the cube of the size.
    """
    import numpy as np

    size = len(scores)
    if size == 1:
        return np.zeros(1, dtype=int)
    # How much a word would rather be the root than hang on its best head.
    root = 1 + int((scores[1:, 0] - scores[1:, 1:].max(1)).argmax())
    scores = scores.astype(np.float64)
    scores[1:, 0] = NEVER
    scores[root] = NEVER
    scores[root, 0] = 0
    # Stretches by their first place (or last, "to") and length. Whole ones have all that hangs on
    # their head, which is their first place (right) or their last (left); open ones are an arc
    # between both ends with all that lies between.
    right, right_to, left, left_to = (np.full((size, size), NEVER) for _ in range(4))
    open_right, open_left_to = (np.full((size, size), NEVER) for _ in range(2))
    split, split_right, split_left = (np.zeros((size, size), dtype=int) for _ in range(3))
    for whole in (right, right_to, left, left_to):
        whole[:, 0] = 0
    for length in range(1, size):
        first = np.arange(size - length)
        last = first + length
        both = right[first, :length] + left_to[last, :length][:, ::-1]
        split[first, length] = both.argmax(1)
        best = both.max(1)
        open_right[first, length] = best + scores[last, first]
        open_left_to[last, length] = best + scores[first, last]
        both = left[first, :length] + open_left_to[last, 1 : length + 1][:, ::-1]
        split_left[first, length] = both.argmax(1)
        left[first, length] = left_to[last, length] = both.max(1)
        both = open_right[first, 1 : length + 1] + right_to[last, :length][:, ::-1]
        split_right[first, length] = both.argmax(1) + 1
        right[first, length] = right_to[last, length] = both.max(1)
    heads = np.zeros(size, dtype=int)
    stretches = [(0, size - 1, True, True)]  # first, last, whole, right
    while stretches:
        start, end, is_whole, is_right = stretches.pop()
        length = end - start
        if length == 0:
            continue
        if not is_whole:
            heads[end if is_right else start] = start if is_right else end
            middle = start + int(split[start, length])
            stretches += [(start, middle, True, True), (middle + 1, end, True, False)]
        elif is_right:
            middle = start + int(split_right[start, length])
            stretches += [(start, middle, False, True), (middle, end, True, True)]
        else:
            middle = start + int(split_left[start, length])
            stretches += [(start, middle, True, False), (middle, end, False, False)]
    return heads
