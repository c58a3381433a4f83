import json

import pytest
from front_door import check_output, settled
from quoted_articles import ARTICLES

from newssearch.archive import Article
from newssearch.indexer import write_articles


@pytest.fixture(scope="module")
def quoted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


def test_the_earliest_with_its_sentence_and_what_the_archive_covers(call, quoted):
    code, out, err = call("first", "council", "sources", archive=quoted)
    assert code == 0
    assert err.splitlines() == [
        "first of 3 dated articles, in this archive, which covers 1990-01-01 to 2003-02-06",
    ]
    assert "1.  1999-12-31  Reuters" in out
    assert "Weapons sources in the council spoke." in out.replace("[31m", "")
    check_output("first/first.text", settled(out, quoted))


def test_the_latest_and_the_undated(call, quoted):
    code, out, err = call("first", "council", "--last", "--format", "json", archive=quoted)
    assert code == 0
    assert "1 undated article matches too" in err
    answer = json.loads(out)
    assert (answer["which"], answer["hit"]["id"]) == ("last", "aaaa0002")
    assert (answer["total"], answer["undated"], answer["same_day"]) == (4, 1, 1)
    assert answer["covers"] == ["1990-01-01", "2003-02-06"]
    check_output("first/last.json", settled(out, quoted))


def test_undated_articles_are_never_first(call, quoted):
    code, out, err = call("first", "never", "there", archive=quoted)
    assert (code, out) == (1, "")
    assert err == "no dated articles match: never there\n1 undated article matches too\n"


def test_several_of_one_day(call, tmp_path):
    day = ARTICLES[0].date
    articles = [Article(id=f"i{n}", path="p", body="Same news.", date=day) for n in (2, 1)]
    write_articles(tmp_path / "a", articles, workers=1)
    _, out, err = call("first", "news", "--format", "json", archive=tmp_path / "a")
    assert "first of 2 dated articles, one of 2 on that day, in this archive" in err
    assert json.loads(out)["hit"]["id"] == "i1"


def test_nothing_and_refusals(call, quoted):
    code, out, err = call("first", "volcano", archive=quoted)
    assert (code, out, err) == (1, "", "no dated articles match: volcano\n")
    code, out, _ = call("first", "volcano", "--format", "json", archive=quoted)
    assert (code, json.loads(out)["hit"]) == (1, None)
    assert call("first", "(", archive=quoted)[0] == 2


def test_filters_narrow(call, quoted):
    options = ["council", "--from", "2003-02-06", "--source", "afp", "--format", "json"]
    _, out, _ = call("first", *options, archive=quoted)
    assert json.loads(out)["hit"]["id"] == "aaaa0002"


def test_an_archive_without_dates(call, tmp_path):
    write_articles(tmp_path / "a", [Article(id="i1", path="p", body="News.")], workers=1)
    code, out, _ = call("first", "news", "--format", "json", archive=tmp_path / "a")
    assert (code, json.loads(out)["covers"], json.loads(out)["undated"]) == (1, None, 1)
