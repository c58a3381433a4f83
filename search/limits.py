"""Limits of a query that both the language, which tells of them, and every engine keep."""

MAX_PATTERN_WORDS = 4096
"""Words a pattern may stand for. More are refused, never cut: a count must be the whole count."""
