"""How far a speaker can be trusted, by the rule that found it.

The precision of each rule was measured with ``python -m tests.quality.quotations --rules`` on
annotated articles: of the attributions a rule made, the share whose source is the annotator's. A
rule is *high* from .95 up, *medium* from .80 up. Resolving a pronoun may fail too, so it takes one
step from the confidence of its rule.
"""

from __future__ import annotations

from archive.article import Confidence

_BY_RULE: dict[str, Confidence] = {
    "subject verb": "high",
    "verb subject": "high",
    "label": "medium",
    "according": "high",
    "strong near": "high",
    "strong far": "medium",
    "weak near": "medium",
    "weak far": "medium",
    "participle": "medium",
    "owner": "medium",
    "tail": "medium",
    "tail according": "medium",
    "dash": "medium",
    "same sentence": "medium",
    "same paragraph": "high",
    "sentence before": "medium",
    "continued": "high",
    "paragraph before": "low",
    "prose before": "low",
    "subject": "low",
    "shared": "low",
}


def confidence_of(rule: str, *, pronoun: bool, resolved: bool) -> Confidence:
    """Return the confidence in a speaker found by a rule, perhaps behind a pronoun."""
    confidence = _BY_RULE[rule]
    if not pronoun:
        return confidence
    return "medium" if confidence == "high" and resolved else "low"
