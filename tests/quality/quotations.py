"""Measure quotations and speakers on annotated articles.

    python -m tests.quality.quotations                   the 400 training articles
    python -m tests.quality.quotations --half 1          the odd ones, --half 0 the even ones
    python -m tests.quality.quotations --gold FILE       another file of the same form
    python -m tests.quality.quotations --rules           precision of each rule and confidence
    python -m tests.quality.quotations --errors 20       print wrong sources

A gold file is JSON lines (perhaps gzipped): id, text, gold: [{start, end, source: [start, end],
speaker}], offsets without the marks. What is counted:

exact       found spans equal to gold ones, once spaces and punctuation at the ends are trimmed
overlap     found and gold spans, matched one to one, that share half of the longer
end to end  matched, and the source right: its mention overlaps the annotated one, or it has the
            same last name. Precision is over the quotations for which a speaker was given, recall
            over the gold quotations that have a source.
surname     of the matched whose full name the gold knows: share with the same last name
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newssearch.indexer.quotations.confidence import confidence_of
from newssearch.indexer.quotations.extraction import (
    Attributed,
    attribute_quotations,
    find_quotations,
)

CHECKOUT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("NEWSSEARCH_DATA", CHECKOUT.parent / "shared" / "data"))
TRAINING = DATA / "quotes" / "train.jsonl.gz"
MIN_WORDS = (1, 3, 5)

_TRIMMED = " \t\r\n\u00a0,.;:!?…—–-\"“”'‘’`"
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+")
_TITLES = frozenset(
    "mr mrs ms miss dr sen rep gov president prof professor sir lord lady rev lt gen col capt sgt "
    "adm maj king queen prince secretary minister senator congressman congresswoman".split()
)
_SUFFIXES = frozenset("jr sr ii iii".split())


@dataclass
class Ratio:
    """Counts behind a precision, a recall and their F1."""

    right: int = 0
    found: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.gold
        return 2 * self.right / total if total else 0.0

    def __str__(self) -> str:
        return f"{self.precision:.3f} {self.recall:.3f} {self.f1:.3f}"


@dataclass
class Scores:
    """Everything counted over a set of articles."""

    exact: Ratio = field(default_factory=Ratio)
    overlap: Ratio = field(default_factory=Ratio)
    end_to_end: Ratio = field(default_factory=Ratio)
    surname: Ratio = field(default_factory=Ratio)
    full_name: Ratio = field(default_factory=Ratio)
    by_rule: dict[str, Ratio] = field(default_factory=dict)
    by_confidence: dict[str, Ratio] = field(default_factory=dict)
    unmatched_by_rule: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)


@dataclass
class Annotated:
    """An article with its gold."""

    id: str
    text: str
    gold: list[dict]


def read_gold(path: Path) -> Iterator[Annotated]:
    """Yield the articles of a gold file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield Annotated(article["id"], article["text"], article["gold"])


def score(
    articles: Iterable[Annotated], found: dict[str, Sequence[Attributed]], min_words: int = 1
) -> Scores:
    """Compare what was found with the gold, over quotations of at least ``min_words``."""
    scores = Scores()
    for article in articles:
        _score_article(scores, article, found[article.id], min_words)
    return scores


def find_all(articles: Iterable[Annotated]) -> dict[str, Sequence[Attributed]]:
    """Return every article's quotations."""
    return {article.id: attribute_quotations(article.text) for article in articles}


def articles_a_second(articles: Sequence[Annotated]) -> float:
    """Return the number of articles read in a second of processor time."""
    find_quotations(articles[0].text)
    started = time.process_time()
    for article in articles:
        find_quotations(article.text)
    return len(articles) / (time.process_time() - started)


def _score_article(
    scores: Scores, article: Annotated, found: Sequence[Attributed], min_words: int
) -> None:
    text = article.text
    found = [f for f in found if len(text[f.start : f.end].split()) >= min_words]
    gold = [g for g in article.gold if len(text[g["start"] : g["end"]].split()) >= min_words]
    found_spans = [_trim(text, f.start, f.end) for f in found]
    gold_spans = [_trim(text, g["start"], g["end"]) for g in gold]
    for ratio in (scores.exact, scores.overlap):
        ratio.found += len(found)
        ratio.gold += len(gold)
    scores.exact.right += len(set(found_spans) & set(gold_spans))
    scores.end_to_end.found += sum(f.source is not None for f in found)
    used: set[int] = set()
    for annotation, span in zip(gold, gold_spans, strict=True):
        has_source = bool(annotation.get("source") or annotation.get("speaker"))
        scores.end_to_end.gold += has_source
        index = _best_match(span, found_spans, used)
        if index is None:
            continue
        used.add(index)
        scores.overlap.right += 1
        if has_source:
            _score_speaker(scores, article, annotation, found[index])
    for index, surplus in enumerate(found):
        if index not in used:
            rule = surplus.source.rule if surplus.source else "none"
            scores.unmatched_by_rule[rule] += 1
            scores.surplus.append(
                _show(article, surplus.start, surplus.end, f"{rule}: {surplus.speaker}")
            )


def _score_speaker(scores: Scores, article: Annotated, annotation: dict, found: Attributed) -> None:
    right = _is_right(article.text, annotation, found)
    scores.end_to_end.right += right
    rule = found.source.rule if found.source else "none"
    _count(scores.by_rule, rule, right)
    if found.source and found.speaker:
        _count(scores.by_confidence, confidence_of(found.source), right)
    wanted = annotation.get("speaker")
    if wanted:
        for ratio, same in (
            (scores.surname, _last_name(found.speaker) == _last_name(wanted)),
            (scores.full_name, _words(found.speaker) == _words(wanted)),
        ):
            ratio.gold += 1
            ratio.found += 1
            ratio.right += same
    if not right:
        source = annotation.get("source")
        gold = article.text[source[0] : source[1]] if source else wanted
        mention = article.text[found.source.start : found.source.end] if found.source else None
        note = f"gold {gold!r}; found {found.speaker!r} ({mention!r}) by {rule}"
        scores.errors.append(_show(article, annotation["start"], annotation["end"], note))


def _is_right(text: str, annotation: dict, found: Attributed) -> bool:
    source = annotation.get("source")
    mention = found.source
    if source and mention and min(mention.end, source[1]) > max(mention.start, source[0]):
        return True
    if not found.speaker:
        return False
    surname = _last_name(found.speaker)
    if source:
        named = {w for n in _CAPITALISED.findall(text[source[0] : source[1]]) for w in _words(n)}
        if surname in named:
            return True
    return bool(annotation.get("speaker")) and surname == _last_name(annotation["speaker"])


def _count(ratios: dict[str, Ratio], key: str, right: bool) -> None:
    ratio = ratios.setdefault(key, Ratio())
    ratio.found += 1
    ratio.right += right


def _best_match(
    span: tuple[int, int], found: Sequence[tuple[int, int]], used: set[int]
) -> int | None:
    shared, index = max(
        (
            (min(end, span[1]) - max(start, span[0]), -i)
            for i, (start, end) in enumerate(found)
            if i not in used
        ),
        default=(0, 0),
    )
    longer = max(span[1] - span[0], found[-index][1] - found[-index][0]) if found else 0
    return -index if shared > 0 and shared >= longer / 2 else None


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRIMMED:
        start += 1
    while end > start and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end


def _words(name: str | None) -> list[str]:
    bare = re.sub(r"[^\w\s'’-]", " ", re.sub(r"['’]s\b", "", name or "")).lower()
    return [word for word in bare.split() if word not in _TITLES]


def _last_name(name: str | None) -> str:
    words = [word for word in _words(name) if word not in _SUFFIXES]
    return words[-1] if words else ""


def _show(article: Annotated, start: int, end: int, note: str) -> str:
    text = article.text
    before = text[max(0, start - 150) : start]
    quoted = (
        text[start:end]
        if end - start < 90
        else f"{text[start : start + 50]} … {text[end - 30 : end]}"
    )
    return f"{before}[[{quoted}]]{text[end : end + 100]}".replace("\n", "⏎") + f"\n     {note}"


def _is_of(case: str, rule: str) -> bool:
    return case.endswith(f"by {rule}") or f"\n     {rule}:" in case


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--gold", type=Path, default=TRAINING)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--surplus", type=int, default=0)
    parser.add_argument("--rule", help="only errors of this rule")
    options = parser.parse_args()
    articles = list(read_gold(options.gold))
    if options.half is not None:
        articles = articles[options.half :: 2]
    print(f"{len(articles)} articles, {articles_a_second(articles):.0f} a second")
    found = find_all(articles)
    print(
        "words   gold found | exact P R F1      | overlap P R F1    | end to end P R F1 "
        "| surname  full"
    )
    for min_words in MIN_WORDS:
        s = score(articles, found, min_words)
        print(
            f"{min_words:>5} {s.exact.gold:>6} {s.exact.found:>5} | {s.exact} | {s.overlap} | "
            f"{s.end_to_end} | {s.surname.precision:.3f} ({s.surname.gold}) "
            f"{s.full_name.precision:.3f}"
        )
    everything = score(articles, found)
    print("precision by confidence: ", end="")
    for confidence in ("high", "medium", "low"):
        ratio = everything.by_confidence.get(confidence, Ratio())
        print(f"{confidence} {ratio.precision:.3f} ({ratio.found})", end="  ")
    print()
    if options.rules:
        for rule, ratio in sorted(everything.by_rule.items(), key=lambda item: -item[1].found):
            surplus = everything.unmatched_by_rule[rule]
            print(f"  {rule:18} {ratio.precision:.3f} of {ratio.found:>5}, {surplus} unmatched")
    chooser = random.Random(0)
    for title, cases, wanted in (
        ("WRONG SOURCE", everything.errors, options.errors),
        ("NOT IN GOLD", everything.surplus, options.surplus),
    ):
        chosen = [case for case in cases if options.rule is None or _is_of(case, options.rule)]
        chooser.shuffle(chosen)
        for case in chosen[:wanted]:
            print(f"{title}: {case}")


if __name__ == "__main__":
    main()
