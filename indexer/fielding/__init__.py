"""Fielding: how a record becomes an article, cleaned and in fields.

Normalising, text that occurs twice, paragraphs, title, byline, dateline, date, contributors, notes,
boilerplate, sub-headings, language: one module each, put in order by ``compose``. Readers know
formats and nothing of news; fielding knows news and nothing of formats.

===================  ===============================================================================
module               what it is
===================  ===============================================================================
``boilerplate``      paragraphs that belong to the page or the wire, not to the article
``bylines``          bylines: lines of the text that say who wrote the article, and for which agency
``bytewise``         what is found faster among the bytes of a text than among its characters
``characters``       characters: one spelling for every space, line end, ligature and invisible mark
``compose``          composition: a record in, an article out
``compounds``        parts of English compounds
``contributors``     contributor lines: who else worked on the article, named below it
``datelines``        the place, day and agency that open a news article
``declared``         declared values: what the file itself says of an article, cleaned and checked
``double_encoding``  UTF-8 that was once read as Windows-1252
``head``             what a plain text has above and at the opening of its first paragraph
``headings``         sub-headings in plain text
``hyphens``          the hyphen at the end of a line: the word's, or a typesetter's
``labels``           labels at the head of a plain text ("Title: …", "Source: …")
``language``         the language of an article, recognised by its most frequent words
``letterheads``      what a release prints above its headline
``notes``            notes: corrections, clarifications and editors' remarks about the article
``paragraphs``       paragraphs: what the line breaks of a plain text mean
``repeated_text``    text that occurs twice in one file, as broken exports leave it
``tail``             what is below the body, or in it, and is not body
``titles``           whether the first paragraph of a plain text is its headline
``typesetting``      whether a text was set in print, or wrapped by a program
===================  ===============================================================================
"""

from newssearch.indexer.fielding.compose import field_article, read_fields

__all__ = ["field_article", "read_fields"]
