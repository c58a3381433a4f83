"""The engine and a brute-force scan give the same articles, the same counts, the same marks."""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from article_strategies import DAYS, LANGUAGES, WORDS, words
from brute_force import LONGEST_ITEM, Scan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_archives import loose_segments
from without_loops import without_loops

from newssearch.archive.article import Article, Quotation
from newssearch.archive.columnar.layout import ITEM_WIDTH
from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Printed,
    Range,
    Wildcard,
    Word,
)
from newssearch.search.engine import Ref
from newssearch.search.local.corpus import Corpus
from newssearch.search.local.evaluation import LocalEvaluation
from newssearch.search.local.highlighting import ArticleText

SPEAKERS = ("John Smith", "Smith", "Mary O'Neill", "the U.S. envoy", "Jean-Luc Café", None)
TEXT_FIELDS = """
    title byline credit dateline caption body lead hlead quote speaker notes source section tags
""".split()
PATTERNS = ("pri*", "c*", "co*p", "?f", "re*", "*ti*", "covid*", "*", "said?", "u?s", "sm?th")

word_text = st.sampled_from((*WORDS, *WORDS, "Smith", "price", "rise", "sayings", "covid19"))
bare = st.builds(Word, word_text.filter(lambda text: any(map(str.isalnum, text))), st.booleans())
exact = bare.map(lambda word: Word(word.text, exact=True))
wildcard = st.sampled_from(PATTERNS).map(Wildcard)
fuzzy = st.builds(Fuzzy, st.sampled_from(("price", "covis", "smiht", "oppe")), st.integers(1, 2))
letters = st.sampled_from((("caps",), ("allcaps",), ("nocaps",), ("caps", "allcaps")))
numbers = st.sampled_from((("singular",), ("plural",), ("nocaps", "plural")))
printed = st.one_of(
    st.builds(Printed, st.one_of(exact, exact, wildcard, fuzzy), letters),
    st.builds(Printed, exact, numbers),
)
phrase = st.builds(
    Phrase,
    st.lists(st.one_of(exact, exact, wildcard, fuzzy, printed), min_size=1, max_size=3).map(tuple),
    st.one_of(st.none(), st.none(), st.integers(0, 6)),
    st.booleans(),
)
leaf: st.SearchStrategy[Node] = st.one_of(bare, bare, phrase, wildcard, fuzzy, printed)


def several(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(nodes, min_size=2, max_size=3).map(tuple)


def distances(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Near, nodes, nodes, st.integers(1, 7), st.booleans(), negated=st.booleans()),
        st.builds(
            Near,
            nodes,
            nodes,
            st.none(),
            unit=st.sampled_from(("sentence", "paragraph")),
            negated=st.booleans(),
        ),
    )


positional = st.recursive(
    leaf, lambda nodes: st.one_of(distances(nodes), several(nodes).map(Or)), max_leaves=4
)
value: st.SearchStrategy[Node] = st.one_of(
    st.builds(Keyword, st.just("lang"), st.sampled_from(LANGUAGES)),
    st.builds(Keyword, st.just("path"), st.sampled_from(("/news", "c/", "/old/ä")), st.just(True)),
    st.builds(Range, st.just("words"), st.none() | st.integers(0, 9), st.integers(9, 30)),
    st.sampled_from(DAYS).map(lambda day: Range("date", day.toordinal(), None)),
    st.sampled_from((*TEXT_FIELDS, "date", "lang", "words")).map(HasValue),
    st.just(Everything()),
)
part: st.SearchStrategy[Node] = st.one_of(
    positional, positional, value, st.builds(AtLeast, st.integers(1, 4), positional)
)


def compound(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        several(nodes).map(And),
        several(nodes).map(Or),
        nodes.map(Not),
        st.builds(Boost, nodes, st.just(2.0)),
        st.builds(InField, st.sampled_from(TEXT_FIELDS), nodes),
        st.builds(InField, st.sampled_from(("quote", "quote", "speaker")), nodes),
    )


trees = st.recursive(part, compound, max_leaves=6)


@st.composite
def articles(draw: Any, id_: str) -> Article:
    """Draw an article; its quotations follow one another."""
    body = "\n\n".join(draw(st.lists(words(), max_size=4)))
    ends = draw(st.lists(st.integers(0, len(body)), max_size=6, unique=True).map(sorted))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    maybe = st.one_of(st.none(), words(4))
    return Article(
        id=id_,
        path=draw(st.sampled_from(("/news/a", "/news/b", "/old/ä", "c"))) + "/" + id_,
        body=body,
        title=draw(maybe),
        byline=draw(st.lists(st.sampled_from(SPEAKERS[:5]), max_size=2).map(tuple)),
        credit=draw(maybe),
        dateline=draw(maybe),
        date=draw(st.one_of(st.none(), st.sampled_from(DAYS))),
        source=draw(maybe),
        section=draw(maybe),
        lang=draw(st.one_of(st.none(), st.sampled_from(LANGUAGES))),
        caption=draw(maybe),
        notes=tuple(draw(st.lists(words(4), max_size=2))),
        tags=tuple(draw(st.lists(words(3), max_size=3))),
        quotes=tuple(
            Quotation(start, end, draw(st.sampled_from(SPEAKERS))) for start, end in pairs
        ),
    )


@st.composite
def batches(draw: Any) -> list[list[Article]]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    numbers = iter(range(sum(sizes)))
    return [[draw(articles(f"a{next(numbers)}")) for _ in range(size)] for size in sizes]


relaxed = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def scanned(article: Article, node: Node) -> tuple[int, dict[str, list[tuple[int, int]]]] | None:
    """Return how many stretches the scan marks, and those of the texts that people see."""
    scan = Scan(article)
    if not scan.satisfies(node):
        return None
    marks = scan.disjoint_marks(node)
    shown: dict[str, list[tuple[int, int]]] = {}
    for span in marks:
        if isinstance(span[0], str):
            shown.setdefault(span[0], []).append(span[1:])
    return len(marks), shown


@given(parts=batches(), data=st.data())
@settings(relaxed, max_examples=120)
def test_articles_counts_and_marks_are_those_of_a_scan(
    parts: list[list[Article]], data: Any
) -> None:
    ids = [article.id for part in parts for article in part]
    deleted = data.draw(st.sets(st.sampled_from(ids), max_size=2))
    nodes = data.draw(st.lists(trees, min_size=1, max_size=8))
    with without_loops(data.draw(st.booleans())):
        compare(parts, deleted, nodes)


def found_by(evaluation: LocalEvaluation) -> list[Ref]:
    return [Ref(part, doc) for part, docs in enumerate(evaluation.docs()) for doc in docs]


def compare(parts: list[list[Article]], deleted: set[str], nodes: list[Node]) -> None:
    every = [article for part in parts for article in part]
    with TemporaryDirectory() as folder:
        segments = loose_segments(Path(folder), parts, deleted)
        corpus = Corpus(segments)
        for node, ranked in zip(nodes, itertools.cycle((True, False))):
            evaluation = LocalEvaluation(corpus, node, ranked=ranked)
            found = found_by(evaluation)
            wanted = {
                a.id: marks
                for a in every
                if a.id not in deleted and (marks := scanned(a, node)) is not None
            }
            ids = [parts[one.part][one.number].id for one in found]
            assert sorted(ids) == sorted(wanted), node
            assert evaluation.total == len(found) == evaluation.count(node)
            shown = evaluation.shown(found)
            for one, id_, spans in zip(found, ids, shown, strict=True):
                text = ArticleText(
                    parts[one.part][one.number], segments[one.part], one.number, spans
                )
                got = {field: sorted(own) for field, own in text.positions.items()}
                mine = (sum(map(len, spans.values())), got)
                assert mine == wanted[id_], (node, id_, mine, wanted[id_])
            assert evaluation.count_matches() == sum(n for n, _ in wanted.values())
            assert evaluation.shown(found) == shown


def test_the_scan_knows_the_width_of_a_speaker() -> None:
    assert LONGEST_ITEM == ITEM_WIDTH - 1
