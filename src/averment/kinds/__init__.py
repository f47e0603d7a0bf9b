"""The kinds of claims: what each leaves open, and when it holds. One file a kind."""

from averment.claim import Kind
from averment.kinds.change import CHANGE
from averment.kinds.count import COUNT
from averment.kinds.rank import RANK
from averment.kinds.rules import Judged, Rules, Totals
from averment.kinds.share import SHARE
from averment.kinds.tolerance import Tolerance
from averment.kinds.trend import TREND

KINDS: dict[Kind, Rules] = {
    Kind.COUNT: COUNT,
    Kind.CHANGE: CHANGE,
    Kind.TREND: TREND,
    Kind.RANK: RANK,
    Kind.SHARE: SHARE,
}

__all__ = ["COUNT", "KINDS", "Judged", "Rules", "Tolerance", "Totals"]
