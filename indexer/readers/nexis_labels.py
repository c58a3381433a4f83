"""The labels of Nexis exports, in the languages in which the database labels articles.

English, German, French, Dutch, Spanish, Italian and Portuguese; one export may mix them, since
the label follows the source as often as the reader. Sources: LexisNexis, "Segments" of its news
sources; the layouts that LexisNexisTools reads (JBGruber/LexisNexisTools, R/lnt_read.R).
"""

from __future__ import annotations

import re

_BY_FIELD = {
    "byline": "byline autor autorin autoren auteur auteurs verfasser author door autore redacteur"
    " signature name",
    "contributors": "guest guests anchor anchors",
    "section": "section rubrik rubrique ressort rubriek sectie sección seccion sezione seção secao",
    "dateline": "dateline ortszeile",
    "title": "headline title titel überschrift titre kop titular titolo manchete",
    "notes": "highlight bio correction korrektur correctie corrección",
    "url": "url",
    "lang": "language sprache langue taal idioma lingua",
    "caption": "graphic grafik graphique grafiek gráfico illustration",
    "": "length länge longueur lengte longitud extensión extension lunghezza comprimento"
    " correction-date distribution publication-type load-date update series column copyright"
    " document-type transcript subject type zeitungstyp publikationstyp type-de-publication"
    " publicatietype tipo-de-publicación loaddate date-chgmt date-de-chargement laaddatum"
    " fecha-de-carga update-date ladedatum edition ausgabe édition editie edición journal-code",
}
HEAD_LABELS = {
    name.replace("_", " "): field for field, names in _BY_FIELD.items() for name in names.split()
} | {
    "body": "body",
    "tekst": "body",
    "texte": "body",
    "texto": "body",
    "text": "body",
    "chapeau": "body",
    "article": "body",
    "publication type": "",
    "journal code": "",
    "document type": "",
}
"""A label in lower case to the field of its value; "" is a field that is not kept."""

INDEXING_LABELS = dict.fromkeys(
    "classification organization person company ticker geographic state city country industry"
    " pub-type subject stadt land firma unternehmen organisation".split(),
    "",
)
ALL_LABELS = HEAD_LABELS | INDEXING_LABELS

TAIL_STARTS = frozenset(
    "load-date correction-date language publication-type correction update sprache langue taal"
    " idioma lingua zeitungstyp publikationstyp date-chgmt date-de-chargement laaddatum ladedatum"
    " fecha-de-carga update-date url subject journal-code loaddate".split()
)
"""Labels that end the text wherever they are."""

CAPTION_LABELS = frozenset(_BY_FIELD["caption"].split())
"""They end the text too, but only as the database writes them: in capitals, or a line alone."""

_WORDS = r"(?:words?|wörter|woerter|worte|mots?|woorden|palabras|parole|palavras|ord)"
_LENGTHS = r"(?:length|länge|longueur|lengte|longitud|extensi[óo]n|lunghezza|comprimento)"
LENGTH = re.compile(rf"^[ \t]{{0,20}}{_LENGTHS}:[ \t]{{0,5}}[\d.,]{{1,9}} {_WORDS}\b", re.M | re.I)
"""The label that every article has, and running text does not."""

COVER = re.compile(
    r"[ \t]{0,20}(?:user name|date and time|job number|documents? \(\d+\)|client/matter"
    r"|search terms|search type|narrowed by|content type|news\t|benutzername|dokumente? "
    r"\(\d+\)|suchbegriffe"
    r"|suchtyp|\d{1,4}\. .{3,300}$)",
    re.I,
)
"""Lines of the page that Nexis Uni puts before the first article: who searched for what."""
