"""Bytes to text: one answer to "which encoding is this?" for every reader.

It is separate because libraries answer the question each in its own way, and differently: the
usual HTML parser loses the words of undeclared Windows-1252 pages. The order is: byte order mark,
UTF-16 by its pattern of NULs, strict UTF-8, the encoding that the file declares, UTF-8 with the
bytes that are none read as Windows-1252 where most is UTF-8, and at last a guess by how often
letters follow one another (chardet's). What a file declares comes after strict UTF-8, because text
that happens to be valid UTF-8 and is not is rarer than a wrong declaration.

Text that was encoded to UTF-8 twice ("itâ€™s") is decoded once here; fielding repairs the rest.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import webencodings

from newssearch.archive.errors import ArticleError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_READ_AS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Codecs to the superset of them that is read instead."""

_NOT_BELIEVED = frozenset({"replacement", "x-user-defined", "utf-16le", "utf-16be"})
"""A page that can be read far enough to see the label is in none of these."""

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
    (b"\x1f\x9d\x90", "packed by compress (.Z)"),
    (b"\x04\x22\x4d\x18", "lz4 file"),
    (b"!BDN", "Outlook folder (.pst)"),
    (b"AT&TFORM", "DjVu file"),
    (b"%!PS-", "PostScript, which ps2pdf makes a PDF"),
)

_OPENINGS = tuple(magic for magic, _ in _MAGIC)


MIXED = "newssearch.cp1252"
"""The codec of UTF-8 with some bytes of Windows-1252 in it: that of the error handler below."""


class Decoded(NamedTuple):
    """Text, and how it was read: a codec's name with a remark ("utf-8, bad bytes as cp1252").

    ``guess`` is the encoding's name where nothing but the letters spoke for it, else "".
    """

    text: str
    encoding: str
    guess: str = ""


def decode(content: bytes, *, declared: str | None = None, preset: str | None = None) -> Decoded:
    """Turn a file's bytes into text; never fails on bytes that are no text of their encoding.

    ``declared`` is an encoding named outside the file, such as by a Content-Type header; it comes
    before one named inside. ``preset`` is what a person says that text is in; only a byte order
    mark, and letters that are plainly UTF-8, come before it. Bytes that are no text in the end
    become U+FFFD. Lone surrogates cannot come out.

    Raises:
        ArticleError: the file is binary.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Decoded(content[len(mark) :].decode(encoding, "replace"), encoding)
    codec = codec_named(preset) if preset else None
    if codec is not None and not is_plainly_utf8(content):
        text = content.decode(codec, "replace")
        refuse_binary(text.encode("utf-8", "replace"))
        return Decoded(text, codec)
    if wide := _wide_encoding(content[:_DECLARATION_BYTES]):
        return Decoded(content.decode(wide, "replace"), f"{wide}, guessed", wide)
    refuse_binary(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    label = declared_encoding(content) if declared is None else codec_of(declared)
    if label is not None and label != "utf-8":
        return Decoded(content.decode(label, "replace"), label)
    codec, name = guess_encoding(content)
    how = "utf-8, bad bytes as cp1252" if codec == MIXED else f"{codec}, guessed"
    return Decoded(decode_as(content, codec), how, name)


def is_plainly_utf8(content: bytes) -> bool:
    """Return whether bytes are UTF-8 and hold a letter that makes it unlikely to be by chance."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not content.isascii()


def decode_as(content: bytes, codec: str) -> str:
    """Return bytes read in a codec of ``guess_encoding``; what is not text becomes U+FFFD."""
    if codec == MIXED:
        return content.decode("utf-8", MIXED)
    return content.decode(codec, "replace")


def keeps_ascii(codec: str) -> bool:
    """Return whether the bytes of ASCII mean ASCII wherever they are in an encoding."""
    return not codec.startswith(
        ("utf-16", "utf_16", "utf-32", "utf_32", "iso2022", "iso-2022", "hz")
    )


def wide_encoding(head: bytes) -> tuple[str, int] | None:
    """Return the codec of a file in UTF-16 or UTF-32 that begins so, and the size of its mark.

    It is 0 where there is no mark, and the codec a guess.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return None if codec == "utf-8" else (codec, len(mark))
    guessed = _wide_encoding(head[:_DECLARATION_BYTES])
    return None if guessed is None else (guessed, 0)


def declared_encoding(content: bytes) -> str | None:
    """Return the codec that a page's meta tag or an XML declaration names, if it is known."""
    found = _DECLARATION.search(content[:_DECLARATION_BYTES])
    return codec_of(found.group(1).decode("ascii")) if found else None


def codec_of(label: str) -> str | None:
    """Return the codec of a label of the WHATWG Encoding Standard, or of a name of Python's.

    As there, ISO-8859-1 and ASCII are read as their superset Windows-1252.
    """
    found = webencodings.lookup(label)
    if found is None:
        found = webencodings.lookup(_python_name(label))
    if found is None or found.name in _NOT_BELIEVED:
        return None
    codec = str(found.codec_info.name)
    return _READ_AS.get(codec, codec)


def codec_named(label: str) -> str | None:
    """Return the codec of an encoding that a person names: any of text that Python has.

    One that is an escape or a cipher rather than an encoding of a file is none.
    """
    codec = codec_of(label)
    name = _python_name(label) if codec is None else ""
    if not name or name in _NO_ENCODINGS or not codecs.lookup(name)._is_text_encoding:
        return codec
    return name


_NO_ENCODINGS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "unicode_escape"}
    | {"raw_unicode_escape", MIXED}
)


def _python_name(label: str) -> str:
    try:
        return codecs.lookup(label).name if label.isascii() else ""
    except (LookupError, ValueError):
        return ""


_SAMPLE_BYTES = 8192
_LATIN_SHARE = 0.4
"""In text of the Latin script a smaller share of the bytes beyond ASCII are adjacent."""

_LATIN = frozenset("cp1252 mac-roman cp1250 iso8859-2 cp1254 cp1257 cp850 iso8859-15".split())
_FEW, _FEW_IN_LATIN = 3, 6
"""Fewer bytes beyond ASCII tell nothing; they are read as Windows-1252."""


def guess_encoding(content: bytes) -> tuple[str, str]:
    """Return what bytes which are no UTF-8 are most likely in: a codec or ``MIXED``, and its name.

    ``decode_as`` takes the codec; the name is for people.
    """
    codec = _guess_codec(content)
    if codec == MIXED:
        return codec, "UTF-8 with bytes of Windows-1252"
    return codec, _name_of(codec)


def _guess_codec(content: bytes) -> str:
    sample = _telling_part(content)
    high = len(sample) - len(sample.translate(None, _HIGH_BYTES))
    as_utf8 = sample.decode("utf-8", "ignore")
    sound = len(as_utf8.encode("utf-8")) - len(as_utf8.encode("ascii", "ignore"))
    if sound >= high / 2:
        return MIXED
    latin = sum(map(len, _HIGH_RUNS.findall(sample))) < _LATIN_SHARE * high
    if high < (_FEW_IN_LATIN if latin else _FEW):
        return "cp1252"
    import chardet  # noqa: PLC0415  only where an encoding must be guessed

    if 2 * len(_DOS_LETTERS.findall(sample)) >= high:
        return "cp850"
    codec = _python_name(str(chardet.detect(sample)["encoding"] or "")) or "cp1252"
    codec = _READ_AS.get(codec, codec)
    if latin and codec not in _LATIN:
        return "cp1252"
    return "cp1252" if codec == "utf-8" else codec


_DOS_LETTERS = re.compile(rb"(?<=[a-z])[\x81\x82\x84\xa1-\xa4](?=[a-z ,.;:\n])")
"""ü, é, ä, í, ó, ú, ñ of DOS' code pages 437 and 850 within or at the end of a word. In
Windows-1252 these bytes are low quotation marks and signs of currencies, which precede words."""

_HIGH_BYTES = bytes(range(128, 256))
_HIGH_RUNS = re.compile(rb"[\x80-\xff]{2,}")


def _telling_part(content: bytes) -> bytes:
    """Return the lines that hold bytes beyond ASCII, as many as are needed to tell."""
    taken: list[bytes] = []
    size = 0
    for line in _HIGH_LINE.finditer(content):
        taken.append(line.group())
        size += len(taken[-1])
        if size > _SAMPLE_BYTES:
            break
    return b"\n".join(taken)[:_SAMPLE_BYTES]


_HIGH_LINE = re.compile(rb"[^\r\n\x80-\xff]{0,300}[\x80-\xff][^\r\n]{0,2000}")


def _name_of(codec: str) -> str:
    """Return an encoding's name as people know it ("Windows-1251")."""
    name = _NAMES.get(codec, codec)
    return (
        f"Windows-{name[2:]}" if name.startswith("cp125") else name.replace("iso8859", "ISO-8859")
    )


_NAMES = {
    "cp850": "DOS (cp850)",
    "mac-roman": "Mac Roman",
    "koi8-r": "KOI8-R",
    "gb18030": "GB18030",
    "cp932": "Shift_JIS",
}


def refuse_binary(content: bytes) -> None:
    """Raise an ArticleError if the bytes are those of a picture, a program or the like."""
    for magic, kind in _MAGIC if content.startswith(_OPENINGS) else ():
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
    if len(head) < 4 or b"\0" not in head:
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


codecs.register_error(MIXED, _cp1252_for_bad_bytes)
