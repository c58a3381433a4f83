"""A mail message (RFC 5322) that can be piped into ``sendmail -t`` as it is."""

from __future__ import annotations

import email.policy
import email.utils
from collections.abc import Iterable
from email.message import EmailMessage

from newssearch.archive.errors import UsageError
from newssearch.archive.safetext import safe_line

_POLICY = email.policy.default.clone(linesep="\n", max_line_length=76)
"""Line ends are LF, as local programs write them; ``sendmail`` turns them into CRLF."""


def message_of(subject: str, lines: Iterable[str], recipient: str | None) -> bytes:
    """Return a plain-text message in UTF-8; without ``recipient`` it has no To header.

    Raises:
        UsageError: the recipient is not a mail address.
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
    """Return a checked mail address.

    Raises:
        UsageError: it is not an address, or would inject another header.
    """
    addresses = email.utils.getaddresses([recipient])
    plain = recipient.isprintable() and recipient.isascii()
    if not plain or not addresses or not all(address for _, address in addresses):
        raise UsageError(
            f"--to {safe_line(recipient)}: not a mail address",
            hint="for example --to ann@example.org",
        )
    return recipient
