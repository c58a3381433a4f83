"""Contributor lines: who else worked on the article, named below it.

"Dehghanpisheh reported from Beirut. Anne Gearan and Karen DeYoung in Washington contributed to
this report." Separate from bylines because the names are in sentences, with places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newssearch.indexer.fielding.bylines import split_names
from newssearch.indexer.knowledge.agencies import is_agency

MAX_LINE_WORDS = 90
MAX_SENTENCE_WORDS = 60
"""Words of one crediting sentence at the end of the last paragraph."""
MIN_GLUED_WORDS = 25
"""A shorter last paragraph is a contributor line as a whole, or none."""

_U = r"[^\W\d_a-zß-öø-ÿ]"
_NAME_WORD = (
    rf"(?:{_U}[\w’'.-]{{0,40}}|(?:al|el|d|l|o)[-’']{_U}[\w’'-]{{0,40}}"
    r"|de|del|della|der|den|van|von|bin|la|le|da|di|dos|al|el|ter)"
)
_NAME = rf"(?<!\w){_U}[\w’'.-]{{0,40}}(?:\s{_NAME_WORD}){{1,5}}"
_LIST = rf"{_NAME}(?:(?:,?\sand\s|,\s|\s&\s){_NAME}){{0,11}}"
_PLACE = (
    rf"{_U}[\w’'-]{{0,40}}(?:\.(?=,?\s?{_U}\.))?(?:\s{_U}[\w’'-]{{0,40}}){{0,2}}"
    rf"(?:,\s(?:{_U}[a-z]{{1,6}}\.|{_U}\.{_U}\.|{_U}[a-z]{{2,20}}(?=[,;.)]|\s(?:and|contributed)\b|$)))?"
)
_GROUP = re.compile(
    rf"(?P<names>{_LIST}|(?<!\w){_U}[\w’'-]{{1,40}}(?=\sreported\s(?:from|in)\b|,\sfrom\b))"
    rf"(?:,?\s(?:also\s)?(?:reported|contributed(?:\sreporting)?|reporting))?"
    rf"(?:,?\s(?:in|from)\s(?P<place>{_PLACE}))?"
)
_CREDIT_SENTENCE = re.compile(
    r"\bcontributed (?:to|for) (?:this|the) (?:report|article|story|piece|column|dispatch)\b"
    r"|\bcontributed (?:additional |further )?(?:reporting|research)\b"
    rf"|^(?:{_LIST}|{_U}[\w’'-]+) (?:also )?(?:reported|contributed) from {_U}"
    rf"|^(?:{_LIST}) contributed\.?$"
    r"|^(?i:[^\w\"“]{0,4}(?:and )?(?:with |includes )?(?:(?:additional|further) )?"
    r"(?:reporting|writing|editing|research|compiled|graphics?|photography|translat\w{2,4}|edited"
    r"|material|files|information)(?: and (?:writing|editing|reporting))?"
    r"(?: from \w{2,20})? by )",
)
_ROLES = re.compile(
    r"\b(?:(?:staff|special|chief|political|news|senior|national|business|freelance|bureau"
    r"|foreign|diplomatic) ){0,3}(?:writers?|reporters?|correspondents?|researchers?|journalists?"
    r"|editors?|chief|staffers?|producers?|interns?)\b,?\s?",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"\b(?:The )?(?:Associated Press|AP|Reuters|AFP|Agence France-Presse|Washington Post"
    r"|New York Times|Los Angeles Times|Politico|POLITICO|Bloomberg News|(?:ABC|CBS|NBC|CNN|BBC)"
    r"(?: News)?)(?:['’]s?)?\s?(?=\b|$)"
)
_LEAD = re.compile(
    r"^[^\w\"“]{0,4}(?:and )?(?:with |includes )?(?:(?:additional|further) )?"
    r"(?:reporting|writing|editing|research|compiled|graphics?|photography|translat\w{2,4}|edited"
    r"|material|files|information)"
    r"(?: and (?:writing|editing|reporting))?(?: from \w{2,20})? by\s",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r",\s(?:the|a|an|this|it|its|he|she|they|we|which|who|but)\s[a-z]{3,}")
_HANDLE = re.compile(
    r"\s?(?:[:|,(]\s?)?(?:(?:twitter|follow|via)\s?:?\s)?@\w{2,30}\)?", re.IGNORECASE
)
"""An account's name behind a person's."""
_SOURCE = re.compile(r"[\s.;|(]Sources?\s?:\s?-?\s?(?P<source>[^\W\d_][\w .&’'-]{1,60})\)?$")
MAX_SOURCE_CHARACTERS = 90
_CLAUSE_END = re.compile(r"(?<=[a-z)])[.;]\s+|;\s*")
_NO_FIRST_WORD = frozenset(
    "Additional Further Reporting Editing Writing The This In Contributed With Information "
    "Material It He She They Research Compiled Also".split()
)
_SENTENCE_END = re.compile(r"(?<=[.!?\"”)])\s+(?=[A-Z(“\"])")
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Calif|Fla|Conn|Mass|Ill|Tenn|Va|Pa|Mich|Wis|Minn|Ariz|Colo|Wash"
    r"|Ore|Ga|Ala|Ind|Ky|La|Md|Miss|Mo|Mont|Neb|Nev|Okla|Vt|Wyo|Jr|Sr|Gen|Sen|Rep|Gov|Lt|Col)\.$"
)


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person who worked on the article, and the place they reported from, if it is said."""

    name: str
    place: str | None = None


def read_contributors(paragraph: str) -> list[Contributor]:
    """Read a paragraph as a contributor line; empty if it is none or names nobody."""
    paragraph = split_source(paragraph)[0]
    if "@" in paragraph:
        paragraph = _HANDLE.sub("", paragraph)
    if not _may_credit(paragraph) or paragraph[:1] in '"“‘':
        return []
    if paragraph.count(" ") >= MAX_LINE_WORDS or not _CREDIT_SENTENCE.search(paragraph):
        return []
    sentences = _sentences(paragraph)
    if not all(_is_credit(sentence) for sentence in sentences):
        return []
    found: dict[str, Contributor] = {}
    for contributor in _names(paragraph):
        found.setdefault(contributor.name, contributor)
    return list(found.values())


def split_source(paragraph: str) -> tuple[str, str]:
    """Cut "Source:-Ellery News" off the end of a line of credits: (line, source)."""
    end = paragraph[-MAX_SOURCE_CHARACTERS:]
    match = _SOURCE.search(end) if "Source" in end else None
    if match is None:
        return paragraph, ""
    cut = len(paragraph) - len(match.group())
    return paragraph[:cut].rstrip(), match["source"].strip(" .")


def split_glued_credits(paragraph: str) -> tuple[str, str]:
    """Cut crediting sentences off the end of a long paragraph: (paragraph, credits)."""
    if paragraph.count(" ") < MIN_GLUED_WORDS or not _may_credit(paragraph[-700:]):
        return paragraph, ""
    sentences = _sentences(paragraph)
    kept = len(sentences)
    while kept > 1 and _is_credit(sentences[kept - 1]):
        kept -= 1
    return " ".join(sentences[:kept]), " ".join(sentences[kept:])


def _may_credit(text: str) -> bool:
    """Return quickly whether any crediting sentence can be in ``text``."""
    return "contributed" in text or "reported from" in text or " by " in text


def _is_credit(sentence: str) -> bool:
    sentence = sentence.lstrip("(")
    return (
        sentence.count(" ") < MAX_SENTENCE_WORDS
        and _CREDIT_SENTENCE.search(sentence) is not None
        and not _goes_on(sentence)
    )


def _goes_on(sentence: str) -> bool:
    """Return whether a sentence that opens with "Compiled by" tells something of what was compiled.

    Behind the names only more names, roles and places may follow; a clause that does is a sentence
    of the article ("…, the survey found 39 towns").
    """
    lead = _LEAD.match(sentence)
    return lead is not None and _CLAUSE.search(sentence, lead.end()) is not None


def _sentences(text: str) -> list[str]:
    sentences: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if sentences and _ABBREVIATION.search(sentences[-1][-8:]):
            sentences[-1] += f" {piece}"
        else:
            sentences.append(piece)
    return sentences


def _names(paragraph: str) -> list[Contributor]:
    found = []
    line = _ROLES.sub("", _AGENCY.sub("", paragraph.strip().strip("()")))
    for part in _CLAUSE_END.split(line):
        clause = _LEAD.sub("", part.strip().lstrip("("))
        for match in _GROUP.finditer(clause):
            place = match["place"]
            names = split_names(match["names"]) or _surname(match["names"])
            found += [
                Contributor(name, place)
                for name in names
                if name.split()[0] not in _NO_FIRST_WORD and not is_agency(name)
            ]
    return found


def _surname(text: str) -> list[str]:
    """A name of one word is a surname, and is only matched before "reported from"."""
    return [text] if " " not in text else []
