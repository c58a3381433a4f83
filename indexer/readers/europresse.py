"""Europresse exports: a page of ``article`` elements, each with its head and its text.

Publication, a line of section, day and length, title and authors stand in elements of known names;
below the text stand the copyright and the certificate of the copy. Source: the pages of the
"Document saved as HTML" of Europresse, as of 2013 to 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.record import Declared, Record, Skipped

_ARTICLE = re.compile(r"<article\b", re.I)
_NAMES = ("DocPublicationName", "titreArticleVisu", "DocHeader")
_SIGN = re.compile(rf"class=[\"'][^\"'<>]{{0,80}}\b(?:{'|'.join(_NAMES)})\b")
_NUMBER = re.compile(r",?\s(?:no\.?|n°|nº|num[ée]ro|vol\.?)\s?\S.*\Z", re.I | re.S)
_BELOW = re.compile(
    r"(?:©|Copyright\b|\(c\)|Tous droits réservés|Certificat émis le|Numéro de document\s?:"
    r"|news[·.]\d{8}[·.]|Cet article est paru dans|Le présent document|Note\(s\)\s?:|Taille\s?:"
    r"|Origine\(s\)\s?:|PDF du document|Aussi paru dans|Illustration\(s\)\s?:)",
    re.I,
)
_SECTION = re.compile(r"(?:\d[\d\s]{0,15}mots|p\.\s?\S{1,60}|pp?\.\s?\d.{0,200})\Z", re.I)
_WEEKDAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday)\b",
    re.I,
)


def is_europresse(markup: str) -> bool:
    """Tell an export by the names of its elements."""
    if not any(name in markup for name in _NAMES):
        return False
    return bool(_ARTICLE.search(markup)) and len(_SIGN.findall(markup)) >= 2


def read_europresse(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read every article of an export."""
    markup = source.decode_whole().text
    starts = [found.start() for found in _ARTICLE.finditer(markup)]
    if not starts:
        raise ArticleError("a Europresse export without articles")
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(markup)], strict=True), 1):
        yield _read_article(markup[start:end], number)


def _read_article(markup: str, number: int) -> Record | Skipped:
    head, sign, rest = markup.partition("</header>")
    if not sign:
        head, rest = markup, markup
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, value: str, origin: str) -> None:
        if value and field not in declared:
            declared[field] = (Declared(value, origin),)

    title = _inside(head, "titreArticleVisu") or _inside(head, "titreArticle")
    declare("title", title or _inside(head, "rdp__articletitle"), "titreArticle")
    declare("source", _NUMBER.sub("", _inside(head, "DocPublicationName")), "DocPublicationName")
    line = _inside(head, "DocHeader") or _inside(head, "DocTitreSousSection")
    if day := find_day(line):
        declare("date", day.value, "DocHeader")
    declare("section", _section_of(line), "DocHeader")
    declare(
        "byline",
        _inside(markup, "docAuthors") or _inside(markup, "sm-margin-bottomNews"),
        "authors",
    )
    text = _element(rest, "docOcurrContainer") or _element(rest, "DocText") or rest
    lines = list(read_fragment(f"<div>{text}</div>").lines)
    while lines and _BELOW.match(lines[-1]):
        lines.pop()
    below = next((n for n, each in enumerate(lines) if n and _BELOW.match(each)), len(lines))
    taken = {" ".join(item.value.split()) for values in declared.values() for item in values}
    lines = [each for n, each in enumerate(lines[:below]) if n > 8 or each not in taken]
    if not lines and "title" not in declared:
        return Skipped(number, "no text and no title in this part of the export")
    return Record("\n".join(lines), declared, "paragraphs", number=number)


def _section_of(line: str) -> str:
    """Return what comes before the day ("Monde, mardi 2 juillet 2019, p. 4")."""
    first = line.split(",", maxsplit=1)[0].strip()
    unfit = _WEEKDAY.match(first) or _SECTION.search(first) or find_day(first)
    return "" if unfit or len(first) > 60 else first


def _inside(markup: str, name: str) -> str:
    """Return the text of the first element that bears a name among its classes."""
    return " ".join(read_fragment(f"<div>{_element(markup, name)}</div>").lines)


def _element(markup: str, name: str) -> str:
    """Return what is inside of the first element that bears a name among its classes."""
    opening = re.search(
        rf"<([a-z][a-z0-9]{{0,9}})\b[^<>]{{0,300}}\bclass=[\"'][^\"'<>]{{0,120}}\b{name}\b[^<>]{{0,300}}>",
        markup,
    )
    if not opening:
        return ""
    depth = 1
    for tag in re.finditer(rf"<(/?){opening.group(1)}\b", markup[opening.end() :], re.I):
        depth += -1 if tag.group(1) else 1
        if not depth:
            return markup[opening.end() : opening.end() + tag.start()]
    return markup[opening.end() :]
