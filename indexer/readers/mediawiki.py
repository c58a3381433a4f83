"""MediaWiki dumps: every page of the main namespace is an article; read in a stream.

Wikitext is brought to plain text by its rules of nesting: templates, tables, files and references
go, links leave what they show. Talk, templates, redirects and the like are counted and passed over.
Source: MediaWiki, "Help:Export" and "Help:Formatting".
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.textstream import Pieces
from newssearch.indexer.record import Declared, Found, Record, Remark, Skipped

_TEXT_END = "</text>"
_TEXT = re.compile(rf"<text\b[^<>]{{0,500}}>(.*?){_TEXT_END}", re.S)
_DATE_TEMPLATE = re.compile(r"\{\{\s{0,5}date\s{0,5}\|\s{0,5}([^{}|]{4,60})", re.I)
_COMMENT = re.compile("<!--")
_REFERENCE = re.compile(
    r"(?P<whole><ref\b[^<>/]{0,300}/>)|<(?P<name>ref)\b[^<>]{0,300}>|<(?P<gallery>gallery)\b"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>")
_LINK = re.compile(r"\[\[([^\[\]|]{0,300})(?:\|([^\[\]]{0,1000}))?\]\]")
_ADDRESS_LINK = re.compile(r"\[(?:https?:)?//[^\s\[\]]{1,2000}(?:\s([^\[\]]{0,500}))?\]")
_NAMESPACE = re.compile(
    r":?(?:file|image|category|kategorie|catégorie|categoría|datei|fichier)\s?:", re.I
)
_HEADING = re.compile(r"(={2,6})\s{0,5}(.{1,300}?)\s{0,5}\1\s*\Z")
_MARKS = re.compile(r"'{2,5}|__[A-Z]{3,20}__|\A[*#:;]{1,5}\s{0,3}")
_APPENDIX = re.compile(
    r"(?:sources?|references|external links|see also|related news|sister "
    r"links|quellen|einzelnachweise"
    r"|weblinks|fuentes|enlaces externos|fonti|liens externes|voir aussi|notes)\Z",
    re.I,
)
_MAX_NESTING_PASSES = 12


def read_mediawiki(source: ByteSource) -> Iterator[Found]:
    """Read the pages of a dump, in order."""
    text_of = Pieces(source)
    name = _tagged(decode(source.head).text, "sitename")
    number = passed_over = 0
    for part in source.split(b"</page>", limits.LINE_BYTES):
        if part is None:
            number += 1
            yield Skipped(number, f"page over {limits.LINE_BYTES // limits.MEGABYTE} MB")
            continue
        start = part.find(b"<page>")
        if start < 0:
            continue
        number += 1
        page = text_of(part[start:])
        if _tagged(page, "ns") not in ("", "0") or "<redirect" in page:
            passed_over += 1
            continue
        yield _read_page(page, name, number)
    if passed_over:
        yield Remark(
            f"{passed_over} pages of the dump are not articles (talk, templates, redirects)"
        )
    if not number:
        raise ArticleError("a MediaWiki dump without pages")


def _tagged(markup: str, name: str) -> str:
    found = re.search(rf"<{name}>([^<]{{0,500}})</{name}>", markup)
    return html.unescape(found.group(1)).strip() if found else ""


def _read_page(page: str, site: str, number: int) -> Record | Skipped:
    closed = page[: page.rfind(_TEXT_END) + len(_TEXT_END)]  # what is never closed is no text
    texts = _TEXT.findall(closed)
    written = html.unescape(texts[-1]) if texts else ""
    lines, headings = plain_text(written)
    title = _tagged(page, "title")
    if not lines:
        return Skipped(number, f"a page without text: {title[:60]}")
    declared: dict[str, tuple[Declared, ...]] = {}
    if title:
        declared["title"] = (Declared(title, "title element"),)
    if site:
        declared["source"] = (Declared(site, "sitename"),)
    template = _DATE_TEMPLATE.search(written)
    for value, origin in (
        (template.group(1) if template else "", "date template"),
        (_tagged(page, "timestamp"), "revision"),
    ):
        day = find_day(value)
        if day and "date" not in declared:
            declared["date"] = (Declared(day.value, origin),)
    return Record("\n".join(lines), declared, "paragraphs", headings, number)


def plain_text(wikitext: str) -> tuple[list[str], frozenset[int]]:
    """Return wikitext as lines of plain text, and the numbers of those that are headings."""
    text = _without_nested(_without_elements(wikitext), "{{", "}}")
    text = _without_nested(text, "{|", "|}")
    for _ in range(_MAX_NESTING_PASSES):
        shown = _LINK.sub(_shown, text)
        if shown == text:
            break
        text = shown
    text = _TAG.sub("", _ADDRESS_LINK.sub(lambda found: found.group(1) or "", text))
    lines: list[str] = []
    headings: set[int] = set()
    for written in text.split("\n"):
        found = _HEADING.match(written)
        if found:
            if _APPENDIX.match(found.group(2)):
                break
            headings.add(len(lines))
        line = " ".join(_MARKS.sub("", found.group(2) if found else written).split())
        if line:
            lines.append(html.unescape(line))
        else:
            headings.discard(len(lines))
    while lines and len(lines) - 1 in headings:
        headings.discard(len(lines) - 1)
        lines.pop()
    return lines, frozenset(headings)


def _shown(link: re.Match[str]) -> str:
    """Return what a link shows: its label, or its target; nothing of files and categories."""
    if _NAMESPACE.match(link.group(1)):
        return ""
    return link.group(2) if link.group(2) is not None else link.group(1)


def _without_elements(text: str) -> str:
    """Return a text without comments, references and galleries; one that is never closed stays."""
    text = _without(text, _COMMENT, lambda _opening: "-->")
    return _without(text, _REFERENCE, _closing_of_reference)


def _closing_of_reference(opening: re.Match[str]) -> str:
    return "" if opening["whole"] else f"</{opening['name'] or opening['gallery']}>"


def _without(
    text: str, openings: re.Pattern[str], closing_of: Callable[[re.Match[str]], str]
) -> str:
    """Return a text without what is from each opening to the closing that belongs to it.

    A closing that is not found is not looked for again.
    """
    kept: list[str] = []
    missing: set[str] = set()
    start = at = 0
    while opening := openings.search(text, at):
        closing = closing_of(opening)
        at = opening.end()
        end = -1 if closing in missing else text.find(closing, at)
        if end < 0:
            missing.add(closing)
        else:
            kept.append(text[start : opening.start()])
            start = at = end + len(closing)
    return "".join([*kept, text[start:]])


def _without_nested(text: str, opening: str, closing: str) -> str:
    """Return a text without what stands between pairs of marks, which may be nested."""
    pieces = re.split(f"({re.escape(opening)}|{re.escape(closing)})", text)
    kept: list[str] = []
    depth = 0
    for piece in pieces:
        if piece == opening:
            depth += 1
        elif piece == closing:
            depth = max(0, depth - 1)
        elif not depth:
            kept.append(piece)
    return "".join(kept)
