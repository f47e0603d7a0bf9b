"""The kinds of claims that are checked: what each leaves open, when it holds, on arrays.

`KINDS` maps a claim's kind to its `Rules`. A kind that is missing here is listed in reports as
found and not yet checked.
"""

from averment.claim import Kind
from averment.kinds.change import CHANGE
from averment.kinds.count import COUNT
from averment.kinds.rules import Judged, Rules, Totals
from averment.kinds.tolerance import Tolerance

KINDS: dict[Kind, Rules] = {Kind.COUNT: COUNT, Kind.CHANGE: CHANGE}

__all__ = ["KINDS", "Judged", "Rules", "Tolerance", "Totals"]
