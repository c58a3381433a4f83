from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Skipped

HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'


def article(number, inside, text_type=""):
    return (
        f'<REUTERS TOPICS="YES" NEWID="{number}">\n<DATE> 5-APR-1987 15:01:01.79</DATE>\n'
        f"<UNKNOWN>\n&#5;&#5;C T\nf0704&#31;reute\n</UNKNOWN>\n"
        f"<TEXT{text_type}>&#2;\n{inside}</TEXT>\n</REUTERS>\n"
    )


NORM = (
    "<TITLE>EXAMPLE CORP &lt;EXC> BUYS\nRIVAL</TITLE>\n<AUTHOR>    By Ann Lee, Reuters</AUTHOR>\n"
    "<DATELINE>    BEIRUT, April 5 - </DATELINE><BODY>Example Corp &lt;EXC.N> bought a\n"
    "rival &amp; its debt.\n    It paid caf\xe9s.\n Reuter\n&#3;</BODY>"
)


def read(*articles):
    return list(read_records((HEAD + "".join(articles)).encode("latin-1"), "x.sgm"))


def test_tags_are_declared_and_entities_resolved_once():
    (record,) = read(article(1, NORM))
    declared = {field: items[0].value for field, items in record.declared.items()}
    assert declared == {
        "source": "Reuters",
        "date": "1987-04-05",
        "time": "5-APR-1987 15:01:01.79",
        "title": "EXAMPLE CORP <EXC> BUYS RIVAL",
        "byline": "By Ann Lee, Reuters",
        "dateline": "BEIRUT, April 5 -",
    }
    assert record.text == ("Example Corp <EXC.N> bought a\nrival & its debt.\n    It paid cafés.")
    assert record.complete
    assert record.kind == ""


def test_briefs_are_their_title_and_unprocessed_text_is_marked():
    brief = "******<TITLE>FED DATA</TITLE>Blah blah blah.\n&#3;\n"
    raw = "RAW TEXT\n - it said &lt;X>.\n&#3;"
    first, second = read(article(1, brief, ' TYPE="BRIEF"'), article(2, raw, ' TYPE="UNPROC"'))
    assert first.text == ""
    assert (second.kind, second.number) == ("unprocessed", 2)
    assert "title" not in second.declared
    assert second.text == "RAW TEXT\n - it said <X>."


def test_an_article_that_is_cut_off_is_reported():
    results = read(article(1, NORM), "<REUTERS NEWID='2'>\n<DATE>x</DATE>\n<TE")
    assert isinstance(results[1], Skipped)
    assert results[1].number == 2
