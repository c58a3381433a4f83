"""RTF and Word (DOCX): one article, or the many of a Nexis or Factiva export.

Only the text is wanted, so both are read directly: of RTF the paragraphs and characters, of DOCX
the paragraphs of word/document.xml. Sources: Microsoft, "Rich Text Format Specification" 1.9.1;
ECMA-376, WordprocessingML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.containers import ZIP_DAMAGE, open_zip
from newssearch.indexer.readers.factiva import is_factiva, read_factiva_text
from newssearch.indexer.readers.nexis import is_nexis, read_nexis_text
from newssearch.indexer.readers.source import Source
from newssearch.indexer.readers.xmltree import local_name, parse_xml
from newssearch.indexer.record import Record, Skipped

_WORD_BYTES = 50 * limits.MEGABYTE

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|"
    r"([^\\{}\r\n]+)|[\r\n]+|\\"
)
_BREAKS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t"}
_MARKS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
}
_NOT_TEXT = frozenset(
    "fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl "
    "footerr footerf themedata colorschememapping latentstyles datastore generator xmlnstbl "
    "listtable listoverridetable rsidtbl fldinst bkmkstart bkmkend filetbl revtbl".split()
)
_MAX_GROUPS = 10_000


def read_rtf(source: Source) -> Iterator[Record | Skipped]:
    """Read an RTF file."""
    content = source.read_all(limits.DOCUMENT_BYTES)
    yield from _records(rtf_text(content.decode("latin-1")))


def read_word(source: Source) -> Iterator[Record | Skipped]:
    """Read a Word file."""
    with open_zip(source) as folder:
        try:
            member = folder.getinfo("word/document.xml")
            if member.file_size > _WORD_BYTES:
                raise ArticleError(f"Word text of over {_WORD_BYTES // limits.MEGABYTE} MB")
            with folder.open(member) as document:
                content = document.read(_WORD_BYTES)
        except KeyError as error:
            raise ArticleError("a Word file without text") from error
        except ZIP_DAMAGE as error:
            raise ArticleError("damaged Word file") from error
    paragraphs = []
    for paragraph in parse_xml(Source(content, source.name)).iter():
        if local_name(paragraph) == "p":
            pieces = []
            for inner in paragraph.iter():
                name = local_name(inner)
                pieces.append(inner.text or "" if name == "t" else "\n" if name == "br" else "")
            paragraphs.append("".join(pieces))
    yield from _records("\n".join(paragraphs))


def _records(text: str) -> Iterator[Record | Skipped]:
    if is_nexis(text):
        yield from read_nexis_text(text)
    elif is_factiva(text):
        yield from read_factiva_text(text)
    elif text.strip():
        lines = (" ".join(line.split()) for line in text.split("\n"))
        yield Record("\n".join(line for line in lines if line), lines="paragraphs")
    else:
        raise ArticleError("no text in it")


def rtf_text(rtf: str) -> str:
    """Return the text of RTF, a line a paragraph."""
    out: list[str] = []
    skips: list[bool] = [False]
    to_skip = 0  # characters that stand in for a Unicode one
    for token in _TOKEN.finditer(rtf):
        word, number, code, symbol, brace, text = token.groups()
        if brace == "{":
            if len(skips) > _MAX_GROUPS:
                raise ArticleError("RTF nested too deep")
            skips.append(skips[-1])
        elif brace == "}":
            if len(skips) > 1:
                skips.pop()
        elif symbol == "*" or (word and word in _NOT_TEXT):
            skips[-1] = True
        elif skips[-1]:
            continue
        elif word == "u" and number:
            value = int(number) % 65536
            out.append(chr(value))
            to_skip = 1
        elif word:
            out.append(_BREAKS.get(word) or _MARKS.get(word, ""))
        elif code:
            out.append("" if to_skip else bytes([int(code, 16)]).decode("cp1252", "replace"))
            to_skip = 0
        elif symbol:
            out.append({"~": " ", "_": "-", "\n": "\n", "-": ""}.get(symbol, symbol))
        elif text:
            out.append(text[to_skip:])
            to_skip = 0
    joined = "".join(out)
    # pairs of surrogates are how RTF writes characters beyond the basic plane
    return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
