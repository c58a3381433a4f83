"""The seam below which an archive may be kept in any way: what an engine is asked, and answers.

A tree goes in and plain data comes out. An engine knows nothing of a query's text; what is above
it, ``selection`` and ``news``, knows nothing of segments or arrays. ``local`` is the engine for an
archive in a folder.

An engine evaluates a tree once: the ``Evaluation`` answers all further questions about it, and
keeps what it had to compute for one of them. Every method may raise ``ArchiveDamaged``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol, TypeAlias, get_args

from newssearch.archive.article import Article
from newssearch.archive.fields import Field
from newssearch.search.answer import USUAL_SNIPPETS, Hit, Marks, QuotationHit, SnippetShape
from newssearch.search.ast import Fuzzy, InField, Node, Part, Phrase, Wildcard
from newssearch.search.facets import Crossing, Facet
from newssearch.search.matches import Match, MatchKey, MatchPage, PlacedMatch, Sample
from newssearch.search.statistics import Statistics
from newssearch.search.word_counts import (
    Counts,
    NearCounts,
    PartKind,
    Parts,
    SequenceCounts,
    Window,
    WordCounts,
    WordRows,
)

Order: TypeAlias = Literal["relevance", "newest", "oldest"]
"""By relevance: score, then newer first, undated last, then id. By date: newest or oldest first,
undated last, then id."""

ORDERS: tuple[Order, ...] = get_args(Order)


class Ref(NamedTuple):
    """An article of a result, and its score.

    ``part`` and ``number`` say where the engine that made it finds the article; nobody else can
    tell anything from them.
    """

    part: int
    number: int
    score: float = 0.0


class Page(NamedTuple):
    """How many hits a result has, articles or groups of copies, and those asked for, in order."""

    rows: int
    refs: list[Ref]


class ExpandedTerm(NamedTuple):
    """A word of the archive that a part of the query stands for.

    ``articles`` have it anywhere, where it counts; ``factor`` is what one of its occurrences
    counts. Of a variant, ``why`` says what makes it one (form, irregular, spelling, digraph; of
    several with "+"), and ``languages`` in articles of which languages it is found ("unknown" is
    one of them); empty for those of all.
    """

    term: str
    articles: int
    factor: float
    why: str = ""
    languages: tuple[str, ...] = ()


class Spelling(NamedTuple):
    """A word of the archive, how many edits it is away from another, and who has it."""

    term: str
    edits: int
    articles: int


class ScoredClause(NamedTuple):
    """A part of a query that is scored as one, looked for in a field (None for the bare ones)."""

    node: Node
    field: str | None
    articles: int
    idf: float


class ScoreShare(NamedTuple):
    """What a part of a query adds to a score; ``adjacent`` for the bonus of words side by side."""

    node: Node
    field: str | None
    score: float
    adjacent: bool = False


class QuotationPage(NamedTuple):
    """Quotations that satisfy a group, and those asked for.

    ``articles`` is how many articles they are in; ``hits`` reads these as it is iterated, once.
    """

    total: int
    articles: int
    shown: int
    hits: Iterator[QuotationHit]


class Extent(NamedTuple):
    """Over which days and sources the articles of a result extend.

    ``first`` and ``last`` are None where none is dated; ``sources`` are those named, with their
    numbers of articles, the most frequent first, then by name.
    """

    first: dt.date | None
    last: dt.date | None
    undated: int
    sources: tuple[tuple[str, int], ...]


class DayCount(NamedTuple):
    """A day, or (None) no date, and what of a result is dated so.

    ``words`` are their running words, as ``word_counts`` defines them. ``matches`` are spans that
    do not overlap, None if they were not asked for.
    """

    day: dt.date | None
    articles: int
    words: int
    matches: int | None


class TooManyTerms(Exception):
    """A pattern stands for more words of the archive than ``MAX_PATTERN_WORDS``."""

    def __init__(self, node: Wildcard | Fuzzy, count: int) -> None:
        super().__init__(count)
        self.node = node
        self.count = count


class Evaluation(Protocol):
    """The articles that satisfy one tree, found once.

    Methods raise ``QueryBudgetExceeded`` where an answer takes too long.
    """

    @property
    def total(self) -> int:
        """How many articles satisfy it."""

    def count_matches(self) -> int | None:
        """Return how many spans that do not overlap satisfy it in all of these articles.

        None where it would take too long to know, as in a cluster that has very many of them.

        Hits and marks that are asked for later take their spans from those that were counted.
        """

    def count(self, node: Node) -> int:
        """Return how many articles satisfy another tree; shared parts are not looked up again."""

    def phrase(self) -> tuple[Phrase, int] | None:
        """Return the phrase that a query of bare words makes, and how many articles have it."""

    def page(
        self,
        order: Order,
        *,
        limit: int | None,
        offset: int = 0,
        group: bool = False,
        without: Ref | None = None,
    ) -> Page:
        """Return the hits from ``offset`` on, ``limit`` of them or (None) all, in order.

        With ``group`` near-identical copies are one hit, the one that comes first. ``without``
        leaves out an article and its near-identical copies.
        """

    def ids(self, refs: Sequence[Ref]) -> list[str]:
        """Return the ids of articles."""

    def hits(
        self,
        refs: Sequence[Ref],
        *,
        offset: int = 0,
        snippets: bool = True,
        shape: SnippetShape | None = USUAL_SNIPPETS,
    ) -> Iterator[Hit]:
        """Yield articles as hits, the first with the rank ``offset`` + 1.

        Without ``snippets`` it is not found out where the articles satisfy the tree; without a
        ``shape`` it is, and no snippets are cut.
        """

    def marks(self, refs: Sequence[Ref]) -> Iterator[tuple[Article, Marks]]:
        """Yield articles, each with the stretches that satisfy the tree; none if it does not."""

    def facet(self, by: str, limit: int, *, once: bool = False) -> Facet:
        """Count the articles by one of ``FACETS``; a ``limit`` of 0 is all values.

        With ``once``, here and below, near-identical copies are one article, the oldest of those in
        the result (and in the archive, where that is counted beside it).

        Raises:
            UsageError: there are more than ``MOST_PERIODS`` periods.
        """

    def cross(self, by: tuple[str, str], *, once: bool = False) -> Crossing:
        """Count the articles by two of ``FACETS`` at once.

        Raises:
            UsageError: there are more than ``MOST_PERIODS`` periods.
        """

    def extent(self, *, once: bool = False) -> Extent:
        """Return over which days and sources the articles extend."""

    def days(self, *, matches: bool = False, once_in: Evaluation | None = None) -> list[DayCount]:
        """Return how many of the articles each day has, in order, the undated ones last.

        With ``once_in``, an evaluation by the same engine, near-identical copies are one article,
        of the day of the oldest copy that ``once_in`` finds.
        """

    def match_page(
        self,
        keys: Sequence[MatchKey],
        *,
        sample: Sample | None = None,
        limit: int | None,
        offset: int = 0,
    ) -> MatchPage:
        """Return the matches from ``offset`` on, ``limit`` of them or (None) all, in order.

        They are sorted by the first key, those equal in it by the next, then by article id, field
        and position. Words are compared by code points; what a match has not comes last. Matches in
        lists (speakers, tags) are left out.
        """

    def placed(self, matches: Sequence[Match]) -> Iterator[tuple[Article, PlacedMatch]]:
        """Yield the article of each match, and where it is there."""

    def count_words(self) -> WordCounts:
        """Count the running words of the articles."""

    def count_words_by(self, kind: PartKind, words: Sequence[str]) -> tuple[Parts, Counts]:
        """Count some running words by parts of these articles: a row a part, a column a word."""

    def word_rows(self, words: Sequence[str]) -> Iterator[WordRows]:
        """Yield the articles, some at a time, with how often some running words occur in each.

        Like what an export reads, it has no time limit.
        """

    def count_sequences(self, length: int, least: int, *, around: bool) -> SequenceCounts:
        """Count the sequences of so many words, two at least, within sentences.

        Those that are fewer than ``least`` are left out; with ``around`` those that hold no match.
        """

    def parts(self, kind: PartKind, corpus: Node) -> Parts:
        """Return the articles of another tree in parts, and the matches of this one in each.

        All articles that satisfy this tree must satisfy that one.
        """

    def count_near(self, window: Window, corpus: Node, least: int) -> NearCounts:
        """Count the words near matches, and those elsewhere in the articles of another tree.

        All articles that satisfy this tree must satisfy that one. Words fewer than ``least`` times
        near are left out.
        """

    def clauses(self) -> list[ScoredClause]:
        """Return the parts that are scored, in the order of the query."""

    def score(self, ref: Ref) -> tuple[float, list[ScoreShare]] | None:
        """Return the score of an article and what it is made of; None if it is not found."""


class QuotationEvaluation(Protocol):
    """The quotations that satisfy a group ``quote:(…)``, found once."""

    def page(self, order: Order, *, limit: int | None, offset: int = 0) -> QuotationPage:
        """Return the quotations from ``offset`` on, ``limit`` of them or (None) all, in order."""

    def speakers(self) -> dict[str, int]:
        """Return how many of the quotations each speaker has; "" where there is none."""


class Engine(Protocol):
    """One generation of an archive, read-only."""

    @property
    def where(self) -> str:
        """Where the archive is: a folder, or an address."""

    @property
    def generation(self) -> str:
        """The name of the generation that answers."""

    @property
    def published(self) -> dt.datetime:
        """When it was published, with its time zone."""

    @property
    def articles(self) -> int:
        """How many articles it holds."""

    @property
    def knows_copies(self) -> bool:
        """Whether it knows which articles are near-identical copies of one another.

        If not, every article is a hit of its own, and none has a ``group``.
        """

    def evaluate(self, node: Node, *, ranked: bool = True) -> Evaluation:
        """Find the articles that satisfy a tree; not ``ranked`` if scores will hardly be asked for.

        Raises:
            TooManyTerms: a pattern stands for too many words.
            QueryBudgetExceeded: it takes too long, or matches at too many places.
        """

    def quotations(self, node: InField, ranking: Node | None) -> QuotationEvaluation:
        """Find the quotations that satisfy a group; ``ranking`` is what gives articles a score.

        Raises:
            TooManyTerms: a pattern stands for too many words.
            QueryBudgetExceeded: it takes too long, or matches at too many places.
        """

    def own_fields(self) -> Mapping[str, Field]:
        """Return by name the fields that this archive has beside those of the table."""

    def find_id(self, prefix: str) -> list[tuple[Ref, str]]:
        """Return some of the articles whose id begins so, with their ids."""

    def read(self, ref: Ref) -> Hit:
        """Return an article as a hit by itself, without snippets."""

    def expansions(self, node: Part, field: str | None) -> list[ExpandedTerm]:
        """Return the words that a part matches, by weight, then by frequency, highest first.

        None for a word of several tokens: it is looked for as a phrase.
        """

    def spelled_near(
        self, token: str, field: str | None, *, beginning: str, edits: int
    ) -> list[Spelling]:
        """Return the words of letters within so many edits of a token that begin in a way.

        Two letters that changed places are one edit.
        """

    def articles_with(self, tokens: Sequence[str]) -> list[int]:
        """Return for each token about how many articles have it, deleted ones may be among them."""

    def collection_size(self) -> int:
        """Return the number of articles that ``articles_with`` is a part of."""

    def statistics(self) -> Statistics:
        """Return what the archive holds, in numbers."""

    def day_range(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day of the articles, None where none is dated."""

    def changed(self) -> bool:
        """Say whether a newer generation has been published."""

    def close(self) -> None:
        """Let go of the generation."""
