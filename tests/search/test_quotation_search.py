from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_archives import dealt, publish

from newssearch.archive.article import Article, Quotation
from newssearch.archive.errors import QuerySyntaxError, UsageError
from newssearch.search import NewsArchive, open_archive
from newssearch.search.answer import QuotationHit
from newssearch.search.local.quotations import MAX_CUE_SENTENCE
from newssearch.search.quotation_search import find_quotations


def said(body: str, *quotes: tuple[str, str | None, str | None]) -> tuple[Quotation, ...]:
    """Return quotations of (words, speaker, cue with the words after it)."""
    made = []
    for words, speaker, cue in quotes:
        start = body.index(words)
        place = body.index(cue) if cue else None
        made.append(
            Quotation(
                start,
                start + len(words),
                speaker=speaker,
                speaker_as_written=speaker.split()[-1] if speaker else None,
                cue=cue.split()[0] if cue else None,
                cue_start=place,
                confidence="high" if speaker else None,
            )
        )
    return tuple(made)


_POWELL = (
    "Iraq hides its weapons. “There can be no doubt about the weapons of mass destruction,”"
    " Colin Powell said on Wednesday. “We have sources,” he added.\n\n"
    "“The weapons are gone,” Hans Blix told reporters."
)
_BLIX = "“Inspectors found no weapons. Weapons leave traces,” Blix said. “It takes time.”"
_OLD = "“Powell was wrong about destruction,” a diplomat said. “The mass of weapons?”"

ARTICLES = (
    Article(
        id="p1",
        path="a",
        body=_POWELL,
        title="Weapons",
        date=dt.date(2003, 2, 5),
        source="AFP",
        quotes=said(
            _POWELL,
            (
                "There can be no doubt about the weapons of mass destruction,",
                "Colin Powell",
                "said on",
            ),
            ("We have sources,", "Colin Powell", "added."),
            ("The weapons are gone,", "Hans Blix", "told"),
        ),
    ),
    Article(
        id="b2",
        path="b",
        body=_BLIX,
        source="Reuters",
        quotes=said(
            _BLIX,
            ("Inspectors found no weapons. Weapons leave traces,", "Blix", "said."),
            ("It takes time.", "Blix", None),
        ),
    ),
    Article(
        id="o3",
        path="c",
        body=_OLD,
        date=dt.date(1999, 1, 1),
        source="Reuters",
        quotes=said(
            _OLD,
            ("Powell was wrong about destruction,", "a diplomat", "said."),
            ("The mass of weapons?", None, None),
        ),
    ),
    Article(id="gone", path="d", body=_BLIX, quotes=said(_BLIX, ("It takes time.", "Blix", None))),
)


@pytest.fixture(scope="module", params=[1, 2])
def news(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewsArchive]:
    folder = tmp_path_factory.mktemp("quoted")
    publish(folder, dealt(ARTICLES, request.param), deleted={"gone"})
    with open_archive(folder) as opened:
        yield opened


def found(news: NewsArchive, text: str, **options: object) -> list[tuple[str, str]]:
    answer = find_quotations(news, text, limit=None, **options)  # type: ignore[arg-type]
    hits = list(answer.hits)
    assert [hit.rank for hit in hits] == list(range(1, answer.total + 1))
    assert answer.articles == len({hit.article.id for hit in hits})
    return [(hit.article.id, hit.text.split()[0]) for hit in hits]


CASES = {
    ("weapons", None): {("p1", "There"), ("p1", "The"), ("b2", "Inspectors"), ("o3", "The")},
    ("weapons", "powell"): {("p1", "There")},
    ("weapons", "Colin Powell"): {("p1", "There")},
    ("weapons", "blix powell"): set(),
    ("", "blix"): {("p1", "The"), ("b2", "Inspectors"), ("b2", "It")},
    ("", "Hans Blix"): {("p1", "The")},
    ("weapons destruction", None): {("p1", "There")},
    ("weapons NOT destruction", None): {("p1", "The"), ("b2", "Inspectors"), ("o3", "The")},
    ("weapon", "blix"): {("p1", "The"), ("b2", "Inspectors")},
    ('"mass destruction" OR traces', None): {("p1", "There"), ("b2", "Inspectors")},
    ("mass w/2 weapons", None): {("p1", "There"), ("o3", "The")},
    ("weapons w/s leave", None): {("b2", "Inspectors")},
    ("atleast2 weapons", None): {("b2", "Inspectors")},
    ("weapons date:1999", None): {("o3", "The")},
    ("date:2003", None): {("p1", "There"), ("p1", "We"), ("p1", "The")},
    ("weapons source:reuters", "blix"): {("b2", "Inspectors")},
    ("weapons speaker:hans", None): {("p1", "The")},
    ("quote:(weapons speaker:colin)", None): {("p1", "There")},
    ("hides", None): set(),
}


@pytest.mark.parametrize(("text", "speaker"), CASES)
def test_words_and_speaker_hold_in_one_quotation(
    news: NewsArchive, text: str, speaker: str | None
) -> None:
    assert set(found(news, text, speaker=speaker)) == CASES[text, speaker]


@pytest.mark.parametrize(("text", "speaker"), [case for case in CASES if case[1] and case[0]])
def test_the_query_language_finds_the_same_articles(
    news: NewsArchive, text: str, speaker: str
) -> None:
    answer = find_quotations(news, text, speaker=speaker)
    assert answer.articles == news.select(f"quote:({text} speaker:({speaker}))").total
    assert answer.articles == news.select(answer.parsed).total


def test_orders_of_time(news: NewsArchive) -> None:
    oldest = [id_ for id_, _ in found(news, "weapons", sort="oldest")]
    assert oldest == ["o3", "p1", "p1", "b2"]
    assert [id_ for id_, _ in found(news, "weapons", sort="newest")] == ["p1", "p1", "o3", "b2"]
    assert found(news, "", sort="oldest")[:2] == [("o3", "Powell"), ("o3", "The")]


def test_relevance_puts_the_article_with_more_of_it_first(news: NewsArchive) -> None:
    assert found(news, "mass destruction")[0] == ("p1", "There")
    assert found(news, "traces OR gone OR weapons")[0][0] in ("p1", "b2")


def test_limit_and_offset_cut_the_same_order(news: NewsArchive) -> None:
    whole = found(news, "")
    pieces = []
    for offset in range(0, len(whole) + 1, 2):
        answer = find_quotations(news, "", limit=2, offset=offset)
        assert answer.total == len(whole)
        hits = list(answer.hits)
        assert answer.shown == len(hits)
        assert [hit.rank for hit in hits] == list(range(offset + 1, offset + 1 + len(hits)))
        pieces += [(hit.article.id, hit.text.split()[0]) for hit in hits]
    assert pieces == whole


def only(news: NewsArchive, text: str) -> QuotationHit:
    (hit,) = find_quotations(news, text).hits
    return hit


def test_marks_and_cue_sentences(news: NewsArchive) -> None:
    hit = only(news, '"mass destruction"')
    assert [hit.text[m.start : m.end] for m in hit.marks] == ["mass destruction"]
    assert hit.cue_sentence is not None
    assert hit.cue_sentence.startswith("“There can be no doubt")
    assert hit.cue_sentence.endswith("Colin Powell said on Wednesday.")
    assert only(news, "time").cue_sentence is None
    assert only(news, "sources").cue_sentence == "“We have sources,” he added."


def test_a_cue_sentence_is_bounded(tmp_path: Path) -> None:
    body = "“Short,” " + "very " * 5000 + "late she said " + "and so on " * 5000
    article = Article(id="x", path="x", body=body, quotes=said(body, ("Short,", "She", "said and")))
    publish(tmp_path, [[article]])
    with open_archive(tmp_path) as news:
        sentence = only(news, "short").cue_sentence
    assert sentence is not None
    assert "said" in sentence
    assert len(sentence) <= MAX_CUE_SENTENCE


def test_whom_a_name_fits(news: NewsArchive) -> None:
    assert find_quotations(news, "", speaker="blix").speakers == (("Hans Blix", 3),)
    assert find_quotations(news, "", speaker="colin").speakers == (("Colin Powell", 2),)
    assert find_quotations(news, "weapons").speakers == ()


def test_refusals(news: NewsArchive) -> None:
    with pytest.raises(QuerySyntaxError):
        find_quotations(news, '"unclosed')
    with pytest.raises(UsageError, match="must not be empty"):
        find_quotations(news, "weapons", speaker=" ")


def test_an_empty_archive_has_no_quotations(tmp_path: Path) -> None:
    publish(tmp_path, [[]])
    with open_archive(tmp_path) as news:
        assert find_quotations(news, "weapons", speaker="x").total == 0
