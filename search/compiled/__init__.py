"""Loops over articles and single hits, compiled where there was a compiler when installing.

=================  =================================================================================
module             what it is
=================  =================================================================================
``body_snippets``  the best stretches of a body: what ``local.snippets`` finds elsewhere
``occurrences``    the positions of a term in some of its articles
``paragraphs``     from positions to code points: what ``analysis.textmap`` does
``scoring``        the scores of a word: what ``execution.scorers`` does
=================  =================================================================================
"""

from __future__ import annotations

try:
    from newssearch.search.compiled import body_snippets, occurrences, paragraphs, scoring
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = True

__all__ = ["AVAILABLE", "body_snippets", "occurrences", "paragraphs", "scoring"]
