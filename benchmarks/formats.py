"""The same articles written in each major format, as those who deliver it write it.

Nothing here asks newssearch how a format looks, so that a run against an older checkout reads the
same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from html import escape

from newssearch.archive.article import Article

File = tuple[str, bytes]
"""A file's name and what it holds."""

PAGES = 300
"""Pages that are written of a longer list: one costs as much as several articles of other forms."""


def paragraphs(article: Article) -> list[str]:
    """Return an article's paragraphs."""
    return article.body.split("\n\n")


def _day(article: Article) -> str:
    return f"{article.date:%B} {article.date.day}, {article.date:%Y}" if article.date else ""


def _author(article: Article) -> str:
    return " and ".join(article.byline) or "Staff"


def _row(article: Article) -> dict[str, str]:
    return {
        "title": article.title or "",
        "byline": "; ".join(article.byline),
        "date": str(article.date or ""),
        "text": article.body,
    }


def _plain(articles: Sequence[Article]) -> list[File]:
    return [(f"{n}.txt", _plain_text(article).encode()) for n, article in enumerate(articles)]


def _plain_text(article: Article) -> str:
    byline = f"By {_author(article)}\n" if article.byline else ""
    dateline = f"{article.dateline} - " if article.dateline else ""
    return f"{article.title or ''}\n{byline}\n{dateline}{article.body}\n"


def _json_lines(articles: Sequence[Article]) -> list[File]:
    lines = "".join(json.dumps(_row(article)) + "\n" for article in articles)
    return [("articles.jsonl", lines.encode())]


def _csv(articles: Sequence[Article]) -> list[File]:
    written = io.StringIO(newline="")
    rows = csv.DictWriter(written, ("title", "byline", "date", "text"))
    rows.writeheader()
    rows.writerows(map(_row, articles))
    return [("articles.csv", written.getvalue().encode())]


def _markup(article: Article) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs(article))


def _feed(articles: Sequence[Article]) -> list[File]:
    items = "".join(
        f"<item><title>{escape(article.title or '')}</title>"
        f"<description>{escape(_markup(article))}</description></item>\n"
        for article in articles
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}'
    return [("feed.xml", f"{feed}</channel></rss>".encode())]


_MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("news", "sport", "weather"))


def page(article: Article) -> bytes:
    """Return a page with a menu, its metadata and the article: an upper bound for saved pages."""
    title = escape(article.title or "")
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="{escape(_author(article))}">'
        f'<meta property="article:published_time" content="{article.date}"></head><body>'
        f"<nav><ul>{_MENU}</ul></nav><article><h1>{title}</h1>{_markup(article)}</article>"
        f"<footer><ul>{_MENU}</ul></footer></body></html>"
    ).encode()


def _pages(articles: Sequence[Article]) -> list[File]:
    return [(f"{n}.html", page(article)) for n, article in enumerate(articles[:PAGES])]


def _nexis_lines(articles: Sequence[Article]) -> list[str]:
    """Return the lines of a Nexis Uni export, a paragraph each."""
    lines: list[str] = []
    for article in articles:
        lines += [article.title or "Untitled", article.source or "The Daily Example", _day(article)]
        lines += ["", "Section: NEWS", f"Length: {len(article.body.split())} words"]
        lines += [f"Byline: {_author(article)}", "", "Body", "", *paragraphs(article), ""]
        lines += [f"Load-Date: {_day(article)}", "", "End of Document", ""]
    return lines


def _nexis_text(articles: Sequence[Article]) -> list[File]:
    parts = [
        f"{' ' * 30}{n} of {len(articles)} DOCUMENTS\n\n\n{' ' * 30}The Daily Example\n\n"
        f"{' ' * 30}{_day(article)}\n\n{article.title or 'Untitled'}\n\nBYLINE: {_author(article)}"
        f"\n\nSECTION: NEWS; Pg. {n}\n\nLENGTH: {len(article.body.split())} words\n\n"
        f"{article.body}\n\nLOAD-DATE: {_day(article)}\n\n\n"
        for n, article in enumerate(articles, 1)
    ]
    return [("nexis.txt", "".join(parts).encode())]


def _rtf(lines: Sequence[str]) -> bytes:
    letters = "".join(
        character if character.isascii() else f"\\u{ord(character)}?"
        for line in lines
        for character in line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}") + "\n"
    )
    body = letters.replace("\n", "\\par\n")
    return f"{{\\rtf1\\ansi\\uc1 {{\\fonttbl{{\\f0 Arial;}}}}\\pard {body}}}".encode()


def _docx(lines: Sequence[str]) -> bytes:
    text = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{text}</w:body></w:document>",
        )
    return packed.getvalue()


def _nexis_rtf(articles: Sequence[Article]) -> list[File]:
    return [("nexis.rtf", _rtf(_nexis_lines(articles)))]


def _nexis_docx(articles: Sequence[Article]) -> list[File]:
    return [("nexis.docx", _docx(_nexis_lines(articles)))]


def _nexis_page(articles: Sequence[Article]) -> list[File]:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in _nexis_lines(articles) if line)
    return [("nexis.html", f"<html><body>{lines}</body></html>".encode())]


def _number(n: int) -> str:
    return f"EXDAIL00020190702ef{n:07d}"


def _factiva_codes(n: int, article: Article) -> list[tuple[str, list[str]]]:
    return [
        ("HD", [article.title or "Untitled"]),
        ("BY", [f"By {_author(article)}"]),
        ("WC", [f"{len(article.body.split())} words"]),
        ("PD", [f"{article.date:%-d %B %Y}" if article.date else ""]),
        ("SN", [article.source or "The Daily Example"]),
        ("LA", ["English"]),
        ("LP", paragraphs(article)[:1]),
        ("TD", paragraphs(article)[1:]),
        ("AN", [f"Document {_number(n)}"]),
    ]


def _factiva_page(articles: Sequence[Article]) -> list[File]:
    written = []
    for n, article in enumerate(articles):
        rows = "".join(
            f"<tr><td><b>{code}</b></td><td><p>{'</p><p>'.join(map(escape, values))}</p></td></tr>"
            for code, values in _factiva_codes(n, article)
        )
        written.append(f'<div class="article enArticle"><table>{rows}</table></div>')
    return [("factiva.html", f"<html><body>{''.join(written)}</body></html>".encode())]


def _factiva_rtf(articles: Sequence[Article]) -> list[File]:
    lines = [
        line
        for n, article in enumerate(articles)
        for code, values in _factiva_codes(n, article)
        for line in (code, *values, "")
    ]
    return [("factiva.rtf", _rtf(lines))]


def _factiva_xml(articles: Sequence[Article]) -> list[File]:
    written = "".join(
        f"<article><headline><paragraph>{escape(article.title or '')}</paragraph></headline>"
        f"<byline>{escape(_author(article))}</byline><sourceName>The Daily Example</sourceName>"
        f"<publicationDate><date>{article.date}</date></publicationDate><tailParagraphs>"
        + "".join(f"<paragraph>{escape(part)}</paragraph>" for part in paragraphs(article))
        + "</tailParagraphs></article>"
        for article in articles
    )
    page = f"<ppsArticleResponse>{written}</ppsArticleResponse>"
    return [("factiva.xml", f'<?xml version="1.0"?>{page}'.encode())]


def _proquest(articles: Sequence[Article]) -> list[File]:
    rule = "_" * 60
    parts = [
        f"{rule}\n\n{article.title or 'Untitled'}\n\nAuthor: {_author(article)}\n\n"
        f"Publication info: The Daily Example [Port]. {article.date:%d %b %Y}.\n\n"
        f"Full text: {article.body}\n\nPublication title: The Daily Example\n\n"
        f"Publication date: {article.date:%b %d, %Y}\n\nProQuest document ID: {n:08d}\n\n"
        for n, article in enumerate(articles)
    ]
    return [("proquest.txt", "".join(parts).encode())]


def _nitf(articles: Sequence[Article]) -> list[File]:
    return [(f"{n}.xml", _nitf_document(article).encode()) for n, article in enumerate(articles)]


def _nitf_document(article: Article) -> str:
    return (
        f'<?xml version="1.0"?><nitf><head><docdata><date.issue norm="{article.date:%Y%m%d}"/>'
        f"</docdata></head><body><body.head><hedline><hl1>{escape(article.title or '')}</hl1>"
        f"</hedline><byline>By {escape(_author(article))}</byline></body.head><body.content>"
        f"{_markup(article)}</body.content></body></nitf>"
    )


def _newsml(articles: Sequence[Article]) -> list[File]:
    items = "".join(
        f'<newsItem guid="urn:{n}"><contentMeta><contentCreated>{article.date}</contentCreated>'
        f"<headline>{escape(article.title or '')}</headline><by>{escape(_author(article))}</by>"
        '</contentMeta><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"{_markup(article)}</body></html></inlineXML></contentSet></newsItem>"
        for n, article in enumerate(articles)
    )
    message = (
        f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{items}</itemSet>'
        "</newsMessage>"
    )
    return [("newsml.xml", f'<?xml version="1.0"?>{message}'.encode())]


def _mbox(articles: Sequence[Article]) -> list[File]:
    messages = "".join(
        f"From wire@example.org Tue Jul  2 06:30:00 2019\nFrom: Wire <wire@example.org>\n"
        f"Subject: {article.title}\nDate: Tue, 02 Jul 2019 06:30:00 +0000\n"
        f'Content-Type: text/plain; charset="utf-8"\n\n{article.body}\n\n'
        for article in articles
    )
    return [("news.mbox", messages.encode())]


def _warc(articles: Sequence[Article]) -> list[File]:
    records = []
    for n, article in enumerate(articles[:PAGES]):
        response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(article)
        records.append(
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\n"
            f"WARC-Date: 2019-07-02T06:30:00Z\r\nWARC-Target-URI: https://news.example/{n}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(response)}\r\n\r\n".encode()
            + response
            + b"\r\n\r\n"
        )
    return [("crawl.warc", b"".join(records))]


def _pdf(articles: Sequence[Article]) -> list[File]:
    return [(f"{n}.pdf", _pdf_document(article)) for n, article in enumerate(articles[:PAGES])]


_LINE_CHARACTERS, _PAGE_LINES = 90, 50


def _pdf_document(article: Article) -> bytes:
    """Return a PDF of one column, some fifty lines a page, its title in larger type."""
    lines = [(article.title or "", 20)]
    for text in paragraphs(article):
        lines += [(line, 11) for line in _wrapped(text)]
    pages = [lines[start : start + _PAGE_LINES] for start in range(0, len(lines), _PAGE_LINES)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for each in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        drawn = "\n".join(
            f"BT /F0 {size} Tf 50 {790 - 15 * place} Td ({_pdf_string(line)}) Tj ET"
            for place, (line, size) in enumerate(each)
        ).encode("cp1252", "replace")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F0"
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
            % (number + 1)
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn))
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    written = io.BytesIO(b"%PDF-1.4\n")
    written.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.writelines(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    written.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return written.getvalue()


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE_CHARACTERS:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _pdf_string(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


WRITERS: dict[str, Callable[[Sequence[Article]], list[File]]] = {
    "plain text": _plain,
    "JSON Lines": _json_lines,
    "CSV": _csv,
    "feed (RSS)": _feed,
    "HTML pages": _pages,
    "Nexis, text": _nexis_text,
    "Nexis, RTF": _nexis_rtf,
    "Nexis, Word": _nexis_docx,
    "Nexis, HTML": _nexis_page,
    "Factiva, HTML": _factiva_page,
    "Factiva, RTF": _factiva_rtf,
    "Factiva, XML": _factiva_xml,
    "ProQuest, text": _proquest,
    "NITF": _nitf,
    "NewsML-G2": _newsml,
    "mailbox (mbox)": _mbox,
    "WARC": _warc,
    "PDF": _pdf,
}
"""A format's name to what writes articles in it."""
