"""What the report says of a file that a person can do something about."""

from newssearch.indexer import index_paths


def test_the_reason_says_what_to_do(tmp_path):
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.csv").write_text("x,y\nRain fell on the town.,Rain\nIt fell again.,More\n")
    report = index_paths(tmp_path / "archive", [news])
    (skipped,) = report.skipped
    assert skipped.reason.endswith("x, y (name it with --map body=COLUMN)")
