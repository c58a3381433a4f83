"""What is kept, and how does it lie on disk? Articles, fields, the index, its publication."""

from newssearch.archive.article import Article, Quotation

__all__ = ["Article", "Quotation"]
