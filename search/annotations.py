"""Labels and notes of one's own on articles: the file ``annotations`` in the folder ``saved``.

It is beside the generations, as saved queries are, so a rebuild changes nothing here. What is kept
belongs to an article's id. In a query, filters ``label:`` and ``note:`` are satisfied by the
articles that have them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from newssearch.archive.errors import ArchiveDamaged, UsageError
from newssearch.search.ast import And, Everything, Keyword, Node, Not, Or, Parsed
from newssearch.search.saved import SavedQueries

FILE_NAME = "annotations"
SCHEMA = 1
LONGEST_NOTE = 2000
"""Characters."""

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

    def node(self, field: str, value: str) -> Node:
        """Return what is satisfied by articles with a label, or with all words in their note."""
        words = value.lower().split()
        ids = [
            name
            for name, one in self.all().items()
            if (
                value.lower() in map(str.lower, one.labels)
                if field == "label"
                else all(word in one.note.lower() for word in words)
            )
        ]
        nodes = tuple(Keyword("id", name) for name in ids)
        if not nodes:
            return Not(Everything())
        return Or(nodes) if len(nodes) > 1 else nodes[0]

    def narrowed(self, parsed: Parsed, wanted: Iterable[tuple[str, str, bool]]) -> Parsed:
        """Return a query for those of its articles with labels or notes: field, value, excluded."""
        filters = [
            Not(node) if excluded else node
            for field, value, excluded in wanted
            for node in (self.node(field, value),)
        ]
        if not filters:
            return parsed
        old = () if isinstance(parsed.node, Everything) else (parsed.node,)
        together = (*old, *filters)
        return replace(parsed, node=And(together) if len(together) > 1 else together[0])


_NONE = Annotation()


def _articles(content: Any) -> dict[str, Any]:
    """Return the articles of what a file holds: ValueError, KeyError or TypeError if it is none."""
    if content["schema"] != SCHEMA:
        raise ValueError("it is of another version")
    return dict(content["articles"])
