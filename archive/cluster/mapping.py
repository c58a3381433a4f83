"""The indexes that an archive in a cluster goes into: settings and mappings, as plain data."""

from __future__ import annotations

from typing import Any

from newssearch.archive.columnar.layout import ZONE_GAP
from newssearch.archive.news_layout import LAYOUT

MAIN = "main"
"""The text field of all zones of the main space."""

RANK = "rank"
"""The field of weighted frequencies, by which the cluster guesses an order."""

EXACT_WORD = "exact_word"
"""The analyzer of a word that is looked for: it is left as it is."""

MAX_CLAUSES = 8192
"""What ``indices.query.bool.max_clause_count`` should be: a pattern may stand for 4,096 words, and
each of these may span several positions."""

_LONGEST_SLOT = 32_766
"""Bytes of the longest term that Lucene keeps; a slot of more would be cut in two positions."""

_LONGEST_KEYWORD = 8_191
"""Characters of a value that is kept as a keyword: in UTF-8 they are no more than Lucene keeps."""

_NESTED_LIMIT = 50_000
"""Quotations of one article."""

_K1, _B = 5.4, 0.6
"""Of BM25, by which the cluster guesses an order: as in ``search.ranking``, where an occurrence in
the body weighs 4 and one of all of an article's words 4.5 on average."""

_KEYWORD = {"type": "keyword", "ignore_above": _LONGEST_KEYWORD}
_INTEGER = {"type": "integer"}
_COUNTS = ("words", "length", "counted", "year")
"""Words of the body, weighted length in quarters, words of all zones, and the year of the date."""

_TEXT = {
    "type": "text",
    "analyzer": "slots",
    "search_analyzer": EXACT_WORD,
    "norms": False,
    "position_increment_gap": ZONE_GAP,
}


def text_field(name: str) -> str:
    """Return what the text field of a field other than the body is called."""
    return f"text.{name}"


def articles_index(shards: int) -> dict[str, Any]:
    """Return what the index of articles is created with."""
    texts = [field for field in LAYOUT.fields if field != LAYOUT.zones[-1]]
    texts += [LAYOUT.ranges, *(space.name for space in LAYOUT.spaces)]
    similarity = {"type": "BM25", "k1": _K1, "b": _B, "discount_overlaps": False}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
            "index.mapping.nested_objects.limit": _NESTED_LIMIT,
            "index.max_terms_count": 65_536,
            "analysis": {
                "tokenizer": {
                    "slots": {"type": "whitespace", "max_token_length": _LONGEST_SLOT},
                },
                "filter": {
                    "stacked": {
                        "type": "pattern_capture",
                        "preserve_original": False,
                        "patterns": ["([^|]+)"],
                    },
                    "holes": {"type": "stop", "stopwords": ["_"]},
                },
                "analyzer": {
                    "slots": {"tokenizer": "slots", "filter": ["stacked", "holes"]},
                    EXACT_WORD: {"tokenizer": "keyword"},
                    "weighted": {"tokenizer": "slots", "filter": ["delimited_term_freq"]},
                },
            },
            "similarity": {"weighted": similarity},
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"includes": ["article", "keyword.id"]},
            "properties": {
                "article": {"type": "object", "enabled": False},
                MAIN: _TEXT,
                "text": {"properties": dict.fromkeys(texts, _TEXT)},
                "keyword": {"properties": dict.fromkeys(LAYOUT.keywords, _KEYWORD)},
                "number": {
                    "properties": dict.fromkeys((*LAYOUT.numbers, *_COUNTS), _INTEGER),
                },
                "list": {"properties": dict.fromkeys(LAYOUT.lists, _KEYWORD)},
                **dict.fromkeys(("own", "has", "filled"), _KEYWORD),
                RANK: {
                    "type": "text",
                    "analyzer": "weighted",
                    "search_analyzer": EXACT_WORD,
                    "index_options": "freqs",
                    "similarity": "weighted",
                },
                "quotes": {
                    "type": "nested",
                    "properties": {
                        "n": _INTEGER,
                        "name": _KEYWORD,
                        "words": _TEXT,
                        "speaker": _TEXT,
                    },
                },
            },
        },
    }


def words_index(shards: int) -> dict[str, Any]:
    """Return what the index of words is created with."""
    keyword = {"type": "keyword"}
    return {
        "settings": {
            "number_of_shards": shards,
            "number_of_replicas": 0,
            "refresh_interval": "-1",
        },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "space": {"type": "byte"},
                **dict.fromkeys(("token", "reversed", "stem"), keyword),
                "width": _INTEGER,
            },
        },
    }


def files_index() -> dict[str, Any]:
    """Return what the ledger of files is created with."""
    keyword = {"type": "keyword"}
    return {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"},
        "mappings": {
            "dynamic": "strict",
            "properties": {
                **dict.fromkeys(("root", "relative", "key", "stamp", "state"), keyword),
                "articles": _INTEGER,
                "skips": {"type": "object", "enabled": False},
            },
        },
    }


def lock_index() -> dict[str, Any]:
    """Return what the index is created with that says who is writing: it is never searched."""
    return {
        "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
        "mappings": {"enabled": False},
    }
