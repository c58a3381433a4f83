"""Records of queries: what they hold, and what a replay says when the archive has changed."""

import hashlib
import json

import pytest

from newssearch.archive import Article
from newssearch.archive.errors import UsageError
from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.language import parse_query
from newssearch.search.records import ids_hash, line_of, record_from, record_of, replay

ARTICLES = [Article(id=f"a{n}", path=f"{n}.txt", body=f"Oil {n}.") for n in range(5)]


@pytest.fixture
def archive(tmp_path):
    write_articles(tmp_path / "a", ARTICLES, workers=1)
    return tmp_path / "a"


def recorded(news, query, **options):
    found = news.select(query, **options)
    return record_of(news, found, program="newssearch 1", command="query", options={"limit": 3})


def test_the_hash_is_of_the_sorted_ids():
    wanted = hashlib.sha256("a\nb\nß\n".encode()).hexdigest()
    assert ids_hash(["ß", "b", "a"]) == f"sha256:{wanted}"
    assert ids_hash([]) == f"sha256:{hashlib.sha256().hexdigest()}"


@pytest.mark.parametrize("options", [{}, {"sort": "oldest"}, {"group": True}])
def test_a_record_is_read_as_it_was_written(archive, options):
    with open_archive(archive) as news:
        record = recorded(news, "oil OR gas", **options)
        assert record_from(line_of(record)) == record
        assert record.articles == news.count("oil OR gas") == len(ARTICLES)
        assert record.ids == ids_hash(article.id for article in ARTICLES)
        again = replay(news, record, program="newssearch 1")
    assert (again.same_articles, again.differences()) == (True, [])


def test_a_query_that_prints_longer_than_a_query_may_be_is_run_again(archive):
    text = " ".join(f"w{n}" for n in range(700)) + " oil"
    with open_archive(archive) as news:
        query = parse_query(text, any_word=True)
        found = news.select(query, sort="newest")
        options = {"any_word": True, "first_day": None}
        record = record_of(news, found, program="n", command="query", options=options)
        assert len(record.parsed) > 4_096 > len(text)
        assert replay(news, record, program="n").same_articles
        assert record.articles == len(ARTICLES)


def test_a_replay_says_what_differs(archive):
    with open_archive(archive) as news:
        before, other = recorded(news, "oil"), recorded(news, '"oil 3"')
    write_articles(archive, [Article(id="new", path="new.txt", body="Oil.")], workers=1)
    with open_archive(archive) as news:
        again, same = (replay(news, one, program="newssearch 2") for one in (before, other))
    assert not again.same_articles
    names = [name for name, _, _ in again.differences()]
    assert names == ["articles", "ids", "program", "generation", "archive_articles"]
    assert again.differences()[0] == ("articles", 5, 6)
    assert same.same_articles


def test_other_articles_of_the_same_number_are_noticed(archive):
    with open_archive(archive) as news:
        before = recorded(news, '"oil 3"')
    changed = [
        Article(id="a3", path="3.txt", body="Gas."),
        Article(id="b", path="b", body="Oil 3."),
    ]
    write_articles(archive, changed, workers=1)
    with open_archive(archive) as news:
        again = replay(news, before, program="newssearch 1")
    assert again.now.articles == before.articles == 1
    assert not again.same_articles


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nothing", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[1]", "not a record of newssearch"),
        ('{"newssearch_record": 2}', "another version"),
        ('{"newssearch_record": 1, "recorded": 5}', "'recorded' is missing or of a wrong kind"),
    ],
)
def test_what_is_no_record_is_refused(line, message):
    with pytest.raises(UsageError, match=message):
        record_from(line)


def test_keys_that_later_versions_add_are_passed_over(archive):
    with open_archive(archive) as news:
        record = recorded(news, "oil")
    more = json.loads(line_of(record)) | {"mood": "good"}
    assert record_from(json.dumps(more)) == record
