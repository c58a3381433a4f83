"""A title's matches come with each hit: lists highlight them, JSON gives their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_archives import publish

from newssearch.archive.article import Article
from newssearch.search import open_archive

ARTICLES = [
    Article(id="a0", path="a", title="Harbour bank lends again", body="The loan was small."),
    Article(id="a1", path="b", title="BANK OF ELLERY SHUTS", body="The bank closed its doors."),
    Article(id="a2", path="c", title=None, body="A bank without a headline."),
    Article(id="a3", path="d", title="F-16s land; COVID-19 wards fill", body="No bank here."),
    Article(id="a4", path="e", title="外交部：北京大学关闭", body="校园很安静。"),
]

IN_TITLES = {
    "title:bank": {"a0": ["bank"], "a1": ["BANK"]},
    "bank": {"a0": ["bank"], "a1": ["BANK"], "a2": [], "a3": []},
    "body:bank": {"a1": [], "a2": [], "a3": []},
    "covid19": {"a3": ["COVID-19"]},
    '"bank of ellery"': {"a1": ["BANK OF ELLERY"]},
    "title:(bank w/2 again)": {"a0": ["bank", "again"]},
    "北京大学": {"a4": ["北京大学"]},
    "title:*": {"a0": [], "a1": [], "a3": [], "a4": []},
}


@pytest.mark.parametrize("query", IN_TITLES)
def test_a_hit_has_the_places_of_its_title(tmp_path: Path, query: str) -> None:
    with open_archive(publish(tmp_path / "archive", [ARTICLES])) as news:
        hits = list(news.select(query).hits())
        marks = {hit.article.id: hit.title_marks for hit in hits}
        found = {
            hit.article.id: [hit.article.display_title[a:b] for a, b in hit.title_marks]
            for hit in hits
        }
        assert found == IN_TITLES[query]
        for id_, own in marks.items():
            assert news.marks(query, id_).get("title", ()) == own
