"""ProQuest exports: articles as blocks of "Label: value", between lines of underscores.

The text follows "Full text:" and ends where nothing but labels follows, so that a line of it that
looks like a label stays in it. Text, HTML and mail carry the same lines. Labels follow the
interface's language. Source: ProQuest, "Export: text and HTML".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day, read_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.readers.labelled import labelled_lines
from newssearch.indexer.record import Declared, Record, Skipped

_FIELDS = {
    "title": "title|titel|titre|título|titolo",
    "byline": "author|authors|autor|autoren|auteur|auteurs|autores|autore",
    "text": "full text|volltext|texte intégral|texto completo|full-text|testo completo",
    "abstract": "abstract|zusammenfassung|abstrakt|résumé|resumen",
    "source": "publication title|publikationstitel|titre de la publication"
    "|título de publicación|título de la publicación",
    "info": "publication info|publication information|informationen zur publikation"
    "|informationen zu publikation|infos sur la publication|información de publicación"
    "|información sobre la publicación",
    "date": "publication date|publikationsdatum|date de publication|fecha de publicación",
    "year": "publication year|erscheinungsjahr|année de publication|año de publicación",
    "section": "section|teil|sección|rubrik",
    "lang": "language of publication|publikationssprache|langue de publication"
    "|idioma de la publicación",
    "url": "document url|dokument-url|url du document|url del documento",
    "dateline": "dateline",
    "caption": "caption|captions|illustration|bildunterschrift",
    "credit": "credit",
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names.split("|")}
_OTHERS = frozenset(
    "subject|subjects|location|people|company / organization|company|identifier / keyword|keywords"
    "|pages|volume|issue|column|edition|issn|coden|publisher|place of publication|first page"
    "|country of publication|publication subject|source type|document type|document feature"
    "|proquest document id|copyright|last updated|database|links|number of pages|supplement"
    "|publication-type|broad subject|narrow subject|startpage|accession number|e-issn|dateline"
    "|business indexing term|classification|source attribution|document status|format availability"
    "|schlagwort|ort|person|herausgeber|verlag|sprache|dokumententyp|datenbank|letzte "
    "aktualisierung"
    "|proquest-dokument-id|sujet|lieu|éditeur|base de données|materia|lugar|editorial|base de datos"
    "|dernière mise à jour|última actualización|type de source|tipo de fuente|land der publikation"
    "|quellentyp|erscheinungsort|type de document|tipo de documento".split("|")
)
_LABEL = re.compile(
    r"[ \t]{0,10}([^\W\d_][\w /\-]{1,40}?)[ \t\u00a0]{0,3}:(?!//)[ \t]{0,10}(.{0,1000000})\Z"
)
_LABEL_LIKE = re.compile(r"[A-ZÀ-Ý][\w\-]{0,20}(?: [\w\-/]{1,20}){0,4}[ \u00a0]?: .{1,300}\Z")
"""A label that is not known: it does not end the text, but may stand below it."""

_RULE = re.compile(r"^[ \t]{0,10}_{20,200}[ \t]{0,10}\r?$", re.M)
_NUMBERED = re.compile(
    r"^[ \t]{0,10}(?:Document|Dokument|Documento) \d{1,6} (?:of|von|de) \d{1,6}[ \t]{0,10}\r?$",
    re.M,
)
_SIGNS = re.compile(
    r"^[ \t]{0,10}(?:ProQuest[ -](?:document|Dokument)[ -]ID|Publication info(?:rmation)?"
    r"|Document URL|Publication title|Publikationstitel|Publikationsdatum|Publication date|Database"
    r"|Infos sur la publication|Titre de la publication|Informaci[óo]n de publicaci[óo]n"
    r"|T[íi]tulo de (?:la )?publicaci[óo]n|Source type|Last updated)[ \t\u00a0]{0,3}:",
    re.M | re.I,
)
_FULL_TEXT = re.compile(
    rf"^[ \t]{{0,10}}(?:{_FIELDS['text']}|{_FIELDS['abstract']})[ \t\u00a0]{{0,3}}:", re.M | re.I
)
_TAG = re.compile(r"<[^<>]{1,2000}>")
_NOTHING = re.compile(r"(?:none|not) available\.?\Z|nicht verfügbar\.?\Z|non disponible\.?\Z", re.I)
_NAME_IN_REVERSE = re.compile(r"([^,;]{2,60}), ([^,;]{1,60})\Z")
_ORIGIN_CUT = re.compile(r"(?:(?<!\s)\s+)?[;\[].*\Z", re.DOTALL)
Lines = list[str]


def is_proquest(text: str) -> bool:
    """Tell an export by its full text's label and at least two of its other labels."""
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        if "ProQuest" not in text and "proquest" not in text:
            return False
        text = _TAG.sub("\n", text)
    labelled = labelled_lines(text)
    if not _FULL_TEXT.search(labelled):
        return False
    signs = {found.lower() for found in _SIGNS.findall(labelled)}
    return len(signs) >= 2 or (bool(signs) and _RULE.search(text) is not None)


def read_proquest(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read the articles of an export, text or HTML."""
    text = source.decode_whole().text
    if text.lstrip("\ufeff \r\n\t")[:1] == "<":
        text = "\n\n".join(read_fragment(text).lines)
    yield from read_proquest_text(text)


def read_proquest_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    number = 0
    for part in _parts(text):
        lines = [line.rstrip() for line in part.split("\n")]
        if sum(_label(line) is not None for line in lines) < 2:
            continue  # what was searched for, or the database's address below the last article
        number += 1
        yield _read_article(lines, number)
    if not number:
        raise ArticleError("a ProQuest export without articles")


def _parts(text: str) -> list[str]:
    if len(_NUMBERED.findall(text)) > 1:
        starts = [found.end() for found in _NUMBERED.finditer(text)]
        ends = [*[found.start() for found in _NUMBERED.finditer(text)][1:], len(text)]
        return [_RULE.sub("", text[start:end]) for start, end in zip(starts, ends, strict=True)]
    parts = [part for part in _RULE.split(text) if part.strip()]
    if len(parts) > 1:
        return [_NUMBERED.sub("", part) for part in parts]
    return _parts_by_database(_NUMBERED.sub("", text))


def _parts_by_database(text: str) -> list[str]:
    """Cut behind each "Database:", the last label of an article, where there are no rules."""
    lines = text.split("\n")
    parts: list[str] = []
    start = 0
    for place, line in enumerate(lines):
        found = _LABEL.match(line)
        if found and found.group(1).strip().lower() in ("database", "datenbank", "base de données"):
            parts.append("\n".join(lines[start : place + 1]))
            start = place + 1
    rest = "\n".join(lines[start:])
    return [*parts, rest] if rest.strip() else parts


def _label(line: str) -> str | None:
    """Return the field of a line's label, "" for one that is not kept, None if there is none."""
    found = _LABEL.match(line[:2000])
    if not found:
        return None
    name = found.group(1).strip().lower()
    return _FIELD_OF.get(name, "" if name in _OTHERS else None)


def _read_article(lines: Lines, number: int) -> Record | Skipped:
    start = next((n for n, line in enumerate(lines) if _label(line) == "text"), None)
    values: dict[str, str] = {}
    if start is None:
        head, body, tail = lines, [], []
    else:
        end = _text_end(lines, start)
        found = _LABEL.match(lines[start])
        assert found is not None
        head, tail = lines[:start], lines[end:]
        body = [found.group(2), *lines[start + 1 : end]]
    for part in (head, tail):
        for field, value in _values(part):
            values.setdefault(field, value)
    if "title" not in values:
        values["title"] = next((line.strip() for line in head if line.strip()), "")
    text = "\n".join(body).strip()
    if not text or _NOTHING.match(text):
        text = values.get("abstract", "")
        text = "" if _NOTHING.match(text) else text
    declared = _declared(values)
    if not text and "title" not in declared:
        return Skipped(number, "no text and no title in this part of the export")
    return Record(text, declared, number=number)


def _text_end(lines: Lines, start: int) -> int:
    """Return the line on which the labels begin behind which no text follows."""
    end = len(lines)
    place = len(lines)
    while place > start + 1:
        place -= 1
        line = lines[place]
        if not line.strip():
            continue
        if _label(line) is not None:
            end = place
        elif (
            place + 1 < len(lines)
            and lines[place - 1].strip()
            and _label(lines[place - 1]) is not None
        ):
            continue  # a label's value that goes on
        elif not _LABEL_LIKE.match(line) and not line.lstrip().startswith(
            ("http", "Copyright", "©", "(c)")
        ):
            break
    return end


def _values(lines: Lines) -> Iterator[tuple[str, str]]:
    for place, line in enumerate(lines):
        field = _label(line)
        if not field:
            continue
        found = _LABEL.match(line)
        value = [found.group(2)] if found else []
        for more in lines[place + 1 :]:
            if not more.strip() or _label(more) is not None:
                break
            value.append(more.strip())
        yield field, " ".join(" ".join(value).split())


def _declared(values: dict[str, str]) -> dict[str, tuple[Declared, ...]]:
    declared: dict[str, tuple[Declared, ...]] = {}

    def declare(field: str, value: str, origin: str) -> None:
        if value and field not in declared:
            declared[field] = (Declared(value, origin),)

    declare("title", values.get("title", ""), "Title")
    names = [_forwards(name) for name in re.split(r"\s*;\s*", values.get("byline", "")) if name]
    if names:
        declared["byline"] = tuple(Declared(name, "Author") for name in names[:50])
    info = values.get("info", "")
    for value, origin in ((values.get("date", ""), "Publication date"), (info, "Publication info")):
        if day := read_day(value) or find_day(value):
            declare("date", day.value, origin)
    declare("source", _ORIGIN_CUT.sub("", values.get("source", "")), "Publication title")
    declare("source", _ORIGIN_CUT.sub("", info), "Publication info")
    for field in ("section", "lang", "url", "dateline", "caption", "credit"):
        declare(field, values.get(field, ""), field)
    return declared


def _forwards(name: str) -> str:
    """Return "Ann Lee" for "Lee, Ann"."""
    found = _NAME_IN_REVERSE.match(name.strip().rstrip("."))
    return f"{found.group(2)} {found.group(1)}" if found else name
