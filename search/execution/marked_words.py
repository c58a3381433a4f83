"""Which words may matches of one position be? What snippets ask where there is no compiled loop."""

from __future__ import annotations

from newssearch.archive.columnar.segment import Segment
from newssearch.search.ast import Fuzzy, Node, Not, Phrase, Value, Wildcard, Word, children
from newssearch.search.execution.terms import expand_token
from newssearch.search.tokens import word_tokens


def marked_words(segment: Segment, node: Node) -> set[str] | None:
    """Return all words that spans of one position may stand for in the main space.

    None means any: a pattern stands for some, and to know which costs too much; and what has full
    stops is found under another form everywhere ("u.s", "US").
    """
    match node:
        case Word() | Phrase(parts=(Word(),)):
            return _words(segment, node)
        case Wildcard() | Fuzzy():
            return None
    words: set[str] = set()
    if isinstance(node, Phrase | Not | Value):
        return words
    for part in children(node):
        own = marked_words(segment, part)
        if own is None:
            return None
        words |= own
    return words


def _words(segment: Segment, node: Word | Phrase) -> set[str] | None:
    word = node if isinstance(node, Word) else node.parts[0]
    assert isinstance(word, Word)
    tokens, joined = word_tokens(word)
    if len(tokens) != 1:
        words = set() if joined is None else {joined}
    elif isinstance(node, Phrase) or word.exact:
        words = set(tokens)
    else:
        terms = expand_token(segment, tokens[0], 0, exact=False)
        words = {segment.terms.term(one.term)[1:] for one in terms}
    return None if any("." in word for word in words) else words
