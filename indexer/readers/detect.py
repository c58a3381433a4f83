"""Which format is this? Told by what the file holds; its name only settles what that leaves open.

Newsrooms' files are misnamed as often as not (HTML pages called .txt, exports without a suffix),
so each format is known by a sign that running text does not have.
"""

from __future__ import annotations

import re

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode, refuse_binary
from newssearch.indexer.readers.databases import is_press_database
from newssearch.indexer.readers.europresse import is_europresse
from newssearch.indexer.readers.factiva import is_factiva, is_factiva_page
from newssearch.indexer.readers.formats import Format
from newssearch.indexer.readers.jsonstream import ASSIGNMENT
from newssearch.indexer.readers.nexis import is_nexis
from newssearch.indexer.readers.press_archives import is_apa, is_mediargus
from newssearch.indexer.readers.proquest import is_proquest
from newssearch.indexer.readers.ris import is_ris
from newssearch.indexer.readers.table import is_table
from newssearch.indexer.readers.tarfolder import is_tar

_TEXT_EXPORTS = (
    (is_nexis, Format.NEXIS),
    (is_factiva, Format.FACTIVA),
    (is_proquest, Format.PROQUEST),
    (is_mediargus, Format.MEDIARGUS),
    (is_apa, Format.APA),
    (is_press_database, Format.PRESS_DATABASE),
)
_PAGE_EXPORTS = (
    (is_factiva_page, Format.FACTIVA_PAGE),
    (is_europresse, Format.EUROPRESSE),
    (is_nexis, Format.NEXIS),
    (is_proquest, Format.PROQUEST),
    (is_apa, Format.APA),
)
_BY_MAGIC = (
    (b"\x1f\x8b", Format.GZIP),
    (b"PAR1", Format.PARQUET),
    (b"BZh", Format.BZIP2),
    (b"\xfd7zXZ\x00", Format.XZ),
    (b"\x28\xb5\x2f\xfd", Format.ZSTANDARD),
    (b"WARC/", Format.WARC),
    (b"filedesc://", Format.WARC),
    (b"{\\rtf", Format.RTF),
    (b"From ", Format.MBOX),
)
_BEFORE_PDF = 1024
"""Bytes that may come before a PDF. Source: ISO 32000, "Implementation notes"."""

_LEWIS = re.compile(r"<!doctype lewis\b|<reuters\b[^<>]{0,300}\bnewid=", re.I)
_FORMAT_OF_ROOT = {
    "nitf": Format.NITF,
    "newsItem": Format.NEWSML,
    "newsMessage": Format.NEWSML,
    "packageItem": Format.NEWSML,
    "NewsML": Format.NEWSML1,
    "newsitem": Format.RCV1,
    "rss": Format.FEED,
    "feed": Format.FEED,
    "RDF": Format.FEED,
    "TEI": Format.TEI,
    "TEI.2": Format.TEI,
    "teiCorpus": Format.TEI,
    "alto": Format.ALTO,
    "mediawiki": Format.MEDIAWIKI,
    "PPSResponse": Format.FACTIVA_XML,
    "ppsArticleResponse": Format.FACTIVA_XML,
}
"""The names of root elements, without their namespaces."""

_ROOT = re.compile(r"<(?:([A-Za-z_][\w.\-]{0,40}):)?([A-Za-z_][\w.\-]{0,60})(?=[\s>/])")
_BEFORE_ROOT = re.compile(
    r"\s{0,500}(?:<\?[^<>]{0,1000}\?>|<!--.*?-->|<!DOCTYPE\b[^<>\[]{0,500}(?:\[[^\]]{0,20000}\]\s{0,20})?>)",
    re.S | re.I,
)
_INNER_ROOTS = (
    (Format.NEWSML, re.compile(r"<(?:[A-Za-z0-9]{1,20}:)?(?:newsItem|newsMessage)[\s>]")),
    (Format.NEWSML1, re.compile(r"<NewsML[\s>]")),
    (Format.NITF, re.compile(r"<nitf[\s>]", re.I)),
    (Format.RCV1, re.compile(r"<newsitem\b[^<>]{0,300}\bitemid=")),
    (Format.FEED, re.compile(r"<(?:[a-z0-9]{1,20}:)?(?:rss|feed|RDF)[\s>]")),
)
"""What may be inside an envelope that is not known."""

_EXTRACTED = re.compile(
    r"<doc\b[^<>]{0,3000}\b(?:sitename|hostname|fingerprint|categories)=|<main[\s>]"
)
_STRONG_HTML = re.compile(
    r"<(?:html|head|body|div|span|br|table|meta|h[1-6]|script|a)(?=[\s>/])", re.I
)
_HTML_ROOT = re.compile(r"<(?:!doctype html|html)\b", re.I)
_HTML_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|p|div|span|br|h[1-6]|article|section|table|a)"
    r"(?=[\s>/])",
    re.I,
)
_MAIL_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9\-]{0,60}):(?:[ \t]|\Z)")
_MAIL_SIGNS = frozenset({"message-id", "mime-version", "received", "return-path", "delivered-to"})
_MAIL_HEADS = frozenset({"from", "to", "subject", "date"})
"""Together they are a message, too: programs that save mail drop the headers nobody reads."""
_NEWS_HEADS = frozenset({"newsgroups", "organization", "lines", "nntp-posting-host", "path"})
"""One of these makes From and Subject an article of Usenet. Source: RFC 5536."""
_MANY_HEADERS = 40
"""So many lines of headers and nothing else are a message's, even before the usual ones come."""

_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")


def detect(head: bytes, name: str, *, encoding: str | None = None) -> Format:
    """Return the format of a file by its first bytes and its name.

    ``encoding`` is what its text is in where it does not say.

    Raises:
        ArticleError: it is empty, or no format of text.
    """
    if not head:
        raise ArticleError("empty file")
    if head.startswith(b"PK\x03\x04"):
        return _package(head, name)
    if head.startswith(b"PK\x05\x06"):
        raise ArticleError("empty zip file")
    for magic, found in _BY_MAGIC:
        if head.startswith(magic) and (found not in _FURTHER or _FURTHER[found](head)):
            return found
    if b"%PDF-" in head[:_BEFORE_PDF]:
        return Format.PDF
    if is_tar(head):
        return Format.TAR
    _refuse_old_office(head, name)
    if encoding is None:
        refuse_binary(head)
    text = decode(head, preset=encoding).text.lstrip("\ufeff \t\r\n\x0b\x0c")
    if not text.strip("\x00"):
        raise ArticleError("empty file")
    return _detect_text(text, name.lower())


def _detect_text(text: str, name: str) -> Format:
    if text.startswith("<"):
        return _detect_markup(text, name)
    if text.startswith(("{", "[")) and (found := _detect_json(text, name)):
        return found
    if name.endswith(_JSON_SUFFIXES) and ASSIGNMENT.match(text):
        return Format.JSON
    if _is_mail(text, name):  # before what it may have been sent with
        return Format.MHTML if _is_saved_page(text, name) else Format.MAIL
    for recognises, found in _TEXT_EXPORTS:
        if recognises(text):
            return found
    if _BIBTEX.match(text):
        raise ArticleError("BibTeX", hint="export it as RIS or CSL JSON")
    if is_ris(text):
        return Format.RIS
    if is_table(text, name):
        return Format.TABLE
    if name.endswith((".html", ".htm", ".xhtml")) or len(_HTML_TAG.findall(text)) >= 5:
        return Format.HTML
    if name.endswith(_JSON_SUFFIXES):
        raise ArticleError("broken JSON")
    return Format.PLAIN


def _detect_markup(text: str, name: str) -> Format:
    opening = text[:30_000]
    if not _HTML_ROOT.match(opening):
        if _LEWIS.search(opening):
            return Format.REUTERS
        if found := _format_of_root(opening):
            return found
    for recognises, export in _PAGE_EXPORTS:
        if recognises(text):
            return export
    declared = opening.startswith("<?xml") or name.endswith(".xml")
    page = _HTML_ROOT.search(opening) or name.endswith((".html", ".htm", ".xhtml"))
    if declared and not page:
        raise ArticleError("XML in no known news format")
    if page or _STRONG_HTML.search(text):
        return Format.HTML
    if _HTML_TAG.search(text):
        if _is_html_name(_root_name(opening)):
            return Format.HTML
        raise ArticleError("XML in no known news format")
    return Format.PLAIN


def _format_of_root(opening: str) -> Format | None:
    """Return the format of XML by the name of its root, or of what an envelope holds."""
    root = _root_name(opening)
    if root in _FORMAT_OF_ROOT:
        return _FORMAT_OF_ROOT[root]
    if root.lower() in ("doc", "docs"):
        return Format.EXTRACTED if _EXTRACTED.search(opening) else Format.SGML
    if _is_html_name(root):
        return None
    return next((found for found, inner in _INNER_ROOTS if inner.search(opening)), None)


def _root_name(opening: str) -> str:
    """Return the name of the first element, without its namespace."""
    place = 0
    while found := _BEFORE_ROOT.match(opening, place):
        place = found.end()
    root = _ROOT.search(opening, place)
    return root.group(2) if root else ""


def _is_html_name(name: str) -> bool:
    return bool(_HTML_TAG.match(f"<{name}>"))


def _detect_json(text: str, name: str) -> Format | None:
    """Tell one JSON document from JSON Lines, and both from text in brackets."""
    if name.endswith(_JSON_SUFFIXES) and _PYTHON.match(text):
        raise ArticleError(
            "objects as Python prints them, not JSON", hint="write them by json.dump"
        )
    if text.startswith("["):
        return Format.JSON if re.match(r'\[\s*(?:[{"\]]|\[\s*")', text) else None
    if not re.match(r'\{\s*["}]', text):
        return None
    first, newline, rest = text.partition("\n")
    over_lines = newline and not first.rstrip().endswith("}") and _NEXT_NAME.match(rest)
    if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")) and not over_lines:
        return Format.JSON_LINES
    if newline and first.rstrip().endswith("}") and re.match(r"\s*\{", rest):
        return Format.JSON_LINES
    return Format.JSON


_BIBTEX = re.compile(
    r"(?:%[^\n]{0,300}\n\s{0,20}){0,20}@[A-Za-z]{3,20}\s?\{[^\s,{}=]{1,200},\s", re.I
)
_PYTHON = re.compile(r"\[?\s{0,20}\{\s{0,20}'[^'\n]{1,100}'\s{0,5}:")
_NEXT_NAME = re.compile(r'[ \t]{0,20}"[^"\n]{1,200}"[ \t]{0,5}:')
"""A name that opens a line: an object that is written over several of them."""


def _package(head: bytes, name: str) -> Format:
    """Tell what a zip file is: a document of some office program or book, or a folder.

    Raises:
        ArticleError: it is one that is not read.
    """
    name = name.lower()
    kind = _MIMETYPE.match(head)
    if (kind and kind.group(1) == b"epub+zip") or name.endswith(".epub"):
        return Format.EPUB
    if kind:
        if kind.group(1).startswith(b"vnd.oasis.opendocument.text"):
            return Format.OPENDOCUMENT
        if b"spreadsheet" in kind.group(1):
            raise ArticleError("OpenDocument spreadsheet", hint="save it as CSV or XLSX")
        raise ArticleError("OpenDocument file that is no text")
    if name.endswith(".odt"):
        return Format.OPENDOCUMENT
    parts = b"[Content_Types].xml" in head
    if name.endswith((".xlsx", ".xlsm")) or (parts and b"xl/workbook.xml" in head):
        return Format.EXCEL
    if name.endswith(".xlsb") or (parts and b"xl/workbook.bin" in head):
        raise ArticleError("binary Excel workbook", hint="save it as XLSX or CSV")
    if name.endswith((".pptx", ".pptm")) or (parts and b"ppt/presentation.xml" in head):
        raise ArticleError("PowerPoint file", hint="save it as PDF")
    return Format.WORD if _is_word(head, name) else Format.ZIP


def _refuse_old_office(head: bytes, name: str) -> None:
    """Say what an old file of an office program is, and as what to save it.

    Raises:
        ArticleError: it is one.
    """
    if not head.startswith(_OLD_OFFICE):
        return
    name = name.lower()
    if name.endswith((".xls", ".xlt")):
        raise ArticleError("old Excel workbook (.xls)", hint="save it as XLSX or CSV")
    if name.endswith(".msg"):
        raise ArticleError("Outlook message (.msg)", hint="save it as EML")
    if name.endswith((".doc", ".dot", ".wps")):
        raise ArticleError(
            "old Word file (.doc)",
            hint="save it as DOCX, for example: soffice --headless --convert-to docx FILE",
        )


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MIMETYPE = re.compile(
    rb"PK\x03\x04.{22}\x08\x00.{2}mimetypeapplication/([a-z0-9.+-]{1,80}?)(?=PK|[^a-z0-9.+-]|\Z)",
    re.S,
)
"""How books and OpenDocument begin: with a file that says so, unpacked."""


def _is_word(head: bytes, name: str) -> bool:
    """Tell a Word package from a folder in which something else is called so."""
    if name.lower().endswith(".docx") or b"word/document.xml" in head:
        return True
    return b"[Content_Types].xml" in head and b"word/" in head


def _is_mbox(head: bytes) -> bool:
    second = head.split(b"\n", 2)[1:2]
    return bool(second) and _MAIL_HEADER.match(second[0].decode("latin-1").rstrip("\r")) is not None


def _is_bzip2(head: bytes) -> bool:
    return head[4:10] in (b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90")


_FURTHER = {Format.MBOX: _is_mbox, Format.BZIP2: _is_bzip2}
"""What is asked further where a mark could open a text."""


def _is_saved_page(text: str, name: str) -> bool:
    """Say whether what is a mail message by its form is a page that a browser saved."""
    if not _RELATED.search(text):
        return False
    return name.endswith((".mht", ".mhtml")) or bool(_SAVED_PAGE.search(text))


_RELATED = re.compile(r"^Content-Type:\s{0,5}multipart/related", re.I | re.M)
_SAVED_PAGE = re.compile(
    r"^(?:Snapshot-Content-Location:|From: ?\"?<?(?:Saved by|Gespeichert von|Enregistré par))",
    re.I | re.M,
)


def _is_mail(text: str, name: str) -> bool:
    """Tell a message by a block of header lines, among them some that only mail has.

    Relays add headers without number: the block may be longer than the opening that is looked at.
    """
    first, _, rest = text.partition("\n")
    if not (first[:1].isdigit() or first[:1].isspace() or _MAIL_HEADER.match(first.rstrip("\r"))):
        return False
    names = set()
    *lines, last = (rest if first.strip().isdigit() else text).split("\n")
    for line in lines or [last]:
        bare = line.rstrip("\r")
        if not bare.strip():
            break
        if bare[0] in " \t":
            continue
        found = _MAIL_HEADER.match(bare)
        if not found:
            return False
        names.add(found.group(1).lower())
    else:  # the opening ends before the block does
        if len(lines) >= _MANY_HEADERS:
            return True
    if name.endswith((".eml", ".emlx")) or names & _MAIL_SIGNS:
        return bool(names & {"from", "subject", "date"}) or bool(names >= _MAIL_SIGNS)
    if names >= {"from", "subject"} and names & _NEWS_HEADS:
        return True
    return names >= _MAIL_HEADS
