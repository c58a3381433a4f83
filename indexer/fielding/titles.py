"""Titles: is the first paragraph of a plain text its headline, or already its first sentence?

A wrong title is worse than none, since display falls back to the opening words; so every doubt
says no. The limits were set on six sets of news with and without their titles: found .95 to 1.00,
false .5 to 1.4 %.
"""

from __future__ import annotations

import re

from newssearch.indexer.fielding.boilerplate import is_boilerplate, is_contact, is_label
from newssearch.indexer.fielding.bylines import read_byline
from newssearch.indexer.fielding.datelines import read_dateline
from newssearch.indexer.fielding.notes import is_note
from newssearch.indexer.knowledge.dates import is_day
from newssearch.indexer.knowledge.months import MONTH
from newssearch.indexer.knowledge.places import REGIONS

MAX_TITLE_WORDS = 24
MAX_TITLE_CHARACTERS = 170
MAX_DATELINE_WORDS = 6
"""A dateline with more words is a first sentence; with fewer, a headline ("GAZA - A diary")."""
MAX_BARE_DATELINE_WORDS = 14
"""Words of a title that begins like a dateline without date, region or agency."""
MAX_TWO_SENTENCE_WORDS = 16
MAX_STOPPED_WORDS = 12
MAX_STOPPED_TITLE_CASE_WORDS = 18
"""Words of a title that ends in a full stop."""
MAX_LOWER_CASE_SHARE = 0.12
"""Lower-case content words of Title Case."""
MIN_REST_WORDS = 120
"""Words that have to follow a title with a full stop that is not in Title Case."""
MIN_LABELLED_TITLE_WORDS = 5

_SMALL_WORDS = frozenset(
    """
    a an the of in on to for and or but at by with from as is be vs vs. after over into up out off
    it its not no so than that via who how why what when are was will has have amid says say
    """.split()
)
_FINITE = frozenset(
    """
    is are was were be been has have had said says will would could can did does do may might must
    should
    """.split()
)
_WORD = re.compile(r"[A-Za-zÀ-ɏ][\w’'-]*")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros)\.|\.\.\.)$")
_SENTENCE_BREAK = re.compile(r"(?P<word>[\w.]{1,30})[.?!][\"”’]?\s(?=[A-Z“\"])")
_ABBREVIATIONS = frozenset(
    """
    sen sens rep reps gov govs mr mrs ms dr drs st gen lt col maj sgt capt adm prof rev hon pres
    jr sr no vs v u.s u.n u.k d.c inc corp co ltd dept
    """.split()
)
_SPEECH = re.compile(r"\b(?:said|says|told)\b")
_LABELLED = re.compile(
    r"(?:poll|video|watch|read|see|timeline|photos?|graphic|map|gallery|quiz|audio|live blog"
    r"|infographic|more|topics?|interactive)\s?:",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    rf"{MONTH}\s[0-9]{{1,2}}\s[-–—]\s.{{0,170}}|[\W\d]+|\(.{{1,170}}\)|[^\w\"“‘'$£€#(<\[¿¡].{{0,170}}"
    r"|(?:page|section|part)\s[\w-]{1,6}",
    re.IGNORECASE,
)


def is_title(paragraph: str, following: str | None, rest_words: int) -> bool:
    """Return whether the first paragraph is a title.

    ``following`` is the next paragraph, ``rest_words`` the number of words after the first.
    """
    word_count = len(paragraph.split())
    if (
        not following
        or not 0 < word_count <= MAX_TITLE_WORDS
        or len(paragraph) > MAX_TITLE_CHARACTERS
        or _is_something_else(paragraph, word_count)
    ):
        return False
    if paragraph.isupper():
        return True
    return _has_form_of_title(paragraph, word_count, following, rest_words)


def is_labelled_title(paragraph: str, following: str | None) -> bool:
    """Return whether a first line like "Poll: Most voters …" is a title and not a link.

    It is one if it is long enough and the next paragraph is not a title itself.
    """
    return (
        _LABELLED.match(paragraph) is not None
        and len(paragraph.split()) >= MIN_LABELLED_TITLE_WORDS
        and not (following and is_title(following, "x", 2 * MIN_REST_WORDS))
    )


def is_place_line(paragraph: str) -> bool:
    """Return whether a paragraph is only a city and its region ("Concord, N.H.")."""
    city, comma, region = paragraph.partition(", ")
    return bool(comma) and len(city.split()) <= 3 and region.strip().casefold() in REGIONS


def _is_something_else(paragraph: str, word_count: int) -> bool:
    if (
        _NOT_A_TITLE.fullmatch(paragraph) is not None
        or is_place_line(paragraph)
        or is_day(paragraph)
        or read_byline(paragraph) is not None
        or is_note(paragraph)
        or is_contact(paragraph)
        or is_label(paragraph)
        or (is_boilerplate(paragraph) and not is_labelled_title(paragraph, None))
    ):
        return True
    dateline = read_dateline(paragraph)
    if dateline is None:
        return False
    if dateline.date is not None:
        return True
    if paragraph.isupper() or word_count <= MAX_DATELINE_WORDS:
        return False
    # "ECONOMIC SPOTLIGHT - …" has the form of a place and a dash, but no sentence ends it
    bare = dateline.region is None and dateline.agency is None
    return not bare or paragraph[-1] in '.!?"”’' or word_count > MAX_BARE_DATELINE_WORDS


def _has_form_of_title(paragraph: str, word_count: int, following: str, rest_words: int) -> bool:
    if paragraph[0].islower() or paragraph[-1] in ",;:":
        return False
    if paragraph[-1] == "." and not _ABBREVIATION_END.search(paragraph[-8:]):
        return _is_title_with_full_stop(paragraph, word_count, following, rest_words)
    if word_count > MAX_TWO_SENTENCE_WORDS and _has_two_sentences(paragraph):
        return False
    return not (paragraph[0] in '"“' and _SPEECH.search(paragraph))


def _has_two_sentences(paragraph: str) -> bool:
    return any(
        len(match["word"]) > 1 and match["word"].lower() not in _ABBREVIATIONS
        for match in _SENTENCE_BREAK.finditer(paragraph)
    )


def _is_title_with_full_stop(
    paragraph: str, word_count: int, following: str, rest_words: int
) -> bool:
    words = _WORD.findall(paragraph)
    lower = sum(1 for word in words if word[0].islower() and word.lower() not in _SMALL_WORDS)
    if 2 <= word_count <= MAX_STOPPED_TITLE_CASE_WORDS and lower < MAX_LOWER_CASE_SHARE * len(
        words
    ):
        return True
    return (
        word_count <= MAX_STOPPED_WORDS
        and len(following.split()) > 1.8 * word_count
        and paragraph[0] not in '"“‘'
        and rest_words > MIN_REST_WORDS
        and not any(word.lower() in _FINITE for word in words)
    )
