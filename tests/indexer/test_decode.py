import pytest
from hypothesis import given
from hypothesis import strategies as st

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import declared_encoding, decode


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("café “q”".encode(), "café “q”"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
        ("news café".encode("utf-16"), "news café"),
        ("<p>needle café</p>".encode("utf-16-be"), "<p>needle café</p>"),
        ("<p>needle café</p>".encode("utf-16-le"), "<p>needle café</p>"),
        ("café “q” – €5".encode("cp1252"), "café “q” – €5"),
        ('<meta charset="utf-8">café “q”'.encode("cp1252"), '<meta charset="utf-8">café “q”'),
        (b"<meta charset=iso-8859-1>caf\xe9 \x93q\x94", "<meta charset=iso-8859-1>café “q”"),
        ('<meta charset="iso-8859-1">café'.encode(), '<meta charset="iso-8859-1">café'),
        ('<meta charset="koi8-r">новости'.encode("koi8-r"), '<meta charset="koi8-r">новости'),
        ('<meta charset="gb2312">镕新闻'.encode("gbk"), '<meta charset="gb2312">镕新闻'),
        ("café ".encode() + "“smart”".encode("cp1252"), "café “smart”"),
        (b"", ""),
    ],
)
def test_text_comes_out(content, text):
    assert decode(content).text == text


def test_an_encoding_named_outside_comes_before_one_named_inside():
    page = '<meta charset="koi8-r">café'.encode("iso-8859-2")
    assert decode(page, declared="ISO-8859-2").text.endswith("café")


def test_unknown_labels_and_utf_7_are_not_believed():
    assert declared_encoding(b'<meta charset="x-nonsense">') is None
    assert decode(b'<meta charset="utf-7">+ADw-script').text.endswith("+ADw-script")


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"%PDF-1.7\n...", "PDF"), (b"\x7fELF\x02\x01\x01\x00", "program"), (bytes(500), "binary")],
)
def test_binary_files_are_refused_with_their_kind(content, kind):
    with pytest.raises(ArticleError, match=kind):
        decode(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_an_article_error(content):
    try:
        text = decode(content).text
    except ArticleError:
        return
    text.encode("utf-8")


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs", "Cc"])))
def test_utf_8_comes_out_as_it_went_in(text):
    assert decode(b"text " + text.encode()).text.endswith(text)


@pytest.mark.parametrize("codec", ["cp437", "cp850"])
def test_texts_of_dos_are_known_by_low_marks_within_words(codec):
    text = "Café owners in Málaga: the naïve señor and Günther Bär ate crêpes, olé."
    found = decode(text.encode(codec))
    assert (found.text, found.guess) == (text, "DOS (cp850)")


def test_low_quotation_marks_of_windows_stay():
    text = "Er sagte: „Das Café ist zu‚ und ging. ‚Nein‘, rief sie über die Straße."
    assert decode(text.encode("cp1252")).text == text
