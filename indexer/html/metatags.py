"""The meta tags of a page, by name.

Pages name the same thing in a dozen vocabularies (Open Graph, Dublin Core, Twitter, Parsely,
Sailthru, Highwire's citation tags); the ones that ask give the names in order of trust.
"""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.indexer.html.outline import Element

_NAMING = ("property", "name", "itemprop", "http-equiv")
_MAX_CHARACTERS = 5000


class MetaTags:
    """Values by lower-case name, in document order."""

    def __init__(self, elements: list[Element]) -> None:
        """Take the meta elements of a page."""
        self._values: dict[str, list[str]] = {}
        for element in elements:
            # some templates, and some tools that save pages, write "value"
            value = (element.get("content") or element.get("value")).strip()[:_MAX_CHARACTERS]
            for naming in _NAMING:
                if value and (name := element.get(naming).strip().lower()):
                    self._values.setdefault(name, []).append(value)
                    break

    def each(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield (name, value) for every value of these names, in the names' order."""
        for name in names:
            for value in self._values.get(name, ()):
                yield name, value

    def first(self, *names: str) -> tuple[str, str] | None:
        """Return the first of ``each``."""
        return next(self.each(*names), None)
