"""Mail: newsletters and alerts as single messages (EML) or mailboxes (mbox).

A message's plain part is read, or its HTML part where there is no other. Sources: RFC 5322,
RFC 2045 to 2047, RFC 4155 (mbox; "From " at the start of a line begins a message).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Policy, compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import decode
from newssearch.indexer.html import read_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.source import Source
from newssearch.indexer.record import Declared, Record, Skipped

_DAMAGE = (
    MessageError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    RecursionError,
    OverflowError,
)
"""What the standard library raises on messages, headers, addresses and dates that are none."""

_MAX_PARTS = 200
_MOST_PARTS = 2_000
"""Parts that a message may have at all. Each takes some kilobytes of memory, and four bytes of a
message (``--a`` on a line) can begin one."""
_MOST_BOUNDARIES = 100
"""Parts with parts of their own that a message may have. Each line is compared with the boundaries
of all parts around it."""
_MAX_HEADER_CHARACTERS = 2000
"""The standard library takes quadratic time on long headers; RFC 5322 allows 998 a line."""


def read_mail(source: Source) -> Iterator[Record]:
    """Read one message."""
    yield _read_message(source.read_all(limits.LINE_BYTES), None)


def read_mbox(source: Source) -> Iterator[Record | Skipped]:
    """Read the messages of a mailbox, one after the other."""
    for number, content in enumerate(source.split(b"\nFrom ", limits.LINE_BYTES), 1):
        if content is None:
            yield Skipped(number, f"message over {limits.LINE_BYTES // limits.MEGABYTE} MB")
            continue
        try:
            yield _read_message(content.partition(b"\n")[2], number)
        except ArticleError as error:
            yield Skipped(number, error.message)


def _read_message(content: bytes, number: int | None) -> Record:
    if content.count(b"boundary=") > _MOST_BOUNDARIES:
        raise ArticleError(f"mail message with over {_MOST_BOUNDARIES} parts that have parts")
    try:
        return _record(BytesParser(_Parts()).parsebytes(content), number)
    except _DAMAGE as error:
        raise ArticleError("broken mail message") from error


class _Parts:
    """Makes the parts of one message for the standard library's parser, up to a number."""

    def __init__(self) -> None:
        self._made = 0

    def __call__(self, *, policy: Policy[Any] = compat32) -> Message:
        self._made += 1
        if self._made > _MOST_PARTS:
            raise ArticleError(f"mail message with over {_MOST_PARTS:,} parts")
        return Message(policy)


def _record(message: Message, number: int | None) -> Record:
    declared: dict[str, tuple[Declared, ...]] = {}
    subject = " ".join(_header(message, "Subject").split())
    if subject:
        declared["title"] = (Declared(subject, "Subject"),)
    if sender := _sender(_header(message, "From")):
        declared["source"] = (Declared(sender, "From"),)
    if sent := _sent(_header(message, "Date")):
        declared["date"] = (Declared(sent.date().isoformat(), "Date"),)
    plain, markup = _parts(message)
    if plain.strip():
        return Record(plain, declared, number=number)
    if markup.strip():
        page = read_page(markup)
        kept = {field: page.declared[field] for field in ("lang",) if field in page.declared}
        return Record(page.text, {**kept, **declared}, page.lines, page.headings, number)
    if not subject:
        raise ArticleError("a mail message without text and subject")
    return Record("", declared, number=number)


def _header(message: Message, name: str) -> str:
    """Return a header's text, decoded if it can be, cut where it is longer than an honest one."""
    written = str(message.get(name, ""))[:_MAX_HEADER_CHARACTERS]
    try:
        return str(make_header(decode_header(written)))
    except _DAMAGE:  # an encoding that nobody knows, or that it is not written in
        return written


def _sender(written: str) -> str:
    """Return a sender's name, or else the address; what is neither, as it is written."""
    try:
        name, address = parseaddr(written)
    except _DAMAGE:  # brackets within brackets
        return " ".join(written.split())
    return name or address


def _has_sane_headers(part: Message) -> bool:
    """Say whether the headers that the library takes apart are of honest length."""
    described = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding")
    return all(len(str(part.get(name, ""))) <= _MAX_HEADER_CHARACTERS for name in described)


def _sent(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date)
    except _DAMAGE:
        return None


def _parts(message: Message) -> tuple[str, str]:
    """Return the plain text and the HTML of a message, attachments left out."""
    plain: list[str] = []
    markup: list[str] = []
    for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False):
        if part.is_multipart() or not _has_sane_headers(part):
            continue
        if part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html"):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            text = decode(payload, declared=part.get_content_charset()).text
            (plain if kind == "text/plain" else markup).append(text)
    return "\n\n".join(plain), "\n".join(markup)
