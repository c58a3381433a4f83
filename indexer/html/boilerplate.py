"""Which elements of a page are not the article, recognised by how they are named.

The names are those that publishers' templates give to boxes around the text; they were gathered
from the class, id and role attributes of news pages of many publishers, and none is special to
one of them.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

NEVER_TEXT = frozenset(
    "script style noscript template svg form button input select textarea iframe nav footer "
    "figcaption object embed video audio canvas dialog menu link meta".split()
)
"""Elements whose content is no article text, whatever they are called."""

_WORDS = frozenset(
    "comment comments disqus respond share sharing shares social related signup ad ads advert "
    "sidebar breadcrumb breadcrumbs cookie cookies consent popup popups modal footer nav "
    "navigation navbar menu toolbar tools outbrain taboola bio biography tag tags taglist topic "
    "topics caption credit credits gallery slideshow readmore popular trending paywall print "
    "hidden sronly visuallyhidden skip skiplink byline dateline timestamp meta postmeta pagination "
    "pager rating vote login masthead banner jump inset factbox callout pullquote disclaimer "
    "copyright feedback poll survey contact embed video player media image photo img infobox toc "
    "hatnote reflist catlinks editsection further".split()
)
_STEMS = tuple(
    "recommend recirc newsletter subscri promo adverti sponsor widget teaser donat share sharing "
    "social".split()
)
_PAIRS = frozenset(
    [
        ("sign", "up"),
        ("side", "bar"),
        ("pop", "up"),
        ("tool", "bar"),
        ("author", "info"),
        ("author", "box"),
        ("author", "bio"),
        ("author", "about"),
        ("about", "author"),
        ("tag", "list"),
        ("read", "more"),
        ("see", "also"),
        ("most", "read"),
        ("most", "viewed"),
        ("sr", "only"),
        ("screen", "reader"),
        ("pull", "quote"),
        ("read", "next"),
        ("up", "next"),
    ]
)
_LAYOUT = re.compile(r"side-?bar-(?:grid|layout|container)", re.I)
"""Layouts that merely have a sidebar."""

_SURELY = re.compile(
    r"comment|disqus|related|newsletter|sidebar|footer|outbrain|taboola|breadcrumb|cookie|"
    r"recommend|share|social|promo|subscribe",
    re.I,
)
_ARTICLE_LIKE = re.compile(
    r"article|body|content|entry|post|story|text|main|page|hentry|blog", re.I
)
_BODY_LIKE = re.compile(
    r"(?:article|story|entry|post|news|content|main|page|text|section|rich)[-_]*"
    r"(?:body|content|text|main|copy|inner|detail)"
    r"|(?:body|content)[-_]?(?:article|story|text|copy|main)|storytext",
    re.I,
)
_BETWEEN = re.compile(r"[\s_\-]+")


@lru_cache(maxsize=8192)
def is_boilerplate(signature: str) -> bool:
    """Return whether class, id and role name a box that is not the article."""
    words = _BETWEEN.split(signature.lower())
    named = (
        not _WORDS.isdisjoint(words)
        or any(word.startswith(_STEMS) for word in words)
        or not _PAIRS.isdisjoint(itertools.pairwise(words))
    )
    if not named:
        return False
    if _LAYOUT.search(signature) and not _SURELY.search(_LAYOUT.sub("", signature)):
        return False
    return not is_body_like(signature)


@lru_cache(maxsize=8192)
def is_body_like(signature: str) -> bool:
    """Return whether the names are those of an article's body."""
    return bool(_BODY_LIKE.search(signature)) and not _SURELY.search(signature)


@lru_cache(maxsize=8192)
def name_score(signature: str) -> int:
    """Return what the names add to a block's score: 25 for an article's, 25 more for its body's."""
    score = 25 if _ARTICLE_LIKE.search(signature) and not _SURELY.search(signature) else 0
    return score + (25 if _BODY_LIKE.search(signature) else 0)


_JUNK_LINE = re.compile(
    r"(?:advertisement|sponsored|loading\.{0,3}|close|print|e-?mail|tweet|facebook|twitter|whatsapp|"
    r"linkedin|pinterest|back to top|(?:leave|post) a (?:comment|reply)|\d{1,6} comments?|"
    r"read more\b.{0,80}|see also\b.{0,80}|continue reading.{0,80}|"
    r"related(?: (?:articles?|stories|content|topics|links|posts|coverage))?:?.{0,60}|"
    r"share(?: (?:this|on))?.{0,60}|follow (?:us|@|me).{0,80}|sign up .{0,120}|"
    r"subscribe.{0,100}|click here.{0,100}|story continues below.{0,80}|"
    r"(?:photo|image)(?: credit| source)?:.{0,100}|copyright\b.{0,140}|©.{0,140}|"
    r"all rights reserved.{0,80}|view (?:all|more|comments).{0,60}|skip to.{0,40}|tags?:.{0,200}|"
    r"filed under.{0,100}|topics?:.{0,120}|"
    r"(?:published|updated|posted|last (?:updated|modified))(?: on| at)?:?.{0,60}|"
    r"\d{1,3} min(?:ute)?s? read|most (?:read|popular).{0,40}|recommended(?: for you)?|"
    r"more (?:from|on|in|stories).{0,60}|watch(?: now)?:.{0,120}|(?:also )?read:.{0,140}|"
    r"interactive:.{0,80}|"
    r"this article (?:was )?(?:originally )?(?:appeared|published).{0,160})",
    re.I,
)
_JUNK_CHARACTERS = 260


def is_junk_line(line: str) -> bool:
    """Return whether a whole line is a page's furniture ("Share this", "3 comments")."""
    return len(line) <= _JUNK_CHARACTERS and _JUNK_LINE.fullmatch(line) is not None
