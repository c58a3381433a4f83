"""The answer to one query, from its first page to the last: what is found once is kept.

A query is read once, into a tree, and the tree is evaluated once. The total, a page, an export of
everything, the marks in an article, facets, explanations all ask the same ``Selection``.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from newssearch.archive.article import Article
from newssearch.archive.errors import QueryBudgetExceeded, UsageError
from newssearch.archive.kept import kept
from newssearch.search.answer import USUAL_SNIPPETS, Answer, Hit, Marks, SnippetShape
from newssearch.search.arguments import check_count, check_order
from newssearch.search.ast import (
    Everything,
    HasValue,
    Node,
    Not,
    Parsed,
)
from newssearch.search.budget import time_limit
from newssearch.search.engine import (
    DayCount,
    Engine,
    Evaluation,
    Extent,
    Order,
    Page,
    Ref,
    TooManyTerms,
)
from newssearch.search.facets import FACETS, FacetAnswer, kinds, most_values
from newssearch.search.language import print_query
from newssearch.search.language.refusals import too_many_words
from newssearch.search.matches import Match, MatchKey, MatchPage, PlacedMatch, Sample
from newssearch.search.undated import undated_rest
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

if TYPE_CHECKING:
    from newssearch.search.explanation import ArticleScore, Explanation
    from newssearch.search.suggestions import Advice


class Selection:
    """The articles that satisfy a query, in an order; near-identical copies as one if ``group``.

    Ranks count from 1. A ``limit`` of None is all. Threads may share it.

    Raises:
        QuerySyntaxError: a pattern matches too many words of this archive.
        QueryBudgetExceeded: the query asks for too much; any method may raise it.
        ArchiveDamaged: a file is not as it was written; any method may raise it.
    """

    def __init__(
        self, engine: Engine, query: Parsed, *, sort: Order = "relevance", group: bool = False
    ) -> None:
        self.query = query
        self.order = order_of(query.node, check_order(sort))
        self.group = group
        self._engine = engine
        self._page: tuple[tuple[int | None, int], Page] | None = None
        self._started = time.perf_counter()
        with refusing_wide_patterns(query.text):
            self._evaluation: Evaluation = engine.evaluate(
                query.node, ranked=self.order == "relevance"
            )
        self._evaluation_seconds = self.seconds

    @property
    def total(self) -> int:
        """How many articles satisfy the query."""
        return self._evaluation.total

    @kept
    def matches(self) -> int | None:
        """How many spans that do not overlap satisfy the query in all of these articles.

        None if a cluster has too many of them.
        """
        return self._evaluation.count_matches()

    @property
    def seconds(self) -> float:
        """The time since the query was asked."""
        return time.perf_counter() - self._started

    @property
    def rows(self) -> int:
        """How many hits there are: articles, or groups of near-identical copies."""
        if not self.group:
            return self.total
        kept = self._page
        return (self._hits_page(0, 0) if kept is None else kept[1]).rows

    @kept
    def parsed(self) -> str:
        """The query as it was read, printed."""
        return print_query(self.query.node)

    @kept
    def notes(self) -> tuple[str, ...]:
        """What the user should know about how the query was read, in sentences."""
        return (
            *self.query.notes,
            *self._script_notes(),
            *self._phrase_note(),
        )

    @kept
    def extent(self) -> Extent:
        """Over which days and sources the articles, or groups of copies, extend."""
        return self._evaluation.extent(once=self.group)

    def days(self, *, matches: bool = False, once_in: Selection | None = None) -> list[DayCount]:
        """Return how many of the articles each day has that has any, in order, undated ones last.

        In a selection of groups, near-identical copies are one article, of the day of the oldest
        that it finds, or that another selection of the same archive finds (``once_in``).
        """
        among = once_in if once_in is not None or not self.group else self
        oldest_in = among._evaluation if among is not None else None
        return self._evaluation.days(matches=matches, once_in=oldest_in)

    @kept
    def undated(self) -> int:
        """How many articles the query leaves out only because they have no date."""
        rest = undated_rest(self.query.node)
        if rest is None or not self._evaluation.count(Not(HasValue("date"))):
            return 0
        return self._evaluation.count(rest)

    @kept
    def advice(self) -> Advice:
        """What helps where nothing was found, as far as there is time for it."""
        from newssearch.search import suggestions  # noqa: PLC0415 - for empty answers only

        node, found = self.query.node, suggestions.Advice()
        with suppress(QueryBudgetExceeded, TooManyTerms), time_limit():
            found = found._replace(clauses=suggestions.clauses(self._evaluation, node))
            found = found._replace(any_word=suggestions.any_of_its_words(self._evaluation, node))
            suggestion = suggestions.suggest(self._engine, self._evaluation, node)
            found = found._replace(suggestion=suggestion)
        return found

    def answer(
        self, *, limit: int | None = 10, offset: int = 0, snippets: bool = True, advise: bool = True
    ) -> Answer:
        """Return a page of hits, and the exact size of the whole; advice if there is no hit."""
        started = time.perf_counter()
        hits = tuple(self.hits(limit=limit, offset=offset, snippets=snippets))
        advice = self.advice if advise and not self.total else None
        return Answer(
            query=self.query.text,
            parsed=self.parsed,
            total=self.total,
            matches=self.matches,
            offset=offset,
            hits=hits,
            groups=self.rows if self.group else None,
            undated=self.undated,
            notes=self.notes,
            clauses=advice.clauses if advice else (),
            suggestion=advice.suggestion if advice else None,
            any_word=advice.any_word if advice else None,
            seconds=self._evaluation_seconds + time.perf_counter() - started,
        )

    def hits(
        self,
        *,
        limit: int | None = None,
        offset: int = 0,
        snippets: bool = True,
        shape: SnippetShape | None = USUAL_SNIPPETS,
    ) -> Iterator[Hit]:
        """Yield hits in order; the articles are read as they are asked for."""
        refs = self.refs(limit=limit, offset=offset)
        if snippets and refs:
            _ = self.matches
        return self.hits_of(refs, offset=offset, snippets=snippets, shape=shape)

    def marked(
        self, *, limit: int | None = None, offset: int = 0
    ) -> Iterator[tuple[Article, Marks]]:
        """Yield articles in order, each with what satisfies the query in its fields."""
        refs = self.refs(limit=limit, offset=offset)
        if refs:
            _ = self.matches
        return self._evaluation.marks(refs)

    def refs(self, *, limit: int | None = None, offset: int = 0) -> list[Ref]:
        """Return references to articles in order, for ``hits_of`` and ``ids``."""
        limit = None if limit is None else check_count("limit", limit)
        return self._hits_page(limit, check_count("offset", offset)).refs

    def hits_of(
        self,
        refs: Sequence[Ref],
        *,
        offset: int = 0,
        snippets: bool = True,
        shape: SnippetShape | None = USUAL_SNIPPETS,
    ) -> Iterator[Hit]:
        """Yield the hits of some references: it is cheaper than ``hits`` where they are few."""
        return self._evaluation.hits(refs, offset=offset, snippets=snippets, shape=shape)

    def ids(self, refs: Sequence[Ref]) -> list[str]:
        """Return the ids of some references."""
        return self._evaluation.ids(refs)

    def marks(self, article_id: str) -> Marks:
        """Return by field the stretches of an article that satisfy the query, none if it does not.

        Raises:
            UsageError: no article, or more than one, has the id.
        """
        ((_, marks),) = self._evaluation.marks([find(self._engine, article_id)])
        return marks

    def count(self, node: Node) -> int:
        """Return how many articles satisfy another tree; parts shared with this one are kept."""
        return self._evaluation.count(node)

    def facets(self, by: Sequence[str], *, limit: int | None = None) -> FacetAnswer:
        """Count the articles by each of some of ``FACETS`` and of the archive's own fields.

        Two joined by "+", such as ``month+source``, are counted at once. In a selection of groups,
        near-identical copies count as one article, the oldest of them. A ``limit`` of 0 is all
        values, None the first ``DEFAULT_LIMIT`` and all periods.

        Raises:
            UsageError: there is no such facet.
        """
        for name in (each for names in by for each in kinds(names)):
            if name not in FACETS and name not in self._engine.own_fields():
                known = ", ".join((*FACETS, *self._engine.own_fields()))
                raise UsageError(f"cannot count by '{name}'", hint=f"choose from {known}")
        limit = None if limit is None else check_count("limit", limit)
        facets, crossings = [], []
        for name in by:
            one, *others = kinds(name)
            if not others:
                most = most_values(name, limit)
                facets.append(self._evaluation.facet(one, most, once=self.group))
            elif len(others) == 1:
                crossings.append(self._evaluation.cross((one, others[0]), once=self.group))
            else:
                raise UsageError("only two facets can be counted at once", hint="month+source")
        total = self.rows if self.group else self.total
        return FacetAnswer(self.parsed, self.query.notes, total, tuple(facets), tuple(crossings))

    def match_page(
        self,
        keys: Sequence[MatchKey] = (),
        *,
        sample: Sample | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> MatchPage:
        """Return single matches in the order of what is around them; see ``Evaluation``."""
        return self._evaluation.match_page(keys, sample=sample, limit=limit, offset=offset)

    def placed(self, matches: Sequence[Match]) -> Iterator[tuple[Article, PlacedMatch]]:
        """Yield the article of each match, and where it is there."""
        return self._evaluation.placed(matches)

    def count_words(self) -> WordCounts:
        """Count the running words of the articles; what counts as one, ``word_counts`` says."""
        return self._evaluation.count_words()

    def count_words_by(self, kind: PartKind, words: Sequence[str]) -> tuple[Parts, Counts]:
        """Count some running words by parts of the articles: a row a part, a column a word."""
        return self._evaluation.count_words_by(kind, words)

    def word_rows(self, words: Sequence[str]) -> Iterator[WordRows]:
        """Yield the articles, some at a time, with how often some running words occur in each."""
        return self._evaluation.word_rows(words)

    def count_sequences(
        self, length: int, least: int = 1, *, around: bool = False
    ) -> SequenceCounts:
        """Count the sequences of so many words within sentences; see ``Evaluation``."""
        return self._evaluation.count_sequences(length, least, around=around)

    def parts(self, kind: PartKind, corpus: Node) -> Parts:
        """Return a corpus in parts, and the matches in each; see ``Evaluation``."""
        return self._evaluation.parts(kind, corpus)

    def count_near(self, window: Window, corpus: Node, least: int) -> NearCounts:
        """Count the words near matches, and those elsewhere in a corpus; see ``Evaluation``."""
        return self._evaluation.count_near(window, corpus, least)

    def explain(self, article_id: str | None = None) -> Explanation:
        """Tell how the query is read and carried out, and how an article comes by its score.

        Raises:
            UsageError: no article, or more than one, has the id.
        """
        from newssearch.search.explanation import (  # noqa: PLC0415 - rarely asked for
            Explanation,
            scored_parts,
        )

        article = None if article_id is None else self.explain_score(article_id)
        parts = scored_parts(self._engine, self._evaluation)
        return Explanation(
            self.query.text, self.parsed, self.query.notes, self.total, parts, article
        )

    def explain_score(self, article_id: str) -> ArticleScore:
        """Tell how an article comes by its score.

        Raises:
            UsageError: no article, or more than one, has the id.
        """
        from newssearch.search.explanation import article_score  # noqa: PLC0415 - as above

        ref = find(self._engine, article_id)
        (name,) = self._evaluation.ids([ref])
        return article_score(self._evaluation, ref, name)

    def _hits_page(self, limit: int | None, offset: int) -> Page:
        wanted, kept = (limit, offset), self._page
        if kept is None or kept[0] != wanted:
            page = self._evaluation.page(self.order, limit=limit, offset=offset, group=self.group)
            self._page = kept = wanted, page
        return kept[1]

    def _script_notes(self) -> tuple[str, ...]:
        """Tell where words of the query's scripts are found with limits."""
        if self.query.text.isascii():
            return ()
        from newssearch.search.scripts import (  # noqa: PLC0415 - most queries are ASCII
            notes_of_scripts,
        )

        return tuple(notes_of_scripts(self.query.text, nothing_found=not self.total))

    def _phrase_note(self) -> tuple[str, ...]:
        """Tell that the words also stand together, if the query is nothing but words."""
        phrase = self._evaluation.phrase()
        if phrase is None or not phrase[1]:
            return ()
        words, count = phrase
        have = "has" if count == 1 else "have"
        return (
            f"{count:,} of {self.total:,} {have} the exact phrase;"
            f" '{print_query(words)}' searches only those",
        )


def find(engine: Engine, id_prefix: str) -> Ref:
    """Return a reference to the article with an id, or with the only id that begins so.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = engine.find_id(id_prefix)
    exact = [ref for ref, name in found if name == id_prefix]
    if len(exact) == 1:
        return exact[0]
    if not found:
        raise UsageError(
            f"no article has the id {id_prefix}",
            hint="newssearch query WORDS prints the id of each hit; its beginning is enough",
        )
    if len(found) > 1:
        some = ", ".join(name for _, name in found[:5])
        raise UsageError(f"several articles have ids that begin with {id_prefix}: {some}")
    return found[0][0]


@contextmanager
def refusing_wide_patterns(text: str) -> Iterator[None]:
    """Turn an engine's refusal of a pattern into one that shows where in the query it stands."""
    try:
        yield
    except TooManyTerms as error:
        raise too_many_words(text, error.node, error.count) from error


def order_of(node: Node, sort: Order) -> Order:
    """Return the order of a query's hits: newest first where scores would mean nothing."""
    return "newest" if sort == "relevance" and isinstance(node, Everything | Not) else sort
