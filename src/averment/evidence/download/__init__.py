"""Fetching a dataset from its publisher's own address, whole or not at all."""

from averment.evidence.download.fetching import Fetched, fetch
from averment.evidence.download.server import Limits
from averment.evidence.download.terms import Get, parse

__all__ = ["Fetched", "Get", "Limits", "fetch", "parse"]
