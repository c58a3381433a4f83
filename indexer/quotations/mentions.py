"""The runs of capitalised words of an article, read as *mentions* of names.

A run is cut at words that begin sentences and are never names; titles in front of a name are told
from it. What a run says is read once and kept for the next article, for news repeats its names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newssearch.indexer.quotations.given_names import Gender, given_names
from newssearch.indexer.quotations.words import (
    ALSO_SURNAMES,
    NAME_SUFFIXES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PERSONAL_TITLES,
    PORTFOLIOS,
    REGNAL_TITLES,
    TITLE_GENDER,
    TITLES,
)

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĠĢĪİĶĻŁŃŅŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽ]"
_REST = (
    r"\w*(?:-\w+|'(?!s\b)\w+)*"
    r"(?:\.(?:(?<=[A-Z].)(?<![\w-]..)(?:[A-Z]\.)*"
    r"|(?<=(?:Mr|Ms|Dr|Lt|St|Jr|Sr).)(?<![\w-]...)"
    r"|(?<=(?:Mrs|Sen|Rep|Gov|Gen|Col|Sgt|Rev|Adm|Maj|Hon).)(?<![\w-]....)"
    r"|(?<=(?:Capt|Prof|Sens|Reps).)(?<![\w-].....)))?"
)
"""What follows the capital of a word, with its full stop after an initial or a title."""

_ARTICLE = "(?:[aeu]l|ad|an|as)-"
_FIRST = rf"{_CAPITAL}(?:(?<!\w.)(?<!\w-.)|(?<={_ARTICLE}.)(?<![\w-]..-.)){_REST}"
_PARTICLE = r"(?:(?:de|da|di|du|del|della|dos|van|von|der|den|ter|bin|ibn|ben|al|el|la|le|y) )"
_NICKNAME = (
    rf"(?: [\"“‘]{_CAPITAL}[\w.-]{{0,15}}(?: {_CAPITAL}[\w.-]{{0,15}})?[\"”’](?= {_CAPITAL}))?"
)
_RUN = re.compile(
    rf"{_FIRST}{_NICKNAME}(?: {_PARTICLE}{{0,2}}(?:{_ARTICLE})?{_CAPITAL}{_REST}){{0,11}}"
)
"""A run of capitalised words. What may come before its first capital is looked at behind that
capital, so that ``re`` can run from capital to capital: three times as fast as the other way. An
Arabic article there ("al-Shami") is left to the reader of the match."""

_OFFICE = re.compile(
    r"(?:[Mm]inister|[Ss]ecretary|[Cc]hancellor|[Dd]irector|[Cc]ommissioner|[Aa]dministrator)"
    r"(?: (?:of|for|and|the|state)|,| [A-Z][\w-]*){1,8} \Z"
)
"""An office whose field goes on in the run behind it: "Minister of Mines and" Energy Jane Roe."""

MAX_OFFICE = 80
"""Code points before a run in which its bearer's office must begin."""

MAX_NAME_WORDS = 5

RUNS_REMEMBERED = 1 << 14
"""Runs of capitals whose reading is kept; the names of some months of news."""

MAX_RUN_REMEMBERED = 60
"""Code points of a run that is kept, so that no text can fill the memory."""

_BEFORE_FIELD = (" of ", " for ", " and ", " the ")
_TITLES_AS_WRITTEN = TITLES | {f"{title}." for title in TITLES}
_MONTHS_AS_NAMES = frozenset(("April", "August", "June", "May"))


class Name(NamedTuple):
    """What a mention says, wherever it is.

    ``words`` are without titles, ``titled`` says that there are some, ``gender`` what they tell,
    ``personal`` that the last of them comes before people's names only. ``may_be_full`` says that
    nothing speaks against the words being a person's full name.
    """

    words: tuple[str, ...]
    surname: str
    gender: Gender | None
    titled: bool
    personal: bool
    may_be_full: bool


class Mention:
    """A name where it is in the text: ``start`` takes its titles in, ``name_start`` not."""

    __slots__ = ("end", "name", "name_start", "start", "words")

    def __init__(self, start: int, name_start: int, end: int, name: Name) -> None:
        self.start = start
        self.name_start = name_start
        self.end = end
        self.name = name
        self.words = name.words

    @property
    def gender(self) -> Gender | None:
        """The gender that the titles tell."""
        return self.name.gender


def read_mentions(plain: str) -> list[Mention]:
    """Return the mentions of a text with straight apostrophes and plain spaces, in order."""
    mentions: list[Mention] = []
    known = _known_runs.get
    for run in _RUN.finditer(plain):
        text = run.group()
        start = run.start()
        if start > 2 and plain[start - 1] == "-" and plain[start - 2].isalpha():
            start -= 3
            text = plain[start : run.end()]
        if " " in text and plain.endswith(_BEFORE_FIELD, 0, start):
            named = start + _field_length(plain, start, text)
            if named > start:
                mentions.append(_office_bearer(plain, named, run.end()))
                continue
        names = known(text)
        if names is None:
            names = _split_new_run(text)
        for first, name_start, last, name in names:
            mentions.append(Mention(start + first, start + name_start, start + last, name))
    return mentions


def names_body(words: Sequence[str]) -> bool:
    """Return whether capitalised words name an organisation or place ("Bill Clinton" does not)."""
    if words[0] in given_names():
        return not ORGANISATION_WORDS.isdisjoint(set(words[1:]) - ALSO_SURNAMES)
    return not ORGANISATION_WORDS.isdisjoint(words)


def surname_of(words: Sequence[str]) -> str:
    """Return the last of a name's words that is no suffix ("Jr.")."""
    if len(words) > 1 and words[-1].rstrip(".") in NAME_SUFFIXES:
        return words[-2]
    return words[-1]


def _field_length(plain: str, start: int, run: str) -> int:
    """Return how many code points of a run belong to the office before it, 0 if none."""
    words = run.split(" ")
    named = next((i for i in range(1, len(words)) if words[i] in given_names()), 1)
    while named < len(words) - 1 and words[named] in PORTFOLIOS:
        named += 1
    if words[named - 1] not in PORTFOLIOS or not TITLES.isdisjoint(words[named:]):
        return 0
    if not _OFFICE.search(plain, max(0, start - MAX_OFFICE), start):
        return 0
    return sum(map(len, words[:named])) + named


def _office_bearer(plain: str, start: int, end: int) -> Mention:
    """Return the mention of the person whose office, with its field, ends before ``start``."""
    words = tuple(plain[start:end].split(" "))
    name = Name(words, surname_of(words), None, True, True, _may_be_full(words))
    return Mention(start, start, end, name)


def _split_run(text: str) -> tuple[tuple[int, int, int, Name], ...]:
    """Return the names in a run, each with its start, its start without titles, and its end."""
    if " " not in text:
        alone = Name((text,), text, None, False, False, False)
        return () if text in NOT_NAMES else ((0, 0, len(text), alone),)
    names: list[tuple[int, int, int, Name]] = []
    words: list[str] = []
    first = position = 0
    for word in text.split(" "):
        if word in NOT_NAMES and not (words and word in _MONTHS_AS_NAMES):
            if words:
                names.append(_name(words, first, position - 1))
            first, words = position + len(word) + 1, []
        else:
            words.append(word)
        position += len(word) + 1
    if words:
        names.append(_name(words, first, len(text)))
    return tuple(names)


_known_runs: dict[str, tuple[tuple[int, int, int, Name], ...]] = {}


def _split_new_run(text: str) -> tuple[tuple[int, int, int, Name], ...]:
    """Split a run and keep its names; when too many are kept, begin again."""
    names = _split_run(text)
    if len(text) <= MAX_RUN_REMEMBERED:
        if len(_known_runs) >= RUNS_REMEMBERED:
            _known_runs.clear()
        _known_runs[text] = names
    return names


def _name(all_words: list[str], start: int, end: int) -> tuple[int, int, int, Name]:
    """Make a name of the words from ``start`` to ``end``, its titles cut off."""
    titles = _count_titles(all_words)
    if not titles:
        words = _without_nickname(all_words)
        return (
            start,
            start,
            end,
            Name(words, surname_of(words), None, False, False, _may_be_full(words)),
        )
    regnal = titles == len(all_words) - 1 and all_words[-2] in REGNAL_TITLES
    if regnal:
        titles -= 1
    name_start = start + titles + sum(map(len, all_words[:titles]))
    gender = TITLE_GENDER.get(all_words[0].rstrip(".")) or TITLE_GENDER.get(
        all_words[titles - (not regnal)].rstrip(".")
    )
    words = _without_nickname(all_words[titles:])
    personal = regnal or all_words[titles - 1].rstrip(".") in PERSONAL_TITLES
    name = Name(words, surname_of(words), gender, True, personal, _may_be_full(words))
    return start, name_start, end, name


def _without_nickname(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name but for what is in marks: Marcia "Cia" Pell."""
    kept = []
    inside = False
    for word in words:
        inside = inside or word[0] in '"“‘'
        if not inside:
            kept.append(word)
        inside = inside and word[-1] not in '"”’'
    return tuple(kept)


def _may_be_full(words: Sequence[str]) -> bool:
    return 1 < len(words) <= MAX_NAME_WORDS and not (
        (words[-1] in TITLES and words[0] not in given_names())
        or names_body(words)
        or _is_mixed(words)
    )


def _is_mixed(words: Sequence[str]) -> bool:
    """Return whether some but not all words are in capitals: "POLITICO Massachusetts"."""
    shouted = [
        word
        for word in words
        if len(word) > 2 and word.isupper() and "." not in word and word not in NAME_SUFFIXES
    ]
    return bool(shouted) and not all(word.isupper() for word in words if len(word) > 2)


def _count_titles(words: Sequence[str]) -> int:
    """Count the titles in front of the name.

    "NATO Secretary General Anders Fogh Rasmussen": a title further in ends the titles, unless a
    given name comes before it.
    """
    if _TITLES_AS_WRITTEN.isdisjoint(words):
        return 0
    first = 0
    while first < len(words) - 1 and words[first].rstrip(".") in TITLES:
        first += 1
    names = given_names()
    for index in range(len(words) - 2, first - 1, -1):
        if words[index].rstrip(".") in TITLES:
            if not any(word in names for word in words[first:index]):
                return index + 1
            break
    return first
