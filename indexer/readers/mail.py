"""Mail: newsletters and alerts as single messages (EML) or mailboxes (mbox).

A message's plain part is read, or its HTML part where that says more ("View this in your browser"
is a plain part, too). What a database sent by mail is read as its export. Sources: RFC 5322, RFC
2045 to 2047, RFC 4155 (mbox: a line "From " with a sender and a day begins a message; ">From " is a
line of the text, after mboxrd).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Policy, compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from newssearch.archive.errors import ArticleError
from newssearch.indexer.decode import codec_of, decode
from newssearch.indexer.html import PageText, read_fragment, read_page
from newssearch.indexer.readers import limits
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.exports import export_reader
from newssearch.indexer.record import Declared, Found, Record, Skipped

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
"""The standard library takes quadratic time on long headers; RFC 5322 allows 998 per line."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_COUNTED = re.compile(rb"\s{0,5}(\d{1,9})\s{0,20}\r?\n(?=[A-Za-z\-]{1,40}:)")
_SENDER_LINE = re.compile(
    rb"\S{1,200} {1,5}(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6},? |\d{1,2} )[^\n]{4,60}\r?\Z"
)
_HEADER_LINE = re.compile(rb"[A-Za-z][A-Za-z0-9\-]{0,60}:(?:[ \t]|\r?\Z)")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
_STUB = 0.5
"""A plain part with a smaller share of the words of the HTML part is read for it."""

_PAGE_SHARE = 0.7
"""A page's main text with a smaller share of all its text has lost parts of a letter of many."""

_FOOTER = re.compile(
    r"(?:to )?(?:unsubscribe|manage (?:your )?(?:preferences|subscriptions?)|update your "
    r"preferences"
    r"|you(?:'re| are) receiving this|you received this|this (?:e-?mail|message) was sent to"
    r"|if you no longer wish|view (?:this|it) (?:e-?mail )?(?:in|on) (?:your|a) "
    r"browser|forward this"
    r"|newsletter abbestellen|abmelden|vom newsletter abmelden|sie erhalten diese|im browser"
    r"|se désabonner|désinscription|vous recevez ce|darse de baja|recibe este|annulla l'iscrizione"
    r"|uitschrijven|je ontvangt|afmelden|avregistrera|copyright ©|©)\b",
    re.I,
)
_BROWSER = re.compile(
    r".{0,60}\b(?:view|read|ansehen|afficher|ver|bekijk|visa)\b.{0,60}\b(?:browser|navigateur|navegador"
    r"|online|webbläsare)\b.{0,200}\Z",
    re.I,
)
_ADDRESS = re.compile(r"https?://\S+")
_LEAST_LEFT = 0.5
_SIGNATURE = "-- "


def read_mail(source: ByteSource) -> Iterator[Found]:
    """Read one message."""
    content = source.read_all(limits.LINE_BYTES)
    if counted := _COUNTED.match(
        content
    ):  # Apple Mail's: the message's length, and notes behind it
        content = content[counted.end() :][: int(counted.group(1))]
    yield from _read_message(content.removeprefix(_BYTE_ORDER_MARK), None)


def read_mbox(source: ByteSource) -> Iterator[Found]:
    """Read the messages of a mailbox, one after the other."""
    for number, content in enumerate(_messages(source), 1):
        if content is None:
            yield Skipped(number, f"message over {limits.LINE_BYTES // limits.MEGABYTE} MB")
            continue
        try:
            message = _QUOTED_FROM.sub(rb"\1", content.partition(b"\n")[2])
            for found in _read_message(message, number):
                yield replace(found, number=number)
        except ArticleError as error:
            yield Skipped(number, error.message)


def _messages(source: ByteSource) -> Iterator[bytes | None]:
    """Yield the messages with the line that begins each; other lines with "From " are text."""
    waiting: list[bytes] = []
    size = 0
    for part in source.split(b"\nFrom ", limits.LINE_BYTES):
        if part is None or (waiting and _begins_message(part)) or size > limits.LINE_BYTES:
            if waiting:
                yield b"\nFrom ".join(waiting)
            waiting, size = [], 0
        if part is None:
            yield None
            continue
        waiting.append(part)
        size += len(part)
    if waiting:
        yield b"\nFrom ".join(waiting)


def _begins_message(part: bytes) -> bool:
    first, _, rest = part.partition(b"\n")
    second = rest.partition(b"\n")[0]
    return bool(_SENDER_LINE.match(first)) and bool(
        _HEADER_LINE.match(second) or second[:1] == b">"
    )


def _read_message(content: bytes, number: int | None) -> Iterator[Found]:
    message = parsed_message(content)
    try:
        declared = _declared(message)
        plain, markup, attached = _parts(message)
    except _DAMAGE as error:
        raise ArticleError("broken mail message") from error
    for text in (plain.replace("\r\n", "\n"), _lines_of(markup)):
        if read := export_reader(text):
            yield from read(text)
            return
    remarks = (f"{_attachments(attached)} not read",) if attached else ()
    record = _record(plain, markup, declared, number)
    yield replace(record, remarks=(*record.remarks, *remarks))


def _lines_of(markup: str) -> str:
    """Return the lines of a letter in HTML, in which databases send exports too."""
    return "\n\n".join(read_fragment(markup).lines) if markup.strip() else ""


def _attachments(number: int) -> str:
    return "an attachment was" if number == 1 else f"{number} attachments were"


def parsed_message(content: bytes) -> Message:
    """Return a message with its parts.

    Raises:
        ArticleError: it is broken, or has parts without number.
    """
    if content.count(b"boundary=") > _MOST_BOUNDARIES:
        raise ArticleError(f"mail message with over {_MOST_BOUNDARIES} nested parts")
    try:
        return BytesParser(_Parts()).parsebytes(content)
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


def _declared(message: Message) -> dict[str, tuple[Declared, ...]]:
    declared: dict[str, tuple[Declared, ...]] = {}
    subject = " ".join(_header(message, "Subject").split())
    if subject:
        declared["title"] = (Declared(subject, "Subject"),)
    if sender := _sender(_header(message, "From")):
        declared["source"] = (Declared(sender, "From"),)
    if sent := _sent(_header(message, "Date")):
        declared["date"] = (Declared(sent.date().isoformat(), "Date"),)
        declared["time"] = (Declared(sent.time().isoformat(), "Date"),)
    return declared


def _record(
    plain: str, markup: str, declared: dict[str, tuple[Declared, ...]], number: int | None
) -> Record:
    letter = read_fragment(markup) if markup.strip() else PageText()
    words = len(_ADDRESS.sub("", plain).split())
    if letter.lines and words < _STUB * len(letter.text.split()):
        try:
            page = read_page(markup)
        except ArticleError:
            page = Record("")
        kept = {field: page.declared[field] for field in ("lang",) if field in page.declared}
        if len(page.text) >= _PAGE_SHARE * len(letter.text):
            lines, headings = page.text.split("\n"), page.headings
        else:
            lines, headings = list(letter.lines), letter.headings
        wanted = _wanted(lines)
        text = PageText(tuple(lines), headings).keep(wanted)
        return Record(text.text, {**kept, **declared}, "paragraphs", text.headings, number)
    lines = plain.replace("\r\n", "\n").split("\n")
    kept_lines = [line for line, keep in zip(lines, _wanted(lines), strict=True) if keep]
    written = "\n".join(kept_lines)
    if not written.strip() and "title" not in declared:
        raise ArticleError("a mail message without text and subject")
    return Record(written if written.strip() else "", declared, number=number)


def _wanted(lines: list[str]) -> list[bool]:
    """Say of each line whether it is the letter's: not its footer, nor a way to the browser.

    A footer begins with a line about the subscription, behind which less than half of the text
    stands, or with a signature's mark.
    """
    sizes = [len(line.split()) for line in lines]
    total = sum(sizes)
    end = len(lines)
    passed = 0
    for place, line in enumerate(lines):
        bare = line.strip()
        footer = line == _SIGNATURE or (_FOOTER.match(bare) and not _BROWSER.match(bare))
        if footer and passed >= _LEAST_LEFT * total:
            end = place
            break
        passed += sizes[place]
    return [place < end and not _BROWSER.match(line.strip()) for place, line in enumerate(lines)]


def _flowed(text: str, *, delete_blank: bool) -> str:
    """Join lines that were broken for sending: those that end with a blank. Source: RFC 3676."""
    joined: list[str] = []
    goes_on = False
    for line in text.replace("\r\n", "\n").split("\n"):
        bare = line[1:] if line.startswith(" ") else line
        if goes_on and bare[:1] != ">":
            joined[-1] = (joined[-1][:-1] if delete_blank else joined[-1]) + bare
        else:
            joined.append(bare)
        goes_on = bare.endswith(" ") and bare != _SIGNATURE and bare[:1] != ">"
    return "\n".join(joined)


def _header(message: Message, name: str) -> str:
    """Return a header's text, decoded, cut where it is longer than any honest one.

    Words in an encoding that is not known are read as far as their bytes are text; bytes beyond
    ASCII that are not declared at all are decoded as a file's are.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    written = str(raw)[:_MAX_HEADER_CHARACTERS]
    if not written.isascii():
        content = written.encode("ascii", "surrogateescape") if _is_escaped(written) else b""
        written = decode(content).text if content else written
    try:
        return "".join(
            piece if isinstance(piece, str) else _decode_piece(piece, charset)
            for piece, charset in decode_header(written)
        )
    except (*_DAMAGE, ArticleError):  # what it is encoded in is broken
        return written


def _is_escaped(written: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in written) and all(
        character.isascii() or "\udc80" <= character <= "\udcff" for character in written
    )


def _decode_piece(piece: bytes, charset: str | None) -> str:
    if charset is None:
        return decode(piece).text if piece else ""
    codec = codec_of(charset)
    return piece.decode(codec, "replace") if codec else decode(piece).text


def _sender(written: str) -> str:
    """Return a sender's name, or else the address; what is neither, as it is written."""
    try:
        name, address = parseaddr(written)
    except _DAMAGE:  # brackets within brackets
        return " ".join(written.split())
    return name or address


def _has_sane_headers(part: Message) -> bool:
    """Return whether the headers that the library splits are of honest length."""
    described = ("Content-Type", "Content-Disposition", "Content-Transfer-Encoding")
    return all(len(str(part.get(name, ""))) <= _MAX_HEADER_CHARACTERS for name in described)


def _sent(date: str) -> datetime | None:
    try:
        return parsedate_to_datetime(date)
    except _DAMAGE:
        return None


def _parts(message: Message) -> tuple[str, str, int]:
    """Return the plain text and the HTML of a message, and how many attachments it has."""
    plain: list[str] = []
    markup: list[str] = []
    attached = 0
    for part, _ in zip(message.walk(), range(_MAX_PARTS), strict=False):
        if part.is_multipart() or not _has_sane_headers(part):
            continue
        kind = part.get_content_type()
        if part.get_content_disposition() == "attachment":
            attached += not kind.startswith(("image/", "application/pgp", "application/pkcs7"))
            continue
        if kind not in ("text/plain", "text/html"):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            text = decode(payload, declared=part.get_content_charset()).text
            if part.get_param("format") == "flowed":
                text = _flowed(text, delete_blank=part.get_param("delsp") == "yes")
            (plain if kind == "text/plain" else markup).append(text)
    return "\n\n".join(plain), "\n".join(markup), attached
