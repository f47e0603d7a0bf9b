"""The landscape of a claim: a change or a trend over every window of a series, exactly."""

from averment.checking.landscape.drawn import landscape

__all__ = ["landscape"]
