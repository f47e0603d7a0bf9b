"""How a change compares: the total of the window with that of each fair baseline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from averment.checking.answers import pro_rata
from averment.checking.candidate import Around, Candidate
from averment.claim import Kind

NOT_COVERED = "the publisher's figures do not cover enough of the period"
NO_BASE = "the publisher's figures do not cover enough of the period compared with"
ZERO_BASE = "nothing was counted in the period compared with, so there is no rate of change"


def compared(bare: Candidate, around: Around) -> Iterator[Candidate | str]:
    """Yield a reading for every baseline that the series covers, or why there is none.

    A rate of change needs a base above zero; a trend does not: what was nothing can rise.
    """
    if not bare.num.covered:
        yield NOT_COVERED
        return
    rate = around.query.claim.kind is Kind.CHANGE and bare.interval.unit == "ratio"
    for baseline in around.bases[bare.window.period]:
        den = bare.series.total(baseline.period, around.settings.coverage)
        if not den.covered or (rate and den.high == 0):
            yield ZERO_BASE if den.covered else NO_BASE
            continue
        options = {**bare.options, "baseline": baseline.option}
        found = replace(bare, options=options, baseline=baseline, den=den)
        yield from spread(found, around)


def spread(found: Candidate, around: Around) -> Iterator[Candidate]:
    """Yield a reading and, where it has only bounds that may be shared out, that as well."""
    shared = pro_rata(found, around.settings.coverage)
    for one in (found, shared) if shared else ():
        option = around.settings.option("spread", one.spread)
        yield replace(one, options={**one.options, "spread": option})
    if shared is None:
        yield found
