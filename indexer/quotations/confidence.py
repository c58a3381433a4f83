"""How far a speaker can be trusted, by the rule that found it and the kind of source it found.

Measured on annotated articles (``python -m tests.quality.quotations --rules``): of the attributions
that a rule made, the share whose source is the annotator's, apart for sources that name a person
and for bodies and descriptions. *High* is from .95 up where at least 40 were seen, *medium* from
.80 up, *low* the rest. Resolving a pronoun may fail too, so it takes one step from the confidence
that a name would have.
"""

from __future__ import annotations

from newssearch.archive.article import Confidence
from newssearch.indexer.quotations.sources import NamedSource

_OF_PERSON: dict[str, Confidence] = {
    "subject verb": "high",  # .978 of 673
    "verb subject": "high",  # .984 of 319
    "same paragraph": "high",  # .981 of 478
    "strong near": "high",  # .989 of 265
    "strong far": "high",  # .969 of 227
    "weak near": "high",  # .950 of 60
    "weak far": "medium",  # .941 of 34
    "participle": "medium",  # .913 of 92
    "tail": "medium",  # 1.0 of 19
    "label": "medium",  # 1.0 of 8
    "according": "medium",
    "tail according": "medium",
    "continued": "medium",
    "dash": "medium",
    "turn": "high",  # the transcript says it
    "owner": "medium",
    "sentence before": "medium",  # .833 of 6
}
_OF_OTHERS: dict[str, Confidence] = {
    "subject verb": "high",  # .982 of 113
    "verb subject": "high",  # .977 of 43
    "same paragraph": "medium",  # .942 of 69
    "according": "medium",  # 1.0 of 14
    "strong near": "medium",  # .860 of 93
    "strong far": "medium",  # .890 of 73
    "tail": "medium",
    "label": "medium",
    "continued": "medium",
    "dash": "medium",
    "turn": "high",
}
_STEP_DOWN: dict[Confidence, Confidence] = {"high": "medium", "medium": "low", "low": "low"}


def confidence_of(source: NamedSource) -> Confidence:
    """Return the confidence in the speaker that a source was resolved to."""
    if source.pronoun is not None:
        return _STEP_DOWN[_OF_PERSON.get(source.rule, "low")]
    return (_OF_PERSON if source.is_person else _OF_OTHERS).get(source.rule, "low")
