"""Which format is this? Told by what the file holds; its name only settles what that leaves open.

Newsrooms' files are misnamed as often as not (HTML pages called .txt, exports without a suffix),
so each format is known by a sign that running text does not have.
"""

from __future__ import annotations

import re
from enum import Enum

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode, refuse_binary
from newssearch.indexer.readers.europresse import is_europresse
from newssearch.indexer.readers.factiva import is_factiva, is_factiva_page
from newssearch.indexer.readers.nexis import is_nexis
from newssearch.indexer.readers.press_archives import is_apa, is_mediargus
from newssearch.indexer.readers.proquest import is_proquest
from newssearch.indexer.readers.table import is_table


class Format(Enum):
    """A format that has a reader."""

    PLAIN = "plain text"
    HTML = "HTML"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    TABLE = "table"
    REUTERS = "Reuters SGML"
    NEXIS = "Nexis export"
    FACTIVA = "Factiva export"
    FACTIVA_PAGE = "Factiva export in HTML"
    PROQUEST = "ProQuest export"
    EUROPRESSE = "Europresse export"
    MEDIARGUS = "Mediargus or GoPress export"
    APA = "APA or DeFacto export"
    NITF = "NITF"
    NEWSML = "NewsML-G2"
    FEED = "feed"
    WARC = "WARC"
    MBOX = "mailbox"
    MAIL = "mail message"
    PARQUET = "Parquet"
    RTF = "RTF"
    WORD = "Word (DOCX)"
    GZIP = "gzip"
    ZIP = "zip folder"


_TEXT_EXPORTS = (
    (is_nexis, Format.NEXIS),
    (is_factiva, Format.FACTIVA),
    (is_proquest, Format.PROQUEST),
    (is_mediargus, Format.MEDIARGUS),
    (is_apa, Format.APA),
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
    (b"WARC/", Format.WARC),
    (b"{\\rtf", Format.RTF),
    (b"From ", Format.MBOX),
)
_ROOTS = (
    (Format.REUTERS, re.compile(r"<!doctype lewis\b|<reuters\b[^<>]{0,300}\bnewid=", re.I)),
    (Format.NITF, re.compile(r"<nitf[\s>]", re.I)),
    (Format.NEWSML, re.compile(r"<(?:[a-z0-9]{1,20}:)?(?:newsItem|newsMessage|packageItem)[\s>]")),
    (Format.FEED, re.compile(r"<(?:[a-z0-9]{1,20}:)?(?:rss|feed|RDF)[\s>]")),
)
_HTML_ROOT = re.compile(r"<(?:!doctype html|html)\b", re.I)
_HTML_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|title|meta|p|div|span|br|h[1-6]|article|section|table|a)"
    r"(?=[\s>/])",
    re.I,
)
_MAIL_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9\-]{0,60}):[ \t]")
_MAIL_SIGNS = frozenset({"message-id", "mime-version", "received", "return-path", "delivered-to"})
_MAIL_HEADS = frozenset({"from", "to", "subject", "date"})
"""Together they are a message, too: programs that save mail drop the headers nobody reads."""
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
        return Format.WORD if b"word/" in head or name.lower().endswith(".docx") else Format.ZIP
    if head.startswith(b"PK\x05\x06"):
        raise ArticleError("empty zip folder")
    for magic, found in _BY_MAGIC:
        if head.startswith(magic) and (found is not Format.MBOX or _is_mbox(head)):
            return found
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
    for recognises, found in _TEXT_EXPORTS:
        if recognises(text):
            return found
    if _is_mail(text, name):
        return Format.MAIL
    if is_table(text, name):
        return Format.TABLE
    if name.endswith((".html", ".htm", ".xhtml")) or len(_HTML_TAG.findall(text)) >= 5:
        return Format.HTML
    if name.endswith(_JSON_SUFFIXES):
        raise ArticleError("broken JSON")
    return Format.PLAIN


def _detect_markup(text: str, name: str) -> Format:
    opening = text[:8000]
    if not _HTML_ROOT.match(opening):
        for found, root in _ROOTS:
            if root.search(opening):
                return found
    for recognises, found in _PAGE_EXPORTS:
        if recognises(text):
            return found
    if _HTML_TAG.search(text) or name.endswith((".html", ".htm", ".xhtml")):
        return Format.HTML
    if opening.startswith("<?xml") or name.endswith(".xml"):
        raise ArticleError("XML of no known news format")
    return Format.PLAIN


def _detect_json(text: str, name: str) -> Format | None:
    """Tell one JSON document from JSON Lines, and both from text in brackets."""
    if text.startswith("["):
        return Format.JSON if re.match(r'\[\s*(?:[{"\]])', text) else None
    if not re.match(r'\{\s*["}]', text):
        return None
    if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
        return Format.JSON_LINES
    first, newline, rest = text.partition("\n")
    if newline and first.rstrip().endswith("}") and re.match(r"\s*\{", rest):
        return Format.JSON_LINES
    return Format.JSON


def _is_mbox(head: bytes) -> bool:
    second = head.split(b"\n", 2)[1:2]
    return bool(second) and _MAIL_HEADER.match(second[0].decode("latin-1")) is not None


def _is_mail(text: str, name: str) -> bool:
    """Tell a message by a block of header lines, among them some that only mail has."""
    names = set()
    for line in text.split("\n", 60)[:60]:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        found = _MAIL_HEADER.match(line)
        if not found:
            return False
        names.add(found.group(1).lower())
    if name.endswith(".eml") or names & _MAIL_SIGNS:
        return bool(names & {"from", "subject", "date"})
    return names >= _MAIL_HEADS
