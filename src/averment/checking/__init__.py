"""From a claim to a verdict: every fair reading, evaluated, labelled and explained."""

from averment.checking.ask import Context
from averment.checking.consistency import inconsistencies
from averment.checking.ids import check_ids
from averment.checking.settings import Settings, load_settings, settings_from
from averment.checking.verdicts import check_claim

__all__ = [
    "Context",
    "Settings",
    "check_claim",
    "check_ids",
    "inconsistencies",
    "load_settings",
    "settings_from",
]
