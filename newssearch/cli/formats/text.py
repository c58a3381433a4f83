"""Hits and articles as text.

Each field has its own line, so that a right-to-left headline does not reorder other fields.
Nothing depends on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newssearch.archive.article import SHOWN, Article
from newssearch.archive.cellwidth import width_of
from newssearch.archive.news_layout import TEXT_FIELDS, texts_of
from newssearch.archive.safetext import safe_line
from newssearch.cli.ink import MARK, META, TITLE, Ink
from newssearch.search.answer import Hit, Marks, Snippet
from newssearch.search.ast import Span
from newssearch.search.kwic import kwic_lines

_INDENT = "   "
_SNIPPET_INDENT = "     "

DEFAULT_CONTEXT = 40
"""Columns on each side of a keyword unless the terminal is narrower: a line of about 130."""

_LEAST_CONTEXT = 12
_DAY_COLUMNS = 12
_KEY_WORD_COLUMNS = 14
"""Enough for most keywords with the space after them."""


def hit_lines(hit: Hit, ink: Ink, *, grouped: bool) -> Iterator[str]:
    """Yield the lines of a hit, then an empty line; a ``grouped`` hit represents its copies."""
    article = hit.article
    first = "  ".join(filter(None, [f"{hit.rank}.", day_of(article), article.source]))
    yield from ink.lines(first, style=META)
    yield from ink.lines(article.display_title, hit.title_marks, indent=_INDENT, style=TITLE)
    if article.byline:
        yield from ink.lines(f"By {', '.join(article.byline)}", indent=_INDENT)
    for snippet in hit.snippets:
        yield from _snippet_lines(snippet, ink)
    matched = f"[{', '.join(hit.matched)}]" if hit.matched else ""
    group = f"+ {hit.group.size - 1:,} near-identical" if grouped and hit.group else ""
    last = "  ".join(filter(None, [matched, group, article.id, article.path]))
    yield from ink.lines(last, indent=_INDENT, style=META)
    yield ""


def _snippet_lines(snippet: Snippet, ink: Ink) -> Iterator[str]:
    label = "" if snippet.field == "body" else f"{snippet.field}: "
    label += f"p. {snippet.page}: " if snippet.page else ""
    marks = [Span(span.start + len(label), span.end + len(label)) for span in snippet.spans]
    return ink.lines(label + snippet.text, marks, indent=_SNIPPET_INDENT)


def day_of(article: Article) -> str:
    """Return the date of an article as it is displayed."""
    return article.date.isoformat() if article.date else "undated"


def context_lines(
    article: Article, marks: Marks, ink: Ink, context: int, id_columns: int
) -> Iterator[str]:
    """Yield one line per match in an article, with the keywords aligned.

    ``id_columns`` is the width of the longest id that is shown.
    """
    texts = dict(zip(TEXT_FIELDS, texts_of(article), strict=True))
    id_ = safe_line(article.id)
    blanks = " " * (id_columns - width_of(id_) + 2)
    front = ink.styled(f"{day_of(article):<10}  {id_}{blanks}", META)
    for field in TEXT_FIELDS:
        for line in kwic_lines(texts[field], marks.get(field, ()), context):
            page = article.page_at(line.start) if field == "body" else None
            where = ink.styled(f"p. {page:<5}", META) if page else _NO_PAGE * bool(article.pages)
            yield f"{front}{where}{line.left}{ink.styled(line.match, MARK)}{line.right}"


_NO_PAGE = " " * 8


def context_that_fits(ink: Ink, id_columns: int) -> int:
    """Return the columns on each side of a keyword that make a line fit the terminal."""
    if ink.columns is None:
        return DEFAULT_CONTEXT
    room = ink.columns - _DAY_COLUMNS - id_columns - 2 - _KEY_WORD_COLUMNS
    return min(max(room // 2, _LEAST_CONTEXT), DEFAULT_CONTEXT)


_LISTED = tuple(
    name for name in SHOWN if name not in ("lead", "body", "headings", "pages", "provenance")
)
"""The fields that ``show --fields`` lists, in order; the body is not among them."""


def article_lines(article: Article, marks: Marks, ink: Ink) -> Iterator[str]:
    """Yield an article for reading: head, body with its sub-headings, notes."""
    title = article.display_title if not article.title else article.title
    yield from ink.lines(title, marks.get("title", ()) if article.title else (), style=TITLE)
    byline = "; ".join((*article.byline, *article.contributors))
    yield from _labelled("By ", byline, marks.get("byline", ()), ink)
    about = "  ".join(filter(None, [day_of(article), article.source, article.section]))
    yield from ink.lines(about, style=META)
    yield from ink.lines("  ".join((article.id, article.path)), style=META)
    yield from ink.lines(article.url or "", style=META)
    yield from _labelled("", article.dateline, marks.get("dateline", ()), ink, before=True)
    headings = set(article.headings)
    pages = dict(article.pages)
    for start, end in _paragraphs(article.body):
        yield ""
        if start in pages:
            yield from ink.lines(f"p. {pages[start]}", style=META)
        inner = [
            Span(max(mark.start, start) - start, min(mark.end, end) - start)
            for mark in marks.get("body", ())
            if mark.start < end and mark.end > start
        ]
        style = TITLE if (start, end) in headings else ""
        yield from ink.lines(article.body[start:end], inner, style=style)
    yield from _labelled("Caption: ", article.caption, marks.get("caption", ()), ink, before=True)
    yield from _labelled("Credit: ", article.credit, marks.get("credit", ()), ink, before=True)
    for note in article.notes:
        yield from _labelled("Note: ", note, (), ink, before=True)


def _labelled(
    label: str, text: str | None, marks: Sequence[Span], ink: Ink, *, before: bool = False
) -> Iterator[str]:
    """Yield text with its label, and an empty line ``before`` it; nothing for empty text."""
    if not text:
        return
    if before:
        yield ""
    moved = [Span(mark.start + len(label), mark.end + len(label)) for mark in marks]
    yield from ink.lines(label + text, moved)


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    start = 0
    for paragraph in body.split("\n\n"):
        if paragraph.strip():
            yield start, start + len(paragraph)
        start += len(paragraph) + 2


def field_lines(article: Article, words: int, ink: Ink) -> Iterator[str]:
    """Yield every field with its value and where it came from."""
    for name in _LISTED:
        if name == "extra":
            for own, value in article.extra.items():
                yield from ink.lines(_field_line(own, value, article.provenance.get(own)))
            continue
        value = words if name == "words" else getattr(article, name)
        shown = len(article.quotes) if name == "quotes" else value
        yield from ink.lines(_field_line(name, shown, article.provenance.get(name)))
    for name, how in article.provenance.items():
        if name not in Article._fields and name not in article.extra:  # assumptions made to read it
            yield from ink.lines(_field_line(name, how, "guessed"))


def _field_line(name: str, value: object, origin: str | None) -> str:
    shown = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
    return f"{name:<13}{shown or '-'}" + (f"  ({origin})" if origin else "")
