"""How text becomes tokens: one analysis for writing, querying and highlighting.

This is the specification. Its only other form is the compiled loop of
``archive.columnar.compiled.surfaces``, for surfaces of ASCII; a property holds the two equal.

=================  =========================================================================
module             it says
=================  =========================================================================
``characters``     what each character is: letter, mark, apostrophe, blank, …
``surfaces``       what a stretch of text without spaces is made of
``clitics``        what words with an apostrophe inside are indexed under
``folding``        which spellings are the same
``stream``         a text's tokens with their positions, its sentences and paragraphs
``textmap``        from positions back to places in a text, for marking
``abbreviations``  which words decide where a sentence ends
``stems``          which words are forms of one another
=================  =========================================================================
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
