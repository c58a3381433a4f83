"""Letterheads: what a release prints above its headline, and no reader would call its title.

"MEDIA RELEASE", "MARA QUILL MP", "Federal Member for Ellery", "Authorised by …", an address, a
date. They are told by their form, and only looked for above a headline.
"""

from __future__ import annotations

import re

from newssearch.indexer.fielding.boilerplate import is_contact, is_label
from newssearch.indexer.knowledge.dates import is_day
from newssearch.indexer.knowledge.people import is_name

MAX_CHARACTERS = 90
MAX_WORDS = 12

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
    r"(?:\d{1,5}\s|p\.?\s?o\.?\sbox\s|gpo box\s|suite\s\d|level\s\d|parliament house\b).{3,70}"
    r"|(?:www\.|https?://)\S{3,80}|(?:abn|acn)\s[\d ]{8,16}",
    re.IGNORECASE,
)
_TITLED_NAME = re.compile(
    r"(?:senator|sen\.|dr|rep\.|congressman|congresswoman|minister|mayor|premier)\s(?P<name>.{4,50})",
    re.IGNORECASE,
)


def count_letterhead(texts: list[str]) -> int:
    """Return how many of a text's first paragraphs are a letterhead, 0 where there is none.

    A day above the headline counts as one. A lone name is one before an office or a date.
    """
    count = 0
    while count < len(texts) and (
        _is_line(texts[count])
        or is_day(texts[count])
        or (
            _is_name(texts[count])
            and count + 1 < len(texts)
            and (_OFFICE.fullmatch(texts[count + 1]) or is_day(texts[count + 1]))
        )
    ):
        count += 1
    return count


def _is_line(text: str) -> bool:
    if len(text) > MAX_CHARACTERS or text.count(" ") >= MAX_WORDS:
        return False
    if is_label(text) or is_contact(text) or _ISSUED.fullmatch(text) or _ADDRESS.fullmatch(text):
        return True
    if _OFFICE.fullmatch(text) or _POST_NOMINAL.fullmatch(text) or _HONOURABLE.fullmatch(text):
        return True
    titled = _TITLED_NAME.fullmatch(text)
    return titled is not None and _is_name(titled["name"])


def _is_name(text: str) -> bool:
    return is_name(text.title() if text.isupper() else text)
