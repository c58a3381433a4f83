"""XML of many articles, an element at a time where it does not fit into memory as a whole.

Then the document is cut behind the end of each article's element, and each piece is parsed for
itself, inside of the namespaces that are declared before the first: what is broken in one of them
does not touch the others. An element of an article's name inside of another one is not expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from newssearch.archive.errors import ArticleError
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import MORE_MEMORY, ByteSource
from newssearch.indexer.readers.coverage import running_characters
from newssearch.indexer.readers.textstream import text_blocks
from newssearch.indexer.readers.xmltree import local_name, outermost, parse_xml, root_of

_NAMESPACE = re.compile(r"""\bxmlns(?::([\w.\-]{1,40}))?\s{0,5}=\s{0,5}("[^"<>]*"|'[^'<>]*')""")
_SHOWN_REMARKS = 5

_LONGEST_END = 200
"""Characters of a closing tag at the most."""


def xml_records(
    source: ByteSource, *names: str
) -> tuple[etree._Element, Iterator[etree._Element | ArticleError]]:
    """Return the root of a document and the elements in it that have one of the names.

    Of a document that does not fit into memory the root has only what comes before the first of
    them. An ArticleError stands for an element that cannot be read.

    Raises:
        ArticleError: it is no XML, or too deep, or built on entities.
    """
    most_bytes = source.most_at_once(limits.COPIES_OF_XML)
    if len(source.peek(most_bytes + 1)) <= most_bytes:
        root = parse_xml(source)
        return root, iter([root] if local_name(root) in names else outermost(root, *names))
    parts = _Parts(source, names, min(limits.LINE_BYTES, most_bytes))
    return parts.opening(), parts.elements()


class _Parts:
    """The elements of one document, cut out of its text."""

    def __init__(self, source: ByteSource, names: tuple[str, ...], most_characters: int) -> None:
        self._source = source
        self._blocks = text_blocks(source)
        self._most = most_characters
        one_of = "|".join(map(re.escape, names))
        self._start = re.compile(rf"<(?:[A-Za-z_][\w.\-]{{0,40}}:)?(?:{one_of})(?=[\s>/])")
        self._end = re.compile(rf"</(?:[A-Za-z_][\w.\-]{{0,40}}:)?(?:{one_of})\s{{0,20}}>")
        self._text = ""
        self._namespaces = ""

    def opening(self) -> etree._Element:
        """Read up to the first element, and return what comes before it.

        Raises:
            ArticleError: no element comes, or what comes before it is no XML.
        """
        while (found := self._start.search(self._text)) is None:
            block = next(self._blocks, None)
            if block is None or len(self._text) > self._most:
                raise ArticleError(
                    "no article in its opening, and too much to be read as a whole",
                    hint=MORE_MEMORY,
                )
            self._text += block
        written, self._text = self._text[: found.start()], self._text[found.start() :]
        declared = dict(_NAMESPACE.findall(written))
        self._namespaces = "".join(
            f" xmlns:{name}={value}" if name else f" xmlns={value}"
            for name, value in declared.items()
        )
        return root_of((written + "<end/>").encode("utf-8", "replace"), [], empty=True)

    def elements(self) -> Iterator[etree._Element | ArticleError]:
        """Yield the elements."""
        remarks = 0
        for number, part in enumerate(self._parts(), 1):
            if part is None:
                yield ArticleError(f"over {self._most // limits.MEGABYTE} MB")
                continue
            said: list[str] = []
            written = f"<part{self._namespaces}>{part}</part>"
            try:
                root = root_of(written.encode("utf-8", "replace"), said)
            except ArticleError as error:
                yield error
                continue
            if said and remarks < _SHOWN_REMARKS:
                remarks += 1
                self._source.remarks.append(f"broken XML in the article with number {number}")
            self._source.running += running_characters(written)
            yield root[0] if len(root) else root

    def _parts(self) -> Iterator[str | None]:
        """Yield the markup of the elements; None for one that is too long."""
        searched = 0
        too_long = False
        for block in chain(self._blocks, [""]):
            self._text += block
            place = 0
            while found := self._end.search(self._text, max(searched, place)):
                start = self._start.search(self._text, place, found.end())
                part = self._text[start.start() : found.end()] if start else ""
                if _ends_inside(part):
                    searched = found.end()
                    continue
                if part or too_long:
                    yield None if too_long or len(part) > self._most else part
                too_long = False
                place = searched = found.end()
            self._text = self._text[place:]
            searched = max(0, len(self._text) - _LONGEST_END)
            if len(self._text) > self._most:
                too_long, self._text, searched = True, self._text[searched:], 0
        cut = self._start.search(self._text)
        if cut or too_long:
            yield None if too_long or cut is None else self._text[cut.start() :]


def _ends_inside(markup: str) -> bool:
    """Say whether markup ends within text that is quoted as it is."""
    return markup.rfind("<![CDATA[") > markup.rfind("]]>")
