"""The matrix reads as it was written, and adds up to the words of the archive."""

import csv
import json
from collections import Counter

import pytest
from corpus_articles import ARTICLES

from newssearch.indexer import write_articles
from newssearch.search import open_archive
from newssearch.search.lexis.matrix import find_matrix


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("matrix") / "archive"
    write_articles(folder, ARTICLES, workers=1)
    return folder


def read(folder):
    """Read a matrix by the words of its format: counts by the id of the article and the word."""
    head, size, *lines = (folder / "matrix.mtx").read_text("ascii").splitlines()
    assert head == "%%MatrixMarket matrix coordinate integer general"
    words = (folder / "words.txt").read_text("utf-8").splitlines()
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as table:
        articles = list(csv.DictReader(table))
    assert size == f"{len(articles)} {len(words)} {len(lines)}"
    cells = [tuple(map(int, line.split(" "))) for line in lines]
    assert cells == sorted(cells)
    assert [int(row["row"]) for row in articles] == list(range(1, len(articles) + 1))
    return articles, {
        (articles[row - 1]["id"], words[column - 1]): count for row, column, count in cells
    }


def test_the_matrix_adds_up_to_the_words(call, archive, tmp_path):
    code, out, err = call("matrix", "--out", str(tmp_path / "m"), archive=archive)
    articles, cells = read(tmp_path / "m")
    _, answer, _ = call("frequencies", "--limit", "0", "--format", "json", archive=archive)
    totals = Counter()
    for (_, word), count in cells.items():
        totals[word] += count
    frequencies = json.loads(answer)["frequencies"]
    assert totals == {row["word"]: row["occurrences"] for row in frequencies}
    assert (code, out) == (0, "")
    assert err.startswith(f"5 articles by {len(totals)} words, {totals.total()} occurrences: ")
    assert cells["a4", "wheat"] == 3
    assert articles[0]["title"] == "Report 0"
    assert articles[4]["date"] == ""


def test_rare_words_and_filters(call, archive, tmp_path):
    options = ("--least", "2", "--least-articles", "2", "--no-stop-words", "--source", "Wire A")
    arguments = ("matrix", "oil", *options, "--format", "json", "--out", str(tmp_path / "m"))
    _, out, _ = call(*arguments, archive=archive)
    articles, cells = read(tmp_path / "m")
    answer = json.loads(out)
    assert (answer["articles"], answer["cells"]) == (len(articles), len(cells)) == (2, len(cells))
    assert {word for _, word in cells} == {"crude", "oil", "said", "report", "US"}
    assert answer["occurrences"] == sum(cells.values())


def test_a_folder_with_something_in_it_is_left_alone(call, archive, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    code, _, err = call("matrix", "--out", str(tmp_path), archive=archive)
    assert (code, err.split("\n")[0]) == (2, f"error: {tmp_path} is not empty")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_nothing_found(call, archive, tmp_path):
    code, _, _ = call("matrix", "zinc", "--out", str(tmp_path / "m"), archive=archive)
    assert code == 1
    assert read(tmp_path / "m") == ([], {})


def test_the_matrix_in_python_is_the_same(call, archive, tmp_path):
    call("matrix", "crude", "--out", str(tmp_path / "m"), archive=archive)
    with open_archive(archive) as news:
        found = find_matrix(news, "crude")
    cells = zip(found.rows.tolist(), found.columns.tolist(), found.counts.tolist(), strict=True)
    mine = {(found.ids[row], found.words[column]): count for row, column, count in cells}
    assert mine == read(tmp_path / "m")[1]
