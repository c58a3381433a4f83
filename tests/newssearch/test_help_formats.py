"""``help formats`` says of every reader what its table says."""

from newssearch.indexer.readers.formats import READERS


def test_every_format_is_explained(call):
    code, shown, _ = call("help", "formats", archive=None)
    assert code == 0
    words = " ".join(shown.split())
    for reader in READERS:
        assert f"{reader.format.value} ({reader.name})" in shown
        for text in (reader.known_by, reader.taken, reader.left, reader.obtained):
            assert " ".join(text.split()) in words
    assert max(map(len, shown.split("\n"))) <= 88
