"""Sample queries: what an archive holds must be found by asking for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from newssearch.archive.article import Article
from newssearch.archive.errors import damaged
from newssearch.search.news import NewsArchive

_WORD = re.compile(r"(?<![^\s(\"“])[A-Za-z]{2,30}(?![^\s,;:.)\"”])")


def check_answers(news: NewsArchive, samples: Iterable[Article]) -> int:
    """Ask for each of some articles, by its id and by words of its body; return how many queries.

    Raises:
        ArchiveDamaged: one is not found, or the total is not the manifest's.
    """
    folder = Path(news.where) / "generations" / news.generation
    asked = ["*"]
    for article in samples:
        id_ = article.id.replace("\\", "\\\\").replace('"', '\\"')
        asked.append(f'id:"{id_}"')  # which ids that begin with it satisfy too
        words = sorted(set(_WORD.findall(article.body)), key=lambda word: (-len(word), word))
        asked += [f'body:"{word}" AND id:"{id_}"' for word in words[:2]]
    for query in asked:
        found, expected = news.count(query), news.articles if query == "*" else 1
        if found < expected or (query == "*" and found > expected):
            raise damaged(folder, f"{query} finds {found:,} articles and should find {expected:,}")
    return len(asked)
