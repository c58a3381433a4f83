"""The language of an article, told by its most frequent words.

Enough to tell apart the languages that turn up in a news archive in Latin letters; None where the
text is short or mixed. A trained identifier would know more languages and weigh megabytes.
"""

from __future__ import annotations

import re
from collections import Counter

SAMPLE_CHARACTERS = 1_000
MIN_WORDS = 20
MIN_SHARE = 0.12
"""Of the words read; running text of these languages has .25 to .45."""
MIN_LEAD = 1.5
"""Times the share of the second language."""

_STOP_WORDS = {
    "en": "the of and to in a is that for it on was with as be by at are this from have has "
    "he his not but they which an or were said its had will their who been more than",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als "
    "auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie "
    "einem über",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne "
    "se ce il sont avec son aux d'un été cette mais ont ses ou comme nous",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más o "
    "pero sus le ya fue este ha sí porque esta entre cuando muy sin sobre",
    "it": "di e il la che in a per un è del non una le si della i con da al dei sono nel "
    "alla ha più come anche gli lo ma delle ed questo dal",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas "
    "ao ele das à seu sua ou quando muito nos já foi são",
    "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als dan "
    "maar bij of uit nog worden door naar heeft hebben over deze wordt",
    "sv": "och i att det som en på är av för med den till inte har de ett om var men sig "
    "från vi så kan han när år under också efter eller nu sin där",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(lang for lang, words in _STOP_WORDS.items() if word in words.split())
    for words in _STOP_WORDS.values()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """Return the two-letter code of the language of ``text``, or None where it is not sure."""
    words = _WORD.findall(text[:SAMPLE_CHARACTERS].lower())
    if len(words) < MIN_WORDS:
        return None
    tally: Counter[str] = Counter()
    occurrences = Counter(words)
    for word in occurrences.keys() & _LANGUAGES_OF.keys():
        for lang in _LANGUAGES_OF[word]:
            tally[lang] += occurrences[word]
    counts = tally.most_common(2)
    if not counts or counts[0][1] < MIN_SHARE * len(words):
        return None
    if len(counts) > 1 and counts[0][1] < MIN_LEAD * counts[1][1]:
        return None
    return counts[0][0]
