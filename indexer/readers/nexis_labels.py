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
    " publicatietype tipo-de-publicación loaddate edition ausgabe édition editie edición"
    " journal-code tamanho",
}
_LOAD_DATES = (
    "load-date loaddate date-chgmt date-de-chargement date-chargement laaddatum laad-datum"
    " fecha-de-carga fecha-carga update-date ladedatum data-di-caricamento data-caricamento"
    " data-de-carregamento data-carregamento"
)
_BODIES = "body|volltext|corps|cuerpo|corpo|hoofdtekst|testo|texte|texto|tekst"
HEAD_LABELS = {
    name.replace("_", " "): field for field, names in _BY_FIELD.items() for name in names.split()
}
HEAD_LABELS |= dict.fromkeys((*_BODIES.split("|"), "text", "chapeau", "article"), "body")
HEAD_LABELS |= dict.fromkeys(_LOAD_DATES.split(), "")
HEAD_LABELS |= {
    name.replace("-", " "): ""
    for name in (*_LOAD_DATES.split(), "publication-type", "journal-code", "document-type")
}
"""A label in lower case to the field of its value; "" is a field that is not kept."""

INDEXING_LABELS = dict.fromkeys(
    "classification organization person company ticker geographic state city country industry"
    " pub-type subject stadt land firma unternehmen organisation".split(),
    "",
)
ALL_LABELS = HEAD_LABELS | INDEXING_LABELS

LOAD_DATES = frozenset(
    name for written in _LOAD_DATES.split() for name in (written, written.replace("-", " "))
)
"""The day on which the database took an article, which comes after its text."""

TAIL_STARTS = LOAD_DATES | frozenset(
    "correction-date language publication-type correction update sprache langue taal"
    " idioma lingua zeitungstyp publikationstyp url subject journal-code".split()
)
"""Labels that end the text wherever they are."""

CAPTION_LABELS = frozenset(_BY_FIELD["caption"].split())
"""They end the text too, but only as the database writes them: in capitals, or a line alone."""

_WORDS = r"(?:words?|wörter|woerter|worte|mots?|woorden|palabras|parole|palavras|ord)"
_LENGTH_NAMES = (
    *("length", "länge", "longueur", "lengte", "longitud", "extensión", "extension"),
    *("lunghezza", "comprimento", "tamanho"),
)
_LENGTHS = rf"(?:{'|'.join(_LENGTH_NAMES)})"
LENGTH = re.compile(rf"^[ \t]{{0,20}}{_LENGTHS}:[ \t]{{0,5}}[\d.,]{{1,9}} {_WORDS}\b", re.M | re.I)
"""The label that every article has, and running text does not."""

_BEHIND_NAMES = "|".join(rf"(?<=\b{name}:)" for name in _LENGTH_NAMES)
_LAST_LETTERS = "".join(sorted({name[-1] for name in _LENGTH_NAMES}))
LENGTH_LABEL = re.compile(rf":(?<=[{_LAST_LETTERS}]:)(?:{_BEHIND_NAMES})", re.I)
"""The label alone, anywhere. It is looked for from its colon: an alternation of names is tried at
every character of a page, which took a tenth of all the time that a page takes."""

NUMBERED = re.compile(
    r"^[ \t]{0,100}(?:(?:Document|Dokument|Documento) )?\d{1,6} (?:of|von|de|van|di|sur) (\d{1,6})"
    r"(?: DO[CK]UMENT(?:S|OS|I|EN?|E|O)?)?[ \t]{0,20}\r?$",
    re.M | re.I,
)
"""The line above an article of the older layout: "3 of 500 DOCUMENTS"."""

NUMBERED_SURELY = re.compile(
    r"\b\d{1,6} (?:of|von|de|van|di|sur) \d{1,6} DO[CK]UMENT(?:S|OS|I|EN?|E|O)?\b"
)

END = re.compile(
    r"^[ \t]{0,100}(?:End of Document|Ende des Dokuments|Dokumentende|Fin du document"
    r"|Fin(?:al)? del documento|Einde van (?:het )?document|Fine del documento|Fim do documento)"
    r"[ \t]{0,20}\r?$",
    re.M | re.I,
)
"""The line below an article of the newer layout."""

LOAD_DATE = re.compile(
    rf"^[ \t]{{0,100}}(?:{'|'.join(sorted(LOAD_DATES, key=len, reverse=True))}|update|letzte"
    r" aktualisierung):",
    re.M | re.I,
)

BODY_LINE = re.compile(rf"[ \t]{{0,100}}(?:text|{_BODIES}):?[ \t]{{0,20}}\Z", re.I)
"""The line between head and text in the newer layout."""

BODY_ALONE = re.compile(rf"^[ \t]{{0,20}}(?:{_BODIES}):?[ \t]{{0,20}}\r?$", re.M | re.I)

COVER = re.compile(
    r"[ \t]{0,20}(?:user name|date and time|job number|documents? \(\d+\)|client/matter"
    r"|search terms|search type|narrowed by|content type|news\t|benutzername|dokumente? "
    r"\(\d+\)|suchbegriffe"
    r"|suchtyp|\d{1,4}\. .{3,300}$)",
    re.I,
)
"""Lines of the page that Nexis Uni puts before the first article: who searched for what."""
