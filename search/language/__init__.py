"""The query language: from what a person types to a tree, and back.

It stands apart from the engine because a query must be read, refused and printed where there is
no archive (help, shell completion, the line being edited), and because every ``newssearch query``
imports it: nothing here imports more than the tree, the table of fields and the errors.

::

    text ─ lexer ─ parser ─ operands ─ words, values, dates ─→ search.ast.Parsed ─ printer ─→ text
                      └─ QuerySyntaxError ─ caret ─→ lines for people

==============  ====================================================================================
module          what it is
==============  ====================================================================================
``caret``       a refused query as lines for people: what is wrong, where, and what to do
``connectors``  connectors of other people's query languages
``dates``       how people write a day, a month or a year, as a range of days
``forms``       how words must be printed: ``caps(us)``, ``plural(missile)``, as Nexis writes it
``help``        the query language on one screen, and its fields, as text for a terminal
``lexer``       where the pieces of a query begin and end, and which of them are operators
``names``       which names open a field, and what to say about those that do not
``narrowing``   options beside a query, such as a first day, as parts of its tree
``numbers``     the numbers that stand beside operands: ``^2``, ``"…"~5``, ``atleast3``
``operands``    words, phrases, fields, brackets, and proximity between them
``parser``      from a query's text to its tree, by recursive descent
``printer``     from a tree back to text: the canonical form, which reads as an equal tree again
``query_text``  the query as typed, and what is said about it while it is read
``refusals``    every way in which a query is refused
``structure``   questions about a tree that is being read: how deep it is, and where it may be used
``values``      values of the fields that hold no words: keywords, numbers and dates
``words``       what the words of a text field mean: plain, cut with a wildcard, or spelled loosely
==============  ====================================================================================
"""

from newssearch.search.language.caret import format_error
from newssearch.search.language.narrowing import narrow, within
from newssearch.search.language.parser import parse_query
from newssearch.search.language.printer import print_query
from newssearch.search.language.query_text import OwnFields

__all__ = ["OwnFields", "format_error", "narrow", "parse_query", "print_query", "within"]
