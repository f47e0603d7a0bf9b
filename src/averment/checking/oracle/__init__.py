"""The slow, plain evaluator that defines correctness for the fast one.

It takes one reading at a time and the rows that its series hold, and uses nothing of the fast path.
Tests compare the two on every reading.
"""

from averment.checking.oracle.judges import Slow
from averment.checking.oracle.readings import ask_slowly

__all__ = ["Slow", "ask_slowly"]
