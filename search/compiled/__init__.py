"""Loops over articles and single hits, compiled where there was a compiler when installing.

``body_snippets`` finds the stretches that ``search.local.snippets`` finds in Python elsewhere,
``occurrences`` the places that ``search.execution.occurrences`` finds with arrays, ``scoring`` the
scores of ``search.execution.matching``.
"""

from __future__ import annotations

try:
    from newssearch.search.compiled import body_snippets, occurrences, scoring
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = True

__all__ = ["AVAILABLE", "body_snippets", "occurrences", "scoring"]
