"""A whole page: parse once, ask each question, put the record together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import body
from newssearch.indexer.html.agreement import MIN_CHARACTERS, agreed_text, with_lines
from newssearch.indexer.html.authors import find_authors
from newssearch.indexer.html.boilerplate import NEVER_TEXT
from newssearch.indexer.html.headline import find_title, other_title
from newssearch.indexer.html.jsonld import Node, articles, names_of, read_json_ld, text_of
from newssearch.indexer.html.lines import emit_lines
from newssearch.indexer.html.metatags import MetaTags
from newssearch.indexer.html.outline import Element, Outline
from newssearch.indexer.html.pagetext import PageText
from newssearch.indexer.html.printed_authors import printed_provider
from newssearch.indexer.html.published import find_date
from newssearch.indexer.html.slim import slim
from newssearch.indexer.html.trees import fragment_outline, page_outline
from newssearch.indexer.knowledge.agencies import is_agency, is_magazine
from newssearch.indexer.record import Declared, Record

_MAX_CAPTIONS, _MAX_CAPTION_CHARACTERS = 20, 1000
_MOST_CAPTIONS = 500
"""That are looked at, those of other articles among them."""
_TAG_NAMES = ("article:tag", "news_keywords", "parsely-tags", "keywords")
"""The meta tags that hold topics, one each or several with commas between them."""
_MAX_TAGS, _MAX_TAG = 50, 100
_CELLS = ("td", "th")
_PARAGRAPH_BREAK = re.compile(r"(?<!\s)\s*\n\s*")

OTHER_TITLE = "Shared as: "
"""Stands in the notes before a title that a page declares for sharing beside its own."""

Fields = dict[str, tuple[Declared, ...]]


def read_counted_page(markup: str, *, url: str = "") -> tuple[Record, int]:
    """Return the article of a page, and its characters; see newssearch.indexer.html."""
    lean = slim(markup)
    nodes = read_json_ld(lean.json_ld)
    with page_outline(lean.markup) as outline:
        # the blanks at the ends of a text are not in its length: one at each tag, at most
        characters = outline.body.text + 2 * len(outline.elements)
        return _record(outline, lean.markup, nodes, url), characters


def _record(outline: Outline, markup: str, nodes: list[Node], url: str) -> Record:
    stories = articles(nodes)
    meta = MetaTags(outline.named("meta"))
    declared = _headline_fields(outline, meta, nodes, stories, url)
    declared |= _page_fields(outline, meta, stories, url)
    captions = outline.named("figcaption")[:_MOST_CAPTIONS]
    text, container = _main_text(markup, outline, stories)
    if not text.lines and "title" not in declared:
        raise ArticleError("HTML without text")
    if written := _captions(captions, container):
        declared["caption"] = written
    return Record(text.text, declared, lines="paragraphs", headings=text.headings)


def read_fragment(markup: str) -> PageText:
    """Return the lines of a piece of markup that is all article."""
    with fragment_outline(slim(markup).markup) as outline:
        for element in outline.standing():
            if element.name in NEVER_TEXT:
                outline.drop(element)
        outline.measure()
        return emit_lines(outline.body)


def read_rows(markup: str) -> Iterator[list[str]]:
    """Yield the rows of tables: each cell as its lines, joined by line breaks."""
    with fragment_outline(slim(markup).markup) as outline:
        rows = [
            [
                emit_lines(c).text
                for c in row.children
                if isinstance(c, Element) and c.name in _CELLS
            ]
            for row in outline.standing()
            if row.name == "tr"
        ]
    yield from rows


def _main_text(markup: str, outline: Outline, stories: list[Node]) -> tuple[PageText, Element]:
    found = body.find_body(outline)
    container = found.container
    declared = max((_article_body(node) for node in stories), key=_length, default=PageText())
    known = [declared.text, *(emit_lines(part).text for part in body.equal_parts(container))]
    loosely = [emit_lines(part).text for part in body.equal_parts(container, loosely=True)]
    text = agreed_text(
        found,
        outline,
        markup,
        known="\n".join(known).strip(),
        perhaps="\n".join(loosely).strip(),
    )
    if text is not found.text:  # something of ours was left out
        between = [emit_lines(part).text for part in body.unnamed_paragraphs(container)]
        also = "\n".join([body.loose_text(container), *between])
        text = with_lines(text, found.text, also)
    if len(text.text) < MIN_CHARACTERS:
        text = max(text, declared, key=_length)
    return text, container


def _length(text: PageText) -> int:
    return sum(map(len, text.lines))


def _article_body(node: Node) -> PageText:
    """Return the text that JSON-LD carries; pages built by scripts hold it nowhere else."""
    written = text_of(node.get("articleBody"))
    if "</p>" in written:
        return read_fragment(written)
    lines = [" ".join(line.split()) for line in _PARAGRAPH_BREAK.split(written)]
    return PageText(tuple(line for line in lines if line))


def _headline_fields(
    outline: Outline, meta: MetaTags, nodes: list[Node], stories: list[Node], url: str
) -> Fields:
    declared: Fields = {}
    if title := find_title(outline, meta, stories):
        declared["title"] = (Declared(title.value, title.origin),)
        if other := other_title(title.value, meta, stories):
            declared["notes"] = (Declared(f"{OTHER_TITLE}{other}", "og:title"),)
    authors = find_authors(outline, meta, stories)
    agencies = [name for name in authors.names if is_agency(name) or is_magazine(name)]
    people = [name for name in authors.names if name not in agencies]
    if people:
        declared["byline"] = tuple(Declared(name, authors.origin) for name in people)
    if agencies:
        declared["credit"] = tuple(Declared(name, authors.origin) for name in agencies)
    if not authors.names and (provider := printed_provider(outline)):
        declared["credit"] = (Declared(provider, "visible provider"),)
    if published := find_date(outline, meta, nodes, stories, url):
        declared["date"] = (Declared(published.day, published.origin),)
        if published.time is not None:
            declared["time"] = (Declared(published.time.isoformat(), published.origin),)
    return declared


def _page_fields(outline: Outline, meta: MetaTags, stories: list[Node], url: str) -> Fields:
    declared: Fields = {}

    def declare(field: str, value: str, origin: str) -> None:
        value = " ".join(value.split())
        if value and len(value) <= 2000:
            declared.setdefault(field, (Declared(value, origin),))

    for _, value in meta.each("og:site_name", "application-name"):
        declare("source", value, "og:site_name")
    for node in stories:
        for name in names_of(node.get("publisher")):
            declare("source", name, "JSON-LD publisher")
        declare("section", text_of(node.get("articleSection")), "JSON-LD articleSection")
    for name, value in meta.each("article:section", "parsely-section", "section"):
        declare("section", value, name)
    tags = [
        (text, "JSON-LD keywords") for node in stories for text in names_of(node.get("keywords"))
    ]
    tags += [(value, name) for name, value in meta.each(*_TAG_NAMES)]
    named = [(tag.strip(), origin) for text, origin in tags for tag in text.split(",")]
    kept = tuple(Declared(tag, origin) for tag, origin in named if 0 < len(tag) <= _MAX_TAG)
    if kept:
        declared["tags"] = kept[:_MAX_TAGS]
    declare("url", url, "address")
    for address in outline.canonical_links():
        if address.startswith("http"):
            declare("url", address, "canonical link")
    for element in outline.named("html"):
        declare("lang", element.get("lang") or element.get("xml:lang"), "<html lang>")
    for name, value in meta.each("og:url"):
        if value.startswith("http"):
            declare("url", value, name)
    for name, value in meta.each("og:locale", "content-language", "language"):
        declare("lang", value, name)
    return declared


def _captions(captions: list[Element], container: Element) -> tuple[Declared, ...]:
    """Return the captions of the pictures in the article."""
    found: dict[str, None] = {}
    for element in captions:
        if not container.number < element.number <= container.last:
            continue
        element.dropped = False
        text = element.text_content(_MAX_CAPTION_CHARACTERS)
        if len(text.split()) >= 3 and len(text) <= _MAX_CAPTION_CHARACTERS:
            found.setdefault(text)
    return tuple(Declared(text, "figcaption") for text in list(found)[:_MAX_CAPTIONS])
