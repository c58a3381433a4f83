"""Queries for hypothesis: texts that are thick with operators, and trees as the parser makes."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from newssearch.search.ast import (
    And,
    AtLeast,
    Boost,
    Everything,
    Fuzzy,
    HasValue,
    InField,
    Keyword,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Printed,
    Range,
    Wildcard,
    Word,
)

TODAY = dt.date(2013, 5, 15)

_PIECES = (
    *"()[]{}\"“”«»'’*?!~^-–—\\/:=<>.,;&@#$%_| \t\n\x00\x1b\u202e\u0301é日ß0",
    *("scud", "missile", "covid-19", "U.S.", "AT&T", "don’t", "a", "ab", "wom?n", "miss*"),
    *("AND", "OR", "NOT", "and", "or", "not", "SAME", "ADJ", "same", "adj", "near", "TO"),
    *(
        "w/5",
        "W/s",
        "w/p",
        "w/x",
        "w/",
        "pre/3",
        "near5",
        "near/256",
        "/5",
        "/n7",
        "adj0",
        "onear/1",
    ),
    *(
        "title:",
        "title=",
        "headline(",
        "quote:(",
        "speaker:",
        "date:",
        "date>=",
        "after:",
        "before(",
    ),
    *("caps(", "allcaps(", "nocaps(", "singular(", "plural(us)", "caps(us)", "Caps (us)"),
    *("words:", "wc>", "lang:", "path:", "id:", "nosuch:", "price>5", "http://", "10:30"),
    *(
        "2012",
        "2012-12",
        "2012-13",
        "..",
        "7d",
        "yesterday",
        '"last week"',
        "dec-2012",
        "500",
        "-1",
    ),
    *("atleast3", "atleast0", "^2", "^0", "~", "~2", "~9", "/sc.d/", '"a b"~5', "\\*", '\\"', "''"),
)

operator_heavy = st.lists(
    st.tuples(st.sampled_from(_PIECES), st.sampled_from(("", " "))), max_size=60
).map(lambda pairs: "".join(piece + space for piece, space in pairs)[:4096])

any_text = st.text(max_size=200) | operator_heavy

_TOKEN = st.from_regex(r"[a-z]{4,9}", fullmatch=True)
_WORD_TEXT = st.one_of(
    _TOKEN,
    st.sampled_from(
        (
            "and",
            "OR",
            "Not",
            "w/5",
            "near5",
            "SAME",
            "ADJ",
            "atleast3",
            "w/x",
            "-scud",
            "--x",
            "a..b",
        )
    ),
    st.sampled_from(
        (
            "title:x",
            "foo=1",
            "price>5",
            "http://x.org",
            "path://x",
            "10:30",
            "what?",
            "Yahoo!",
            "/x/",
        )
    ),
    st.sampled_from(
        ("New York", 'say"so', "“x”", "a(b)", "c^2", "x~1", "b*", "back\\slash", "<b", "[a")
    ),
    st.text(min_size=1, max_size=8).filter(lambda text: any(map(str.isalnum, text))),
)


def _words(*, exact: bool) -> st.SearchStrategy[Word]:
    return _WORD_TEXT.map(lambda text: Word(text, exact=exact))


_WILDCARDS = st.builds(
    lambda head, mark, tail: Wildcard(head + mark + tail),
    _TOKEN,
    st.sampled_from("*?"),
    st.sampled_from(("", "ing", "s*")),
)
_FUZZY = st.builds(Fuzzy, _TOKEN, st.sampled_from((1, 2)))
_LETTERS = st.sampled_from((("caps",), ("allcaps",), ("nocaps",), ("caps", "allcaps")))
_NUMBERS = st.sampled_from((("singular",), ("plural",), ("caps", "plural"), ("singular", "nocaps")))
_PRINTED = st.builds(Printed, _words(exact=True) | _WILDCARDS | _FUZZY, _LETTERS) | st.builds(
    Printed, _words(exact=True), _NUMBERS
)
_PHRASES = st.builds(
    Phrase,
    st.lists(_words(exact=True) | _WILDCARDS | _FUZZY | _PRINTED, min_size=1, max_size=4).map(
        tuple
    ),
    st.none() | st.integers(0, 255),
) | st.builds(
    Phrase,
    st.lists(_words(exact=True) | _WILDCARDS, min_size=1, max_size=4).map(tuple),
    st.none(),
    st.just(True),
)
_PLACED = st.one_of(_words(exact=False), _WILDCARDS, _FUZZY, _PRINTED, _PHRASES)


def _or_of(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.lists(nodes, min_size=2, max_size=3).map(lambda found: Or(tuple(found)))


def _near_of(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    words = st.builds(
        lambda left, right, distance, ordered, negated: Near(
            left, right, distance, ordered=ordered, negated=negated
        ),
        nodes,
        nodes,
        st.integers(1, 255),
        st.booleans(),
        st.booleans(),
    )
    units = st.builds(
        lambda left, right, unit, negated: Near(left, right, None, unit=unit, negated=negated),
        nodes,
        nodes,
        st.sampled_from(("sentence", "paragraph")),
        st.booleans(),
    )
    return words | units


positional: st.SearchStrategy[Node] = st.recursive(
    _PLACED, lambda nodes: _or_of(nodes) | _near_of(nodes), max_leaves=4
)

_FIRST, _LAST = dt.date.min.toordinal(), dt.date.max.toordinal()


def _ordered(field: str, values: st.SearchStrategy[int]) -> st.SearchStrategy[Range]:
    def bounds(one: int | None, other: int | None) -> Range | HasValue:
        if one is None and other is None:
            return HasValue(field)
        if one is not None and other is not None:
            one, other = min(one, other), max(one, other)
        return Range(field, one, other)

    return st.builds(bounds, st.none() | values, st.none() | values)


_DAYS = st.integers(_FIRST, _LAST) | st.dates().map(lambda day: day.replace(day=1).toordinal())
_KEYWORDS = st.one_of(
    st.builds(
        Keyword,
        st.just("lang"),
        _TOKEN | st.sampled_from(("en-gb", "or", "a:b", "en us")),
        st.booleans(),
    ),
    st.builds(Keyword, st.just("id"), st.sampled_from(("ab12", "ab12#3")), st.just(True)),
    st.builds(
        Keyword,
        st.just("path"),
        st.sampled_from(
            ("a/b.txt", "C:\\news\\", "my news/a (1).txt", "a(1).txt", "(x", "b)", "or")
        ),
        st.booleans(),
    ),
)
_LEAVES: st.SearchStrategy[Node] = st.one_of(
    positional,
    _KEYWORDS,
    _ordered("date", _DAYS),
    _ordered("words", st.integers(0, 999_999_999)),
    st.sampled_from(("title", "date", "words", "path", "lang", "id", "quote")).map(HasValue),
    st.builds(AtLeast, st.integers(1, 9999), positional),
    st.sampled_from((Range("date", _LAST + 1, None), Range("date", None, 0), Everything())),
    st.sampled_from((Range("words", 1_000_000_000, None), Range("words", None, -1))),
)
_FACTORS = st.integers(1, 9_999_999).map(lambda millionths: millionths / 1_000_000)


def _around(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.lists(nodes, min_size=2, max_size=4).map(lambda found: And(tuple(found))),
        _or_of(nodes),
        nodes.map(Not),
        st.builds(Boost, nodes, _FACTORS),
    )


def _in_field(node: Node, field: str) -> Node:
    """As the parser would: ``*`` in a text field's brackets means that the field has a value."""
    if isinstance(node, Everything) or node == HasValue(field):
        return HasValue(field)
    return InField(field, _without_everything(node, field))


def _without_everything(node: Node, field: str) -> Node:
    if isinstance(node, Everything):
        return HasValue(field)
    if isinstance(node, And | Or):
        return type(node)(tuple(_without_everything(part, field) for part in node.operands))
    if isinstance(node, Not):
        return Not(_without_everything(node.operand, field))
    if isinstance(node, Boost):
        return Boost(_without_everything(node.operand, field), node.factor)
    return node


_PLAIN_TREES = st.recursive(_LEAVES, _around, max_leaves=6)
_FIELDED = st.builds(
    _in_field, _PLAIN_TREES, st.sampled_from(("title", "byline", "quote", "speaker", "hlead"))
)
trees: st.SearchStrategy[Node] = st.recursive(_LEAVES | _FIELDED, _around, max_leaves=6)
"""Trees with every node and every trap of printing."""
