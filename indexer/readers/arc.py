"""ARC: the older form of WARC, as entries that warcio would make of them.

warcio reads ARC only where lines between entries are just as it expects; crawlers disagreed on
whether the length of an entry counts the empty line behind it. Source: Internet Archive, "ARC File
Format", versions 1 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

ARC_MARK = b"filedesc://"

_ENTRY = re.compile(
    rb"(?P<url>\S{1,8000}) \S{1,60} \d{8,17} \S{1,200}(?: \S{1,9000}){0,5} (?P<size>\d{1,12})\r?\n"
)
_LONGEST_LINE = 20_000
_CHUNK_BYTES = 1 << 16


def arc_entries(file: BinaryIO) -> Iterator[Any]:
    """Yield the entries as responses; what is between them and is no entry is skipped."""
    from warcio.limitreader import LimitReader  # noqa: PLC0415  only where one is met
    from warcio.recordloader import ArcWarcRecord  # noqa: PLC0415
    from warcio.statusandheaders import (  # noqa: PLC0415
        StatusAndHeaders,
        StatusAndHeadersParser,
        StatusAndHeadersParserException,
    )

    parser = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2"])
    while line := file.readline(_LONGEST_LINE):
        entry = _ENTRY.fullmatch(line)
        if entry is None:
            continue
        size = int(entry["size"])
        content = LimitReader(file, size)
        url = entry["url"].decode("utf-8", "replace")
        if url.startswith("http"):
            headers = StatusAndHeaders("", [("WARC-Target-URI", url)], "ARC/1.0")
            try:
                got = parser.parse(content)
            except (StatusAndHeadersParserException, EOFError):
                got = None
            yield ArcWarcRecord("arc", "response", headers, content, got, "", size)
        while content.read(_CHUNK_BYTES):
            pass
