"""Press archives in plain text: Mediargus and GoPress (Belgium), APA and DeFacto (Austria).

A Mediargus export is a list of hits (number and title, "De Standaard, 2 juli 2019, p. 4, 320w.",
first lines) and behind six line breaks the articles, each "02-07-2019, p.4", editions, title, text,
copyright. An export of APA's OnlineManager or DeFacto begins each article with '"Der Standard" vom
02.07.2019 Seite: 4 Ressort: Inland' or '"derstandard.at" gefunden am 02.07.2019 10:36 Uhr'; in text
and RTF rules may stand between them, in HTML each is an element. Source: the readers of AmCAT
(amcat/amcat, amcat/scripts/article_upload).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newssearch.archive.errors import ArticleError
from newssearch.indexer.html import read_fragment
from newssearch.indexer.knowledge.dates import find_day
from newssearch.indexer.readers.byte_source import ByteSource
from newssearch.indexer.record import Declared, Record, Skipped

_HIT = re.compile(
    r"^\W{0,3}(\d{1,6})\. (.{1,500})\n\s{0,5}\n?"
    r"([^\n,]{2,80}(?:, [^\n,]{2,40})?), (?:[^\W\d_]{2,12} )?(\d{1,2} [^\W\d_]{3,10}\.? "
    r"\d{4}), p\. ?([^\n,]{1,20}),"
    r" ?\d{1,6} ?w\.",
    re.M,
)
_FIRST_HIT = re.compile(r"\W{0,3}1\. ")
_ARTICLE_LINE = re.compile(r"(\d{1,2}-\d{1,2}-\d{4}), ?p\. ?([^\n]{1,40})\Z")
_EDITIONS = re.compile(r"(?:[A-Z][\w\-/ ]{2,40}(?:, |\Z)){1,20}\Z")
_COPYRIGHT = re.compile(r"\s{0,5}(?:©|Copyright\b|\(c\))", re.I)

_APA_HEAD = re.compile(
    r"^[ \t]{0,10}(?:[\"„“](?P<quoted>[^\"“”\n]{2,80})[\"“”](?: (?!vom\b|gefunden\b)[^\n]{1,60}?)??"
    r"|(?P<bare>(?=[^\n]{2,100} \d\d[.:]\d\d Uhr[ \t]{0,5}$)[^\"“”\n]{2,80}?))"
    r" {1,40}(?:vom|gefunden am) (?P<day>\d{1,2}\.\d{1,2}\.\d{4})(?P<rest>[^\n]{0,200})$",
    re.M,
)
_APA_SIGNS = (" vom ", " gefunden am ")
"""One of them is in every line that begins an article."""
_PAGE = re.compile(r"Seite:? {0,10}\S+")
_RESSORT = re.compile(r"Ressort: {0,5}([^\n]{1,80})")
_RULE = re.compile(r"^[ \t]{0,10}_{20,100}[ \t]{0,10}$", re.M)
_VON = re.compile(r"Von [A-ZÄÖÜ]\S+(?: [^\d\n]{1,80})?\Z")
_BELOW = re.compile(r"Gespeicherter? Anh|Der gegenständliche Text ist eine Abschrift")
_TAG = re.compile(r"<[^<>]{1,2000}>")

Declarations = dict[str, tuple[Declared, ...]]


def is_mediargus(text: str) -> bool:
    """Tell a Mediargus export by the lines of its first hits."""
    if not _FIRST_HIT.match(text.lstrip()):
        return False
    return _HIT.search(text[:20_000].replace("\r\n", "\n")) is not None


def is_apa(text: str) -> bool:
    """Tell an export of APA or DeFacto by the line that begins an article."""
    if text.lstrip("\ufeff \r\n\t").startswith("<"):
        if "DeFacto" not in text and "APA" not in text:
            return False
        text = _TAG.sub("\n", text)
    if not any(sign in text for sign in _APA_SIGNS):
        return False
    first = text.lstrip("\ufeff \r\n\t")[:400]
    return bool(
        _APA_HEAD.match(first.split("\n", 1)[0].rstrip()) or len(_APA_HEAD.findall(text)) >= 2
    )


def read_mediargus(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read a Mediargus or GoPress export in plain text."""
    yield from read_mediargus_text(source.decode_whole().text)


def read_mediargus_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export; a hit without its text keeps the lines of the list."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    hits = list(_HIT.finditer(text))
    if not hits:
        raise ArticleError("a Mediargus export without articles")
    articles = _articles(text, hits[-1].end())
    for number, hit in enumerate(hits, 1):
        declared: Declarations = {
            "title": (Declared(" ".join(hit.group(2).split()), "hit"),),
            "source": (Declared(hit.group(3).strip(), "hit"),),
        }
        if day := find_day(hit.group(4)):
            declared["date"] = (Declared(day.value, "hit"),)
        body = articles[number - 1] if len(articles) == len(hits) else None
        if body is None:
            end = hits[number].start() if number < len(hits) else len(text)
            lines = text[hit.end() : end].split("\n\n\n")[0].strip()
            remark = "the export has only its first lines"
            yield Record(lines, declared, number=number, remarks=(remark,))
        else:
            yield Record(body, declared, number=number)


def _articles(text: str, behind: int) -> list[str]:
    """Return the texts behind the list of hits, without the lines of their heads."""
    bodies: list[list[str]] = []
    for line in text[behind:].split("\n"):
        if _ARTICLE_LINE.match(line.strip()):
            bodies.append([])
        elif bodies:
            bodies[-1].append(line)
    return [_without_head("\n".join(body)) for body in bodies]


def _without_head(body: str) -> str:
    blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", body) if block.strip()]
    if len(blocks) > 2 and _EDITIONS.match(blocks[0]) and blocks[0].count(","):
        blocks.pop(0)
    while blocks and _COPYRIGHT.match(blocks[-1]):
        blocks.pop()
    return "\n\n".join(blocks)


def read_apa(source: ByteSource) -> Iterator[Record | Skipped]:
    """Read an export of APA or DeFacto, text or HTML."""
    text = source.decode_whole().text
    if text.lstrip("\ufeff \r\n\t")[:1] == "<":
        text = "\n\n".join(read_fragment(text).lines)
    yield from read_apa_text(text)


def read_apa_text(text: str) -> Iterator[Record | Skipped]:
    """Read the articles of an export that is text by now."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\u00a0", " ")
    heads = list(_APA_HEAD.finditer(text))
    if not heads:
        raise ArticleError("an APA export without articles")
    for number, head in enumerate(heads, 1):
        end = heads[number].start() if number < len(heads) else len(text)
        yield _apa_article(head, text[head.end() : end], number)


def _apa_article(head: re.Match[str], rest: str, number: int) -> Record | Skipped:
    declared: Declarations = {"source": (Declared(head["quoted"] or head["bare"], "head line"),)}
    if day := find_day(head["day"]):
        declared["date"] = (Declared(day.value, "head line"),)
    blocks = [" ".join(b.split()) for b in re.split(r"\n[ \t]*\n|\n", _RULE.sub("", rest))]
    blocks = [block for block in blocks if block]
    about = head["rest"]
    while blocks and (_RESSORT.match(blocks[0]) or _PAGE.match(blocks[0])):
        about += f"\n{blocks.pop(0)}"
    if found := _RESSORT.search(about):
        section = _PAGE.sub("", found.group(1)).strip(" ;,")
        if section:
            declared["section"] = (Declared(section, "Ressort"),)
    if blocks:
        declared["title"] = (Declared(blocks.pop(0), "title line"),)
    for place, block in enumerate(blocks[:3]):
        if _VON.match(block):
            declared["byline"] = (Declared(block, "Von"),)
            del blocks[place]
            break
    below = next((n for n, block in enumerate(blocks) if _BELOW.match(block)), len(blocks))
    if not blocks and "title" not in declared:
        return Skipped(number, "no text and no title in this part of the export")
    return Record("\n".join(blocks[:below]), declared, "paragraphs", number=number)
