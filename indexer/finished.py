"""Articles made in Python: which of them can be indexed, and why not the others."""

from __future__ import annotations

from collections.abc import Sequence, Set

from newssearch.archive.article import Article
from newssearch.archive.article_types import are_well_formed, is_well_formed
from newssearch.archive.errors import UsageError
from newssearch.archive.extra_fields import items_of

_NUL = "\0"
"""What stands for a newline among the ids of an archive, and so can be in none."""


def why_unfit(article: Article) -> str | None:
    """Return why an article made in Python cannot be indexed, None if it can."""
    if not isinstance(article, Article):
        raise UsageError(f"write_articles expects articles, not {type(article).__name__}")
    texts: dict[str, object] = {"id": article.id, "path": article.path, "body": article.body}
    for name, text in texts.items():
        if not isinstance(text, str):
            return f"its {name} is not a string"
    if not article.id or article.id.isspace():
        return "it has no id"
    if _NUL in article.id:
        return "its id has a NUL character"
    size = len(article.body)
    for quotation in article.quotes:
        if not (0 <= quotation.start <= size and 0 <= quotation.end <= size):
            return "a quotation is outside of its body"
    if not is_well_formed(article):
        return "one of its values has the wrong type"
    try:
        items_of(article.extra)
    except UsageError as error:
        return f"{error.message} ({error.hint})" if error.hint else error.message
    return None


def all_fit(articles: Sequence[Article], written: Set[str]) -> bool:
    """Return whether all of some articles can be indexed, and none has an id that was written."""
    if {*map(type, articles)} != {Article}:
        return False
    ids = [article.id for article in articles]
    texts = (*ids, *[one.path for one in articles], *[one.body for one in articles])
    if {*map(type, texts)} != {str} or not all(ids) or any(map(str.isspace, ids)):
        return False
    if _NUL in "".join(ids):
        return False
    if len({*ids}) < len(ids) or not written.isdisjoint(ids):
        return False
    return are_well_formed(articles) and not any(
        article.extra and why_unfit(article) for article in articles
    )
