"""Characters: one spelling for every space, line end, ligature and invisible mark.

Everything after this module may rely on clean text: NFC, "\\n" as the only line end, U+0020 as the
only other space, no control, zero-width or bidirectional characters, no lone surrogates. Quotation
marks keep their shape, because the quotation finder reads it; folding them for searching is
analysis. Separate from decoding, which turns bytes into characters and knows nothing of text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

from newssearch.archive.analysis.characters import with_gershayim
from newssearch.indexer.fielding.bytewise import special_characters
from newssearch.indexer.fielding.double_encoding import repair_double_encoding

_TAB_WIDTH = 4
"""Spaces for a tab: at the head of a line it is an indent, and an indent is two or more spaces."""

_SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_REMOVED_RANGES = (
    (0x00, 0x09),  # C0 controls before the tab
    (0x0E, 0x1C),  # and after the form feed, up to the separators
    (0x7F, 0x80),
    (0xAD, 0xAE),  # soft hyphen
    (0x61C, 0x61D),  # Arabic letter mark
    (0x180E, 0x180F),
    (0x200B, 0x2010),  # zero-width space and joiners, left-to-right and right-to-left marks
    (0x202A, 0x202F),  # bidirectional embeddings
    (0x2060, 0x2070),  # word joiner, invisible operators, bidirectional isolates
    (0xD800, 0xE000),  # lone surrogates
    (0xFEFF, 0xFF00),  # byte order mark
    (0xFFF9, 0xFFFC),  # interlinear annotation
    (0xE0000, 0xE0080),  # tags
)
_REPLACED = {
    "\t": " " * _TAB_WIDTH,
    "\x85": "…",
    "\u2028": "\n",
    "\u2029": "\n\n",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u02bc": "’",
    "\u201b": "‘",
    "\u201f": "“",
    "\uff02": '"',
    "\uff07": "'",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}


def _table() -> dict[int, str]:
    table = {code: "" for first, end in _REMOVED_RANGES for code in range(first, end)}
    # A C1 control in text is always a Windows-1252 byte that was read as Latin-1.
    for code in range(0x80, 0xA0):
        table[code] = bytes([code]).decode("cp1252", "ignore")
    table |= {ord(char): " " for char in _SPACES}
    table |= {ord(char): replacement for char, replacement in _REPLACED.items()}
    return table


_TABLE = {chr(code): value for code, value in _table().items()}
_BEYOND_LATIN_1 = {char: value for char, value in _TABLE.items() if char > "\xff"}
"""The part of the table that cannot be a byte of doubly encoded text."""

_MAX_KINDS = 8
"""Kinds of characters to replace one after the other; of more, all are replaced at once."""

_ASCII_TO_MEND = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def normalise(text: str) -> str:
    """Return clean text, as the module promises.

    Idempotent, and linear in the length of the text. UTF-8 that was read as Windows-1252 is put
    right where there is no doubt.
    """
    if text.isascii():
        if _ASCII_TO_MEND.search(text) is None:
            return text
        return _replace(_unify_line_ends(text), _TABLE)
    text = unicodedata.normalize("NFC", _replace(_unify_line_ends(text), _BEYOND_LATIN_1))
    text = _replace(repair_double_encoding(text), _TABLE)
    # What was removed may have stood between two halves; nothing removable is left now.
    return with_gershayim(repair_double_encoding(unicodedata.normalize("NFC", text)))


def decode_entities(text: str) -> str:
    """Decode ``&amp;``, ``&#8217;`` and their kind, once.

    Only with the closing semicolon: "AT&T" and "Q&A" are no entities.
    """
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text)


def one_line(text: str) -> str:
    """Return clean text on one line, with single spaces: the form of every value but the body."""
    return " ".join(normalise(text).split())


def _replace(text: str, table: Mapping[str, str]) -> str:
    """Replace single characters; no replacement holds a character that is replaced.

    Looking first which of them occur takes a quarter of the time of str.translate, measured on
    press releases.
    """
    found = table.keys() & special_characters(text)
    if len(found) > _MAX_KINDS:
        return text.translate({ord(char): table[char] for char in found})
    for char in found:
        text = text.replace(char, table[char])
    return text


def _unify_line_ends(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
