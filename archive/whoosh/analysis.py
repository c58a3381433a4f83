"""The archive's analysis as a Whoosh tokenizer, and its keywords as a Whoosh field type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID

from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.stream import tokenise


class ArchiveTokenizer(Tokenizer):
    """Yields the tokens of ``archive.analysis``, further forms of a word at the word's position.

    In a query only the first form at each position is yielded: it stands for the others. With
    ``tokenize`` off (Whoosh's parser asks so for prefixes and patterns) the text is one token.
    """

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **options: Any,
    ) -> Iterator[Any]:
        """Yield one token object over and over, as Whoosh's tokenizers do."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **options)
        last = -1
        for text, position, start, end in _placed(value) if tokenize else _whole(value):
            if mode == "query" and position <= last:
                continue
            last = position
            token.text = text
            token.boost = 1.0
            token.pos = start_pos + position
            token.startchar, token.endchar = start_char + start, start_char + end
            if keeporiginal:
                token.original = value[start:end]
            yield token


def _placed(text: str) -> Iterator[tuple[str, int, int, int]]:
    stream = tokenise(text)
    return zip(stream.tokens, stream.positions, stream.starts, stream.ends, strict=True)


def _whole(text: str) -> Iterator[tuple[str, int, int, int]]:
    return iter([(fold(text), 0, 0, len(text))])


class KeywordField(ID):
    """A keyword of any characters: names of files may hold some that UTF-8 has no bytes for."""

    def to_bytes(self, value: Any) -> bytes:
        """Return the term of a value."""
        if isinstance(value, list | tuple):
            value = value[0]
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, bs: bytes) -> str:
        """Return the value of a term."""
        return bs.decode("utf-8", "surrogatepass")
