"""XML, read without what makes it dangerous: no entities, no network, no trees beyond any use."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode, wide_encoding
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource

BLOCKS = frozenset("p hl2 li tr dd dt div section blockquote pre h1 h2 h3 h4 h5 h6 bq".split())
_CELLS = frozenset({"td", "th"})
_HTML_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z]{2,12});")
_HEADINGS = frozenset("hl2 h2 h3 h4 h5 h6".split())


def parse_xml(source: ByteSource, *, empty: bool = False) -> etree._Element:
    """Return the root of a document; what is broken in it is mended as far as it can be, and said.

    Bare ampersands and bytes that are none of its encoding are common in feeds and lose nothing.
    What is broken beyond these is left out by the parser, with a remark to the source. ``empty``
    says that it may be without text: its words are in attributes.

    Raises:
        ArticleError: it is no XML, or too deep, or built on entities.
    """
    content = source.read_whole(limits.COPIES_OF_XML)
    if len(content) < _WATCHED_BYTES:
        codec, _ = wide_encoding(source.head) or ("utf-8", 0)
        source.whole = content.decode(codec, "replace")
    return root_of(content, source.remarks, empty=empty)


def root_of(content: bytes, remarks: list[str], *, empty: bool = False) -> etree._Element:
    """Return the root of a document; what had to be mended goes to ``remarks``.

    ``empty`` says that it may be without text.

    Raises:
        ArticleError: as of ``parse_xml``.
    """
    content = _HTML_ENTITY.sub(_numeric, content.lstrip())
    try:
        return etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).split(", line", 1)[0][:120]
    text = _DECLARATION.sub("", decode(content).text)
    mended = _BARE_AMPERSAND.sub(lambda found: found.group(1) or "&amp;", text)
    clean = _NOT_XML.sub("", mended).encode("utf-8", "replace")
    try:
        return etree.fromstring(clean, _parser())
    except (etree.XMLSyntaxError, ValueError):
        pass
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(clean, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(f"broken XML: {reason}") from error
    fatal = next((e for e in parser.error_log if _HOPELESS.search(e.message)), None)
    if root is None or fatal is not None or not (empty or text_of(root)):
        raise ArticleError(f"broken XML: {fatal.message[:120] if fatal else reason}")
    line = min((entry.line for entry in parser.error_log), default=1)
    remarks.append(f"broken XML at line {line} ({reason}): text after that may be missing")
    return root


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


_DECLARATION = re.compile(r"\A\s{0,100}<\?xml[^>]{0,200}\?>")
_BARE_AMPERSAND = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)",
    re.S,
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HOPELESS = re.compile(
    r"Excessive depth|entity reference loop|xmlSAX2Characters|Start tag expected|Document is empty"
    r"|Huge input|Detected an entity"
)
_WATCHED_BYTES = 20 * limits.MEGABYTE
"""Larger documents are not kept as text, to see how much of it went into articles."""


def _numeric(entity: re.Match[bytes]) -> bytes:
    """Return HTML's "&nbsp;", which feeds use and XML does not know, as "&#160;"."""
    character = html.entities.html5.get(entity.group(1).decode("ascii") + ";", "")
    return b"".join(b"&#%d;" % ord(each) for each in character) or entity.group()


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements inside that bear one of the names, in whatever namespace."""
    for inner in element.iter(*_in_any_namespace(names)):
        if inner is not element:
            yield inner


def outermost(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the elements inside that bear one of the names and are inside of no other of them."""
    wanted = _in_any_namespace(names)
    last = None
    for inner in element.iter(*wanted):
        within = last is not None and any(each is last for each in inner.iterancestors(*wanted))
        if inner is not element and not within:
            last = inner
            yield inner


def _in_any_namespace(names: tuple[str, ...]) -> list[str]:
    return [f"{{*}}{name}" for name in names]


def text_of(element: etree._Element | None, *, without: tuple[str, ...] = ()) -> str:
    """Return all text inside, blanks collapsed, that of elements ``without`` left out."""
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(_strings(element, without)).split())


def own_texts(element: etree._Element, source: ByteSource) -> dict[str, tuple[str, ...]]:
    """Return the values of fields of one's own: elements inside, or attributes."""
    found = {}
    for field, name in source.own.items():
        texts = [text for inner in named(element, name) if (text := text_of(inner))]
        if (own := element.get(name)) is not None:
            texts.append(own)
        if texts:
            source.met.add(f"--field {field}")
            found[field] = tuple(texts[:_MOST_OWN])
    return found


_MOST_OWN = 200


def first_text(element: etree._Element, *names: str) -> str:
    """Return the text of the first element inside with one of the names that has any."""
    return next((text for found in outermost(element, *names) if (text := text_of(found))), "")


def _strings(element: etree._Element, without: tuple[str, ...]) -> Iterator[str]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            yield (inner.tail or "") if inner is not element else ""
        elif inner is not element and local_name(inner) in without:
            yield " "
            walk.skip_subtree()
        else:
            yield inner.text or ""


def paragraphs(element: etree._Element) -> tuple[list[str], frozenset[int]]:
    """Return the text of the innermost blocks inside, a line each, and the headings' numbers.

    A row of a table is a block. Text outside any block makes a line of its own.
    """
    lines: list[str] = []
    headings: set[int] = set()
    pending: list[str] = []

    def end_line(block: str) -> None:
        text = " ".join("".join(pending).split())
        pending.clear()
        if text:
            if block in _HEADINGS:
                headings.add(len(lines))
            lines.append(text)

    for event, inner in etree.iterwalk(element, events=("start", "end")):
        name = local_name(inner)
        if event == "start":
            if name in BLOCKS or name == "br":
                end_line("")
            pending.append(inner.text or "")
        else:
            if name in BLOCKS:
                end_line(name)
            elif name in _CELLS:
                pending.append(" ")
            if inner is not element:
                pending.append(inner.tail or "")
    end_line("")
    return lines, frozenset(headings)
