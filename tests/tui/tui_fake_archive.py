"""An archive in memory behind the screen: words are found by scanning, and all calls are kept.

Run as a program it opens the screen on itself, to be tried by hand:
``python tests/tui/tui_fake_archive.py [QUERY]``.
"""

import datetime as dt
import re
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from newssearch.archive.article import Article, Quotation
from newssearch.archive.errors import QuerySyntaxError, UsageError
from newssearch.search.annotations import Annotation
from newssearch.search.answer import Answer, Clause, Group, Hit, QuotationHit, Snippet
from newssearch.search.ast import Span
from newssearch.search.facets import Facet, FacetAnswer, FacetValue
from newssearch.tui.filters import split
from newssearch.tui.messages import SavedState

BODY = (
    "Rasmussen said that Damascus was using Scud missiles against opponents.\n\n"
    "“The use of such indiscriminate weapons shows utter disregard for the lives of the people. "
    "It is reckless and I strongly condemn it,” Rasmussen said.\n\n"
    "Change of heart\n\n"
    "Syria denied reports that its forces are using Scud missiles. State television quoted an "
    "unnamed official who called such reports “baseless rumors.”"
)


def quotation(body, words, **more):
    start = body.index(words)
    return Quotation(start, start + len(words), **more)


SEED = Article(
    id="e727af35",
    path="seeds/000.txt",
    title="Russia says Assad is losing control",
    body=BODY,
    byline=("Ann Reporter", "J. Smith"),
    contributors=("Will Englund",),
    credit="Associated Press",
    dateline="MOSCOW",
    date=dt.date(2012, 12, 13),
    source="The Daily Example",
    section="World",
    notes=("Correction: an earlier version misspelled a name.",),
    headings=((BODY.index("Change"), BODY.index("Change") + len("Change of heart")),),
    quotes=(
        quotation(
            BODY,
            "The use of such indiscriminate weapons shows utter disregard for the lives of the "
            "people. It is reckless and I strongly condemn it,",
            speaker="Anders Fogh Rasmussen",
            speaker_as_written="Rasmussen",
            description="NATO Secretary-General",
            cue="said",
            confidence="high",
        ),
        quotation(
            BODY,
            "baseless rumors.",
            speaker="an unnamed official",
            cue="called",
            confidence="medium",
            partial=True,
        ),
    ),
)

HOSTILE_TITLES = (
    "[red]x",
    "[/nope]",
    "[@click=app.bell]x[/]",
    "[see table 3] [/b] [bold",
    "\x1b[31mred\x1b[2J\x1b]0;owned\x07",
    "\x9b2Jc1 \x90dcs\x9c",
    "over\rwrite\x08\x08\x7f",
    "\u202eright to left\u202c \u2066isolate",
    "שלום עולם مرحبا بالعالم",
    "東京で新しい首相が会見、経済政策を説明 👩‍👩‍👧‍👦 ❤️ 🇩🇪",
    "Z" + "\u0351" * 500 + "algo",
    "zero\u200bwidth\u200d\ufeff\u2060",
    "w" * 3000,
    "tab\there\nand a newline\r\n",
    "half \ud800 surrogate",
    "",
)


def made_up(number, words="Scud missiles"):
    return Article(
        id=f"id{number:04}",
        path=f"made/{number}.txt",
        title=f"Article number {number}",
        body=f"This is text {number} about {words}, which were fired.\n\nAnd a second paragraph.",
        date=dt.date(2000, 1, 1) + dt.timedelta(days=number),
        source="Made Up Times",
    )


class FakeSelection:
    """What a fake archive finds, asked for a page at a time."""

    def __init__(self, archive, query, sort, fits=all):
        self.archive, self.query, self.sort, self.fits = archive, query, sort, fits

    @property
    def total(self):
        return len(self.archive.found(self.query, self.fits))

    def answer(self, *, limit=10, offset=0, advise=True):
        return self.archive.search(
            self.query, limit=limit, offset=offset, sort=self.sort, fits=self.fits
        )

    def marks(self, article_id):
        return self.archive.marks(self.query, article_id)

    def facets(self, by, *, limit=None):
        found = self.archive.found(self.query, self.fits)
        facets = tuple(self._facet(name, found, limit) for name in by)
        return FacetAnswer(self.query, (), len(found), facets)

    def _facet(self, by, found, limit):
        counts = Counter(value for article in found for value in VALUES[by](article))
        common = counts.most_common() if by not in ("year", "month") else sorted(counts.items())
        values = tuple(FacetValue(value, count, count) for value, count in common[: limit or None])
        return Facet(by, values, len(counts), 0)


VALUES = {
    "year": lambda article: [str(article.date)[:4]] if article.date else [],
    "month": lambda article: [str(article.date)[:7]] if article.date else [],
    "source": lambda article: [article.source] if article.source else [],
    "section": lambda article: [article.section] if article.section else [],
    "tags": lambda article: article.tags,
    "speaker": lambda article: sorted({quote.speaker for quote in article.quotes if quote.speaker}),
    "byline": lambda article: article.byline,
    "lang": lambda article: [article.lang] if article.lang else [],
}


class FakeArchive:
    """Answers bare words, AND meaning; ``"`` unclosed is refused. Everything found is marked."""

    def __init__(self, path=Path("/archive"), articles=(SEED,), *, generation="000001-aaaaaaaa"):
        self.where = str(path)
        self.generation = generation
        self.published = dt.datetime(2026, 1, 2, 3, 15, tzinfo=dt.UTC)
        self.contents = list(articles)
        self.asked = []
        self.modes = []
        self.renewed = False
        self.closed = False
        self.gate = None
        """An Event that searches wait for, so that a test can let them overtake each other."""
        self.suggestion = None
        self.errors = {}
        """Errors to raise, by query."""
        self.threads = set()
        self.queries = {}
        self.annotations = {}
        self.shown = {}

    @property
    def articles(self):
        return len(self.contents)

    def _spans(self, text, query):
        words = [re.escape(word) for word in re.findall(r"\w+", query)]
        if not words:
            return ()
        found = re.finditer(rf"\b({'|'.join(words)})\w*", text, re.IGNORECASE)
        return tuple(Span(m.start(), m.end()) for m in found)

    def marks(self, text, article_id):
        article = self.article(article_id)
        fields = {"title": article.title or "", "body": article.body}
        return {name: self._spans(value, text) for name, value in fields.items()}

    def article(self, article_id):
        return next(article for article in self.contents if article.id == article_id)

    def copies(self, article_id):
        article = self.article(article_id)
        later = article._replace(
            id="later", source="The Later Example", body=article.body + " End."
        )
        return [article, later] if article.id == SEED.id else [article]

    def annotation(self, article_id):
        return self.annotations.get(article_id, Annotation())

    def annotate(self, article_id, *, labels=None, note=None):
        before = self.annotation(article_id)
        self.annotations[article_id] = Annotation(
            before.labels if labels is None else tuple(labels),
            before.note if note is None else note,
        )

    def saved(self):
        return [
            SavedState(name, text, mode, *self._new(name, text))
            for name, (text, mode) in sorted(self.queries.items())
        ]

    def _new(self, name, text):
        ids = tuple(article.id for article in self.found(text))
        new = tuple(one for one in ids if one not in self.shown.get(name, ()))
        return len(ids), len(new), new

    def save(self, name, query, *, mode):
        if name in self.queries:
            raise UsageError(f"there is already a saved query '{name}'")
        self.queries[name] = (query, mode)

    def remove_saved(self, name):
        del self.queries[name]

    def note_shown(self, name, ids):
        self.shown.setdefault(name, []).extend(ids)

    def similar_query(self, article_id):
        words = re.findall(r"\w+", self.article(article_id).title)[:2]
        if words == ["Russia", "says"]:
            raise UsageError("this article has no words that tell it from others")
        return " ".join(words)

    def said(self, query, *, mode, limit):
        """The quotations that hold a word of the query."""
        *_, hits = self.quoted(query, mode=mode, limit=1000)
        hits = [hit for hit in hits if self._spans(hit.text, query)]
        return len(hits), len({hit.article.id for hit in hits}), hits[:limit]

    def quoted(self, query, *, mode, limit):
        found = self.found(query)
        pairs = [(article, one) for article in found for one in article.quotes]
        hits = [
            QuotationHit(n, article, one, (), None) for n, (article, one) in enumerate(pairs, 1)
        ]
        return len(found), len(found), hits[:limit]

    def changed(self):
        return self.renewed

    def close(self):
        self.closed = True

    def coverage(self):
        days = sorted(article.date for article in self.contents if article.date)
        return (days[0], days[-1]) if days else (None, None)

    def select(self, query, *, mode="all", sort="relevance"):
        self.modes.append(mode)
        if mode != "literal" and query.count('"') % 2:
            raise QuerySyntaxError(
                "a quotation mark is never closed",
                code="unclosed_quote",
                text=query,
                position=query.rindex('"'),
                length=len(query) - query.rindex('"'),
                hint='close it with another ", or use --literal for the text as typed',
            )
        return FakeSelection(self, query, sort, any if mode == "any" else all)

    def found(self, text, fits=all):
        return (
            self.contents if text == "*" else [a for a in self.contents if self._has(a, text, fits)]
        )

    def search(self, text, *, limit=10, offset=0, sort="relevance", fits=all):
        self.threads.add(threading.get_ident())
        self.asked.append((text, limit, offset, sort))
        if self.gate is not None:
            assert self.gate.wait(10)
        if text in self.errors:
            raise self.errors[text]
        found = self.found(text, fits)
        if sort != "relevance":
            found = sorted(found, key=lambda a: a.date or dt.date.min, reverse=sort == "newest")
        hits = tuple(
            self._hit(article, rank, text)
            for rank, article in enumerate(found[offset : offset + limit], offset + 1)
        )
        clauses = () if found else tuple(self._clause(word) for word in text.split())
        return Answer(
            query=text,
            parsed=text,
            total=len(found),
            matches=sum(len(self._spans(a.body, text)) for a in found),
            offset=offset,
            hits=hits,
            seconds=0.02,
            clauses=clauses,
            suggestion=None if found else self.suggestion,
        )

    def _has(self, article, text, fits=all):
        if text.startswith("id:("):
            return f'"{article.id}"' in text
        text, narrowing = split(text)
        for one in narrowing:
            fields = ("year", "month") if one.field == "date" else (one.field,)
            values = [value for field in fields for value in VALUES[field](article)]
            if (one.value in values) == one.excluded:
                return False
        words = set(re.findall(r"\w+", f"{article.title} {article.body}".lower()))
        return fits(word in words for word in re.findall(r"\w+", text.lower()))

    def _clause(self, word):
        return Clause(word, sum(self._has(article, word) for article in self.contents))

    def _hit(self, article, rank, text):
        spans = self._spans(article.body, text)
        start = max(0, spans[0].start - 60) if spans else 0
        words = article.body[start : start + 240].replace("\n", " ")
        snippet = Snippet("body", words, self._spans(words, text))
        title = tuple(self._spans(article.title or "", text))
        matched = ("title", "body") if title else ("body",)
        size = Group(8, article.id) if article is SEED else None
        return Hit(rank, 1.0, article, 100, matched, (snippet,), size, title)


class ManyArticles(Sequence):
    """As many made-up articles as are wanted, none of them kept."""

    def __init__(self, count):
        self.count = count

    def __len__(self):
        return self.count

    def __getitem__(self, place):
        if isinstance(place, slice):
            return [made_up(number) for number in range(*place.indices(self.count))]
        return made_up(range(self.count)[place])


class LargeArchive(FakeArchive):
    """An archive all of whose articles satisfy every query."""

    def __init__(self, count):
        super().__init__(articles=())
        self.contents = ManyArticles(count)

    def coverage(self):
        return self.contents[0].date, self.contents[-1].date

    def article(self, article_id):
        return self.contents[int(article_id.removeprefix("id"))]

    def search(self, text, *, limit=10, offset=0, sort="relevance", fits=all):
        hits = tuple(
            self._hit(article, rank, text)
            for rank, article in enumerate(self.contents[offset : offset + limit], offset + 1)
        )
        total = len(self.contents)
        self.asked.append((text, limit, offset, sort))
        return Answer(text, text, total, total, offset, hits, seconds=0.02)


def hostile_archive():
    articles = [
        Article(
            id=f"h{number}\x1b[31m",
            path=f"{title[:20]}.txt",
            title=title,
            body=f"Scud {title}\n\n{title} missiles {title}",
            byline=(title,),
            dateline=title,
            source=title,
            credit=title,
            caption=title,
            notes=(title,),
            headings=((0, 4),),
            quotes=(Quotation(0, 4 + len(title), speaker=title, description=title),),
        )
        for number, title in enumerate(HOSTILE_TITLES)
    ]
    return FakeArchive(articles=articles)


def main():
    from newssearch.tui import run_tui

    articles = [SEED, *hostile_archive().contents, *map(made_up, range(2000))]
    query = " ".join(sys.argv[1:])
    return run_tui(
        Path("/archive"), query=query, open_engine=lambda path: FakeArchive(path, articles)
    )


if __name__ == "__main__":
    sys.exit(main())
