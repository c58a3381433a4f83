"""Letterheads: what a release prints above its headline, and no reader would call its title.

"MEDIA RELEASE", "MARA QUILL MP", "Federal Member for Ellery", "Authorised by …", an address, a
date, or a newspaper's name above the day. They are recognised by their form, and only looked for
above a headline.
"""

from __future__ import annotations

import re

from newssearch.indexer.fielding.boilerplate import is_contact, is_label
from newssearch.indexer.knowledge.dates import is_day
from newssearch.indexer.knowledge.people import is_name

MAX_CHARACTERS = 90
MAX_WORDS = 12
MAX_NAME_WORDS = 4

_OFFICE = re.compile(
    r"(?:(?:the|federal|state|shadow|assistant|deputy|acting|parliamentary|opposition|chief|prime"
    r"|labor|labour|liberal|national|greens|independent)\s){0,4}"
    r"(?:member|minister|secretary|senator|premier|leader|treasurer|attorney[- ]general|mayor"
    r"|congress(?:wo)?man|representative|spokes(?:man|woman|person)|office|department|ministry"
    r"|chair(?:man|woman|person)?|whip)\s(?:of|for|to|on|in)\s[^.!?]{2,70}",
    re.IGNORECASE,
)
_POST_NOMINAL = re.compile(
    r"[^\W\d_][^.,!?]{3,50},?\s(?:MP|MLA|MLC|MHR|MHA|MSP|MEP|TD|QC|KC|SC|AO|OAM|CBE|OBE|MBE|MdB|MdL)"
    r"(?:,?\s(?:MP|QC|KC|SC|AO|OAM))?"
)
_HONOURABLE = re.compile(r"(?:the\s)?hon(?:ou?rable|\.)?\s[^.!?]{3,60}", re.IGNORECASE)
_ISSUED = re.compile(
    r"(?:authori[sz]ed|issued|approved|released|embargoed|not for (?:publication|release))\s"
    r"(?:by|until|for|before|on)\b.{0,80}|(?:ref(?:erence)?|release|no|media|attention|attn"
    r"|distribution)\.?\s?(?:no\.?|number|#|:)\s?.{1,60}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\d{1,5}[a-z]?\s[\w .'’-]{2,40}\s(?:street|st|road|rd|avenue|ave|quay|lane|drive|square|plaza"
    r"|boulevard|blvd|building|terrace|place|way)\b.{0,50}"
    r"|(?:p\.?\s?o\.?\sbox|gpo box|suite|level|parliament house)\b.{0,60}"
    r"|(?:www\.|https?://)\S{3,80}|(?:abn|acn)\s[\d ]{8,16}",
    re.IGNORECASE,
)
_NAMEPLATE = re.compile(
    r"(?:the\s)?(?:[^\W\d_][\w.&'’-]{0,20}\s){1,4}(?:gazette|times|post|herald|tribune|journal|courier"
    r"|telegraph|chronicle|observer|examiner|mercury|advertiser|echo|argus|sentinel|bulletin|dispatch"
    r"|zeitung|anzeiger|nachrichten|tageblatt|kurier)",
    re.IGNORECASE,
)
"""A newspaper's name, as it is printed at the head of its pages above the day."""
_TITLED_NAME = re.compile(
    r"(?:senator|sen\.|dr|rep\.|congressman|congresswoman|minister|mayor|premier)\s(?P<name>.{4,50})",
    re.IGNORECASE,
)


def count_letterhead(texts: list[str], *, sure: bool = False) -> int:
    """Return how many of a text's first paragraphs are a letterhead, 0 where there is none.

    A day above the headline counts as one. What could be a headline as well (an office, a name)
    is one only beside a line that could not, or where ``sure`` says that one was above.
    """
    count = 0
    while count < len(texts) and len(texts[count]) <= MAX_CHARACTERS:
        text = texts[count]
        below = texts[count + 1] if count + 1 < len(texts) else ""
        if _is_sure(text) or (is_day(below) and _is_nameplate(text)):
            sure = True
        elif not _may_be(text):
            break
        count += 1
    return count if sure else 0


def _is_sure(text: str) -> bool:
    return (
        is_day(text)
        or is_label(text)
        or is_contact(text)
        or _ISSUED.fullmatch(text) is not None
        or _ADDRESS.fullmatch(text) is not None
        or _POST_NOMINAL.fullmatch(text) is not None
    )


def _is_nameplate(text: str) -> bool:
    capitals = all(word[0].isupper() for word in text.split())
    return capitals and _NAMEPLATE.fullmatch(text) is not None


def _may_be(text: str) -> bool:
    if text.count(" ") >= MAX_WORDS:
        return False
    if _OFFICE.fullmatch(text) or _HONOURABLE.fullmatch(text) or _is_name(text):
        return True
    titled = _TITLED_NAME.fullmatch(text)
    return titled is not None and _is_name(titled["name"])


def _is_name(text: str) -> bool:
    return text.count(" ") < MAX_NAME_WORDS and is_name(text.title() if text.isupper() else text)
