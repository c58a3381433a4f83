"""Loops over articles and single hits, compiled where there was a compiler when installing.

=================  =================================================================================
module             what it is
=================  =================================================================================
``body_snippets``  the best stretches of a body: what ``local.snippets`` finds elsewhere
``occurrences``    the positions of a term in some of its articles
``paragraphs``     from positions to code points: what ``analysis.textmap`` does
``phrases``        where terms follow one another
``postings``       the postings of several terms as those of one
``running_words``  the words of articles in the order of their texts, from postings
``scoring``        the scores of a word: what ``execution.scorers`` does
``sets``           sorted arrays: what they have in common, which spans are near to which
=================  =================================================================================
"""

from __future__ import annotations

try:
    from newssearch.search.compiled import (
        body_snippets,
        occurrences,
        paragraphs,
        phrases,
        postings,
        running_words,
        scoring,
        sets,
    )
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = True

__all__ = [
    "AVAILABLE",
    "body_snippets",
    "occurrences",
    "paragraphs",
    "phrases",
    "postings",
    "running_words",
    "scoring",
    "sets",
]
