"""Series for the tests of the landscape: the published one, and small odd ones."""

from __future__ import annotations

import csv
from math import e, nan
from pathlib import Path

from hypothesis import strategies as st

from averment.checking.landscape.sensible import Taste
from averment.checking.landscape.values import Values

#: Naturalness and σ for months, as Wu et al. have them.
TASTE = Taste(((1, 1.0), (3, e), (6, e**2), (12, e**3)), (2.5, 5.0, 10.0), reach=4.0)

amounts = st.one_of(
    st.integers(0, 4).map(float),
    st.integers(0, 60).map(lambda n: n / 10),
    st.sampled_from([0.0, 0.0, nan, -2.0]),
)
series = st.lists(amounts, max_size=14)


def unemployment(first: str, last: str) -> tuple[list[str], Values]:
    """The months from first to last ("2005-01") of the published series, and their rates."""
    with Path(__file__).with_name("unrate.csv").open() as file:
        rows = [(row["DATE"][:7], float(row["VALUE"])) for row in csv.DictReader(file)]
    kept = [(month, rate) for month, rate in rows if first <= month <= last]
    return [month for month, _ in kept], Values.of(rate for _, rate in kept)
