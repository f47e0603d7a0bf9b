"""From a claim to a verdict: every fair reading, evaluated, labelled and explained."""

from averment.checking.ask import Context
from averment.checking.settings import Settings, load_settings
from averment.checking.verdicts import check_claim

__all__ = ["Context", "Settings", "check_claim", "load_settings"]
