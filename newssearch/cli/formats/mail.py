"""A message that ``sendmail -t`` or a mail program takes as it is (RFC 5322)."""

from __future__ import annotations

import email.policy
import email.utils
from collections.abc import Iterable
from email.message import EmailMessage

from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_line

_POLICY = email.policy.default.clone(linesep="\n", max_line_length=76)
"""Lines end as those of local programs do; ``sendmail`` makes CRLF of them."""


def message_of(subject: str, lines: Iterable[str], recipient: str | None) -> bytes:
    """Return a message of plain text in UTF-8; without ``recipient`` it has no To.

    Raises:
        UsageError: the recipient is no address.
    """
    message = EmailMessage(_POLICY)
    message["Subject"] = safe_line(f"newssearch: {subject}")
    message["Date"] = email.utils.localtime()
    if recipient is not None:
        message["To"] = checked_recipient(recipient)
    text = "\n".join(lines) + "\n"
    message.set_content(text.encode("utf-8", "replace").decode("utf-8"), charset="utf-8")
    return message.as_bytes()


def checked_recipient(recipient: str) -> str:
    """Return an address to write to.

    Raises:
        UsageError: it is none, or holds what would be another header.
    """
    addresses = email.utils.getaddresses([recipient])
    plain = recipient.isprintable() and recipient.isascii()
    if not plain or not addresses or not all(address for _, address in addresses):
        raise UsageError(
            f"--to {safe_line(recipient)}: this is no address",
            hint="for example --to ann@example.org",
        )
    return recipient
