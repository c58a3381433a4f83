"""Find the source of one quotation in the sentence that holds it.

Both sides of the quotation are read, and one is chosen: the right one if the quotation ends in a
comma, as one before its tag does, unless the words before lead straight into it ("Nuland said,
“…”") or the right one is only the outlet that reported it.
"""

from __future__ import annotations

from newssearch.indexer.quotations.left_side import LeftSide
from newssearch.indexer.quotations.owners import OwnerFinder
from newssearch.indexer.quotations.reporting_verbs import STRONG
from newssearch.indexer.quotations.right_side import RightSide
from newssearch.indexer.quotations.sources import NamedSource, SourceReader
from newssearch.indexer.quotations.subjects import SubjectFinder
from newssearch.indexer.quotations.tokens import Token, Tokens

MAX_LEFT_TOKENS = 80
MAX_RIGHT_TOKENS = 60

MAX_SURVEY_TOKENS = 20
_SURVEYS = frozenset("poll polls survey surveys".split())


class Attributor:
    """Attributes the quotations of one article's sentences."""

    def __init__(self, reader: SourceReader, subjects: SubjectFinder) -> None:
        self._reader = reader
        self._owners = OwnerFinder(reader, subjects)
        self._left = LeftSide(reader, subjects, self._owners)
        self._right = RightSide(subjects)

    def attribute(
        self, tokens: Tokens, sentence: tuple[int, int], quote: int, following: int
    ) -> NamedSource | None:
        """Return who is said to have said the quotation at index ``quote``, None if nobody.

        ``following`` is the index of the next quotation.
        """
        low = max(sentence[0], quote - MAX_LEFT_TOKENS)
        source = self._named(tokens, (low, sentence[1]), quote, following)
        if source is None or source.pronoun == "they":
            return self._survey(tokens, low, quote) or source
        return source

    def _survey(self, tokens: Tokens, low: int, quote: int) -> NamedSource | None:
        """Return the poll of "In a Gazette poll in May, 31% of voters said they were “…”"."""
        if tokens[low].low != "in":
            return None
        high = min(low + MAX_SURVEY_TOKENS, quote)
        comma = next((n for n in range(low + 1, high) if tokens[n].text == ","), low)
        noun = next((n for n in range(low + 2, comma) if tokens[n].low in _SURVEYS), low)
        if noun == low or not any(_is_share(token) for token in tokens[comma:quote]):
            return None
        source = self._reader.description(tokens, low + 1, noun)
        return source.found_by("survey") if source else None

    def _named(
        self, tokens: Tokens, sentence: tuple[int, int], quote: int, following: int
    ) -> NamedSource | None:
        """Return whom the words around the quotation name."""
        low = sentence[0]
        high = min(sentence[1], quote + MAX_RIGHT_TOKENS, following)
        left = self._owners.around(tokens, low, quote, sentence[1])
        left = left or self.from_left(tokens, low, quote)
        alone = quote == low or tokens[quote - 1].text == ":"
        if left is None and alone and (signed := self._signed(tokens, quote, following)):
            return signed
        right = self._right.tag(tokens, quote, high)
        if right is None and (left is None or left.cue is None or left.cue.strength != STRONG):
            right = self._right.tail(tokens, quote + 1, high)
            if right and (right.is_known or right.rule == "tail"):
                return right
        if right is None:
            right = self._right.main_clause(tokens, low, quote, high)
            if right:
                return right
        if left is None or right is None:
            return left or right
        if right.rule == "verb subject":
            return left if left.rule.endswith("near") and not right.is_known else right
        tagged = right.rule == "subject verb" and right.is_known and left.rule.startswith("weak")
        if tokens[quote].tail == "," and tagged:
            return right
        if tokens[quote].tail != "," or _leads_in(tokens, low, quote):
            return left
        return left if right.is_outlet and not left.is_outlet else right

    def _signed(self, tokens: Tokens, quote: int, following: int) -> NamedSource | None:
        """Return whose name a dash puts under a quotation that is by itself."""
        high = min(len(tokens), quote + MAX_RIGHT_TOKENS, following)
        return self._right.dash(tokens, quote, high) if tokens[quote].tail or quote == 0 else None

    def from_left(self, tokens: Tokens, low: int, high: int) -> NamedSource | None:
        """Return the source named from ``low`` to before ``high``, None if there is none."""
        return self._left.find(tokens, low, high)


def _is_share(token: Token) -> bool:
    return token.text[-1] == "%" or token.low == "percent"


def _leads_in(tokens: Tokens, low: int, quote: int) -> bool:
    """Return whether the words before a quotation lead straight into it: "Nuland said, “…”"."""
    if quote <= low:
        return False
    if tokens[quote - 1].cue:
        return True
    return tokens[quote - 1].text in (",", ":") and any(
        token.cue for token in tokens[max(low, quote - 4) : quote]
    )
