"""An article as a JSON object, and back without loss: the form of ``export``.

The object has the fields of ``Article`` under their names, ``date`` as YYYY-MM-DD, ``time`` as
HH:MM:SS, ``quotes`` as objects with the fields of ``Quotation``, and days among ``extra`` as
``{"day": "YYYY-MM-DD"}``. Fields that have their default are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from newssearch.archive.article import Article, Quotation
from newssearch.archive.errors import UsageError
from newssearch.archive.extra_fields import GREATEST_NUMBER, check_name

_DAY = "day"


def article_json(article: Article) -> dict[str, Any]:
    """Return an article as what JSON can hold."""
    plain = {name: _plain(value) for name, value in _given(article).items()}
    if article.extra:
        plain["extra"] = {name: _extra_plain(value) for name, value in article.extra.items()}
    return plain


def _extra_plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_extra_plain(one) for one in value]
    return {_DAY: value.isoformat()[:10]} if isinstance(value, dt.date) else value


def _given(record: Article | Quotation) -> dict[str, Any]:
    defaults = record._field_defaults
    values = record._asdict()
    return {n: v for n, v in values.items() if n not in defaults or v != defaults[n]}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Quotation):
        return _given(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def article_of(raw: Any) -> Article:
    """Return the article of a JSON object.

    Raises:
        ValueError, TypeError: it is not one; the message says why.
    """
    return Article(**_checked(raw, "an article", _ARTICLE, Article._field_defaults))


def _checked(
    raw: Any, what: str, checks: Mapping[str, Callable[[Any], Any]], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise TypeError(f"{what} must be a JSON object")
    unknown = [str(name) for name in raw if name not in checks]
    if unknown:
        raise ValueError(f"{what} has no field {unknown[0]!r}")
    missing = [name for name in checks if name not in raw and name not in defaults]
    if missing:
        raise ValueError(f"{what} needs {missing[0]!r}")
    values = {}
    for name, value in raw.items():
        try:
            values[name] = checks[name](value)
        except (TypeError, ValueError, UsageError) as error:
            raise ValueError(f"{name}: {error}") from error
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("it must be a string")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 31:
        raise ValueError("it must be a character offset")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("it must be true or false")
    return value


def _confidence(value: Any) -> str:
    if value not in ("high", "medium", "low"):
        raise ValueError("it must be high, medium or low")
    return str(value)


def _or_none(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else check(value)


def _several(check: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def checked(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError("it must be a list")
        return tuple([check(one) for one in value])

    return checked


def _span(value: Any) -> tuple[int, ...]:
    span = _several(_number)(value)
    if len(span) != 2:
        raise ValueError("it must be a start and an end")
    return span


def _texts_by_name(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError("it must be an object")
    return {_text(name): _text(one) for name, one in value.items()}


def _extra(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("it must be an object")
    return {check_name(name): _extra_values(one) for name, one in value.items()}


def _extra_values(value: Any) -> Any:
    if isinstance(value, list):
        return tuple([_extra_value(one) for one in value])
    return _extra_value(value)


def _extra_value(value: Any) -> Any:
    if isinstance(value, dict) and [*value] == [_DAY]:
        return dt.date.fromisoformat(_text(value[_DAY]))
    if isinstance(value, str) or (type(value) is int and abs(value) <= GREATEST_NUMBER):
        return value
    raise ValueError("a value must be a string, a whole number of at most twelve digits, or a date")


_MAYBE_TEXT = _or_none(_text)

_QUOTATION: dict[str, Callable[[Any], Any]] = {
    "start": _number,
    "end": _number,
    "speaker": _MAYBE_TEXT,
    "speaker_as_written": _MAYBE_TEXT,
    "description": _MAYBE_TEXT,
    "cue": _MAYBE_TEXT,
    "cue_start": _or_none(_number),
    "confidence": _or_none(_confidence),
    "partial": _flag,
}


def _quotation(value: Any) -> Quotation:
    return Quotation(**_checked(value, "a quotation", _QUOTATION, Quotation._field_defaults))


_ARTICLE: dict[str, Callable[[Any], Any]] = {
    "id": _text,
    "path": _text,
    "body": _text,
    "title": _MAYBE_TEXT,
    "byline": _several(_text),
    "contributors": _several(_text),
    "credit": _MAYBE_TEXT,
    "dateline": _MAYBE_TEXT,
    "date": _or_none(lambda value: dt.date.fromisoformat(_text(value))),
    "source": _MAYBE_TEXT,
    "section": _MAYBE_TEXT,
    "url": _MAYBE_TEXT,
    "lang": _MAYBE_TEXT,
    "caption": _MAYBE_TEXT,
    "notes": _several(_text),
    "headings": _several(_span),
    "quotes": _several(_quotation),
    "provenance": _texts_by_name,
    "time": _or_none(lambda value: dt.time.fromisoformat(_text(value))),
    "tags": _several(_text),
    "extra": _extra,
    "pages": _several(_span),
}
