"""A small valid file of every format that has a reader, of invented news."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple

import zstandard
from test_reader_crawls_and_mail import MESSAGE, PAGE, response
from test_reader_exports import ACADEMIC, FACTIVA
from test_reader_factiva import ENTRIES, page
from test_reader_markup import NEWSML, NITF, RSS
from test_reader_named_values import ARTICLE
from test_reader_office import RIS, book, odt, saved_page, workbook
from test_reader_pdf import report
from test_reader_press_databases import PROQUEST, apa, hit, newsbank
from test_reader_reuters import HEAD, NORM, article
from test_reader_word import package, run
from test_reader_xml import newsml1

from newssearch.indexer.readers.detect import Format

FIRST = "The bridge at Marlow Bay will be shut for two weeks while its cables are measured again."
SECOND = "Nobody on the council spoke against the plan, and the ferry will run every half hour."
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


def _as_it_is(content: bytes) -> bytes:
    return content


class Sample(NamedTuple):
    """A file: its name, what is in it, and how that is packed."""

    name: str
    content: bytes
    pack: Callable[[bytes], bytes] = _as_it_is


def _zipped(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("a.txt", content)
        folder.writestr("b.html", content)
    return packed.getvalue()


def _tarred(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as folder:
        for name in ("a.txt", "b.html"):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            folder.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def _word(content: bytes) -> bytes:
    return package(content.decode("utf-8", "replace"))


def _parquet() -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pyarrow
        from pyarrow import parquet

    rows = {
        "headline": ["Bridge to be shut", "Ferry to be full"],
        "authors": [["Ida Lund"], []],
        "published_at": [dt.datetime(2018, 5, 14, 9, tzinfo=dt.UTC), None],
        "content": [FIRST, SECOND],
    }
    written = io.BytesIO()
    parquet.write_table(pyarrow.table(rows), written)
    return written.getvalue()


_TABLE = (
    f'title,date,byline,text\n"Bridge, shut",2018-05-14,Ida Lund,"{FIRST}\n{SECOND}"\nSun,,,x\n'
)
_PLAIN = f"Bridge to be shut\n\nBy Ida Lund\n\nMARLOW BAY, May 14 - {FIRST}\n\n“{SECOND}”\n"
_EUROPRESSE = (
    '<html><head><title>Europresse</title></head><body><article><header><div><span class="Doc'
    'PublicationName">Courrier de Marlow</span></div><div><span class="DocHeader">Région, lundi 14 '
    'mai 2018 412 mots, p. 4</span></div><div class="titreArticle"><p class="titreArticleVisu">Le '
    'pont</p></div><div class="docAuthors">Ida Lund</div></header><section><div class="DocText">'
    f"{PARAGRAPHS}</div></section><footer><p>news·20180514·CM·1</p></footer></article></body></html>"
)
_MEDIARGUS = hit(1, "Brug dicht") + hit(2, "Veer vol", day="dinsdag 15 mei 2018")
_RCV1 = (
    '<?xml version="1.0" encoding="iso-8859-1" ?><newsitem itemid="7" date="1996-08-20"><title>'
    f"Bridge</title><headline>Bridge shut</headline><byline>Ida Lund</byline><text>{PARAGRAPHS}"
    '</text><metadata><dc element="dc.source" value="Bay Wire"/></metadata></newsitem>'
)
_TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Bridge</title>'
    '<author>Ida Lund</author></titleStmt><sourceDesc><date when="1908-05-14"/></sourceDesc>'
    f"</fileDesc></teiHeader><text><body><div><head>Bridge</head>{PARAGRAPHS}</div></body></text></TEI>"
)


def _string(words):
    return "<SP/>".join(f'<String CONTENT="{word}"/>' for word in words.split())


ALTO = (
    '<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>'
    '<Page ID="p1"><PrintSpace><TextBlock ID="b1" LANG="en"><TextLine>'
    f'{_string("Bridge to be shut")}</TextLine></TextBlock><TextBlock ID="b2"><TextLine>'
    f'{_string("The old")}<SP/><String CONTENT="bridge" SUBS_TYPE="HypPart1"'
    ' SUBS_CONTENT="bridgehead"/><HYP CONTENT="-"/></TextLine><TextLine>'
    '<String CONTENT="head" SUBS_TYPE="HypPart2" SUBS_CONTENT="bridgehead"/><SP/>'
    f'{_string("will be re")}<HYP CONTENT="-"/></TextLine><TextLine>{_string("paired.")}'
    "</TextLine></TextBlock></PrintSpace></Page></Layout></alto>"
)
_EXTRACTED = (
    '<doc sitename="Marlow Courier" title="Bridge to be shut" author="Ida Lund" date="2018-05-14"'
    f' hostname="courier.example"><main>{PARAGRAPHS}</main><comments/></doc>'
)
_FACTIVA_XML = (
    "<?xml version='1.0'?><PPSResponse><ppsarticle><article><headline><paragraph>Bridge shut"
    f"</paragraph></headline><byline>Ida Lund</byline><leadParagraph><paragraph>{FIRST}</paragraph>"
    "</leadParagraph><publicationDate><dateTime>2018-05-14T01:00:00Z</dateTime></publicationDate>"
    f"<tailParagraphs><paragraph>{SECOND}</paragraph></tailParagraphs></article></ppsarticle>"
    "</PPSResponse>"
)
_SGML = (
    "<DOC>\n<DOCNO> BAY880514-0003 </DOCNO>\n<HEAD>Bridge &amp; ferry</HEAD>\n<BYLINE>By IDA LUND"
    f"</BYLINE>\n<TEXT>\n<P>\n{FIRST}\n</P>\n<P>\n{SECOND}\n</P>\n</TEXT>\n</DOC>\n"
)
_MEDIAWIKI = (
    "<mediawiki xml:lang='en'><siteinfo><sitename>Marlownews</sitename></siteinfo><page><title>"
    "Bridge</title><ns>0</ns><revision><timestamp>2018-05-20T00:00:00Z</timestamp><text>{{date|May "
    f"14, 2018}}}}\n'''Marlow Bay''' — {FIRST}\n\n[[File:b.jpg|thumb|A [[bridge]]]]{SECOND}\n\n"
    "== Sources ==\n* {{source|url=x}}\n[[Category:Bridges]]</text></revision></page></mediawiki>"
)
_RTF = "{\\rtf1\\ansi {\\fonttbl{\\f0 Times;}}\\pard\\b " + _PLAIN.replace("\n", "\\par\n") + "}"

SAMPLES = {
    Format.PLAIN: Sample("plain.txt", _PLAIN.encode()),
    Format.HTML: Sample("page.html", PAGE.encode()),
    Format.JSON: Sample("list.json", json.dumps({"articles": [ARTICLE] * 2}).encode()),
    Format.JSON_LINES: Sample("lines.jsonl", (json.dumps(ARTICLE) + "\n").encode() * 2),
    Format.TABLE: Sample("table.csv", _TABLE.encode()),
    Format.REUTERS: Sample("reuters.sgm", (HEAD + article(1, NORM) * 2).encode("latin-1")),
    Format.NEXIS: Sample("nexis.txt", ACADEMIC.encode()),
    Format.FACTIVA: Sample("factiva.txt", FACTIVA.encode()),
    Format.FACTIVA_PAGE: Sample("factiva.html", page(ENTRIES).encode()),
    Format.PROQUEST: Sample("proquest.txt", PROQUEST.encode()),
    Format.EUROPRESSE: Sample("europresse.html", _EUROPRESSE.encode()),
    Format.MEDIARGUS: Sample("mediargus.txt", _MEDIARGUS.encode()),
    Format.PRESS_DATABASE: Sample("newsbank.txt", newsbank().encode()),
    Format.APA: Sample("apa.txt", apa().encode()),
    Format.NITF: Sample("nitf.xml", NITF.encode()),
    Format.NEWSML: Sample("newsml.xml", NEWSML.encode()),
    Format.NEWSML1: Sample("newsml1.xml", f"<NewsML>{newsml1(PARAGRAPHS)}</NewsML>".encode()),
    Format.RCV1: Sample("rcv1.xml", _RCV1.encode()),
    Format.TEI: Sample("tei.xml", _TEI.encode()),
    Format.ALTO: Sample("page.xml", ALTO.encode()),
    Format.EXTRACTED: Sample("extracted.xml", _EXTRACTED.encode()),
    Format.FACTIVA_XML: Sample("factiva.xml", _FACTIVA_XML.encode()),
    Format.SGML: Sample("trec.sgml", _SGML.encode() * 2),
    Format.MEDIAWIKI: Sample("dump.xml", _MEDIAWIKI.encode()),
    Format.FEED: Sample("feed.xml", RSS.encode()),
    Format.WARC: Sample("crawl.warc", response("https://example.org/a", PAGE.encode()) * 2),
    Format.MBOX: Sample("news.mbox", f"From a@b Thu Dec 13 2012\n{MESSAGE}\n".encode() * 2),
    Format.MAIL: Sample("mail.eml", MESSAGE.encode()),
    Format.RTF: Sample("wire.rtf", _RTF.encode()),
    Format.WORD: Sample(
        "wire.docx", (f"<w:p>{run(FIRST)}</w:p><w:p>{run(SECOND)}</w:p>").encode(), _word
    ),
    Format.PDF: Sample("report.pdf", report(2)),
    Format.OPENDOCUMENT: Sample("wire.odt", odt([FIRST, SECOND])),
    Format.EPUB: Sample("book.epub", book({"a": FIRST * 3, "b": SECOND * 3})),
    Format.EXCEL: Sample("table.xlsx", workbook({"news": [["title", "text"], ["Bay", FIRST]]})),
    Format.MHTML: Sample("page.mhtml", saved_page(PAGE)),
    Format.RIS: Sample("references.ris", RIS.encode()),
    Format.GZIP: Sample(
        "plain.txt.gz", _PLAIN.encode(), lambda content: gzip.compress(content, mtime=0)
    ),
    Format.BZIP2: Sample("plain.txt.bz2", _PLAIN.encode(), bz2.compress),
    Format.XZ: Sample("plain.txt.xz", _PLAIN.encode(), lzma.compress),
    Format.ZSTANDARD: Sample("plain.txt.zst", _PLAIN.encode(), zstandard.compress),
    Format.TAR: Sample("folder.tar", _PLAIN.encode(), _tarred),
    Format.ZIP: Sample("folder.zip", _PLAIN.encode(), _zipped),
}
"""Each is recognised by its content alone."""

if find_spec("pyarrow"):
    SAMPLES[Format.PARQUET] = Sample("rows.parquet", _parquet())
