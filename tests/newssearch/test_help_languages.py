"""``help languages`` says of every script and language what the documents say."""

from newssearch.search.scripts import SERVED
from newssearch.search.variants.languages import LANGUAGES


def test_every_script_and_language_is_explained(call):
    code, shown, _ = call("help", "languages", archive=None)
    assert code == 0
    words = " ".join(shown.split())
    for language in LANGUAGES.values():
        assert language.name in words
    for row in SERVED:
        assert row.about in words
    assert "école finds l'école and d'école" in words
    assert "*ירושלים does" in words, "what is typed keeps its asterisk"
    assert max(map(len, shown.split("\n"))) <= 88
