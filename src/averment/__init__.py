"""Averment: every statement that could be checked, put before the record."""
