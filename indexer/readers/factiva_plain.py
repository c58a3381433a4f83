"""Factiva exports without field codes: as the database shows articles and browsers save them.

An article is its headline, byline, a line of its length ("88 words"), the day, sometimes the time,
the publication with its code, edition, page, language and copyright, the text, and at last
"Document" with the article's number. HTML exports hold the same lines, with names for headline
and author. An export ends with a summary of the search. Source: Dow Jones Factiva, "Display
formats: full article".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day, read_day
from newssearch.indexer.knowledge.languages import language_code
from newssearch.indexer.record import Declared, Record, Skipped

_WORDS = r"(?:words?|wörter|mots?|palabras|parole|woorden|palavras|ord|слов|字)"
_LENGTH = re.compile(
    rf"[ \t]{{0,20}}\d[\d,.\u00a0 ]{{0,12}}[ \t]{{0,2}}{_WORDS}[ \t]{{0,20}}\Z", re.I
)
_LENGTH_AND_DAY = re.compile(
    rf"\n[ \t]{{0,20}}\d[\d,.]{{0,9}} {_WORDS}[ \t]{{0,20}}\r?\n(?:[ \t]{{0,20}}\r?\n){{0,2}}"
    r"[ \t]{0,20}(?:\d{1,2}\.? [^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.? \d{1,2},) \d{4}"
    r"(?: \d{1,2}:\d{2}[^\n]{0,12})?[ \t]{0,20}\r?$",
    re.M | re.I,
)
"""It begins with the break of the line before: that is found faster than the head of a line."""
_END = re.compile(
    r"^[ \t]{0,20}(?:Document|Dokument|Documento) [A-Za-z][A-Za-z0-9]{3,15}\d[A-Za-z0-9]{4,30}"
    r"[ \t]{0,20}\r?$",
    re.M,
)
_ARTICLE = re.compile(r"<div\b[^<>]{0,200}\bclass=[\"'](?:article|[^\"']{0,60}\barticle) ?", re.I)
_PAGE_SIGN = re.compile(
    r"class=[\"'][^\"'<>]{0,80}(?:\b[a-z]{2}Headline\b|\barticleParagraph\b|\b[a-z]{2}Article\b)"
)
_CLASS_SIGNS = ("Headline", "articleParagraph", "Article")
"""One of these is in every sign, and looked for first."""

_TITLE = re.compile(r"<title>[^<]{0,100}\bFactiva\b", re.I)
_STYLE_SIGNS = ("carryOver", "articleParagraph", "PageBaseForm")
_HEADLINE = re.compile(
    r"<([a-z]{1,6})\b[^<>]{0,200}class=[\"'][a-z]{2}Headline[\"'][^<>]{0,100}>(.{1,2000}?)</\1>",
    re.S,
)
_AUTHOR = re.compile(
    r"<([a-z]{1,6})\b[^<>]{0,200}class=[\"']author[\"'][^<>]{0,100}>(.{1,2000}?)</\1>", re.S | re.I
)
_TAG = re.compile(r"<[^<>]{1,500}>")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: ?[AP]M)?(?: [A-Z]{2,5})?\Z", re.I)
_CODE = re.compile(r"[A-Z0-9]{2,8}\Z")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|Copyright|\(©\)|All rights reserved)", re.I)
_BY = re.compile(r"(?:by|von|par|por|door|av|af) \S", re.I)
_SUMMARY = re.compile(r"[ \t]{0,20}(?:Search Summary|Suchzusammenfassung|Résumé de la recherche)\b")
_LONGEST_NAME = 60
_MAX_HEAD_LINES = 14

Declare = Callable[[str, str, str], None]
"""Keeps a field's value and where it was."""


def is_plain_factiva(text: str) -> bool:
    """Tell an export by a line of an article's length above its day."""
    return _LENGTH_AND_DAY.search(f"\n{text}") is not None


def is_plain_factiva_page(markup: str) -> bool:
    """Tell an HTML export by the names of its elements, or of its styles and its form.

    Pages as browsers save them begin with some 150 KB of styles and of the state of the form.
    """
    if _TITLE.search(markup) and any(sign in markup for sign in _STYLE_SIGNS):
        return True
    if not any(name in markup for name in _CLASS_SIGNS):
        return False
    return len(_PAGE_SIGN.findall(markup)) >= 2 and bool(_ARTICLE.search(markup))


def read_plain_factiva(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of a text export."""
    parts = _END.split(text.replace("\r\n", "\n").replace("\u00a0", " "))
    number = 0
    for part in parts:
        lines = [line.strip() for line in part.split("\n")]
        filled = [line for line in lines if line]
        if not filled or _SUMMARY.match(filled[0]):
            continue
        number += 1
        yield _read_article(lines, number)
    if not number:
        raise ArticleError("a Factiva export without articles")


def read_plain_factiva_page(markup: str) -> Iterator[Record | Skipped]:
    """Read the articles of an HTML export."""
    starts = [found.start() for found in _ARTICLE.finditer(markup)]
    if not starts:
        raise ArticleError("a Factiva export without articles")
    ends = [*starts[1:], len(markup)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        piece = markup[start:end]
        whole = "\n\n".join(read_fragment(piece).lines)
        lines = _END.split(whole, maxsplit=1)[0].split("\n")
        yield _read_article(
            lines, number, title=_inside(_HEADLINE, piece), byline=_inside(_AUTHOR, piece)
        )


def _inside(pattern: re.Pattern[str], markup: str) -> str:
    found = pattern.search(markup)
    return " ".join(read_fragment(found.group(2)).lines) if found else ""


def _read_article(
    lines: list[str], number: int, *, title: str = "", byline: str = ""
) -> Record | Skipped:
    """Read one article; ``title`` and ``byline`` are what its markup names so."""
    length = next((n for n, line in enumerate(lines[:60]) if _LENGTH.match(line)), None)
    if length is None:
        text = "\n".join(lines).strip()
        if not text:
            return Skipped(number, "no text in this part of the export")
        return Record(
            text, {"title": (Declared(title, "headline"),)} if title else {}, number=number
        )
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, value: str, origin: str) -> None:
        value = " ".join(value.split())
        if value and field not in declared:
            declared[field] = (Declared(value, origin),)

    above = [line for line in lines[:length] if line]
    if not title:
        title, byline, section = _title_and_byline(above)
        declare("section", section, "line above the headline")
    elif above and above[0] != title:
        declare("section", above[0], "line above the headline")
    declare("title", title, "headline")
    declare("byline", byline, "author line")
    body = _read_head(lines, length + 1, declare)
    text = "\n".join(lines[body:]).strip("\n")
    if not text.strip() and not title:
        return Skipped(number, "no text and no headline in this part of the export")
    return Record(text, declared, number=number)


def _title_and_byline(above: list[str]) -> tuple[str, str, str]:
    """Tell headline, byline and section among the lines above an article's length."""
    byline = section = ""
    if len(above) > 1 and (_BY.match(above[-1]) or len(above[-1]) < _LONGEST_NAME):
        byline = above.pop()
    if len(above) > 1 and len(above[0].split()) <= 3 < len(above[1].split()):
        section = above.pop(0)
    return " ".join(above), byline, section


def _read_head(lines: list[str], start: int, declare: Declare) -> int:
    """Read the lines below an article's length; return the line on which the text begins.

    The copyright is the last line of a head; where there is none, the language is.
    """
    seen_source = False
    end = start
    for place in range(start, min(len(lines), start + 2 * _MAX_HEAD_LINES)):
        line = lines[place]
        if not line:
            continue
        if _COPYRIGHT.match(line):
            return place + 1
        if read_day(line) or (find_day(line) and len(line) < 30):
            day = find_day(line)
            declare("date", day.value if day else line, "date line")
        elif _CLOCK.match(line):
            pass
        elif not seen_source:
            declare("source", line, "publication line")
            seen_source = True
        elif len(line.split()) == 1 and language_code(line) and len(line) > 3:
            declare("lang", line, "language line")
        elif len(line) > 120 or line[-1] in '.!?”"':
            return max(end, start)
        end = place + 1
    return end
