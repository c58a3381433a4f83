"""JSON documents read a value at a time: no more of their text is held than one value takes.

The articles of a list are read so whatever the size of the document, and objects one behind the
other. An object that holds lists of articles, or articles by their keys, is read so where it does
not fit into memory as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newssearch.indexer.readers.json_shapes import LIST_NAMES, is_article
from newssearch.indexer.readers.names import NameFinder

_BLANK = re.compile(r"[ \t\r\n]*")
_BLANK_OR_COMMA = re.compile(r"[ \t\r\n,]*")
_LEAST_CHARACTERS = 1 << 16
_CONSTANT_LIMIT_DIGITS = 4000
_MAX_DEPTH = 3
ASSIGNMENT = re.compile(
    r"(?:(?:var|let|const|window)[ \t.]{1,5})?[A-Za-z_$][\w.$]{0,80}[ \t]{0,5}(?:=|\()\s{0,20}"
    r"(?=\[\s{0,20}[\[{]|\{\s{0,20}\")"
)
"""What comes before JSON in a file of a script."""

_STRUCTURE = re.compile(r'[\[\]{}"\\]')


class Broken(Exception):
    """The document breaks off, or goes on with what is no JSON."""


class TooLong(Exception):
    """A value is longer than any that is read; the text is still at its start."""


class JsonText:
    """The text of a document, which is given in blocks, and the place up to which it was read."""

    def __init__(self, blocks: Iterator[str], most_characters: int) -> None:
        self._blocks = blocks
        self.most = most_characters
        self._decoder = json.JSONDecoder(strict=False, parse_int=integer)
        self._text = ""
        self._place = 0
        self._line = 1
        self._before = 0
        self._ended = False

    @property
    def line(self) -> int:
        """The number of the line that was read last."""
        return self._line + self._text.count("\n", 0, self._place)

    def next(self, *, commas: bool = False) -> str:
        """Skip blanks, and commas too if it is said; return what follows, "" at the end."""
        blank = _BLANK_OR_COMMA if commas else _BLANK
        while True:
            found = blank.match(self._text, self._place)
            assert found is not None
            self._place = found.end()
            if self._place < len(self._text):
                return self._text[self._place]
            if not self._more():
                return ""

    def take(self, expected: str) -> None:
        """Skip one character.

        Raises:
            Broken: it is another one, or the end.
        """
        if self.next() != expected:
            raise Broken
        self._place += 1

    def skip_assignment(self) -> bool:
        """Skip the name and sign before a value in a script ("var all = ", "callback(").

        Returns:
            whether there was one.
        """
        if self.next() in ("[", "{"):
            return False
        found = ASSIGNMENT.match(self._text, self._place)
        if found is None:
            return False
        self._place = found.end()
        return True

    def whole(self, most_characters: int) -> str | None:
        """Return all that is still to be read, or None, and read nothing, if it is longer."""
        while len(self._text) - self._place <= most_characters:
            if not self._more():
                return self._text[self._place :]
        return None

    @property
    def taken(self) -> int:
        """How many characters have been read."""
        return self._before + self._place

    def value(self) -> Any:
        """Read one value.

        Raises:
            Broken: there is none.
            TooLong: it is too long to be read.
        """
        if not self.next():
            raise Broken
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except RecursionError as error:
                raise Broken from error
            except ValueError as error:
                if len(self._text) - self._place > self.most:
                    raise TooLong from error
                if not self._more():
                    raise Broken from error
                continue
            if end - self._place > self.most:
                raise TooLong
            # a number may go on in what follows
            if end < len(self._text) or not self._more():
                self._place = end
                return value

    def skip(self) -> None:
        """Skip a value of any length, of which only brackets and quotation marks are read.

        Raises:
            Broken: the document ends before it does.
        """
        depth = 0
        quoted = False
        while True:
            found = _STRUCTURE.search(self._text, self._place)
            if found is None:
                self._place = len(self._text)
                if not self._more():
                    raise Broken
                continue
            sign = found.group()
            self._place = found.end()
            if sign == "\\":
                while self._place >= len(self._text) and self._more():
                    pass
                self._place += 1
            elif sign == '"':
                quoted = not quoted
            elif not quoted:
                depth += 1 if sign in "[{" else -1
            if not depth and not quoted:
                return

    def _more(self) -> bool:
        """Take in as much text again as is still to be read; False at the end."""
        wanted = max(len(self._text) - self._place, _LEAST_CHARACTERS)
        parts = []
        while not self._ended and wanted > 0:
            block = next(self._blocks, None)
            if block is None:
                self._ended = True
            else:
                parts.append(block)
                wanted -= len(block)
        if not parts:
            return False
        self._line = self.line
        self._before += self._place
        self._text = "".join([self._text[self._place :], *parts])
        self._place = 0
        return True


def integer(digits: str) -> int | str:
    """Keep a number of thousands of digits as text: reading it would take quadratic time."""
    return int(digits) if len(digits) < _CONSTANT_LIMIT_DIGITS else digits


def listed(text: JsonText) -> Iterator[Any]:
    """Yield the values of a list, at whose bracket the text is; a TooLong for one that is.

    Raises:
        Broken: the document breaks off.
    """
    text.take("[")
    while text.next(commas=True) != "]":
        yield _value_or_too_long(text)
    text.take("]")


def in_a_row(text: JsonText) -> Iterator[Any]:
    """Yield objects that stand one behind the other, with commas between them or not.

    Raises:
        Broken: something else is there.
    """
    while sign := text.next(commas=True):
        if sign != "{":
            raise Broken
        yield _value_or_too_long(text)


def _value_or_too_long(text: JsonText) -> Any:
    try:
        return text.value()
    except TooLong as error:
        text.skip()
        return error


def inside(text: JsonText, finder: NameFinder, depth: int = 0) -> Iterator[Any]:
    """Yield the articles that an object holds in lists or by their keys; the text is at its start.

    A TooLong stands for a value that may hold some.

    Raises:
        Broken: the document breaks off.
    """
    text.take("{")
    while text.next() != "}":
        name = text.value()
        text.take(":")
        sign = text.next()
        if sign == "[":
            yield from _of_list(text, str(name), finder)
        elif sign == "{" and name in LIST_NAMES and depth < _MAX_DEPTH:
            yield from inside(text, finder, depth + 1)
        else:
            value = _value_or_too_long(text)
            if isinstance(value, TooLong) or is_article(value, finder):
                yield value
        if text.next() != ",":
            break
        text.take(",")
    text.take("}")


def _of_list(text: JsonText, name: str, finder: NameFinder) -> Iterator[Any]:
    """Yield the values of a list, if it is one of articles."""
    wanted: bool | None = None
    for value in listed(text):
        if wanted is None:
            named = name in LIST_NAMES and isinstance(value, Mapping)
            wanted = named or is_article(value, finder) or isinstance(value, TooLong)
        if wanted:
            yield value
