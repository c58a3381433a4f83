"""Double encoding: UTF-8 that was read as Windows-1252 or Latin-1 ("donâ€™t" for "don’t").

Separate because it is the one place that changes letters, so it has to be sure: a stretch of
non-ASCII characters is repaired only as a whole, only if it is valid UTF-8 byte for byte, and only
into characters that English news prints. «CAFÉ» holds "É»", which is valid UTF-8 for a phonetic
sign: that is why the last condition stands.
"""

from __future__ import annotations

import re
import unicodedata

from newssearch.indexer.fielding.bytewise import special_characters

_BYTE_OF = {chr(code): code for code in range(0x80, 0x100)}
for _code in range(0x80, 0xA0):
    _char = bytes([_code]).decode("cp1252", "ignore")
    if _char:
        _BYTE_OF[_char] = _code

_LEADS = "\xc2\xc3\xc4\xc5\xe2\xef\xf0"
"""First bytes of the characters in ``_PRINTED``, read as Windows-1252."""

_LEADING = frozenset(_LEADS)
_LEAD = re.compile(rf"[{_LEADS}][^\x00-\x7f]")
_STRETCH = re.compile(r"[^\x00-\x7f]{2,}")
_PRINTED = re.compile(
    "[\u00a0-\u017f\u2010-\u206f\u2000-\u200f\u20ac\u2122\ufb00-\ufb06\ufeff\U0001f000-\U0001faff]+"
)
_HALFWAY = dict.fromkeys((0x192, 0x2C6, 0x2DC, *range(0x80, 0xA0)), "é")
"""What Windows-1252 makes of bytes 83, 88 and 98, and the controls that bytes 80 to 9F are in
Latin-1, to a letter: they are left of a text that was encoded more than twice, and have to go in
the next repair."""
_UNSEEN = dict.fromkeys(
    (0xA0, 0xAD, 0xFEFF, *range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070)),
    " ",
)
"""Repaired to a space and never to nothing, so that a repair cannot join two other stretches."""


def repair_double_encoding(text: str) -> str:
    """Return ``text`` with doubly encoded stretches put right, however often they were encoded.

    Each repair at least halves its stretch, so the work is linear. Idempotent.
    """
    if _LEADING.isdisjoint(special_characters(text)) or _LEAD.search(text) is None:
        return text
    return _STRETCH.sub(lambda match: _repair_stretch(match.group()), text)


def _repair_stretch(stretch: str) -> str:
    whole = _decode(stretch)
    while whole is not None and (again := _decode(whole)) is not None:
        whole = again
    if whole is None or _PRINTED.fullmatch(whole) is None:
        return stretch
    repaired = whole.translate(_UNSEEN)
    return (
        repair_double_encoding(repaired) if unicodedata.is_normalized("NFC", repaired) else stretch
    )


def _decode(stretch: str) -> str | None:
    """Return what a stretch was before it was encoded, None if that is not text of news."""
    try:
        decoded = bytes([_BYTE_OF[char] for char in stretch]).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None
    return decoded if _PRINTED.fullmatch(decoded.translate(_HALFWAY)) else None
