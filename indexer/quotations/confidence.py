"""How far a speaker can be trusted, by the rule that found it and the kind of source it found.

Measured on annotated articles (``python -m tests.quality.quotations --rules``): of the attributions
that a rule made, the share whose source is the annotator's, apart for sources that name a person
and for bodies and descriptions. *High* is from .95 up where at least 50 were seen, *medium* from
.80 up, *low* the rest. Resolving a pronoun may fail too, so it takes one step from the confidence
that a name would have.
"""

from __future__ import annotations

from archive.article import Confidence
from indexer.quotations.sources import Source

_OF_PERSON: dict[str, Confidence] = {
    "subject verb": "high",  # .976 of 665
    "verb subject": "high",  # .981 of 313
    "same paragraph": "high",  # .981 of 470
    "strong near": "high",  # .977 of 260
    "strong far": "high",  # .956 of 229
    "weak near": "medium",  # .949 of 59
    "weak far": "medium",  # .966 of 29
    "participle": "medium",  # .891 of 92
    "tail": "medium",  # 1.0 of 17
    "label": "medium",  # 1.0 of 7
    "according": "medium",
    "tail according": "medium",
    "continued": "medium",
    "dash": "medium",
    "owner": "medium",
    "sentence before": "medium",  # .82 of 11
}
_OF_OTHERS: dict[str, Confidence] = {
    "subject verb": "high",  # .967 of 123
    "verb subject": "high",  # .980 of 50
    "same paragraph": "medium",  # .934 of 76
    "according": "medium",  # 1.0 of 14
    "strong near": "medium",  # .827 of 104
    "strong far": "medium",  # .861 of 79
    "tail": "medium",
    "label": "medium",
    "continued": "medium",
    "dash": "medium",
}
_STEP_DOWN: dict[Confidence, Confidence] = {"high": "medium", "medium": "low", "low": "low"}


def confidence_of(source: Source) -> Confidence:
    """Return the confidence in the speaker that a source was resolved to."""
    if source.pronoun is not None:
        return _STEP_DOWN[_OF_PERSON.get(source.rule, "low")]
    return (_OF_PERSON if source.is_person else _OF_OTHERS).get(source.rule, "low")
