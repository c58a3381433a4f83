"""From a body to its quotations: the order in which the rules are tried.

A quotation takes its speaker from its own sentence if that names one. Otherwise from the quotation
before it in the same sentence or paragraph, from the sentence before, or, where quotations make up
whole paragraphs, from the paragraph before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from newssearch.archive.article import Quotation
from newssearch.indexer.quotations.attribution import MAX_LEFT_TOKENS, Attributor
from newssearch.indexer.quotations.confidence import confidence_of
from newssearch.indexer.quotations.descriptions import Describer
from newssearch.indexer.quotations.in_languages import find_quotations_in
from newssearch.indexer.quotations.languages import Language, language_of
from newssearch.indexer.quotations.marks import Stretch, find_stretches
from newssearch.indexer.quotations.paragraphs import BodyParagraph, split_paragraphs
from newssearch.indexer.quotations.people import People
from newssearch.indexer.quotations.phrases import after_leading_phrase
from newssearch.indexer.quotations.sources import NamedSource, SourceReader
from newssearch.indexer.quotations.speakers import SpeakerResolver
from newssearch.indexer.quotations.speech import is_partial, is_speech
from newssearch.indexer.quotations.subjects import SubjectFinder
from newssearch.indexer.quotations.tokens import (
    DASHES,
    Tokens,
    read_paragraph,
    split_sentences,
    tokenise,
)
from newssearch.indexer.quotations.transcripts import Turn, find_turns
from newssearch.indexer.quotations.words import NOT_NAMES, TITLES

_UNUSUAL_SPACE = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_NAME_BEFORE = re.compile(r"(?:^|[\s(])([^\W\d_a-zß-öø-ÿ][^\W\d_]+) \Z")
_NAME_BEHIND = re.compile(r" [^\W\d_a-zß-öø-ÿ][^\W\d_]+")
MAX_NICKNAME = 24
"""Code points of what a person is called between the given and the last name."""
MAX_PROSE_LOOKED_BACK = 700
MAX_DASH_PARAGRAPH = 90
MIN_INTRODUCTION = 4
"""Tokens of "The memo had one rule:" at least; fewer are a heading."""


@dataclass(slots=True)
class Attributed:
    """A quotation and its attribution, with more than an article keeps: the mention's place."""

    start: int
    end: int
    source: NamedSource | None
    speaker: str | None
    partial: bool


@dataclass(slots=True)
class _Candidate:
    """A quotation of the paragraph in hand."""

    stretch: Stretch
    place: int
    sentence: tuple[int, int]
    source: NamedSource | None


def find_quotations(
    body: str, headings: Sequence[tuple[int, int]] = (), language: str | None = None
) -> tuple[Quotation, ...]:
    """Return the quotations of an article's body with their speakers, in order.

    ``language`` is the two-letter code of the article's, if known; the rules of English hold where
    no others are known, or where those of the language find no speaker.

    Paragraphs end at line breaks. ``headings`` are ranges of the body in which marks are no
    quotation. Offsets are code points into ``body`` and leave the marks out. Never raises,
    whatever the text.
    """
    article = _read(body, headings)
    if article is None:
        return ()
    words = language_of(language)
    found = article.attribute_in(words) if words else None
    if found is None:
        found = [article.quotation(one) for one in article.attribute()]
    return tuple(found)


def attribute_quotations(body: str, headings: Sequence[tuple[int, int]] = ()) -> list[Attributed]:
    """Return the same quotations with where each source is mentioned; for measuring."""
    article = _read(body, headings)
    return article.attribute() if article else []


def _read(body: str, headings: Sequence[tuple[int, int]]) -> _Article | None:
    """Return the article to attribute, None if nothing in it is quoted."""
    paragraphs = split_paragraphs(body)
    stretches = _without_nicknames(body, find_stretches(body, paragraphs))
    turns = find_turns(body, paragraphs)
    if turns:
        stretches = sorted(
            [s for s in stretches if s.paragraph not in turns]
            + [turn.stretch for turn in turns.values()]
        )
    stretches = _outside(headings, stretches)
    return _Article(body, paragraphs, stretches, turns) if stretches else None


class _Article:
    """The article in hand, and what passes from one of its paragraphs to the next."""

    def __init__(
        self,
        body: str,
        paragraphs: Sequence[BodyParagraph],
        stretches: Sequence[Stretch],
        turns: Mapping[int, Turn],
    ) -> None:
        self._body = body
        self._turns = turns
        self._plain = plain_text(body)
        self._paragraphs = paragraphs
        self._stretches = stretches
        self._people = People(self._plain)
        self._reader = SourceReader(self._plain, self._people)
        self._subjects = SubjectFinder(self._reader)
        self._attributor = Attributor(self._reader, self._subjects)
        self._resolver = SpeakerResolver(self._plain, self._people, self._stretches)
        self._describer = Describer(self._plain, self._people)
        self._speaking: NamedSource | None = None
        self._speaking_name: str | None = None
        self._speaking_paragraph = -2

    def attribute_in(self, language: Language) -> list[Quotation] | None:
        """Return the quotations by the rules of a language that is not English, if they find any.

        Who speaks in a transcript is known by other means.
        """
        if self._turns:
            return None
        return find_quotations_in(
            language, self._body, self._plain, self._paragraphs, self._stretches
        )

    def attribute(self) -> list[Attributed]:
        found: list[Attributed] = []
        quoted = {stretch.paragraph for stretch in self._stretches}
        for number, group in groupby(self._stretches, key=lambda stretch: stretch.paragraph):
            found += self._paragraph(number, list(group), number - 1 in quoted)
        return found

    def quotation(self, found: Attributed) -> Quotation:
        source = found.source
        if source is None:
            return Quotation(found.start, found.end, partial=found.partial)
        cue = source.cue
        return Quotation(
            start=found.start,
            end=found.end,
            speaker=found.speaker,
            speaker_as_written=self._body[source.start : source.end],
            description=self._describer.describe(found.speaker) if found.speaker else None,
            cue=self._body[cue.start : cue.end] if cue else None,
            cue_start=cue.start if cue else None,
            confidence=confidence_of(source) if found.speaker else None,
            partial=found.partial,
        )

    def _paragraph(
        self, number: int, stretches: Sequence[Stretch], follows_quoted: bool
    ) -> list[Attributed]:
        paragraph = self._paragraphs[number]
        tokens, places = read_paragraph(self._plain, paragraph, stretches)
        candidates = self._candidates(tokens, places, stretches)
        self._fill_forwards(tokens, candidates)
        self._fill_backwards(candidates)
        found = []
        for candidate in candidates:
            stretch = candidate.stretch
            if candidate.source is None and candidate.place == 0:
                candidate.source = self._from_elsewhere(number, stretch, follows_quoted)
            text = self._body[stretch.start : stretch.end]
            if not is_speech(text, candidate.source, tokens, candidate.place):
                continue
            speaker = self._name(candidate.source, number)
            partial = is_partial(text, tokens, candidate.place)
            found.append(Attributed(stretch.start, stretch.end, candidate.source, speaker, partial))
        return found

    def _candidates(
        self, tokens: Tokens, places: Sequence[int], stretches: Sequence[Stretch]
    ) -> list[_Candidate]:
        sentences = iter(split_sentences(tokens))
        sentence = next(sentences)
        candidates = []
        for place, following, stretch in zip(
            places, [*places[1:], len(tokens)], stretches, strict=True
        ):
            while place >= sentence[1]:
                sentence = next(sentences)
            turn = self._turns.get(stretch.paragraph)
            source = (
                NamedSource(turn.start, turn.end, turn.speaker, rule="turn")
                if turn is not None
                else self._attributor.attribute(tokens, sentence, place, following)
            )
            candidates.append(_Candidate(stretch, place, sentence, source))
        return candidates

    def _fill_forwards(self, tokens: Tokens, candidates: Sequence[_Candidate]) -> None:
        """Give quotations without a source that of the quotation or the sentence before them."""
        previous: _Candidate | None = None
        for candidate in candidates:
            if candidate.source is None:
                candidate.source = self._from_before(tokens, candidate, previous)
            previous = candidate

    def _from_before(
        self, tokens: Tokens, candidate: _Candidate, previous: _Candidate | None
    ) -> NamedSource | None:
        place = candidate.place
        low = max(candidate.sentence[0], place - MAX_LEFT_TOKENS)
        if previous is not None and previous.source is not None:
            if previous.sentence == candidate.sentence:
                return previous.source.found_by("same sentence")
            if place - low > 3:
                subject = self._subjects.of_sentence(tokens, low, place)
                if subject and subject.is_known:
                    return subject.found_by("subject")
            return previous.source.found_by("same paragraph")
        if place > low:
            subject = self._subjects.of_sentence(tokens, low, place)
            introduced = tokens[place - 1].text == ":" and place - low > MIN_INTRODUCTION
            if subject is not None and introduced:
                start = after_leading_phrase(tokens, low, place)
                introduced = subject.start == tokens.start(start)
            known = subject is not None and (subject.is_known or introduced)
            return subject.found_by("subject") if subject and known else None
        if low > 0 and previous is None:
            return self._of_prose(tokens, low, "sentence before")
        return None

    def _of_prose(self, tokens: Tokens, high: int, rule: str) -> NamedSource | None:
        """Return who the sentence that ends at ``high`` says something of."""
        low, end = split_sentences(tokens[:high])[-1]
        while end > low and tokens[end - 1].text in (".", "?", "!"):
            end -= 1
        source = self._attributor.from_left(tokens, low, end)
        if source is None:
            source = self._subjects.of_sentence(tokens, low, end)
            if source is None or not source.is_known:
                return None
        if source.pronoun in ("i", "it", "they", "we"):
            return None
        return source.found_by(rule)

    def _fill_backwards(self, candidates: Sequence[_Candidate]) -> None:
        """Let "“A” and “B,” X said" serve A too."""
        for candidate, following in zip(candidates[-2::-1], candidates[:0:-1], strict=True):
            if (
                candidate.source is None
                and following.source is not None
                and (following.source.rule in ("subject verb", "verb subject", "dash"))
            ):
                candidate.source = following.source.found_by("shared")

    def _from_elsewhere(
        self, number: int, stretch: Stretch, follows_quoted: bool
    ) -> NamedSource | None:
        """Return the source of a quotation that begins its paragraph, from the ones around it."""
        dash = self._after_dash(number + 1)
        if dash is not None:
            return dash
        if self._speaking is not None and number - self._speaking_paragraph <= 1:
            return self._speaking.found_by("continued" if stretch.continues else "paragraph before")
        if number == 0 or follows_quoted:
            return None
        before = self._paragraphs[number - 1]
        start = max(before.start, before.end - MAX_PROSE_LOOKED_BACK)
        tokens = tokenise(self._plain, start, before.end)
        return self._of_prose(tokens, len(tokens), "prose before") if tokens else None

    def _after_dash(self, number: int) -> NamedSource | None:
        """Return the name in a paragraph that is only "— Name" under a quotation."""
        if number >= len(self._paragraphs):
            return None
        paragraph = self._paragraphs[number]
        if paragraph.end - paragraph.start > MAX_DASH_PARAGRAPH:
            return None
        tokens = tokenise(self._plain, paragraph.start, paragraph.end)
        first = 0
        if self._plain[paragraph.start] not in "—–-―":
            return self._signature(tokens)
        while first < len(tokens) and (tokens[first].text in DASHES or tokens[first].text == "-"):
            first += 1
        end = next(
            (i for i in range(first, len(tokens)) if tokens[i].text in (",", ".")), len(tokens)
        )
        source = self._reader.read(tokens, first, end - 1) if end > first else None
        return source.found_by("dash") if source and tokens[first].capital else None

    def _signature(self, tokens: Tokens) -> NamedSource | None:
        """Return the person of a line that is only "Josh Bivens, Economic Policy Institute"."""
        named = self._subjects.named_at(tokens, 0, len(tokens))
        if named is None or not named[1].is_person:
            return None
        end, source = named
        rest = tokens[end:]
        if len(source.name or "") == 0 or not rest or rest[0].text != ",":
            return None
        spoken = any(token.cue or token.text in ("?", "!", ":") for token in rest)
        stopped = any(token.text == "." for token in rest[:-1])
        return None if spoken or stopped else source.found_by("dash")

    def _name(self, source: NamedSource | None, number: int) -> str | None:
        """Resolve a source, and remember whose turn it is."""
        if source is None:
            return None
        if source.rule in ("continued", "paragraph before") and source.pronoun:
            name = self._speaking_name
        else:
            name = self._resolver.resolve(source)
        if name is None:
            self._speaking = None
        else:
            self._speaking, self._speaking_name = source, name
            self._speaking_paragraph = number
        return name


def plain_text(body: str) -> str:
    """Return the body with straight apostrophes and plain spaces, every offset unchanged."""
    plain = body.replace("’", "'")
    return _UNUSUAL_SPACE.sub(" ", plain)


def _without_nicknames(body: str, stretches: list[Stretch]) -> list[Stretch]:
    """Leave out what is between two parts of a name: Marcia “Cia” Pell."""
    return [stretch for stretch in stretches if not _is_nickname(body, stretch)]


def _is_nickname(body: str, stretch: Stretch) -> bool:
    if stretch.end - stretch.start > MAX_NICKNAME or not body[stretch.start].isupper():
        return False
    if not body[stretch.end - 1].isalnum() or body.count(" ", stretch.start, stretch.end) > 1:
        return False
    before = _NAME_BEFORE.search(body, max(0, stretch.outer_start - 30), stretch.outer_start)
    return (
        before is not None
        and before.group(1) not in NOT_NAMES
        and before.group(1) not in TITLES
        and _NAME_BEHIND.match(body, stretch.outer_end) is not None
    )


def _outside(headings: Sequence[tuple[int, int]], stretches: list[Stretch]) -> list[Stretch]:
    """Drop the stretches that begin in a heading."""
    if not headings:
        return stretches
    kept = []
    ranges = iter(sorted(headings))
    heading = next(ranges, None)
    for stretch in stretches:
        while heading is not None and heading[1] <= stretch.start:
            heading = next(ranges, None)
        if heading is None or stretch.start < heading[0]:
            kept.append(stretch)
    return kept
