"""Notes: corrections, clarifications and editors' remarks about the article.

They are kept as a field of their own, to be found with ``notes:`` and never shown as the snippet.
"""

from __future__ import annotations

import re

MAX_NOTE_CHARACTERS = 900

_LABEL = (
    r"(?:editor['’]?s?['’]?\s?note|correction|corrections and clarifications|clarification"
    r"|update|updated|disclosure|disclaimer|publisher['’]?s note)"
)
_NOTE = re.compile(
    rf"[\W_]{{0,3}}(?:{_LABEL}\s?(?:\([^()]{{1,40}}\)\s?)?(?:[:—–]|--|\s-\s)"
    rf"|{_LABEL},?\s(?:on\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?\s\d"
    r"|(?:an|the) (?:earlier|previous|original) (?:version|headline) (?:of|on) (?:this|the)\b"
    r"|this (?:article|story|post|report|piece|headline|version|page) (?:has (?:been )?"
    r"(?:updated|corrected|amended|revised|edited|changed|clarified)"
    r"|was (?:updated|corrected|amended|revised|edited|changed|originally|first|published|produced)"
    r"|(?:originally|first|also) (?:appeared|ran|published)|appeared (?:in|on)|corrects\b))",
    re.IGNORECASE,
)


def is_note(paragraph: str) -> bool:
    """Return whether a paragraph speaks of the article itself: a correction, an editor's note."""
    return len(paragraph) <= MAX_NOTE_CHARACTERS and _NOTE.match(paragraph) is not None
