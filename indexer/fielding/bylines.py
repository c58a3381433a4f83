"""Bylines: lines of the text that say who wrote the article, and for which agency.

"By Helen Womack, Reuters". A value that the file declares as its author is read by
``indexer.knowledge.authors``; here the question is also whether a line is a byline at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.indexer.knowledge.agencies import credit_name, is_agency, is_organisation
from newssearch.indexer.knowledge.authors import Authors
from newssearch.indexer.knowledge.people import (
    NAME_SUFFIX,
    is_name,
    is_role,
    tidy_name,
    without_role,
)

MAX_BYLINE_WORDS = 24
MAX_BYLINE_CHARACTERS = 200
MAX_UNKNOWN_TAIL_WORDS = 5
"""A longer tail that is not a role, place or agency makes it a sentence ("By Mr Smith's …")."""

_LINE_INTRODUCTION = re.compile(
    r"(?:By|BY|by|(?:Written|Story|Reported|Posted|Words|Exclusive|WRITTEN|STORY|REPORTED|POSTED|EXCLUSIVE)"
    r"\s(?:by|BY)"
    r"|Author\s?:|Byline\s?:)\s?:?\s+(?=[^\W\d_a-z]|d['’]|de\s|van\s|von\s|al-)"
)
_FOREIGN_INTRODUCTION = re.compile(
    r"(?:Von|VON|von|Par|PAR|par|Por|POR|por|Di|di|Door|DOOR|door|Av|av|Af|af"
    r"|(?:Autor(?:in|en)?|Auteurs?|Autore|Autores|Auteur|Författare|Forfatter|Text|Texte|Texto"
    r"|Testo|Tekst|Redactie|Bericht|Propos recueillis par|Escrito por|Publicado por)\s?:?)\s+"
    r"(?=[^\W\d_a-z]|d['’]|de\s|van\s|von\s)"
)
"""Introductions in other languages; names alone, and roles, may follow."""
MAX_FOREIGN_WORDS = 12
MAX_FOREIGN_NAME_WORDS = 4
_LAST_LINE = re.compile(
    r"(?:[-–—]{1,3}\s?(?P<signed>[^\W\d_].{4,90}?)(?P<phone>[\s,:;]*\+?\(?\d[\d\s()/-]{5,20})?"
    r"|Authors?:\s(?P<author>[^\W\d_].{4,90}?))(?P<desks>(?:\s[a-zäöü]{2,3}(?:/[a-zäöü]{2,3}){0,4})?"
    r"(?:\s\([A-Z][\w, ]{1,40}\))?)\.?"
)
"""Below the text: "-- Ada Holm, Ellery Newsroom +00 0 00 00", "Author: Ada Holm ah/bo (ELN)"."""
_SIGNED = re.compile(r"[–—]\s?(?P<name>[^\W\d_].{4,60})")
"""A name below the text with a dash before it: "— LENA FORTIER"."""
_NOT_SIGNED = "\"“„«»'‘-–—"
"""What a paragraph begins with that a name below it says: its words are a quotation or a list."""
_DESK = re.compile(
    r"(?:[\w.-]{1,20}\s){0,3}(?:newsroom|bureau|desk|office|staff|news)", re.IGNORECASE
)
_DESK_INSIDE = re.compile(r",\s(?:[\w.-]{1,20}\s){0,2}(?:newsroom|bureau|desk)\b", re.I)
_SEPARATOR = re.compile(
    r"\s?[;,]\s?(?:and\s|&\s)?|\s(?:and|AND|And|&|with|WITH|und|et|en|og|och)\s|\s(?:y|e)\s(?=\S+\s\S)|\s?[|/•]\s?|\s[–—-]\s"
)
_TAIL_START = re.compile(r"\s(?:of|for|in|at|on|from|is|special to)\s|\s@|\s?\(", re.IGNORECASE)
_NAME_THEN_ROLE = re.compile(r"[^,|]{5,60}[,|]\s?\w")
_ROLE_ALONE = re.compile(
    r"(?:[\w-]{1,20}\s){0,3}(?:staff|(?:staff )?writers?|reporters?|correspondents?|editors?"
    r"|columnists?|contributors?|bureau chief)",
    re.IGNORECASE,
)
"""Without "By", only the words that name nothing but newspaper work."""
_TAIL = re.compile(
    r"(?:special to|published|updated|posted|last updated|for|of|in|on|@|\(|photos? by)\b.*"
    r"|(?>.*?\d{4}).*|(?>.*?@).*",
    re.IGNORECASE,
)


def read_byline(line: str) -> Authors | None:
    """Read a line of the text as a byline; None if it is not surely one.

    Either "By NAME", with anything a byline may carry behind, or "NAME, Staff Writer", or
    "By The Associated Press".
    """
    if len(line) > MAX_BYLINE_CHARACTERS or line.count(" ") >= MAX_BYLINE_WORDS:
        return None
    introduction = _LINE_INTRODUCTION.match(line)
    if introduction:
        return _introduced(line[introduction.end() :])
    foreign = _FOREIGN_INTRODUCTION.match(line)
    if foreign and line.count(" ") < MAX_FOREIGN_WORDS:
        return _only_names(line[foreign.end() :])
    return _name_and_role(line)


def read_last_byline(line: str, above: str = "") -> Authors | None:
    """Read the last line of a text as a byline, None if it is not surely one.

    Behind a dash a name alone is one, unless the paragraph ``above`` begins like a quotation, whose
    speaker it would be, or like an item of a list.
    """
    signed = _SIGNED.fullmatch(line)
    if signed and is_name(signed["name"]) and above[:1] not in _NOT_SIGNED:
        return Authors((tidy_name(signed["name"]),))
    if line[:1] + line[-1:] == "()" and _DESK_INSIDE.search(line):
        line = f"-- {line[1:-1]}"
    match = _LAST_LINE.fullmatch(line) if len(line) <= MAX_BYLINE_CHARACTERS else None
    if match is None:
        return None
    if match["author"]:
        return _only_names(match["author"])
    introduction = _LINE_INTRODUCTION.match(match["signed"])
    if introduction:
        return _introduced(match["signed"][introduction.end() :])
    first, *others = _pieces(match["signed"])
    credit = next((credit_name(piece) for piece in others if is_agency(piece)), None)
    desks = [
        piece for piece in others if is_agency(piece) or is_role(piece) or _DESK.fullmatch(piece)
    ]
    names = [piece for piece in (first, *others) if piece not in desks]
    if not (desks or match["phone"]) or not all(map(is_name, names)):
        return None
    return Authors(tuple(map(tidy_name, names)), credit)


def split_names(text: str) -> list[str]:
    """Return the full names in a list like "Anne Gearan, Karen DeYoung and J. Doe Jr."."""
    names: list[str] = []
    for piece in _pieces(text):
        if NAME_SUFFIX.fullmatch(piece) and names:
            names[-1] = f"{names[-1]} {piece}"
        elif is_name(piece):
            names.append(tidy_name(piece))
    return names


class _Reader:
    """Reads what follows "By", piece by piece: names first, then a tail of role, agency, place."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.credit: str | None = None
        self.unknown_words = 0
        self.in_tail = False
        self._opened_unknown = False

    def byline(self) -> Authors | None:
        if not (self.names or self.credit) or self.unknown_words > MAX_UNKNOWN_TAIL_WORDS:
            return None
        if self._opened_unknown:
            return None
        return Authors(tuple(dict.fromkeys(self.names)), self.credit)

    def take(self, piece: str) -> None:
        head, *tail = _TAIL_START.split(piece, maxsplit=1)
        head = head.strip()
        if not (self._takes_person(head) or self._takes_tail(head, piece)):
            self.unknown_words += len(piece.split())
            self._opened_unknown |= not (self.names or self.credit)
        if tail:
            self.in_tail = True
            self.credit = self.credit or _agency_in(tail[0])
            if not _TAIL.match(piece[len(head) :].strip()):
                self.unknown_words += len(tail[0].split())

    def _takes_person(self, text: str) -> bool:
        if NAME_SUFFIX.fullmatch(text) and self.names:
            self.names[-1] = f"{self.names[-1]} {text}"
            return True
        if self.in_tail or is_agency(text) or (self.names and is_organisation(text)):
            return False
        if is_role(text):
            return False
        name = without_role(text)
        if name is not None:
            self.in_tail = True
            self.credit = self.credit or _agency_in(text[len(name) :])
        elif is_name(text):
            name = text
        else:
            return False
        self.names.append(tidy_name(name))
        return True

    def _takes_tail(self, text: str, piece: str) -> bool:
        if is_agency(text) or (self.names and is_organisation(text)) or _is_desk(text):
            self.credit = self.credit or credit_name(text)
        elif not (is_role(text) or (self.names and _TAIL.fullmatch(piece))):
            return False
        self.in_tail = True
        return True


def _only_names(text: str) -> Authors | None:
    """Read what holds nothing but names, roles and an agency."""
    reader = _Reader()
    for piece in _pieces(text):
        reader.take(piece)
    short = all(name.count(" ") < MAX_FOREIGN_NAME_WORDS for name in reader.names)
    return reader.byline() if reader.names and short and not reader.unknown_words else None


def _introduced(text: str) -> Authors | None:
    reader = _Reader()
    for piece in _pieces(text):
        reader.take(piece)
    return reader.byline()


def _name_and_role(line: str) -> Authors | None:
    if ("," not in line and "|" not in line) or line.count(" ") >= MAX_BYLINE_WORDS // 2:
        return None
    if _NAME_THEN_ROLE.match(line) is None:
        return None
    pieces = list(_pieces(line.rstrip(".")))
    if len(pieces) < 2 or not is_name(pieces[0]):
        return None
    names = [tidy_name(pieces[0])]
    credit = None
    roles = 0
    for piece in pieces[1:]:
        if is_agency(piece):
            credit = credit or credit_name(piece)
        elif _ROLE_ALONE.fullmatch(piece) or piece.lower().startswith("special to "):
            roles += 1
        elif is_name(piece) and not roles and credit is None:
            names.append(tidy_name(piece))
        else:
            return None
    return Authors(tuple(names), credit) if roles or credit else None


def _pieces(text: str) -> Iterator[str]:
    for part in _SEPARATOR.split(text):
        piece = part.strip(" ,;:")
        if piece:
            yield piece


def _is_desk(text: str) -> bool:
    """Return whether a line "By …" names a service: "By Associated Press", "By POLITICO Staff"."""
    words = text.split()
    return len(words) <= 7 and text[:1].isupper() and is_organisation(text)


def _agency_in(text: str) -> str | None:
    text = text.strip(" ().,")
    return credit_name(text) if is_organisation(text) else None
