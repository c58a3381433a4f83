"""Values of the fields that hold no words: keywords, numbers and dates.

Each function reads what comes right after ``field:`` (or inside ``field:( )``) at a place of
the source, and returns the node and where it ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newssearch.archive.fields import Field, FieldKind
from newssearch.search.ast import HasValue, Keyword, Node, Range, Span
from newssearch.search.language.lexer import (
    PHRASE,
    chunk_at,
    ends_unescaped,
    has_word_character,
    unescape,
)
from newssearch.search.language.query_text import QUOTE_MARKS, QueryText, quoted, shortened
from newssearch.search.language.refusals import empty_value, unclosed_quote
from newssearch.search.language.words import has_wildcard

LARGEST_NUMBER = 999_999_999
"""Nine digits: far above any length of an article, and safe in every integer type."""

RAW_FIELDS = frozenset({"path"})
"""Fields whose values are taken as they are: file names hold every mark of the language."""

_VALUE = r'\[[^\]]*\]?|(?:"[^"]*"|[^\s()"^])+'
_BRACKETED = r"\[[^\]]{0,80}\sTO\s[^\]]{0,80}\]?"
_COMPARISON = r">=|<=|>|<"
_NUMBER = r"[0-9]+"

DATE_HINT = (
    "write 2012, 2012-12, 2012-12-05, 2012-12..2013-01, dec-2012, 2012-q1, 1980s, 7d.., yesterday, "
    '"last week" or "last 7 days"'
)
NUMBER_HINT = "write words:500, words:500..1000 or words:>500"


class Bounds(NamedTuple):
    """A period or a single number; ``ago`` says that it was written as 7d."""

    low: int
    high: int
    ago: bool = False


def read_raw(source: QueryText, field: Field, start: int) -> tuple[Node, int]:
    """Read a file path: up to white space, brackets only in pairs, or anything in marks."""
    text = source.text
    if start < len(text) and source.marked[start] == '"':
        closing = '"' if text[start] == '"' else '"' + QUOTE_MARKS
        end = next((i for i in range(start + 1, len(text)) if text[i] in closing), None)
        if end is None:
            raise unclosed_quote(source, start)
        value, end = text[start + 1 : end], end + 1
    else:
        end = _raw_end(text, start)
        value = text[start:end]
    if not value.strip():
        raise empty_value(source, field.name, start, end)
    return _keyword(field, value, start, end, prefix=value.endswith("*")), end


def read_keyword(source: QueryText, field: Field, start: int) -> tuple[Node, int]:
    """Read a whole value, or the beginning of one with ``*`` behind it."""
    phrase = PHRASE.match(source.marked, start)
    if phrase is not None:
        chunk, end = source.text[phrase.start(1) : phrase.end(1)], phrase.end()
    else:
        if source.marked.startswith('"', start):
            raise unclosed_quote(source, start)
        chunk = chunk_at(source.marked, start)
        chunk = source.text[start : start + len(chunk)]
        end = start + len(chunk)
    if chunk == "*":
        return HasValue(field.name, field.own, span=Span(start, end)), end
    refuse_range(source, field, chunk, start)
    prefix = ends_unescaped(chunk, "*") or ends_unescaped(chunk, "!")
    stem = chunk[:-1] if prefix else chunk
    if has_wildcard(stem) or ends_unescaped(stem, "~"):
        raise source.refuse(
            "bad_operand",
            f"{field.name}: takes a whole value, or the beginning of one followed by *",
            start,
            end,
            f"write {field.name}:value or {field.name}:beginning*",
        )
    if not has_word_character(stem):
        raise empty_value(source, field.name, start, end)
    return _keyword(field, unescape(stem), start, end, prefix=prefix, star=False), end


def read_range(
    source: QueryText, field: Field, start: int, comparison: str = ""
) -> tuple[Node, int]:
    """Read a number or a date, or a range of them; ``comparison`` was already read."""
    place = start
    found = None if comparison else re.compile(_COMPARISON).match(source.marked, start)
    if found:
        comparison, start = found.group(), found.end()
    value = re.compile(_VALUE).match(source.marked, start)
    end = value.end() if value else start
    if source.marked.startswith('"', end):
        raise unclosed_quote(source, end)
    text = (value.group() if value else "").replace('"', "").strip()
    if not text:
        raise empty_value(source, field.name, place, end)
    span = Span(place, end)
    if text in ("*", "..") and not comparison:
        return HasValue(field.name, field.own, span=span), end
    ends = _range_ends(source, text, start, end)
    if ends is None:
        return _compared(field, _bounds(source, field, text, start, end), comparison, source, span)
    if comparison:
        raise source.refuse(
            "bad_range", "a comparison takes one value, not a range", place, end, _hint(field)
        )
    low, high = (_bounds(source, field, side, start, end) if side else None for side in ends)
    if low is None and high is None:
        return HasValue(field.name, field.own, span=span), end
    return _checked(source, field, low and low.low, high and high.high, span), end


def refuse_range(source: QueryText, field: Field, chunk: str, start: int) -> None:
    """Refuse a range or a comparison where the field holds words or names."""
    bracketed = (
        re.compile(_BRACKETED).match(source.marked, start) if chunk.startswith("[") else None
    )
    if bracketed:
        chunk = bracketed.group()
    elif not (re.compile(_COMPARISON).match(chunk) or _holds_range(chunk)):
        return
    raise source.refuse(
        "bad_range",
        f"{field.name}: does not support ranges",
        start,
        start + len(chunk),
        "only dates and numbers do; "
        f'to search the text itself write {field.name}:"{shortened(chunk)}"',
    )


def _holds_range(chunk: str) -> bool:
    """Whether a chunk holds two dots, no more, that no backslash parts."""
    return ".." in chunk and re.search(r"(?<!\.)\.\.(?!\.)", chunk) is not None


def _raw_end(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        character = text[place]
        if character.isspace():
            return place
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return place
    return len(text)


def _keyword(
    field: Field, value: str, start: int, end: int, *, prefix: bool, star: bool = True
) -> Node:
    span = Span(start, end)
    if value == "*":
        return HasValue(field.name, field.own, span=span)
    if prefix and star:
        value = value.removesuffix("*")
    if field.name == "lang":
        value = value.lower()
    return Keyword(field.name, value, prefix or field.name == "id", field.own, span=span)


def _range_ends(source: QueryText, text: str, start: int, end: int) -> tuple[str, str] | None:
    """The two sides of ``a..b`` or ``[a TO b]``, empty where open; None for a single value."""
    if text.startswith("["):
        words = text.strip("[]").split()
        middle = [place for place, word in enumerate(words) if word.upper() == "TO"]
        if not text.endswith("]") or len(middle) != 1:
            raise source.refuse(
                "bad_range",
                f"{source.excerpt(start, end)} is not a range",
                start,
                end,
                "write [2012 TO 2013], or 2012..2013",
            )
        sides = " ".join(words[: middle[0]]), " ".join(words[middle[0] + 1 :])
        return _open(sides[0]), _open(sides[1])
    low, dots, high = text.partition("..")
    return (_open(low.strip()), _open(high.strip())) if dots else None


def _open(side: str) -> str:
    return "" if side == "*" else side


def _bounds(source: QueryText, field: Field, text: str, start: int, end: int) -> Bounds:
    if field.kind is FieldKind.NUMBER:
        if not re.compile(_NUMBER).fullmatch(text) or len(text) > len(str(LARGEST_NUMBER)):
            raise source.refuse(
                "bad_number",
                f"{quoted(text)} is not a number of {field.name}",
                start,
                end,
                _hint(field),
            )
        return Bounds(int(text), int(text))
    from newssearch.search.language.dates import read_period  # noqa: PLC0415 - most queries have no date

    period = read_period(text, source.today)
    if period is None:
        raise source.refuse(
            "bad_date", f"cannot read {quoted(text)} as a date", start, end, DATE_HINT
        )
    return Bounds(*period)


def _compared(
    field: Field, bounds: Bounds, comparison: str, source: QueryText, span: Span
) -> tuple[Node, int]:
    low: int | None = bounds.low
    high: int | None = bounds.high
    if not comparison and bounds.ago:
        text = shortened(source.text[span.start : span.end])
        raise source.refuse(
            "bad_date",
            f"{quoted(text)} alone could mean the day or the time since",
            span.start,
            span.end,
            f"write {text}.. for the time since then, ..{text} for the time before",
        )
    if comparison in (">", ">="):
        low, high = (bounds.high + 1 if comparison == ">" else bounds.low), None
    elif comparison in ("<", "<="):
        low, high = None, (bounds.low - 1 if comparison == "<" else bounds.high)
    return Range(field.name, low, high, field.kind if field.own else None, span=span), span.end


def _checked(
    source: QueryText, field: Field, low: int | None, high: int | None, span: Span
) -> Node:
    if low is not None and high is not None and low > high:
        raise source.refuse(
            "bad_range",
            "this range ends before it begins",
            span.start,
            span.end,
            "write the smaller value first"
            if field.kind is FieldKind.NUMBER
            else "write the earlier date first",
        )
    return Range(field.name, low, high, field.kind if field.own else None, span=span)


def _hint(field: Field) -> str:
    return NUMBER_HINT if field.kind is FieldKind.NUMBER else DATE_HINT
