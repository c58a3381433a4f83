"""The query language: from what a person types to a tree, and back.

It stands apart from the engine because a query must be read, refused and printed where there is
no archive (help, shell completion, the line being edited), and because every ``newssearch query``
imports it: nothing here imports more than the tree, the table of fields and the errors.

::

    text ─ lexer ─ parser ─ operands ─ words, values, dates ─→ search.ast.Parsed ─ printer ─→ text
                      └─ QuerySyntaxError ─ caret ─→ lines for people
"""

from newssearch.search.language.caret import format_error
from newssearch.search.language.narrowing import narrow
from newssearch.search.language.parser import parse_query
from newssearch.search.language.printer import print_query
from newssearch.search.language.query_text import OwnFields

__all__ = ["OwnFields", "format_error", "narrow", "parse_query", "print_query"]
