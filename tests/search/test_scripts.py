"""What is reported about scripts whose words are found with limits; no query finds 0 silently."""

import pytest

from newssearch.archive.article import Article
from newssearch.indexer import write_articles
from newssearch.search import NewsArchive, open_archive
from newssearch.search.scripts import SERVED, script_of

BODIES = {
    "javanese": "ꦧꦱꦗꦮꦱꦸꦫꦏꦂꦠ",
    "tibetan": "བོད་སྐད་ནི་སྐད་ཡིག་ཡིན།",
    "hebrew": "הממשלה התכנסה בירושלים",
    "georgian": "საქართველოს მთავრობა",
    "english": "The government met in Jerusalem.",
}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> NewsArchive:
    archive = tmp_path_factory.mktemp("scripts") / "archive"
    write_articles(archive, [Article(name, name, body) for name, body in BODIES.items()], workers=1)
    return open_archive(archive)


@pytest.mark.parametrize(
    ("query", "total", "said"),
    [
        ("ꦗꦮ", 0, "in Javanese letters only what is between spaces or punctuation is found"),
        ("ꦧꦱꦗꦮꦱꦸꦫꦏꦂꦠ", 1, "in Javanese letters only what is between spaces or punctuation is found"),
        ("ꔤ OR ᬩᬮᬶ", 0, "in Balinese and Vai letters only"),
        ("ירושלים", 0, "in Hebrew letters words are found only as typed, without other forms"),
        ("*ירושלים", 1, None),
        ("საქართველო", 0, "in Georgian letters words are found only as typed"),
        ("საქართველო*", 1, None),
        ("ཡིག", 1, None),
        ("правительство", 0, None),
        ("政府", 0, None),
        ("Jérusalem government", 1, None),
        ("“Jerusalem”", 1, None),
    ],
)
def test_limits_of_a_script_are_said(
    news: NewsArchive, query: str, total: int, said: str | None
) -> None:
    answer = news.search(query)
    assert answer.total == total
    notes = [note for note in answer.notes if "letters" in note]
    assert len(notes) == (said is not None)
    assert said is None or notes[0].startswith(said)


def test_the_scripts_of_languages_with_forms_are_in_the_table() -> None:
    known = "|".join(row.scripts for row in SERVED).split("|")
    for letter in "aéßøαжեعத":
        assert script_of(letter) in known, letter


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        ("ꦗ", "javanese"),
        ("א", "hebrew"),
        ("北", "cjk"),
        ("ᮠ", "sundanese"),
        ("ꪀ", "tai viet"),
        ("ᐁ", "canadian"),
    ],
)
def test_scripts_are_called_as_unicode_calls_them(letter: str, script: str) -> None:
    assert script_of(letter) == script
