"""Fielding: how a record becomes an article, cleaned and in fields.

Normalising, text that stands twice, paragraphs, title, byline, dateline, date, contributors, notes,
boilerplate, sub-headings, language: one module each, put in order by ``compose``. Readers know
formats and nothing of news; fielding knows news and nothing of formats.
"""

from newssearch.indexer.fielding.compose import field_article, read_fields

__all__ = ["field_article", "read_fields"]
