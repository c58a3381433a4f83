"""Sending articles: in requests of a bounded size, again and again while the cluster is busy.

What is sent twice is there once: documents have the ids of their articles. So a request whose
answer was lost is simply sent again, and a cluster that refuses for want of room slows its senders
down.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from newssearch.archive.article import Article
from newssearch.archive.cluster.address import Address
from newssearch.archive.cluster.documents import WordForm, prepare
from newssearch.archive.cluster.failures import reason_of, translating
from newssearch.archive.cluster.naming import IndexNames
from newssearch.archive.errors import ArchiveError

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

MOST_DOCUMENTS = 500
MOST_BYTES = 8 << 20
"""What one request holds."""

MOST_WAITING_SECONDS = 15 * 60
"""How long a busy or silent cluster is waited for."""

_LONGEST_PAUSE_SECONDS = 60.0
_BUSY = frozenset({429, 502, 503, 504})
_KNOWN_WORDS = 1_000_000
"""Words that are remembered as sent: some 150 MB."""

_Action = tuple[dict[str, Any], dict[str, Any] | None]


class Sink:
    """Takes articles, and sends them and their words to the indexes of a generation.

    ``refused`` are the ids of articles that the cluster would not take, with its reasons.
    """

    def __init__(
        self,
        client: OpenSearch,
        address: Address,
        names: IndexNames,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._address = address
        self._names = names
        self._pause = pause
        self._waiting: list[Article] = []
        self._waiting_characters = 0
        self._sent_words: set[WordForm] = set()
        self.refused: dict[str, str] = {}

    def add(self, article: Article) -> None:
        """Take an article."""
        self._waiting.append(article)
        self._waiting_characters += len(article.body)
        if len(self._waiting) >= MOST_DOCUMENTS or self._waiting_characters >= MOST_BYTES // 2:
            self.flush()

    def flush(self) -> None:
        """Send what was taken; when it returns the cluster has it.

        Raises:
            ArchiveError: the cluster does not take it.
        """
        if not self._waiting:
            return
        articles, self._waiting, self._waiting_characters = self._waiting, [], 0
        prepared = prepare(articles)
        words = [form for form in prepared.words if form not in self._sent_words]
        self._send(
            [
                ({"create": {"_index": self._names.words, "_id": form.key}}, form.document())
                for form in words
            ]
        )
        if len(self._sent_words) > _KNOWN_WORDS:
            self._sent_words.clear()
        self._sent_words.update(words)
        self._send(
            [
                ({"index": {"_index": self._names.articles, "_id": article.id}}, document)
                for article, document in zip(articles, prepared.documents, strict=True)
            ]
        )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete articles; those that are not there are none to delete.

        Raises:
            ArchiveError: the cluster does not do it.
        """
        index = self._names.articles
        self._send([({"delete": {"_index": index, "_id": one}}, None) for one in ids])

    def _send(self, actions: Sequence[_Action]) -> None:
        for request in _requests(actions):
            self._send_until_taken(request)

    def _send_until_taken(self, request: list[_Action]) -> None:
        """Send a request; what the cluster had no room for is sent again after a pause."""
        pause, waited = 1.0, 0.0
        while request:
            request = self._attempt(request)
            if not request:
                return
            if waited >= MOST_WAITING_SECONDS:
                raise ArchiveError(
                    f"{self._address} has had no room for {waited / 60:.0f} minutes",
                    hint="run the same command again later: what has been sent is not sent again",
                )
            length = pause * random.uniform(0.5, 1.0)  # noqa: S311 - not to come all at once
            self._pause(length)
            waited += length
            pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)

    def _attempt(self, request: list[_Action]) -> list[_Action]:
        """Send a request once; return what is to be sent again."""
        from opensearchpy import exceptions  # noqa: PLC0415 - only for an archive in a cluster

        lines = [line for action in request for line in action if line is not None]
        try:
            answer = self._client.bulk(body=lines)
        except exceptions.SSLError:
            with translating(self._address):
                raise
        except exceptions.ConnectionError:
            return request
        except exceptions.TransportError as error:
            if error.status_code in _BUSY:
                return request
            with translating(self._address):
                raise
        again = []
        for action, item in zip(request, answer["items"], strict=True):
            ((kind, result),) = item.items()
            status = int(result["status"])
            if status in _BUSY:
                again.append(action)
            elif status >= 400 and not (kind == "create" and status == 409) and status != 404:
                self.refused[str(result["_id"])] = reason_of(result.get("error"))
        return again


def _requests(actions: Sequence[_Action]) -> Iterator[list[_Action]]:
    """Yield actions together as far as they fit into one request."""
    request: list[_Action] = []
    size = 0
    for action in actions:
        own = len(json.dumps(action[1])) + 100
        if request and (size + own > MOST_BYTES or len(request) >= MOST_DOCUMENTS * 10):
            yield request
            request, size = [], 0
        request.append(action)
        size += own
    if request:
        yield request
