"""How much of a file's running text there is, and whether an article holds the marks of an export.

Running text is what stands in stretches as long as a paragraph: menus, labels and tables of
figures are not. It is measured on the file itself, not by the readers, so that it also shows what
a reader did not know of.
"""

from __future__ import annotations

import html
import re
from collections import Counter

from newssearch.indexer.readers.labelled import labelled_lines

LITTLE = 0.4
"""Articles that took a smaller share of a file's running text took little. On 117 saved news pages
the median share is .85; 6 lie below .4, those with long comments or lists of other stories. Pages
that hold several articles, of which one is found, lie below .35."""

MIN_CHARACTERS = 600
"""Less running text is not looked at: it is no article that could have been lost."""

_PARAGRAPH = 80
"""Characters from which a stretch of text is a paragraph's."""

_NOT_TEXT = re.compile(
    r"<(?=[!hnst])(?:(script|style|noscript|template|svg|head)\b|!--)", re.IGNORECASE
)
"""The letters that may follow are named first, so that most tags fail at one."""

_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|time|u|wbr"
    r"|org|person|location|chron|num|money)\b[^<>]*>|<!\[CDATA\[|\]\]>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?[A-Za-z][^<>]*>")
_ARTICLE_TAG = re.compile(r"<(/?)article\b[^<>]{0,2000}>", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

_SURE_MARKS = re.compile(
    r"\n[ \t]{0,100}(?:(?P<of>(?:Do[ck]ument\w{0,4} )?\d{1,6} (?:of|von|de|van|sur|av|di|fra|z|из)"
    r" \d{1,6}(?: DO[CK]UMENT\w{0,4})?)[ \t]{0,20}$"
    r"|(?P<end>End of Document)[ \t]{0,20}$"
    r"|(?P<factiva>Document [A-Z]{3,12}[0-9]{4,30}[a-z0-9]{5,60})[ \t]{0,20}$"
    r"|(?P<load>Load-Date:)"
    r"|(?P<proquest>ProQuest document ID:)"
    r"|(?P<number>(?:Record(?: Number)?|Accession Number|Article ID|Document ID"
    r"|Dokumentnummer|Dokument-ID):))",
    re.MULTILINE | re.IGNORECASE,
)
"""They begin with the break of the line before: it is found faster than the head of a line."""
_LONGEST_MARK = 300
"""Code points of a line that is nothing but a mark, at most."""

_SIGNS = ("ocument", "OCUMENT", "okument", "oad-", "Record", "Accession", "Article ID")
"""One of these is in every mark, and looked for first in lines that may hold one."""

_TITLE_LABEL = re.compile(
    r"^[ \t]{0,20}(?:title|headline|titel|titre|t[ií]tulo|titolo|kop|überschrift|schlagzeile)"
    r"[ \t]{0,5}:",
    re.MULTILINE | re.IGNORECASE,
)
_DATE_LABEL = re.compile(
    r"^[ \t]{0,20}(?:date|datum|fecha|data|published|publication|source|quelle|bron|medium)"
    r"[ \t]{0,5}:",
    re.MULTILINE | re.IGNORECASE,
)
_REPEATED_LABELS = 3


def little_taken(running: int, taken_characters: int) -> str | None:
    """Say if articles took little of a file's characters of running text."""
    if running < MIN_CHARACTERS or taken_characters >= LITTLE * running:
        return None
    share = round(100 * taken_characters / running)
    return f"only {share} % of its running text ({running:,} characters) went into articles"


def articles_of_page(markup: str) -> str | None:
    """Say if a page holds several articles of like length, each an element of its own."""
    pieces: list[str] = []
    depth = start = 0
    for tag in _ARTICLE_TAG.finditer(markup):
        if not tag.group(1):
            start = start if depth else tag.end()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                pieces.append(markup[start : tag.start()])
    pieces = [piece for piece in pieces if len(piece) >= MIN_CHARACTERS]
    if len(pieces) < 2:
        return None
    sizes = [running_characters(f"<div>{piece}") for piece in pieces]
    least = max(MIN_CHARACTERS, max(sizes) / 2)
    large = sum(size >= least for size in sizes)
    if large < 2:
        return None
    return f"it holds {large} articles, which were read as one: save each from a page of its own"


def running_characters(text: str) -> int:
    """Return how many characters of running text a file's text holds, markup or plain."""
    if text.lstrip("\ufeff \r\n\t")[:1] == "<":
        pieces = _pieces_of_markup(text)
    else:
        pieces = _BLANK_LINE.split(text.replace("\r\n", "\n"))
    lengths = (len(" ".join(piece.split())) for piece in pieces if len(piece) >= _PARAGRAPH)
    return sum(length for length in lengths if length >= _PARAGRAPH)


def export_marks(text: str) -> str | None:
    """Say if the text of one article holds the marks between the articles of an export."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    short = "\n".join([line for line in text.split("\n") if len(line) <= _LONGEST_MARK])
    labelled = labelled_lines(text)
    if any(sign in short or sign in labelled for sign in _SIGNS):
        for found in _SURE_MARKS.finditer(f"\n{text}"):
            kind = found.lastgroup or ""
            counts[kind] += 1
            shown.setdefault(kind, found[kind].strip())
        if counts:
            kind, count = counts.most_common(1)[0]
            if count > 1:
                return _many(shown[kind], count)
    titles = _TITLE_LABEL.findall(labelled)
    if len(titles) >= _REPEATED_LABELS and len(_DATE_LABEL.findall(labelled)) >= _REPEATED_LABELS:
        return _many(titles[0].strip(), len(titles))
    return None


def _many(mark: str, count: int) -> str:
    return (
        f"“{mark}” and its like stand {count} times in what became one article:"
        " it may be an export of several articles in a layout that is not known"
    )


def _pieces_of_markup(markup: str) -> list[str]:
    """Return what is between tags, those of markup written as text (feeds) among them."""
    pieces = _TAG.split(_INLINE_TAG.sub("", _without_what_is_no_text(markup)))
    if not any("&lt;" in piece for piece in pieces):
        return pieces
    bare = "<p>".join(_without_what_is_no_text(html.unescape(piece)) for piece in pieces)
    return _TAG.split(_INLINE_TAG.sub("", bare))


def _without_what_is_no_text(markup: str) -> str:
    kept = []
    place = 0
    lower = markup.lower()
    for found in _NOT_TEXT.finditer(markup):
        if found.start() < place:
            continue
        kept.append(markup[place : found.start()])
        end = "-->" if found.group(1) is None else f"</{found.group(1).lower()}"
        behind = lower.find(end, found.end())
        place = len(markup) if behind < 0 else behind
    kept.append(markup[place:])
    return "".join(kept)
