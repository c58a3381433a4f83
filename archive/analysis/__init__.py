"""How text becomes tokens: one analysis for writing, querying and highlighting.

``surfaces`` says what a stretch of text without spaces is made of, ``stream`` runs it over texts
and gives every token its position, ``folding`` decides which spellings are the same, ``stems``
which words are forms of one another.
"""

from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.stems import stem
from newssearch.archive.analysis.stream import TokenStream, tokenise
from newssearch.archive.analysis.surfaces import MAX_TOKEN_LENGTH, Surface, analyse_surface

__all__ = [
    "MAX_TOKEN_LENGTH",
    "Surface",
    "TokenStream",
    "analyse_surface",
    "fold",
    "stem",
    "tokenise",
]
