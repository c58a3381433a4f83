"""A loop over the paragraphs of a hit, compiled where there was a compiler when installing.

``body_snippets`` finds the stretches that ``search.snippets`` finds in Python elsewhere.
"""

from __future__ import annotations

try:
    from search.compiled import body_snippets
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = True

__all__ = ["AVAILABLE", "body_snippets"]
