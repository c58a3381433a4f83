"""What comes back from a search: plain data, the same for every front end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from newssearch.archive.article import Article, Quotation
from newssearch.archive.wording import counted
from newssearch.search.ast import Span

__all__ = [
    "USUAL_SNIPPETS",
    "Answer",
    "Clause",
    "Group",
    "Hit",
    "Marks",
    "QuotationAnswer",
    "QuotationHit",
    "Snippet",
    "SnippetShape",
    "Span",
]

Marks = Mapping[str, tuple[Span, ...]]
"""For each field of an article the spans that satisfy the query, ordered and disjoint."""


class Snippet(NamedTuple):
    """A stretch of one field around matches; ``spans`` are code points into ``text``.

    ``page`` is the page of the source that it is on, where the source has pages.
    """

    field: str
    text: str
    spans: tuple[Span, ...]
    page: int | None = None


class SnippetShape(NamedTuple):
    """How many snippets a hit has at most, and of how many characters, without the ellipses.

    If ``joined``, those of a field are one, with an ellipsis where text between them was passed
    over.
    """

    most: int = 2
    width: int = 240
    joined: bool = False


USUAL_SNIPPETS = SnippetShape()


class Group(NamedTuple):
    """The near-identical copies a hit stands for: how many articles, and the id of their lead."""

    size: int
    lead: str


class Hit(NamedTuple):
    """One article of an answer; ``rank`` counts from 1, ``matched`` are field names.

    ``title_marks`` are the matches in the title, as code points into it; ``matches`` is how many
    there are in the article, 0 where it was not asked where it satisfies the query."""

    rank: int
    score: float
    article: Article
    words: int
    matched: tuple[str, ...]
    snippets: tuple[Snippet, ...]
    group: Group | None = None
    title_marks: tuple[Span, ...] = ()
    matches: int = 0


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query on its own, as it prints, and how many articles satisfy it."""

    text: str
    total: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of hits, and the exact size of the whole.

    ``total`` counts articles, ``matches`` distinct spans in all of them (None if a cluster has too
    many to look at). ``groups`` is the number of groups of near-identical copies when hits were
    grouped, else None. ``parsed`` is the query
    as it was read, printed back. ``clauses``, ``suggestion`` and ``any_word`` (the query for any of
    the words) are filled when nothing was found.
    """

    query: str
    parsed: str
    total: int
    matches: int | None
    offset: int
    hits: tuple[Hit, ...]
    seconds: float
    groups: int | None = None
    undated: int = 0
    notes: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    suggestion: Clause | None = None
    any_word: Clause | None = None

    def _repr_html_(self) -> str:
        """Return the answer as notebooks show it: what was found, with the matches marked."""
        from newssearch.search.marked_html import plain  # noqa: PLC0415 - for notebooks only

        matches = "" if self.matches is None else f", {counted(self.matches, 'match', 'matches')}"
        head = f"{counted(self.total, 'article')}{matches}: {self.parsed}"
        notes = "".join(f"<p><small>{plain(note)}</small></p>" for note in self.notes)
        hits = "".join(map(_hit_html, self.hits))
        listed = f'<ol start="{self.offset + 1}">{hits}</ol>' if hits else ""
        return f"<div><p><b>{plain(head)}</b></p>{notes}{listed}</div>"


def _hit_html(hit: Hit) -> str:
    from newssearch.search.marked_html import marked, plain  # noqa: PLC0415 - for notebooks only

    article = hit.article
    day = article.date.isoformat() if article.date else "undated"
    about = " · ".join(filter(None, [day, article.source, article.id]))
    snippets = "".join(f"<p>{marked(one.text, one.spans)}</p>" for one in hit.snippets)
    title = marked(article.display_title, hit.title_marks)
    return f"<li><b>{title}</b><br><small>{plain(about)}</small>{snippets}</li>"


@dataclass(frozen=True, slots=True)
class QuotationHit:
    """One quotation of a result; ``rank`` counts from 1.

    ``marks`` are the matches, code points into ``text``. ``cue_sentence`` is the sentence of the
    body that holds the cue, None if there is no cue.
    """

    rank: int
    article: Article
    quotation: Quotation
    marks: tuple[Span, ...]
    cue_sentence: str | None

    @property
    def text(self) -> str:
        """The words between the marks."""
        return self.article.body[self.quotation.start : self.quotation.end]


@dataclass(frozen=True, slots=True)
class QuotationAnswer:
    """How many quotations of how many articles satisfy a query, exactly, and those asked for.

    ``speakers`` are those whom a speaker's name fits, with their numbers of quotations, the most
    quoted first; none where no speaker was named. ``hits`` reads the articles as it is iterated,
    once.
    """

    parsed: str
    notes: tuple[str, ...]
    total: int
    articles: int
    offset: int
    shown: int
    speakers: tuple[tuple[str, int], ...]
    hits: Iterator[QuotationHit]
