"""Bytes to text: one answer to "which encoding is this?" for every reader.

It is separate because libraries answer the question each in its own way, and differently: the
usual HTML parser loses the words of undeclared Windows-1252 pages. The order is: byte order mark,
UTF-16 by its pattern of NULs, strict UTF-8, the encoding that the file declares, and at last
UTF-8 with the bytes that are none read as Windows-1252. What a file declares comes after strict
UTF-8, because text that happens to be valid UTF-8 and is not is rarer than a wrong declaration.

Text that was encoded to UTF-8 twice ("itâ€™s") is decoded once here; fielding mends the rest.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newssearch.archive.errors import ArticleError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_LABELS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "x-cp1252": "cp1252",
    "iso-8859-2": "iso-8859-2",
    "latin2": "iso-8859-2",
    "iso-8859-3": "iso-8859-3",
    "iso-8859-4": "iso-8859-4",
    "iso-8859-5": "iso-8859-5",
    "iso-8859-6": "iso-8859-6",
    "iso-8859-7": "iso-8859-7",
    "iso-8859-8": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-10": "iso-8859-10",
    "iso-8859-13": "iso-8859-13",
    "iso-8859-14": "iso-8859-14",
    "iso-8859-15": "iso-8859-15",
    "latin9": "iso-8859-15",
    "iso-8859-16": "iso-8859-16",
    "windows-874": "cp874",
    "tis-620": "cp874",
    "windows-1250": "cp1250",
    "cp1250": "cp1250",
    "windows-1251": "cp1251",
    "cp1251": "cp1251",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "windows-1255": "cp1255",
    "windows-1256": "cp1256",
    "windows-1257": "cp1257",
    "windows-1258": "cp1258",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "ibm866": "cp866",
    "cp866": "cp866",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc-jp",
    "iso-2022-jp": "iso-2022-jp",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "windows-949": "cp949",
}
"""Labels of the WHATWG Encoding Standard that are met, to the codec that reads them.

As there, ISO-8859-1 and ASCII are read as their superset Windows-1252. UTF-7 and UTF-16 are no
labels: a page that can be read far enough to see the label is in neither.
"""

_DECLARATION = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s{0,5}=\s{0,5}["']?\s{0,5}"""
    rb"([A-Za-z0-9_:.\-]{1,40})",
    re.IGNORECASE,
)
_DECLARATION_BYTES = 4096
"""A declaration is looked for in so many bytes (browsers: 1024; saved pages carry comments)."""

_BINARY_SHARE = 0.02
"""Text has no control characters; a file with more than this share of them is binary.

The files of Reuters-21578 have none, since theirs are written as entities. A judgement."""

_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 12, 13, 27})

_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\xd0\xcf\x11\xe0", "old Word, Excel or Outlook file"),
    (b"SQLite format 3", "SQLite database"),
    (b"BZh", "bzip2 file"),
    (b"\xfd7zXZ", "xz file"),
    (b"\x28\xb5\x2f\xfd", "zstandard file"),
    (b"7z\xbc\xaf", "7-Zip file"),
    (b"Rar!", "RAR file"),
    (b"ID3", "MP3 sound"),
    (b"OggS", "Ogg sound"),
    (b"RIFF", "RIFF sound or picture"),
)


class Decoded(NamedTuple):
    """Text, and how it was read: a codec's name with a remark ("utf-8, bad bytes as cp1252")."""

    text: str
    encoding: str


def decode(content: bytes, *, declared: str | None = None) -> Decoded:
    """Turn a file's bytes into text; never fails on bytes that are no text of their encoding.

    ``declared`` is an encoding named outside the file, such as by a Content-Type header; it comes
    before one named inside. Bytes that are no text in the end become U+FFFD. Lone surrogates
    cannot come out.

    Raises:
        ArticleError: the file is binary.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(encoding, "replace"), encoding)
    if wide := _wide_encoding(content[:_DECLARATION_BYTES]):
        return Decoded(content.decode(wide, "replace"), f"{wide}, guessed")
    refuse_binary(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    label = declared_encoding(content) if declared is None else _codec_of(declared)
    if label is not None and label != "utf-8":
        return Decoded(content.decode(label, "replace"), label)
    text = content.decode("utf-8", "newssearch.cp1252")
    return Decoded(text, "utf-8, bad bytes as cp1252")


def declared_encoding(content: bytes) -> str | None:
    """Return the codec that a page's meta tag or an XML declaration names, if it is known."""
    found = _DECLARATION.search(content[:_DECLARATION_BYTES])
    return _codec_of(found.group(1).decode("ascii")) if found else None


def _codec_of(label: str) -> str | None:
    return _LABELS.get(label.strip().lower())


def refuse_binary(content: bytes) -> None:
    """Raise an ArticleError if the bytes are those of a picture, a program or the like."""
    for magic, kind in _MAGIC:
        if content.startswith(magic) and (len(magic) > 3 or _control_share(content) > 0):
            raise ArticleError(f"binary file ({kind})")
    if _wide_encoding(content[:_DECLARATION_BYTES]) is None and _control_share(content):
        raise ArticleError("binary file")


def _control_share(content: bytes) -> float:
    """Return the share of control bytes in the opening, 0.0 where it is small enough for text."""
    head = content[:65_536]
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    return controls / len(head) if controls > _BINARY_SHARE * len(head) else 0.0


def _wide_encoding(head: bytes) -> str | None:
    """Tell UTF-16 without a mark by its NULs: every second byte of English text is one."""
    if len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _cp1252_for_bad_bytes(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


codecs.register_error("newssearch.cp1252", _cp1252_for_bad_bytes)
