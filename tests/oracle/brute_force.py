"""The query language carried out by scanning: slow, plain, and written from its rules alone.

It shares nothing with the engine but the analysis of text (``archive.analysis``), the tables of
words (``search.variants``) and the tree.
A span is a tuple (text, first position, position after the last); a text is the name of a field,
or ("speaker", n) for the speaker of the n-th quotation and ("tags", n) for the n-th tag.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from itertools import pairwise, product
from typing import Any

from plain_variants import variants_of

from newssearch.archive.analysis import fold, tokenise
from newssearch.archive.analysis.stream import quieten
from newssearch.archive.analysis.surfaces import PARAGRAPH_END, analyse_surface, surfaces_of
from newssearch.archive.article import Article
from newssearch.search import ast
from newssearch.search.number_forms import plurals, singulars
from newssearch.search.stop_words import STOP_WORDS

ZONES = ("title", "byline", "credit", "dateline", "caption", "body")
LONGEST_ITEM = 31
MAIN_PLACES = {
    None: ZONES,
    "title": ("title",),
    "byline": ("byline", "credit"),
    "credit": ("credit",),
    "dateline": ("dateline",),
    "caption": ("caption",),
    "body": ("body",),
    "lead": ("body",),
    "hlead": ("title", "body"),
    "quote": ("body",),
    "notes": ("notes",),
    "source": ("source",),
    "section": ("section",),
}

Text = Any
Span = tuple[Text, int, int]


class ScannedText:
    """One text of an article: at each position the tokens that are there."""

    def __init__(self, content: str, most: int | None = None) -> None:
        stream = tokenise(content)
        self.content = content
        self.tokens: dict[int, list[str]] = {}
        self.where: dict[str, list[int]] = {}
        self.widths: dict[tuple[str, int], int] = {}
        self.places: dict[int, tuple[int, int]] = {}
        for token, position, width, start, end in zip(
            stream.tokens,
            stream.positions,
            stream.widths,
            stream.starts,
            stream.ends,
            strict=True,
        ):
            at = position if most is None else min(position, most - 1)
            self.widths[token, at] = max(width, self.widths.get((token, at), 1))
            self.tokens.setdefault(at, []).append(token)
            self.where.setdefault(token, []).append(at)
            self.places.setdefault(at, (start, end))
        self.sentences = [position for position, _ in stream.sentences]
        self.paragraphs = [position for position, _ in stream.paragraphs]
        self.length = stream.length
        self.words = stream.length - sum(
            content[start:end] == PARAGRAPH_END for start, end in surfaces_of(content)
        )

    def positions(self, slot: Slot) -> set[int]:
        """Return the positions of the tokens that a slot accepts."""
        if slot.only is not None:
            return set(self.where.get(slot.only, ()))
        return {position for token in self.where if slot[token] for position in self.where[token]}

    def spans(self, slot: Slot) -> set[tuple[int, int]]:
        """Return where a token that a slot accepts begins, and where it ends."""
        found = set()
        for at in self.positions(slot):
            fitting = (token for token in self.tokens[at] if slot[token])
            found.add((at, at + max(self.widths[token, at] for token in fitting)))
        return found

    def sentence(self, position: int) -> int:
        return bisect_right(self.sentences, position)

    def paragraph(self, position: int) -> int:
        return bisect_right(self.paragraphs, position)

    def lead_end(self) -> int:
        return self.paragraphs[2] if len(self.paragraphs) > 2 else self.length

    def position_at(self, place: int) -> int:
        """Return how many positions come before a code point."""
        position = 0
        quiet = quieten(self.content)
        for start, end in surfaces_of(quiet):
            if start >= place:
                break
            position += analyse_surface(quiet[start : min(end, place)]).width
        return position


class Scan:
    """One article, asked of parts of a query."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._found: dict[tuple[int, str | None], list[Span]] = {}
        self._nodes: list[ast.Node] = []

    @cached_property
    def texts(self) -> dict[Text, ScannedText]:
        article = self.article
        texts: dict[Text, ScannedText] = {
            "title": ScannedText(article.title or ""),
            "byline": ScannedText("; ".join((*article.byline, *article.contributors))),
            "credit": ScannedText(article.credit or ""),
            "dateline": ScannedText(article.dateline or ""),
            "caption": ScannedText(article.caption or ""),
            "body": ScannedText(article.body),
            "notes": ScannedText("\n\n".join(article.notes)),
            "source": ScannedText(article.source or ""),
            "section": ScannedText(article.section or ""),
        }
        for number, quotation in enumerate(article.quotes):
            name = " ".join((quotation.speaker or "").split())
            texts["speaker", number] = ScannedText(name, LONGEST_ITEM)
        for number, tag in enumerate(article.tags):
            texts["tags", number] = ScannedText(" ".join(tag.split()), LONGEST_ITEM)
        return texts

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        body = self.texts["body"]
        return [(body.position_at(q.start), body.position_at(q.end)) for q in self.article.quotes]

    # -- whole articles ----------------------------------------------------------------------

    def satisfies(self, node: ast.Node, place: str | None = None) -> bool:
        match node:
            case ast.And():
                return all(self.satisfies(part, place) for part in node.operands)
            case ast.Or():
                return any(self.satisfies(part, place) for part in node.operands)
            case ast.Not():
                return not self.satisfies(node.operand, place)
            case ast.Boost():
                return self.satisfies(node.operand, place)
            case ast.InField():
                if binds(node):
                    return bool(self.quotations_for(node))
                return self.satisfies(node.operand, node.field)
            case ast.AtLeast():
                return len(self.spans(node.operand, place)) >= node.count
            case ast.Everything():
                return True
            case ast.Keyword():
                value = getattr(self.article, node.field)
                if value is None:
                    return False
                return self._is_keyword(node, value)
            case ast.Range():
                return self._in_range(node)
            case ast.HasValue():
                return self._has_value(node.field)
        return bool(self.spans(node, place))

    @staticmethod
    def _is_keyword(node, value):
        """An id with a number is whole; a path is all of its file, or of its folder."""
        if node.field == "path" and (node.value.endswith("/") or not node.prefix):
            below = node.value if node.value.endswith("/") else node.value + "#"
            return value == node.value or value.startswith(below)
        if node.prefix and not (node.field == "id" and "#" in node.value):
            return value.startswith(node.value)
        return value == node.value

    def _in_range(self, node: ast.Range) -> bool:
        if node.field == "words":
            value = self.texts["body"].words
        elif self.article.date is None:
            return False
        else:
            value = self.article.date.toordinal()
        above = node.low is None or node.low <= value
        return above and (node.high is None or value <= node.high)

    def _has_value(self, field: str) -> bool:
        if field in ("lang", "path", "id", "date"):
            return getattr(self.article, field) is not None
        if field == "words":
            return True
        if field == "quote":
            return bool(self.article.quotes)
        if field == "speaker":
            return any(self._speaks(number) for number in range(len(self.quotations)))
        return any(self.texts[text].words for text in self._names(field))

    def _speaks(self, number: int) -> bool:
        return bool(self.texts["speaker", number].tokens)

    # -- quotations --------------------------------------------------------------------------

    def quotations_for(self, node: ast.InField) -> set[int]:
        """Return the quotations that satisfy a group whose parts are bound together."""
        chosen = self._said if node.field == "quote" else self._spoken
        return {n for n in range(len(self.quotations)) if chosen(node.operand, n)}

    def _said(self, node: ast.Node, number: int) -> bool:
        match node:
            case ast.And():
                return all(self._said(part, number) for part in node.operands)
            case ast.Or():
                return any(self._said(part, number) for part in node.operands)
            case ast.Not():
                return not self._said(node.operand, number)
            case ast.Boost():
                return self._said(node.operand, number)
            case ast.InField(field="speaker"):
                return self._spoken(node.operand, number)
            case ast.InField(field="quote"):
                return self._said(node.operand, number)
            case ast.HasValue(field="speaker"):
                return self._speaks(number)
            case ast.AtLeast():
                return len(self._words_said(node.operand, number)) >= node.count
            case ast.InField() | ast.Keyword() | ast.Range() | ast.HasValue() | ast.Everything():
                return self.satisfies(node)
        return bool(self._words_said(node, number))

    def _words_said(self, node: ast.Node, number: int) -> list[Span]:
        first, last = self.quotations[number]
        return [s for s in self.spans(node, "quote") if first <= s[1] and s[2] <= last]

    def _spoken(self, node: ast.Node, number: int) -> bool:
        match node:
            case ast.And():
                return all(self._spoken(part, number) for part in node.operands)
            case ast.Or():
                return any(self._spoken(part, number) for part in node.operands)
            case ast.Not():
                return not self._spoken(node.operand, number)
            case ast.Boost():
                return self._spoken(node.operand, number)
            case ast.HasValue(field="speaker"):
                return self._speaks(number)
            case ast.InField(field="speaker"):
                return self._spoken(node.operand, number)
            case ast.InField() | ast.Keyword() | ast.Range() | ast.HasValue() | ast.Everything():
                return self.satisfies(node)
            case ast.AtLeast():
                return len(self._named(node.operand, number)) >= node.count
        return bool(self._named(node, number))

    def _named(self, node: ast.Node, number: int) -> list[Span]:
        return [s for s in self.spans(node, "speaker") if s[0] == ("speaker", number)]

    # -- marks -------------------------------------------------------------------------------

    def marks(self, node: ast.Node, place: str | None = None) -> set[Span]:
        """Return the spans by which the article satisfies a part; it does satisfy it."""
        match node:
            case ast.And() | ast.Or():
                holding = [part for part in node.operands if self.satisfies(part, place)]
                quiet = [part for part in holding if is_stop_word(part)]
                loud = union(self.marks(part, place) for part in holding if part not in quiet)
                return loud | self.beside(
                    union(self.marks(part, place) for part in quiet),
                    {span for span in loud if self.space(span, place)},
                )
            case ast.Boost() | ast.AtLeast():
                return self.marks(node.operand, place)
            case ast.InField():
                if binds(node):
                    return union(self._bound(node, n) for n in self.quotations_for(node))
                return self.marks(node.operand, node.field)
            case ast.Not() | ast.Keyword() | ast.Range() | ast.HasValue() | ast.Everything():
                return set()
        return self.shown(node, place, self.spans(node, place))

    def space(self, span: Span, place: str | None) -> bool:
        """Tell whether a span is within the positions in which a field is searched."""
        main = place is None or place in (*ZONES, "lead", "hlead", "quote")
        name = span[0][0] if isinstance(span[0], tuple) else span[0]
        return name in ZONES if main else name == place

    def beside(self, quiet: set[Span], loud: set[Span]) -> set[Span]:
        """Return the spans of stop words in rows that hold another word too."""
        if not loud:
            return quiet
        kept: set[Span] = set()
        telling = set(loud)
        while found := {
            span for span in quiet - kept if any(touching(span, one) for one in telling)
        }:
            kept |= found
            telling |= found
        return kept

    def _bound(self, node: ast.InField, number: int) -> set[Span]:
        place = "quote" if node.field == "quote" else "speaker"
        return self._bound_part(node.operand, number, place)

    def _bound_part(self, node: ast.Node, number: int, place: str) -> set[Span]:
        holds = self._said if place == "quote" else self._spoken
        match node:
            case ast.And():
                return union(self._bound_part(part, number, place) for part in node.operands)
            case ast.Or():
                return union(
                    self._bound_part(part, number, place)
                    for part in node.operands
                    if holds(part, number)
                )
            case ast.Boost() | ast.AtLeast():
                return self._bound_part(node.operand, number, place)
            case ast.InField(field=("speaker" | "quote") as field):
                return self._bound_part(node.operand, number, field)
            case ast.InField():
                return self.marks(node)
            case ast.Not() | ast.Keyword() | ast.Range() | ast.HasValue() | ast.Everything():
                return set()
        own = self._words_said if place == "quote" else self._named
        return self.shown(node, place, own(node, number))

    def shown(self, node: ast.Node, place: str | None, chosen: Iterable[Span]) -> set[Span]:
        """Return what is marked for chosen spans of a part: of a distance, its two sides."""
        wanted = set(chosen)
        match node:
            case ast.Or():
                return union(
                    self.shown(part, place, wanted & set(self.spans(part, place)))
                    for part in node.operands
                )
            case ast.Boost():
                return self.shown(node.operand, place, wanted)
            case ast.Near(negated=True):
                return self.shown(node.left, place, wanted)
            case ast.Near():
                pairs = [pair for pair in self.pairs(node, place) if around(*pair) in wanted]
                left = self.shown(node.left, place, (pair[0] for pair in pairs))
                return left | self.shown(node.right, place, (pair[1] for pair in pairs))
        return wanted

    def disjoint_marks(self, node: ast.Node) -> list[Span]:
        """Return the marks of the whole query, those that overlap made one."""
        merged: list[Span] = []
        for text, start, end in sorted(self.marks(node), key=lambda s: (str(s[0]), s[1], s[2])):
            if merged and merged[-1][0] == text and start < merged[-1][2]:
                merged[-1] = (text, merged[-1][1], max(end, merged[-1][2]))
            else:
                merged.append((text, start, end))
        return merged

    def characters(self, span: Span) -> tuple[int, int]:
        """Return the stretch of text of a span, as code points."""
        places = self.texts[span[0]].places
        return places[span[1]][0], places[span[2] - 1][1]

    # -- spans -------------------------------------------------------------------------------

    def spans(self, node: ast.Node, place: str | None) -> list[Span]:
        """Return the distinct spans at which a positional part holds in a field."""
        key = (id(node), place)
        if key not in self._found:
            found = set(self._spans(node, place))
            if isinstance(node, ast.Phrase) and node.sentence:
                found = {span for span in found if self._in_one_sentence(*span)}
            self._found[key] = list(found)
            self._nodes.append(node)
        return self._found[key]

    def _spans(self, node: ast.Node, place: str | None) -> Iterable[Span]:
        match node:
            case ast.Or():
                return (s for part in node.operands for s in self.spans(part, place))
            case ast.Boost():
                return self.spans(node.operand, place)
            case ast.Near(negated=True):
                return self._alone(node, place)
            case ast.Near():
                return (around(*pair) for pair in self.pairs(node, place))
            case ast.Word():
                return self._word(node, place)
            case ast.Printed():
                return self._printed(node, place)
            case ast.Phrase(slop=None):
                return self._in_order(node, place)
            case ast.Phrase():
                return self._loose(node, place)
        return self._one(accepts(node), place)

    def _in_one_sentence(self, name: Text, start: int, end: int) -> bool:
        return self.unit(name, "sentence", start) == self.unit(name, "sentence", end - 1)

    def _names(self, place: str | None) -> list[Text]:
        if place == "speaker":
            return [("speaker", number) for number in range(len(self.quotations))]
        if place == "tags":
            return [("tags", number) for number in range(len(self.article.tags))]
        return list(MAIN_PLACES[place])

    def inside(self, span: Span, place: str | None) -> bool:
        """Tell whether a span is inside a field of its text."""
        text, start, end = span
        if text == "body" and place in ("lead", "hlead"):
            return end <= self.texts["body"].lead_end()
        if place == "quote":
            return any(first <= start and end <= last for first, last in self.quotations)
        return True

    def _word(self, node: ast.Word, place: str | None) -> Iterable[Span]:
        """Yield the spans of a word: of its tokens side by side, or joined into one."""
        tokens, joined, _ = word_tokens(node.text)
        if len(tokens) == 1:
            ((_, token),) = tokens
            own = same(token) if node.exact else variants(node.text, token, self.article.lang)
            return self._one(own, place)
        apart = list(self._adjacent([(at, same(token)) for at, token in tokens], place))
        if joined is None:
            return apart
        firsts = {(text, start) for text, start, _ in apart}
        alone = self._one(same(joined), place)
        return [*apart, *(span for span in alone if span[:2] not in firsts)]

    def _one(self, slot: Slot, place: str | None) -> Iterable[Span]:
        """Yield the spans of single tokens."""
        for name in self._names(place):
            for start, end in self.texts[name].spans(slot):
                if self.inside((name, start, start + 1), place) and self.inside(
                    (name, start, end), place
                ):
                    yield name, start, end

    def _part(self, part: ast.Part, place: str | None) -> Iterable[Span]:
        """Yield the spans of a part of a phrase, whose words are exact."""
        if isinstance(part, ast.Printed):
            return self._printed(part, place)
        if isinstance(part, ast.Word):
            return self._word(ast.Word(part.text, exact=True), place)
        return self._one(accepts(part), place)

    def _printed(self, node: ast.Printed, place: str | None) -> Iterable[Span]:
        """Yield the spans of a word that are printed as asked: each text is looked at."""
        inner: list[ast.Word | ast.Wildcard | ast.Fuzzy] = [node.part]
        for form in node.forms:
            if form in ("singular", "plural"):
                assert isinstance(node.part, ast.Word)
                inner = [ast.Word(text, exact=True) for text in in_number(node.part.text, form)]
        for span in {span for part in inner for span in self._part(part, place)}:
            start, end = self.characters(span)
            letters = [c for c in self.texts[span[0]].content[start:end] if c.lower() != c.upper()]
            large = [c for c in letters if c != c.lower()]
            whole = bool(letters) and all(c == c.upper() for c in letters)
            holds = {"caps": bool(large), "allcaps": whole, "nocaps": not large}
            if all(holds.get(form, True) for form in node.forms):
                yield span

    def _in_order(self, node: ast.Phrase, place: str | None) -> Iterable[Span]:
        """Yield the spans made of one span of each part, each right behind the one before."""
        found: set[Span] = set()
        ahead = 0
        for number, part in enumerate(node.parts):
            own = set(self._part(part, place))
            word = part.part if isinstance(part, ast.Printed) else part
            gap = word_tokens(word.text)[2] if isinstance(word, ast.Word) else 0
            if number:
                own = {
                    (text, start, end)
                    for text, start, middle in found
                    for other, begin, end in own
                    if other == text and begin == middle + ahead
                }
            found, ahead = own, gap
        return (span for span in found if self.inside(span, place))

    def _adjacent(self, slots: list[tuple[int, Slot]], place: str | None) -> Iterable[Span]:
        """Yield the spans at which slots are at their offsets from the first one."""
        for name in self._names(place) if slots else ():
            text = self.texts[name]
            first, slot = slots[0]
            starts = text.positions(slot)
            for at, slot in slots[1:]:
                starts = starts and {n for n in starts if n + at - first in text.positions(slot)}
            for start in starts:
                span = (name, start, start + slots[-1][0] - first + 1)
                if self.inside(span, place):
                    yield span

    def _loose(self, node: ast.Phrase, place: str | None) -> Iterable[Span]:
        """Yield the shortest windows that hold a span of each part, none over another."""
        parts = [set(self._part(part, place)) for part in node.parts]
        single = all(end - start == 1 for own in parts for _, start, end in own)
        if single and not any(map(is_several, node.parts)):
            return self._windows(slots_of(node), node.slop or 0, place)
        return self._wide_windows(parts, node.slop or 0, place)

    def _wide_windows(self, parts: list[set[Span]], slop: int, place: str | None) -> Iterable[Span]:
        for name in {span[0] for span in parts[0]} if parts else ():
            own = [[span for span in part if span[0] == name] for part in parts]
            found: dict[int, int] = {}
            for start in sorted({span[1] for part in own for span in part}):
                end = narrowest(own, start, slop)
                if end is not None:
                    found[end] = start
            for end, start in found.items():
                together = self.unit(name, "paragraph", start) == self.unit(
                    name, "paragraph", end - 1
                )
                if together and self.inside((name, start, end), place):
                    yield name, start, end

    def _windows(self, slots: list[Slot], slop: int, place: str | None) -> Iterable[Span]:
        """Yield the shortest windows with a position of its own for each slot."""
        for name in self._names(place) if slots else ():
            text = self.texts[name]
            fits: dict[int, set[int]] = {}
            for n, slot in enumerate(slots):
                for position in text.positions(slot):
                    fits.setdefault(position, set()).add(n)
            used = sorted(fits)
            found: dict[int, int] = {}
            for at, start in enumerate(used):
                matching: dict[int, int] = {}
                for position in used[at:]:
                    if position + 1 - start > len(slots) + slop:
                        break
                    augment(position, fits, matching, set())
                    if len(matching) == len(slots):
                        found[position + 1] = start
                        break
            for end, start in found.items():
                together = self.unit(name, "paragraph", start) == self.unit(
                    name, "paragraph", end - 1
                )
                if together and self.inside((name, start, end), place):
                    yield name, start, end

    # -- distances ---------------------------------------------------------------------------

    def pairs(self, node: ast.Near, place: str | None) -> set[tuple[Span, Span]]:
        """Return left and right spans that are near, each with the nearest on either side."""
        lefts, rights = self.spans(node.left, place), self.spans(node.right, place)
        found = set()
        for left in lefts:
            found |= {(left, right) for right in nearest(left, rights, ordered=node.ordered)}
        for right in rights:
            others = nearest(right, lefts, ordered=False)
            if node.ordered:
                others = [left for left in others if left[2] <= right[1]]
            found |= {(left, right) for left in others}
        return {pair for pair in found if self._holds(node, *pair, place)}

    def _alone(self, node: ast.Near, place: str | None) -> Iterable[Span]:
        rights = self.spans(node.right, place)
        for left in self.spans(node.left, place):
            if not any(
                self._holds(node, left, right, place)
                for right in rights
                if left[0] == right[0]
                and (left[2] <= right[1] or (right[2] <= left[1] and not node.ordered))
            ):
                yield left

    def _holds(self, node: ast.Near, left: Span, right: Span, place: str | None) -> bool:
        window = around(left, right)
        if not self.inside(window, place):
            return False
        if node.unit != "word":
            name, first, last = window
            return self.unit(name, node.unit, first) == self.unit(name, node.unit, last - 1)
        first, second = sorted((left, right), key=lambda span: span[1])
        assert node.distance is not None
        return second[1] - (first[2] - 1) <= node.distance

    def unit(self, name: Text, unit: str, position: int) -> int:
        """Return the sentence or paragraph of a position; small texts are one."""
        if name not in ZONES:
            return 0
        text = self.texts[name]
        return text.sentence(position) if unit == "sentence" else text.paragraph(position)


def is_several(part: ast.Part) -> bool:
    """Say whether a part of a phrase may be more than one position of any kind."""
    if isinstance(part, ast.Word):
        return len(word_tokens(part.text)[0]) > 1
    return isinstance(part, ast.Printed)


def narrowest(parts: list[list[Span]], start: int, slop: int) -> int | None:
    """Return where the shortest window from a place ends: every choice of spans is tried."""
    ends = []
    for choice in product(*([s for s in part if s[1] >= start] for part in parts)):
        ordered = sorted(choice, key=lambda span: span[1])
        if all(one[2] <= other[1] for one, other in pairwise(ordered)):
            end = ordered[-1][2]
            if end - start - sum(span[2] - span[1] for span in choice) <= slop:
                ends.append(end)
    return min(ends, default=None)


def in_number(word: str, form: str) -> list[str]:
    """Return the singular or the plural of a word; a table of their own holds these forms."""
    return list((singulars if form == "singular" else plurals)(fold(word)))


def nearest(span: Span, others: Iterable[Span], *, ordered: bool) -> list[Span]:
    """Return the nearest span after another one, and unless ``ordered`` the nearest before it."""
    same_text = [other for other in others if other[0] == span[0]]
    after = [other for other in same_text if other[1] >= span[2]]
    before = [other for other in same_text if other[2] <= span[1] and not ordered]
    found = []
    if after:
        found.append(min(after, key=lambda other: (other[1], other[2])))
    if before:
        found.append(max(before, key=lambda other: (other[2], other[1])))
    return found


def around(left: Span, right: Span) -> Span:
    return left[0], min(left[1], right[1]), max(left[2], right[2])


def touching(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] <= other[2] and other[1] <= one[2]


def is_stop_word(node: ast.Node) -> bool:
    """Say whether a part is a bare word without a meaning of its own, not typed in capitals."""
    if not isinstance(node, ast.Word) or node.exact:
        return False
    tokens, _, _ = word_tokens(node.text)
    capitals = len(node.text) > 1 and node.text.isupper()
    return len(tokens) == 1 and tokens[0][1] in STOP_WORDS and not capitals


def union(parts: Iterable[set[Span]]) -> set[Span]:
    return set().union(*parts)


def binds(node: ast.InField) -> bool:
    """Say whether a field's group is about one quotation: it names a speaker within a quotation,
    or asks several things of a speaker."""
    if node.field == "speaker":
        return _combines(node.operand)
    return node.field == "quote" and _names_speaker(node.operand)


def _combines(node: ast.Node) -> bool:
    match node:
        case ast.And() | ast.Not():
            return True
        case ast.Or():
            return any(map(_combines, node.operands))
        case ast.Boost() | ast.AtLeast():
            return _combines(node.operand)
    return False


def _names_speaker(node: ast.Node) -> bool:
    match node:
        case ast.InField() | ast.HasValue():
            return node.field == "speaker"
        case ast.And() | ast.Or():
            return any(map(_names_speaker, node.operands))
        case ast.Not() | ast.Boost() | ast.AtLeast():
            return _names_speaker(node.operand)
    return False


@cache
def word_tokens(text: str) -> tuple[list[tuple[int, str]], str | None, int]:
    """Return the first token at each position of a typed word, its joined form, and the gap behind.

    The gap is the number of positions between its last token and what comes after the word.
    """
    stream = tokenise(text)
    firsts: dict[int, str] = {}
    for token, position in zip(stream.tokens, stream.positions, strict=True):
        firsts.setdefault(position, token)
    tokens = sorted(firsts.items())
    joined = "".join(token for _, token in tokens)
    gap = stream.length - (tokens[-1][0] + 1 if tokens else 0)
    return tokens, joined if len(tokens) > 1 and joined in stream.tokens else None, gap


class Slot(dict[str, bool]):
    """Says of a token whether it fits, and remembers; ``only`` is the one that does, if known."""

    def __init__(self, accepts: Callable[[str], bool], only: str | None = None) -> None:
        super().__init__()
        self.only = only
        self._accepts = accepts

    def __missing__(self, token: str) -> bool:
        fits = self[token] = self._accepts(token)
        return fits


def slots_of(node: ast.Phrase) -> list[Slot]:
    slots: list[Slot] = []
    for part in node.parts:
        if isinstance(part, ast.Word):
            slots += [same(token) for _, token in word_tokens(part.text)[0]]
        else:
            slots.append(accepts(part))
    return slots


@cache
def same(token: str) -> Slot:
    return Slot(token.__eq__, only=token)


@cache
def variants(typed: str, token: str, language: str | None) -> Slot:
    return Slot(lambda other: other == token or variants_of(typed, token, other, language))


@cache
def accepts(node: ast.Wildcard | ast.Fuzzy) -> Slot:
    if isinstance(node, ast.Wildcard):
        pieces = re.split(r"([*?])", fold(node.pattern))
        marks = {"*": ".*", "?": "."}
        pattern = re.compile("".join(marks.get(p, re.escape(p)) for p in pieces), re.DOTALL)
        return Slot(lambda token: pattern.fullmatch(token) is not None)
    word = fold(node.text)
    return Slot(lambda token: token[0] == word[0] and edits(word, token) <= node.distance)


def edits(one: str, other: str) -> int:
    """Return how many letters must be put in, taken out or changed to make one of the other."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        below = [number]
        for at, (diagonal, above) in enumerate(pairwise(row)):
            below.append(min(above + 1, below[-1] + 1, diagonal + (letter != other[at])))
        row = below
    return row[-1]


def augment(position: int, fits: dict[int, set[int]], matching: dict[int, int], seen: set) -> bool:
    """Give a position a slot of its own, moving other positions where that helps."""
    for slot in fits[position]:
        if slot not in seen:
            seen.add(slot)
            if slot not in matching or augment(matching[slot], fits, matching, seen):
                matching[slot] = position
                return True
    return False
