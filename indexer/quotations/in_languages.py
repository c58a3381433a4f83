"""Who is quoted in German, French, Spanish and their neighbours.

The rules are fewer than those for English, since they are shared by nine languages: a verb of
saying (or "according to") right behind a quotation, or before the colon or the words that lead to
it, with its subject beside the verb. A subject is a name, a pronoun, or a noun phrase with an
article. Where no rule finds one, a quotation has the speaker of the one before it in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newssearch.archive.analysis import fold
from newssearch.archive.article import Quotation
from newssearch.indexer.quotations.given_names import given_names
from newssearch.indexer.quotations.languages import Language
from newssearch.indexer.quotations.marks import Stretch
from newssearch.indexer.quotations.paragraphs import BodyParagraph
from newssearch.indexer.quotations.plain_tokens import ENDS, Token, tokens_of

MAX_BESIDE = 300
"""Characters beside a quotation in which its source is looked for."""
MAX_SKIPPED = 8
"""Tokens between a verb and its subject ("said yesterday in Berlin")."""
MAX_PHRASE = 14
"""Tokens of a subject."""
MIN_WORDS = 4
"""Words of a quotation without a source; fewer are a scare quote or a title far more often."""

_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_a-zß-öø-ÿ])")
_FULL_NAME = re.compile(
    r"(?<!\w)[A-ZÀ-ÖØ-Þ][^\W\d_]{1,30}(?:-[A-ZÀ-ÖØ-Þ][^\W\d_]{1,30})?"
    r"(?: (?:de|del|della|di|da|dos|van|von|der|den|zu|du|la|el|al)){0,2}"
    r" [A-ZÀ-ÖØ-Þ][\w'-]{1,30}(?: [A-ZÀ-ÖØ-Þ][\w'-]{1,30})?"
)
_PARTICLES = frozenset("de del della di da dos van von der den zu du la el al y".split())


class _Source(NamedTuple):
    """A mention: its place, whose name it is (None of a pronoun), and the word that tells of it."""

    start: int
    end: int
    name: str | None
    cue: Token | None
    description: str | None = None
    is_person: bool = True
    """Not where the name is a noun phrase ("the police")."""


def find_quotations_in(
    language: Language,
    body: str,
    plain: str,
    paragraphs: Sequence[BodyParagraph],
    stretches: Sequence[Stretch],
) -> list[Quotation] | None:
    """Return the quotations of a text in a language, None where no rule finds any speaker.

    ``plain`` is the body with plain spaces and apostrophes, at the same offsets.
    """
    reader = _Reader(language, body, plain, paragraphs, stretches)
    found = [one for number in range(len(stretches)) if (one := reader.quotation(number))]
    return found if any(one.speaker for one in found) else None


class _Reader:
    """Reads the quotations of one article in order, and remembers who spoke."""

    def __init__(
        self,
        language: Language,
        body: str,
        plain: str,
        paragraphs: Sequence[BodyParagraph],
        stretches: Sequence[Stretch],
    ) -> None:
        self._language = language
        self._body = body
        self._plain = plain
        self._paragraphs = paragraphs
        self._stretches = stretches
        self._full_names = self._names()
        self._speaker: str | None = None
        self._last: tuple[int, _Source] | None = None

    def _names(self) -> dict[str, str]:
        """Return the first full name of the article by its last word."""
        names: dict[str, str] = {}
        for match in _FULL_NAME.finditer(self._plain):
            words = match.group().split()
            first = next((n for n, word in enumerate(words[:-1]) if _is_given(word)), None)
            if first is not None:
                names.setdefault(words[-1], " ".join(words[first:]))
        return names

    def quotation(self, number: int) -> Quotation | None:
        stretch = self._stretches[number]
        text = self._body[stretch.start : stretch.end]
        before, behind = self._before(number), self._behind(number)
        led_in = before.rstrip().endswith(":")
        source = self._from_left(stretch, before, led_in=True) if led_in else None
        source = source or self._from_right(stretch, behind)
        if source is None and not led_in:
            source = self._from_left(stretch, before, led_in=False)
        rule_is_own = source is not None
        if source is None:
            source = self._from_last(stretch)
        if source is None and len(text.split()) < MIN_WORDS:
            return None
        partial = bool(before.strip()) and not led_in and text[:1].islower()
        if source is None:
            return Quotation(stretch.start, stretch.end, partial=partial)
        speaker = source.name or self._speaker
        self._last, self._speaker = (stretch.paragraph, source), speaker or self._speaker
        sure = rule_is_own and source.name is not None
        return Quotation(
            stretch.start,
            stretch.end,
            speaker=speaker,
            speaker_as_written=self._body[source.start : source.end],
            description=source.description,
            cue=self._body[source.cue.start : source.cue.end] if source.cue else None,
            cue_start=source.cue.start if source.cue else None,
            confidence=("medium" if sure else "low") if speaker else None,
            partial=partial,
        )

    def _before(self, number: int) -> str:
        """Return what is before a quotation in its sentence."""
        stretch = self._stretches[number]
        start = self._paragraphs[stretch.paragraph].start
        if number and self._stretches[number - 1].paragraph == stretch.paragraph:
            start = self._stretches[number - 1].outer_end
        start = max(start, stretch.outer_start - MAX_BESIDE)
        text = self._plain[start : stretch.outer_start]
        ends = [match.end() for match in _SENTENCE_END.finditer(text)]
        return text[ends[-1] :] if ends else text

    def _behind(self, number: int) -> str:
        """Return what is behind a quotation in its paragraph, up to the next."""
        stretch = self._stretches[number]
        end = self._paragraphs[stretch.paragraph].end
        if number + 1 < len(self._stretches):
            following = self._stretches[number + 1]
            if following.paragraph == stretch.paragraph:
                end = following.outer_start
        return self._plain[stretch.outer_end : min(end, stretch.outer_end + MAX_BESIDE)]

    def _from_last(self, stretch: Stretch) -> _Source | None:
        """Return the source of the quotation before, in the same paragraph or gone on with."""
        if self._last is None:
            return None
        paragraph, source = self._last
        return source if paragraph == stretch.paragraph or stretch.continues else None

    def _from_right(self, stretch: Stretch, behind: str) -> _Source | None:
        """Read ", said the harbour master Mara Quill" and "according to Quill"."""
        tokens = tokens_of(behind, stretch.outer_end)
        first = 0
        while first < min(len(tokens), 2) and tokens[first].text in ",–—-":
            first += 1
        if first == len(tokens) or tokens[first].is_capital:
            return None
        asked = self._inverted(tokens, first)
        if asked is not None:
            return asked
        cue = self._cue_at(tokens, first)
        return self._subject_behind(tokens, cue) if cue is not None else None

    def _inverted(self, tokens: Sequence[Token], place: int) -> _Source | None:
        """Read French "a-t-elle ajouté" and "explique-t-il"."""
        parts = tokens[place].low.split("-")
        if len(parts) < 2 or parts[-1] not in self._language.pronouns:
            return None
        cue = tokens[place]
        if parts[0] in self._language.auxiliaries:
            later = (token for token in tokens[place + 1 : place + 4])
            verb = next((token for token in later if token.low in self._language.verbs), None)
            if verb is None:
                return None
            cue = verb
        elif parts[0] not in self._language.verbs:
            return None
        end = tokens[place].end
        return _Source(end - len(parts[-1]), end, None, cue)

    def _cue_at(self, tokens: Sequence[Token], place: int) -> int | None:
        """Return the place of a verb of saying that begins at ``place``, auxiliaries before it."""
        words = self._language
        if tokens[place].low in words.sources or tokens[place].low in words.verbs:
            return place
        if tokens[place].low in words.auxiliaries:
            for later in range(place + 1, min(place + 3, len(tokens))):
                if tokens[later].low in words.verbs:
                    return later
        return None

    def _subject_behind(self, tokens: Sequence[Token], cue: int) -> _Source | None:
        place, skipped = cue + 1, 0
        while place < len(tokens) and skipped < MAX_SKIPPED:
            token = tokens[place]
            if token.text in ENDS:
                break
            if token.low in self._language.prepositions:
                place = self._after_phrase(tokens, place + 1)
                skipped += 1
                continue
            if self._begins_subject(token):
                return self._subject(tokens, place, tokens[cue])
            place += 1
            skipped += 1
        if (
            self._language.drops_pronouns
            and self._speaker
            and tokens[cue].low in self._language.verbs
        ):
            return _Source(tokens[cue].start, tokens[cue].end, None, tokens[cue])
        return None

    def _after_phrase(self, tokens: Sequence[Token], place: int) -> int:
        """Return the place behind the noun that a preposition has, with its articles."""
        words = self._language
        while place < len(tokens) and tokens[place].low in words.articles | words.genitives:
            place += 1
        return place + 1

    def _begins_subject(self, token: Token) -> bool:
        words = self._language
        return token.is_capital or token.low in words.pronouns or token.low in words.articles

    def _subject(self, tokens: Sequence[Token], place: int, cue: Token) -> _Source | None:
        """Read the noun phrase that begins at ``place``, and a name in apposition to it."""
        token = tokens[place]
        if token.low in self._language.pronouns and not self._leads_a_noun(tokens, place):
            return _Source(token.start, token.end, None, cue)
        end = place
        while end < min(len(tokens), place + MAX_PHRASE) and self._goes_on(tokens, place, end):
            end += 1
        named = self._apposed(tokens, end) or self._name_in(tokens, place, end)
        if named is not None:
            first, last, name = named
            role = self._text(tokens, place, first)
            return _Source(tokens[first].start, tokens[last].end, name, cue, role)
        if end == place or tokens[place].low not in self._language.articles:
            return None
        phrase = self._plain[tokens[place].start : tokens[end - 1].end]
        return _Source(tokens[place].start, tokens[end - 1].end, phrase, cue, is_person=False)

    def _apposed(self, tokens: Sequence[Token], comma: int) -> tuple[int, int, str] | None:
        """Return a full name between commas: "the mayor of Ellery, Jonas Feldkamp, "."""
        if comma + 2 >= len(tokens) or tokens[comma].text != ",":
            return None
        end = comma + 1
        while end < len(tokens) and _is_of_name(tokens, end):
            end += 1
        ended = end == len(tokens) or tokens[end].text in ENDS
        return self._name_in(tokens, comma + 1, end) if ended and end > comma + 2 else None

    def _leads_a_noun(self, tokens: Sequence[Token], place: int) -> bool:
        """Say whether a word that may be a pronoun is an article here: German "die Polizei"."""
        if tokens[place].low not in self._language.articles or place + 1 >= len(tokens):
            return False
        return tokens[place + 1].text not in ENDS

    def _goes_on(self, tokens: Sequence[Token], first: int, place: int) -> bool:
        token, words = tokens[place], self._language
        if token.text in ENDS:
            return False
        if place == first or token.is_capital or token.low in words.genitives:
            return True
        if token.low in words.prepositions or token.low in words.verbs | words.auxiliaries:
            return False
        return not any(
            one.is_capital and len(one.text) > 1 for one in tokens[first + 1 : place]
        ) or (tokens[place - 1].low in words.genitives)

    def _name_in(
        self, tokens: Sequence[Token], first: int, end: int
    ) -> tuple[int, int, str] | None:
        """Return the last name between two places, as written there, in full."""
        last = end - 1
        while last >= first and not tokens[last].is_capital:
            last -= 1
        start = last
        while start > first and _is_of_name(tokens, start - 1):
            start -= 1
        while start < last and not tokens[start].is_capital:
            start += 1
        if last < first:
            return None
        words = [token.text for token in tokens[start : last + 1]]
        given = next((n for n, word in enumerate(words[:-1]) if _is_given(word)), None)
        if given is not None:
            name = " ".join(words[given:])
            return start + given, last, name
        full = self._full_names.get(words[-1])
        if full is not None:
            return last, last, full
        if start > first or tokens[first].low in self._language.articles:
            start, words = start + 1, words[1:]
            if len(words) < 2 or not tokens[start].is_capital:
                return None  # "das Auswärtige Amt", "the mayor of Ellery"
        return start, last, " ".join(words)

    def _text(self, tokens: Sequence[Token], first: int, end: int) -> str | None:
        """Return what is said of somebody before the name, without an article."""
        if first < end and tokens[first].low in self._language.articles:
            first += 1
        while end > first and tokens[end - 1].text in ENDS:
            end -= 1
        return self._plain[tokens[first].start : tokens[end - 1].end] if first < end else None

    def _from_left(self, stretch: Stretch, before: str, *, led_in: bool) -> _Source | None:
        """Read "Mara Quill, the harbour master, said: " and "According to Quill the plan is "."""
        tokens = tokens_of(before, stretch.outer_start - len(before))
        words = self._language
        for place in range(len(tokens) - 1, -1, -1):
            token = tokens[place]
            if token.low in words.sources and token.low != "so":
                return self._subject_behind(tokens, place)
            if token.low in words.verbs:
                return self._of_verb(tokens, place, led_in=led_in)
        return None

    def _of_verb(self, tokens: Sequence[Token], cue: int, *, led_in: bool) -> _Source | None:
        """Return the subject of a verb before a quotation.

        A single capital at the beginning is a name only if nothing else can be the subject: German
        sentences may begin with an adverb. What has no name is an object, except before a colon.
        """
        first = tokens[0]
        source = self._subject_before(tokens, cue)
        if source is not None and (source.name != first.text or first.text in self._full_names):
            return source
        behind = self._subject_behind(tokens, cue)
        if behind is not None and (behind.name is None or behind.is_person or led_in):
            return behind
        return source

    def _subject_before(self, tokens: Sequence[Token], cue: int) -> _Source | None:
        """Return the subject right before a verb, or the one that begins the sentence.

        A single capital at the beginning is its subject only where the verb follows at once.
        """
        end = cue
        while end and tokens[end - 1].low in self._language.auxiliaries:
            end -= 1
        commas = [place for place in range(end - 1) if tokens[place].text == ","]
        if commas and self._begins_subject(tokens[commas[-1] + 1]):
            near = self._subject(tokens[commas[-1] + 1 : end], 0, tokens[cue])
            if near is not None and tokens[end - 1].text not in ENDS:
                return near
        if end == 0 or not self._begins_subject(tokens[0]):
            return None
        if tokens[0].low in self._language.prepositions:
            return None
        source = self._subject(tokens[:end], 0, tokens[cue])
        alone = source is not None and source.name == tokens[0].text
        return None if alone and end > 1 and tokens[0].text not in self._full_names else source


@lru_cache(maxsize=4096)
def _is_given(word: str) -> bool:
    """Say whether a word is a given name; accents and what is behind a hyphen do not matter."""
    return fold(word.split("-", 1)[0]).capitalize() in given_names()


def _is_of_name(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a token is of a name: a capital, or a particle with a capital behind it."""
    token = tokens[place]
    if token.is_capital:
        return True
    behind = place + 1 < len(tokens) and tokens[place + 1].is_capital
    return token.low in _PARTICLES and behind
