"""Names out of what pages give as an author: "By ANN LEE and Bob Ray, Staff Writers".

Pages put almost anything there: roles, addresses, the site's own name, "admin". What is not
surely a name is left out.
"""

from __future__ import annotations

import html
import re

AGENCIES = frozenset(
    "associated press|the associated press|ap|reuters|thomson reuters|agence france-presse|afp|"
    "united press international|upi|bloomberg news|dow jones newswires|press association|"
    "pa media|canadian press|the canadian press|australian associated press|aap|xinhua|"
    "deutsche presse-agentur|dpa|efe|ansa|kyodo news|yonhap|yonhap news agency|"
    "press trust of india|pti|ians|tass|itar-tass|interfax|ria novosti|tribune news service|"
    "cnn wire|postmedia news|religion news service|kaiser health news".split("|")
)
"""News agencies, lower case: as an author one of these is the article's credit."""

_MAX_CHARACTERS = 400
_OPENING = re.compile(
    r"\A\s*(?:(?:written|posted|reported|story|article|text|published|words|authored|analysis)\s+)?"
    r"(?:by|von|par|por|autor|author|redaktion|text)\b(?:\s*:)?\s+",
    re.I,
)
_ROLE = re.compile(
    r"\s*(?:,|\||–|—| - |·|•|/)\s*(?:staff|senior|special to|for |chief|political|associate|"
    r"national|the |correspondent|reporter|writer|editor|columnist|contributor|contributing|"
    r"deputy|managing|executive|foreign|cnn|bbc|nbc|cbs|abc|npr|fox|reuters|associated press|"
    r"ap\b|afp|usa today|washington post|new york times|updated|published|posted|follow|contact|"
    r"@|\d).*\Z",
    re.I | re.S,
)
_ROLE_TAIL = re.compile(
    r"\s+(?:(?:senior |contributing |associate |deputy |managing |chief |political |foreign )?"
    r"(?:staff )?(?:writer|reporter|editor|correspondent|contributor|columnist)|ceo)\Z",
    re.I,
)
_DATE_TAIL = re.compile(
    r"\s(?:on|am|le)\s\w{1,20} \d.*\Z|[\s•·|(](?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|"
    r"oct|nov|dec)[a-z]{0,6}\.?\s)?\d{1,4}\b.*\Z",
    re.I | re.S,
)
_LAST_FIRST = re.compile(r"([^\W\d_][\w'’\-]{1,30}), ([^\W\d_][\w'’.\-]{1,30})")
"""A name as libraries write it, and Dublin Core and citation tags after them."""

_BETWEEN = re.compile(
    r"\s*(?:;|\||/|\s&\s|\s(?:and|und|et|y)\s|"
    r",(?!\s*(?:Jr|Sr|II|III|IV|MD|M\.D|PhD|Ph\.D|RN|Esq)\b)\s*(?:and\s)?)\s*"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,100}\)\s*")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b|[{}<>\[\]=]", re.I)
_NOBODY = re.compile(
    r"(?:the )?(?:admin|administrator|editors?|editorial|editorial (?:team|staff|board)|staff|"
    r"staff (?:writer|reporter)s?|redaktion|online|author|autor|unknown|none|null|undefined|guest|"
    r"guest (?:author|contributor|post)|webmaster|web (?:staff|desk)|news ?(?:desk|room)|desk|"
    r"user\d{0,9}|contributors?|anonymous|press release|\d{1,20})",
    re.I,
)
_EDGES = " .,:;-–—|•·\"'“”\t"
_MAX_WORDS, _MAX_NAME_CHARACTERS = 6, 60


def split_names(written: str) -> list[str]:
    """Return the names that a byline as written gives, each once, in order."""
    text = html.unescape(written[:_MAX_CHARACTERS])
    text = _OPENING.sub("", _OPENING.sub("", " ".join(text.split())).lstrip(_EDGES))
    text = _DATE_TAIL.sub("", _ROLE.sub("", text))
    if found := _LAST_FIRST.fullmatch(text):
        text = f"{found.group(2)} {found.group(1)}"
    names: list[str] = []
    for part in _BETWEEN.split(text):
        name = _ROLE_TAIL.sub("", _IN_BRACKETS.sub(" ", part).strip(_EDGES))
        if is_name(name) and name not in names:
            names.append(name)
    return names


def is_name(text: str) -> bool:
    """Say whether a text can be a person's or an organisation's name."""
    if not 2 <= len(text) <= _MAX_NAME_CHARACTERS or len(text.split()) > _MAX_WORDS:
        return False
    if _ADDRESS.search(text) or _NOBODY.fullmatch(text):
        return False
    return any(character.isalpha() for character in text)


def is_agency(name: str) -> bool:
    """Say whether a name is a news agency's."""
    return name.lower() in AGENCIES
