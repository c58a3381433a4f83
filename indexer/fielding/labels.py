"""Labels at the head of a plain text: "Title: …", "Source: …", "Topics: harbour dues, ferries".

Programs that save articles as text put what they know in such lines. Several of them in a row are
the file's own declaration, and are read as one; a lone one may be a sentence, except that topics
are topics wherever they are alone.
"""

from __future__ import annotations

import re

from newssearch.indexer.knowledge.dates import read_day
from newssearch.indexer.record import Declared

_LABELS_OF = {
    "title": "title headline titel überschrift titre título titulo titolo kop overskrift rubrik"
    " tittel",
    "byline": "author authors byline autor autorin autoren auteur auteurs autore autores forfatter"
    " författare",
    "date": "date published datum fecha data dato publicerad publié publicado pubblicato",
    "source": "source publication newspaper quelle zeitung fuente fonte bron krant kilde"
    " källa avis",
    "section": "section ressort rubrique sección seção sezione rubriek seksjon",
    "url": "url link permalink",
    "lang": "language sprache langue idioma lingua taal språk sprog",
    "credit": "agency agentur agence agencia agência",
}
_FIELD_OF = {label: field for field, labels in _LABELS_OF.items() for label in labels.split()}
_SURE = frozenset(("title", "source", "url", "date"))
MIN_LABELS = 2
"""Labels in a row that make a head; one may open a sentence ("Source: the board's own figures")."""
MAX_LABEL_LINES = 30
MAX_LABEL_CHARACTERS = 2_000
_LINE = re.compile(r"\s{0,8}([^\W\d_]{3,14}(?:\s[^\W\d_]{2,12})?)\s?:\s+(\S.{0,2000}?)\s*")
_TOPICS = re.compile(
    r"(?:topics?|tags?|keywords?|key words|subjects?|subject codes|filed under|themen|schlagwörter"
    r"|schlagworte|stichworte|mots[- ]clés?|thèmes|temas|palabras clave|etiquetas|palavras-chave"
    r"|parole chiave|argomenti|trefwoorden|onderwerpen|emner|emneord|nyckelord|ämnen)\s?:\s?"
    r"(?P<topics>\S.{0,300})",
    re.IGNORECASE,
)
MAX_TOPIC_WORDS = 6
_BETWEEN_TOPICS = re.compile(r"[,;|•·]")
_SENTENCE = re.compile(r"[.!?][\"”’)]?$|[\"“”]")


def take_labels(lines: list[str]) -> dict[str, tuple[Declared, ...]]:
    """Blank the labelled lines that open a text; return the fields that they declare."""
    found: dict[str, tuple[Declared, ...]] = {}
    places: list[int] = []
    for place, line in enumerate(lines[:MAX_LABEL_LINES]):
        if not line.strip():
            if places:
                break
            continue
        match = _LINE.fullmatch(line) if len(line) <= MAX_LABEL_CHARACTERS else None
        field, value = _read(match[1], match[2]) if match else (None, "")
        if match is None:
            break
        if field is not None and field not in found:
            values = read_topics(line.strip()) if field == "tags" else (value,)
            found[field] = tuple(Declared(value, f"{match[1]}: line") for value in values)
            places.append(place)
    if len(found) < MIN_LABELS or not _SURE & found.keys():
        return {}
    for place in places:
        lines[place] = ""
    return found


def read_topics(line: str) -> tuple[str, ...]:
    """Return the topics of a line that lists them, none where it is a sentence."""
    match = _TOPICS.fullmatch(line)
    if match is None or _SENTENCE.search(match["topics"]):
        return ()
    parts = _BETWEEN_TOPICS.split(match["topics"])
    topics = [topic for part in parts if (topic := part.strip())]
    if any(topic.count(" ") >= MAX_TOPIC_WORDS for topic in topics):
        return ()
    return tuple(dict.fromkeys(topics))


def _read(label: str, value: str) -> tuple[str | None, str]:
    """Return the field of a label, if its value can be one."""
    if read_topics(f"{label}: {value}"):
        return "tags", value
    field = _FIELD_OF.get(label.casefold())
    if field == "date" and read_day(value) is None:
        return None, value
    if field == "url" and not value.startswith(("http:", "https:")):
        return None, value
    return field, value
