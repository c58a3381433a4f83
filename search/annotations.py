"""Labels and notes of one's own on articles: the file ``annotations`` in the folder ``saved``.

It is beside the generations, as saved queries are, so a rebuild changes nothing here. What is kept
belongs to an article's id. In a query the fields ``label:`` and ``note:`` are satisfied by the
articles that have them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from newssearch.archive.errors import ArchiveDamaged, UsageError
from newssearch.archive.fields import Field, FieldKind
from newssearch.search.ast import (
    Everything,
    HasValue,
    Keyword,
    Node,
    Not,
    Or,
    Parsed,
    map_children,
)
from newssearch.search.language import OwnFields, parse_query

if TYPE_CHECKING:
    from newssearch.search.saved import SavedQueries

FILE_NAME = "annotations"
SCHEMA = 1
LONGEST_NOTE = 2000
"""Characters."""

ANNOTATION_FIELDS: Mapping[str, Field] = {
    name: Field(name, FieldKind.KEYWORD, meaning, own=True)
    for name, meaning in (
        ("label", "a label of one's own on the article"),
        ("note", "words in a note of one's own on the article"),
    )
}
"""What they are in a query, by name."""

_LABEL = re.compile(r"[^\W_][\w.-]{0,63}")


@dataclass(frozen=True, slots=True)
class Annotation:
    """What someone wrote on an article."""

    labels: tuple[str, ...] = ()
    note: str = ""


class Annotations:
    """The labels and notes of an archive, kept where its saved queries are.

    Raises:
        UsageError: a label or a note cannot be one.
        StorageError: the folder cannot be read or written.
        ArchiveDamaged: the file is not as it was written.
    """

    def __init__(self, saved: SavedQueries) -> None:
        self._saved = saved

    def all(self) -> dict[str, Annotation]:
        """Return all of them by the article's id."""
        content = self._saved.read_file(FILE_NAME)
        if content is None:
            return {}
        try:
            return {
                str(name): Annotation(tuple(map(str, one["labels"])), str(one["note"]))
                for name, one in _articles(json.loads(content)).items()
            }
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ArchiveDamaged(
                f"labels and notes are damaged: the file {FILE_NAME} cannot be read",
                hint="remove the file from the archive's folder saved",
            ) from error

    def set_labels(self, article_id: str, labels: tuple[str, ...]) -> None:
        """Give an article other labels; a label has letters, digits, . _ -"""
        for label in labels:
            if not _LABEL.fullmatch(label):
                raise UsageError(
                    f"'{label}' cannot be a label",
                    hint="a label has letters, digits, . _ - and begins with a letter or a digit",
                )
        self._change(article_id, lambda one: replace(one, labels=tuple(dict.fromkeys(labels))))

    def set_note(self, article_id: str, note: str) -> None:
        """Give an article another note."""
        note = " ".join(note.split())
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"a note has at most {LONGEST_NOTE:,} characters")
        self._change(article_id, lambda one: replace(one, note=note))

    def _change(self, article_id: str, change: Callable[[Annotation], Annotation]) -> None:
        with self._saved.changing():
            annotations = self.all()
            annotations[article_id] = change(annotations.get(article_id, Annotation()))
            articles = {name: asdict(one) for name, one in annotations.items() if one != _NONE}
            content = {"schema": SCHEMA, "articles": articles}
            self._saved.write_file(FILE_NAME, json.dumps(content, indent=1).encode() + b"\n")

    def ids(self, fits: Callable[[Annotation], bool]) -> Node:
        """Return what is satisfied by the articles whose labels and note fit."""
        nodes = tuple(Keyword("id", name) for name, one in self.all().items() if fits(one))
        if not nodes:
            return Not(Everything())
        return Or(nodes) if len(nodes) > 1 else nodes[0]


def parse_annotated(
    text: str,
    *,
    any_word: bool = False,
    literal: bool = False,
    own_fields: OwnFields,
    annotations: Callable[[], Annotations],
) -> Parsed:
    """Parse a query as ``parse_query`` does, in which ``label:`` and ``note:`` are fields too.

    In what is returned the ids of the articles are in their place, so every engine can answer it.
    An archive's own field of such a name is that field. ``own_fields`` and ``annotations`` are
    called only for a query that has need of them.

    Raises:
        QuerySyntaxError: it cannot be parsed.
        StorageError, ArchiveDamaged, UsageError: the labels and notes cannot be read.
    """

    def fields() -> Mapping[str, Field]:
        return {**ANNOTATION_FIELDS, **own_fields()}

    def resolved(node: Node) -> Node:
        if not isinstance(node, Keyword | HasValue):
            return map_children(node, resolved)
        if not node.own or node.field not in ANNOTATION_FIELDS or node.field in own_fields():
            return node
        if isinstance(node, HasValue):
            return annotations().ids(lambda one: bool(_values(one, node.field)))
        return annotations().ids(lambda one: _fits(_values(one, node.field), node))

    parsed = parse_query(text, any_word=any_word, literal=literal, own_fields=fields)
    return replace(parsed, node=resolved(parsed.node))


def _values(one: Annotation, field: str) -> tuple[str, ...]:
    return one.labels if field == "label" else (one.note,) if one.note else ()


def _fits(values: tuple[str, ...], wanted: Keyword) -> bool:
    """Return whether a label is the one that is wanted, or a note holds all of its words."""
    text = wanted.value.casefold()
    if wanted.field == "label":
        return any(
            one.startswith(text) if wanted.prefix else one == text
            for one in map(str.casefold, values)
        )
    return any(all(word in one.casefold() for word in text.split()) for one in values)


_NONE = Annotation()


def _articles(content: Any) -> dict[str, Any]:
    """Return the articles of what a file holds: ValueError, KeyError or TypeError if it is none."""
    if content["schema"] != SCHEMA:
        raise ValueError("it is of another version")
    return dict(content["articles"])
