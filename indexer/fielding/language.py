"""The language of an article, recognised by its most frequent words.

Enough to distinguish the languages that turn up in a news archive in Latin letters; None if the
text is short or mixed. Close languages (Danish and Norwegian, Portuguese and Galician) are told
apart by the words and spellings that only one of them has. A trained identifier would know more
languages and weigh megabytes.
"""

from __future__ import annotations

from collections import Counter

from newssearch.indexer.fielding.bytewise import WordSplitter

SAMPLE_CHARACTERS = 1_000
MIN_WORDS = 20
MIN_SHARE = 0.12
"""Of the words read; running text of these languages has .25 to .45."""
MIN_DISTINCT = 5
"""Different frequent words that a text must have of a language that is not English. A table of
prices repeats a few that other languages have as well ("per", "in", "over"): six such tables of
Reuters-21578 have at most four, the 85 articles in Spanish among 26,405 press releases of members
of Congress at least 15. What is known as English is read by no other rules than what is not known,
so it needs less."""
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
    "da": "og i at det som en på er af for med den til ikke har de et om var men sig fra vi "
    "så kan han når år under også efter eller nu sin der blev ved",
    "nb": "og i å det som en på er av for med den til ikke har de et om var men seg fra vi "
    "så kan han når år under også etter eller nå sin der ble ved",
    "gl": "de a o que e do da en un para con non unha os na se por máis as dos como mais ao "
    "ten el das á súa ou cando moi nos xa foi son",
    "ca": "de la que el i a en els del les un per amb una no es al ha més com dels aquest "
    "va són però també seva entre molt sense quan",
}
_TELLING = {
    "da": "af blev efter nu når dansk danske sagde siger ud hvad mod mig dig sig kommer skal "
    "gennem uden meget købe ligesom nej gør ved tog",
    "nb": "av ble etter nå norske norsk sa sier ut hva mot meg deg seg kommer skal gjennom uten "
    "mye kjøpe liksom nei gjør opp å fra vært",
    "sv": "av blev efter nu när svenska svensk sade säger ut vad mot mig dig sig kommer ska "
    "genom utan mycket köpa och att är för från inte ett också",
    "pt": "não uma um em com são ao os as pelo pela mais também há foram está você isso ou "
    "sua seu ontem",
    "gl": "non unha un en con son ao os as polo pola máis tamén hai foron está vostede iso ou "
    "súa seu onte xunta xa",
    "es": "no una un en con son al los las por más también hay fueron está usted eso o su "
    "ayer y el lo",
    "ca": "no una un amb són al els les per més també hi va aquest això o seva seu ahir i "
    "dels pels",
}
"""Words that close languages spell in their own way, for distinguishing two of them."""
_CLOSE = (frozenset(("da", "nb", "sv")), frozenset(("pt", "gl", "es", "ca")))
"""Languages that share most of their frequent words."""
_SPELLINGS = {
    "sv": "ä ö ck",
    "da": "æ ø ej hv",
    "nb": "æ ø ei hv",
    "pt": "ã õ ç lh nh",
    "gl": "ñ x ó",
    "es": "ñ ¿ ¡ ció",
    "ca": "ny ç l·l ix ió",
}
MIN_TELLING = 2
"""Words and letters of one of two close languages by which it has to lead."""
_CODES = tuple(_STOP_WORDS)
_LANGUAGES_OF: dict[str, tuple[int, ...]] = {
    word: tuple(n for n, lang in enumerate(_CODES) if word in _STOP_WORDS[lang].split())
    for words in _STOP_WORDS.values()
    for word in words.split()
}
"""Each frequent word with the numbers, in ``_CODES``, of the languages that have it."""
_WORDS = WordSplitter(digits=False)


def guess_language(text: str) -> str | None:
    """Return the two-letter code of the language of ``text``, or None if it is not sure."""
    words = b" ".join(_WORDS.words(text[:SAMPLE_CHARACTERS])).decode().split()
    if len(words) < MIN_WORDS:
        return None
    tally = [0] * len(_CODES)
    distinct = [0] * len(_CODES)
    occurrences = Counter(words)
    for word, count in occurrences.items():
        for lang in _LANGUAGES_OF.get(word, ()):
            tally[lang] += count
            distinct[lang] += 1
    counts = {
        code: count
        for code, count, different in zip(_CODES, tally, distinct, strict=True)
        if code == "en" or different >= MIN_DISTINCT
    }
    most = max(counts.values())
    if most < MIN_SHARE * len(words):
        return None
    near = [code for code, count in counts.items() if MIN_LEAD * count > most]
    if len(near) == 1:
        return near[0]
    for close in _CLOSE:
        if close.issuperset(near):
            return _nearest(near, occurrences, text[:SAMPLE_CHARACTERS].lower())
    return None


def _nearest(languages: list[str], occurrences: Counter[str], text: str) -> str | None:
    """Return which of close languages a text is in, by the words and letters of it alone."""
    scores: Counter[str] = Counter()
    for lang in languages:
        others: set[str] = set()
        foreign: set[str] = set()
        for other in languages:
            if other != lang:
                others.update(_TELLING[other].split(), _STOP_WORDS[other].split())
                foreign.update(_SPELLINGS[other].split())
        own = {*_TELLING[lang].split(), *_STOP_WORDS[lang].split()} - others
        scores[lang] = sum(occurrences[word] for word in own)
        spelt = set(_SPELLINGS[lang].split()) - foreign
        scores[lang] += sum(map(text.count, spelt))
    (best, most), (_, second) = scores.most_common(2)
    return best if most >= second + MIN_TELLING else None
