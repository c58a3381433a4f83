"""The day a page was published, from the surest of the places where pages say it."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newssearch.indexer.html.jsonld import Node, text_of
from newssearch.indexer.html.metatags import MetaTags
from newssearch.indexer.html.outline import Outline
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.knowledge.months import MONTHS
from newssearch.indexer.knowledge.times import read_time

_META = (
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "pub_date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published_time_telegram",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
    "originalpublicationdate",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "rnews:datepublished",
    "timestamp",
    "last-modified-pub",
    "ptime",
    "dat",
    "created",
    "releasedate",
    "article:post_date",
    "bt:pubdate",
    "shareaholic:article_published_time",
)
_META_MODIFIED = ("article:modified_time", "og:updated_time", "last-modified", "modified")

_IN_ADDRESS = re.compile(
    r"[/_\-](20[0-4]\d|19[89]\d)[/_\-]?(0[1-9]|1[0-2])[/_\-]?(0[1-9]|[12]\d|3[01])(?=[/_.\-]|$)"
)
_MONTH_IN_ADDRESS = re.compile(
    r"/(20[0-4]\d|19[89]\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d{1,2})/", re.I
)
_AROUND = re.compile(r"comment|related|sidebar|widget|recommend|trending|popular", re.I)
_DATED_NAME = re.compile(r"date|time|publish|posted|byline|meta", re.I)
_DATE_PROPERTIES = ("datepublished", "datecreated")
_MAX_TIMES, _MAX_NAMED = 6, 15
_SHORT = 120
_ONE_DAY = dt.timedelta(days=1)
_UTC_INSTANT = re.compile(
    r"\d{4}-\d\d-\d\d[T ](?P<hour>[01]\d|2[0-3]):\d\d(?::\d\d(?:\.\d{1,9})?)?"
    r"\s?(?:Z|UTC|GMT|[+-]00:?00)(?!\w)"
)
_OPENING = 6000


class Published(NamedTuple):
    """A day as text, where it was found, and the time of day beside it."""

    day: str
    origin: str
    time: dt.time | None = None


def find_date(
    outline: Outline, meta: MetaTags, nodes: list[Node], articles: list[Node], url: str
) -> Published | None:
    """Return the day of publication in ISO form, or as written where its order is a guess.

    Where the page declares a date that can be none and gives no other, the declared one is
    returned as it is, so that fielding can report it as dropped.
    """
    impossible: Published | None = None
    for text, origin in _candidates(outline, meta, nodes, articles, url):
        day = find_day(text)
        if day is not None:
            local = _local_day(day.date, text, outline, meta, url)
            return local or Published(day.value, origin, read_time(text))
        if text and impossible is None and origin.startswith(("JSON-LD", "meta")):
            impossible = Published(text[:100], origin)
    return impossible


def _local_day(
    day: dt.date, text: str, outline: Outline, meta: MetaTags, url: str
) -> Published | None:
    """Return the day of the publisher's own place, where ``text`` is an instant in UTC.

    The address or a date on the page that is one day beside shows it, if clocks somewhere can
    differ so at that hour: from twelve hours behind UTC to fourteen before it.
    """
    instant = _UTC_INSTANT.search(text[:_SHORT])
    if instant is None:
        return None
    hour = int(instant.group("hour"))
    possible = [day - _ONE_DAY] if hour < 12 else []
    possible += [day + _ONE_DAY] if hour >= 10 else []
    shown = [*_addresses(outline, meta, url), *_times(outline), *_named(outline)]
    for written, origin in shown:
        if _UTC_INSTANT.search(written[:_SHORT]):
            continue
        local = find_day(written)
        if local is not None and not local.guessed:
            if local.date == day:
                return None
            if local.date in possible:
                return Published(local.date.isoformat(), origin)
    return None


def _candidates(
    outline: Outline, meta: MetaTags, nodes: list[Node], articles: list[Node], url: str
) -> Iterator[tuple[str, str]]:
    for node in articles:
        yield text_of(node.get("datePublished") or node.get("dateCreated")), "JSON-LD"
    for name, value in meta.each(*_META):
        yield value, f"meta {name}"
    marked = (
        element
        for element in outline.marked("itemprop")
        if element.get("itemprop").lower() in _DATE_PROPERTIES
    )
    for element in itertools.islice(marked, _MAX_NAMED):
        written = element.get("content") or element.get("datetime")
        yield written or element.text_content(_SHORT), "itemprop datePublished"
    for node in nodes:
        yield text_of(node.get("datePublished")), "JSON-LD"
    yield from _times(outline)
    yield from _addresses(outline, meta, url)
    yield from _named(outline)
    yield outline.body.text_content(_OPENING)[:_OPENING], "first date in the text"
    for node in articles:
        yield text_of(node.get("dateModified")), "JSON-LD dateModified"
    for name, value in meta.each(*_META_MODIFIED):
        yield value, f"meta {name}"


def _times(outline: Outline) -> Iterator[tuple[str, str]]:
    times = [e for e in outline.elements if e.name == "time" or "datetime" in e.attributes]
    for element in times[:_MAX_TIMES]:
        around = " ".join(ancestor.signature for ancestor in element.ancestors(6))
        if _AROUND.search(around):
            continue
        yield element.get("datetime") or element.get("title"), "<time>"
        yield element.text_content(_SHORT), "<time>"


def _addresses(outline: Outline, meta: MetaTags, url: str) -> Iterator[tuple[str, str]]:
    canonical = outline.canonical_links()
    own = [value for _, value in meta.each("og:url")]
    for address in [url, *canonical[:1], *own[:1]]:
        if found := _IN_ADDRESS.search(address, 0, 2000):
            yield "-".join(found.groups()), "address"
        elif found := _MONTH_IN_ADDRESS.search(address, 0, 2000):
            year, month, day = found.groups()
            yield f"{year}-{MONTHS[month.lower()]:02d}-{int(day):02d}", "address"


@lru_cache(maxsize=8192)
def _is_named_like_date(name: str) -> bool:
    return _DATED_NAME.search(name) is not None


def _named(outline: Outline) -> Iterator[tuple[str, str]]:
    """Yield short texts of elements that are named like dates."""
    count = 0
    for element in outline.marked("class"):
        if _is_named_like_date(element.attributes["class"]):
            text = element.text_content(_SHORT)
            if text and len(text) < _SHORT:
                yield text, "visible date"
            count += 1
            if count == _MAX_NAMED:
                return
