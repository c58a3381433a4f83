"""The names under which JSON, tables and data sets keep an article's fields.

One table, used by every reader of named values, and what ``--map field=name`` overrides. Sources:
the columns of the news data sets in common use (Wikinews, CC-News, All the News, GDELT, Media
Cloud, NewsAPI, Kaggle's), the keys of news-please, newspaper, trafilatura, schema.org and ninjs.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from newssearch.archive.errors import ArticleError

NAMES: dict[str, tuple[str, ...]] = {
    "title": (
        "title",
        "headline",
        "webtitle",
        "headlines",
        "head",
        "article_title",
        "main_headline",
        "heading",
        *("заголовок", "название", "başlık", "tytuł", "nadpis", "标题", "標題"),
        *("titel", "titre", "titulo", "título", "titolo", "kop", "überschrift", "schlagzeile"),
        "subject",
    ),
    "byline": (
        "byline",
        "authors",
        "author",
        "creator",
        "creators",
        "author_name",
        "writers",
        "_embedded.author",
        "yoast_head_json.author",
        "authorsbyline",
        "credits.by",
        *("автор", "yazar", "作者"),
        *("autor", "autoren", "auteur", "auteurs", "autores", "autore", "verfasser"),
    ),
    "contributors": ("contributors", "contributor"),
    "credit": ("credit", "agency", "news_agency", "wire"),
    "dateline": ("dateline", "located"),
    "date": (
        "date",
        "date_publish",
        "datepublished",
        "date_published",
        "published",
        "published_at",
        "publishedat",
        "published_date",
        "publish_date",
        "publication_date",
        "pub_date",
        "pubdate",
        "publicationdate",
        "publishdate",
        "firstcreated",
        "versioncreated",
        "publishing_date",
        "publish_time",
        "datetime",
        "datetimepub",
        "webpublicationdate",
        "dateissued",
        "display_date",
        "first_publish_date",
        "created_at",
        "issued",
        "seendate",
        *("published_on", "publication_time", "post_date", "post_time", "posted", "posted_at"),
        *("created", "created_utc", "date_time", "timestamp", "release_date", "pub_time"),
        *("datum", "fecha", "data", "erscheinungsdatum", "date_de_publication"),
        *("date_parution", "fecha_de_publicación", "fecha_publicacion", "data_de_publicação"),
        *(
            "data_pubblicazione",
            "publicatiedatum",
            "veröffentlicht",
            "дата",
            "tarih",
            "日期",
            "发布时间",
        ),
    ),
    "source": (
        "source_name",
        "source_hostname",
        "media_name",
        "sitename",
        "site_name",
        "source",
        "publication",
        "publisher",
        "newspaper",
        "outlet",
        "outlet_name",
        "media_outlet",
        "source_domain",
        "domain",
        "hostname",
        "paper",
        "html.source_info.publisher",
        "thread.site",
        "provider",
        "container_title",
        "title.value",
        *("источник", "kaynak", "来源", "來源"),
        *("quelle", "medium", "zeitung", "journal", "fuente", "bron", "krant", "fonte", "medio"),
    ),
    "section": (
        "section",
        "section_name",
        "sectionname",
        "category",
        "kicker",
        "article_section",
        "articlesection",
        "taxonomy.primary_section.name",
        "desk",
        "news_desk",
        *("ressort", "rubrik", "rubrique", "sección", "seccion", "rubriek", "sezione"),
    ),
    "url": (
        "url",
        "link",
        "web_url",
        "weburl",
        "article_url",
        "permalink",
        "canonical_url",
        "uri",
        "html.responded_url",
        "html.requested_url",
        "source",
        "source_url",
        "pageurl",
        "links.permalink",
    ),
    "tags": (
        *("tags", "keywords", "topics", "subjects", "news_keywords", "meta_keywords", "keyword"),
        *("story_tags", "descriptors", "des_facet", "subject_terms", "_embedded.wp:term"),
        *("schlagwörter", "schlagworte", "stichwörter", "mots_clés", "mots_cles", "étiquettes"),
        *("palabras_clave", "etiquetas", "palavras_chave", "parole_chiave", "trefwoorden"),
        *("taxonomy.tags", "themes", "categories"),
    ),
    "time": ("time", "time_published", "uhrzeit", "heure", "hora", "ora", "tijd"),
    "lang": (
        "lang",
        "language",
        "inlanguage",
        "language_code",
        "sprache",
        "langue",
        "idioma",
        "taal",
    ),
    "caption": ("caption", "captions", "image_caption"),
    "notes": ("notes", "correction", "corrections", "editors_note"),
    "body": (
        "text",
        "body",
        "content",
        "maintext",
        "main_text",
        "article",
        "full_text",
        "fulltext",
        "article_text",
        "article_body",
        "articlebody",
        "article_content",
        "body_text",
        "bodytext",
        "cleaned_text",
        "plain_text",
        "raw_text",
        "story",
        "body_html",
        "content_html",
        "content_text",
        "contents",
        "ocr_eng",
        "ocr_text",
        "selftext",
        *("story_text", "content_elements", "paragraphs", "body_paragraphs", "sections", "blocks"),
        "html",
        "articletext",
        *("текст", "metin", "içerik", "treść", "内容", "正文", "內容"),
        *("volltext", "artikeltext", "texte", "texto", "testo", "tekst", "inhalt", "contenu"),
        *("contenido", "artikel", "contenuto", "conteúdo"),
        "lead_paragraph",
        *("summary", "description", "abstract", "excerpt", "snippet", "teaser", "standfirst"),
        *("opening_text", "hit_sentence"),
    ),
}
"""Article field to the names it goes by, the surest first; compared without case, ``-`` and
blanks read as ``_``."""

DAYS_INSIDE = ("$date", "date-parts", "iso", "date", "datetime", "value", "_seconds", "seconds")
"""Where an object keeps a day."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PREFIX = re.compile(r"(?:news|article|post|story|item|document|doc|page)_(?=.)")
_ADDRESS = re.compile(r"https?://\S+\Z", re.I)

_MAX_PLANS = 1000
"""Sets of names in one file whose order of search is kept; more are looked up each time."""

Plan = list[tuple[str, list[str]]]


class NameFinder:
    """Finds the fields of articles among named values, with a person's own mapping first."""

    def __init__(
        self,
        mapping: Mapping[str, str],
        met: set[str] | None = None,
        own: Mapping[str, str] | None = None,
    ) -> None:
        """Take ``mapping``: article field (or "text" for body) to the name in the file.

        ``own`` maps fields of one's own in the same way. Fields whose name some record has are
        added to ``met``, those of ``own`` behind "--field ".
        """
        self.own = own or {}
        self._met = set() if met is None else met
        self.accounted: set[str] = set(self.own.values())
        """Names that some field took, or of which the report says that none did."""
        self._mapping: dict[str, str] = {}
        self._plans: dict[tuple[str, ...], Plan] = {}
        for field, name in mapping.items():
            target = "body" if field in ("text", "body") else field
            if target not in NAMES:
                raise ArticleError(
                    f"the mapping names an unknown field: {field}",
                    hint="fields are " + ", ".join(NAMES),
                )
            self._mapping[target] = name

    def find(self, values: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
        """Return article field → (name in the file, value) for every field that has a value."""
        found: dict[str, tuple[str, Any]] = {}
        for field, names in self._plan(values):
            mapped = field in self._mapping
            for name in names:
                value = values[name] if name in values else _by_path(values, name)
                if not is_empty(value) and (mapped or _can_be(field, value)):
                    found[field] = (name, value)
                    self.accounted.add(name)
                    if mapped:
                        self._met.add(field)
                    break
        return found

    def find_own(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of fields of one's own."""
        found = {}
        for field, name in self.own.items():
            value = _by_path(values, name)
            if value is None:
                alike = (key for key in values if _normal(str(key)) == _normal(name))
                value = values.get(next(alike, name))
            if value is not None:
                self._met.add(f"--field {field}")
                if not is_empty(value):
                    found[field] = value
        return found

    def knows(self, names: Sequence[str]) -> set[str]:
        """Return the fields that some of these names stand for."""
        values = dict.fromkeys(names, "")
        return {
            field for field, usual in self._plan(values) if any(name in values for name in usual)
        }

    def column_of(self, field: str, names: Sequence[str]) -> int | None:
        """Return the number of the column that holds a field, None if none does."""
        values = dict.fromkeys(names, "")
        for known, usual in self._plan(values):
            if known == field:
                return next((names.index(name) for name in usual if name in values), None)
        return None

    def has_article_names(self, names: Sequence[str]) -> bool:
        """Return whether these names are those of articles: a text or a title, and one more."""
        known = self.knows(names)
        return len(known) >= 2 and bool(known & {"body", "title"})

    def _plan(self, values: Mapping[str, Any]) -> Plan:
        """Return for each field the names under which it is to be looked for, in order."""
        key = tuple(map(str, values))
        plan = self._plans.get(key)
        if plan is not None:
            return plan
        by_name: dict[str, str] = {}
        for name in key:
            by_name.setdefault(_normal(name), name)
        for name in key:
            by_name.setdefault(_without_prefix(name), name)
        plan = []
        for field, usual in NAMES.items():
            if field in self._mapping:
                plan.append((field, [self._mapping[field]]))
                continue
            names = [by_name.get(name, name) for name in usual if "." in name or name in by_name]
            plan.append((field, names))
        if len(self._plans) < _MAX_PLANS:
            self._plans[key] = plan
        return plan


def is_empty(value: Any) -> bool:
    """Return whether a value is nothing, in the ways of JSON, pandas and Python lists as text."""
    if isinstance(value, str):
        if len(value) > _LONGEST_EMPTY:
            return value.isspace()
        return value.strip() in _EMPTY
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or (isinstance(value, (list, dict)) and not value)


_LONGEST_EMPTY = 20
_EMPTY = frozenset(("", "nan", "NaN", "None", "null", "NULL", "<NA>", "NaT", "[]", "{}"))


def _can_be(field: str, value: Any) -> bool:
    """Return whether a value can be a field's: an address is no publication, a number no author."""
    if field == "title":  # of the newspaper, by its number (Trove)
        return not (isinstance(value, Mapping) and "id" in value and "value" in value)
    if field == "source":
        return not (isinstance(value, str) and _ADDRESS.match(value))
    if field == "url":
        return isinstance(value, str) and bool(_ADDRESS.match(value.strip()))
    if field == "date":
        if isinstance(value, list):  # Solr has lists of one
            return len(value) == 1 and isinstance(value[0], str)
        return not isinstance(value, Mapping) or any(name in value for name in DAYS_INSIDE)
    if field == "byline":
        return not isinstance(value, (int, float))
    if field == "tags":  # WordPress gives numbers of terms
        return not isinstance(value, (int, float)) and not (
            isinstance(value, list) and all(isinstance(one, (int, float)) for one in value)
        )
    return True


def _normal(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def _without_prefix(name: str) -> str:
    """Return a name without what says only that an article is meant: newsTitle, post_author."""
    return _PREFIX.sub("", _normal(_CAMEL.sub("_", name)))


def _by_path(values: Mapping[str, Any], path: str) -> Any:
    """Return the value of a name, or of a dotted path of names ("meta.headline")."""
    if path in values:
        return values[path]
    current: Any = values
    for name in path.split("."):
        if not isinstance(current, Mapping) or name not in current:
            return None
        current = current[name]
    return current
