"""Text of strangers, made safe to show: the one border between an article and a terminal.

A terminal obeys what it is sent: an escape sequence in a headline moves the cursor, an OSC 52
writes the clipboard, a bidi override turns a line around, a zero-width character hides a word
from the eye. Rich and Textual pass all of these through. So whatever is shown to people (an
article, a file name, a query read back) goes through here first. What is written as JSON does
not: there, everything is escaped.

Each character is judged by itself, so text may be cut anywhere and its parts made safe one by
one: ``safe_text(a + b) == safe_text(a) + safe_text(b)``.
"""

from __future__ import annotations

import re

__all__ = ["safe_in_place", "safe_line", "safe_text"]

_UNSAFE = (
    "\x00-\x08\x0b-\x1f"  # C0 controls but tab and newline
    "\x7f-\x9f"  # DEL and the C1 controls
    "\u00ad"  # soft hyphen
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi marks, embeddings, isolates
    "\u034f\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff"  # zero-width, joiners
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters that nobody sees
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f"  # tags: a second, invisible alphabet
    "\ud800-\udfff"  # lone surrogates: no encoding takes them
)
"""Removed. Unicode 16, DerivedCoreProperties (Default_Ignorable_Code_Point) and Bidi_Control;
variation selectors stay, since they choose a glyph and hide nothing."""

_REMOVED = re.compile(f"[{_UNSAFE}]")
_LINE_BREAK = re.compile("[\u2028\u2029]")
_BLANK = re.compile("[\n\t]")


def safe_text(text: str) -> str:
    """Return the text without the characters that act on a terminal or hide from the reader.

    Newlines and tabs stay; Unicode's line and paragraph separators become newlines. What is safe
    comes back unchanged, and the result never grows.
    """
    return _LINE_BREAK.sub("\n", _REMOVED.sub("", text))


def safe_line(text: str) -> str:
    """Return the safe text as one line: newlines and tabs become spaces."""
    return _BLANK.sub(" ", safe_text(text))


def safe_in_place(text: str) -> str:
    """Return the text as one safe line of the same length, so that places in it stay what they are.

    White space of any kind becomes a space; what is removed elsewhere, or has no form, becomes "�".
    """
    if text.isprintable() and not _REMOVED.search(text):
        return text
    return "".join(map(_in_place, text))


def _in_place(character: str) -> str:
    if character.isspace():
        return " "
    shown = character.isprintable() and not _REMOVED.match(character)
    return character if shown else "�"
