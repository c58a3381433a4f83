"""The formats that can be read: one table that readers, ``help formats`` and the docs follow.

A row says which function reads a format, and to people how a file of it is known, what is taken of
it, what is not, and how one gets such a file. A new reader is a module and a row here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Format(Enum):
    """A format that has a reader."""

    PLAIN = "plain text"
    HTML = "HTML"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    TABLE = "table"
    REUTERS = "Reuters SGML"
    NEXIS = "Nexis export"
    FACTIVA = "Factiva export"
    FACTIVA_PAGE = "Factiva export in HTML"
    PROQUEST = "ProQuest export"
    EUROPRESSE = "Europresse export"
    MEDIARGUS = "Mediargus or GoPress export"
    APA = "APA or DeFacto export"
    PRESS_DATABASE = "export of a press database"
    NITF = "NITF"
    NEWSML = "NewsML-G2"
    NEWSML1 = "NewsML 1"
    RCV1 = "Reuters RCV1"
    SGML = "Gigaword or TREC SGML"
    TEI = "TEI"
    ALTO = "ALTO"
    MEDIAWIKI = "MediaWiki dump"
    EXTRACTED = "trafilatura XML"
    FACTIVA_XML = "Factiva XML"
    FEED = "feed"
    MBOX = "mailbox"
    MAIL = "mail message"
    PARQUET = "Parquet"
    RTF = "RTF"
    WORD = "Word (DOCX)"
    PDF = "PDF"
    OPENDOCUMENT = "OpenDocument text"
    EPUB = "EPUB"
    EXCEL = "Excel workbook"
    MHTML = "MHTML"
    RIS = "RIS"
    WARC = "WARC"
    GZIP = "gzip"
    BZIP2 = "bzip2"
    XZ = "xz"
    ZSTANDARD = "zstandard"
    ZIP = "zip file"
    TAR = "tar archive"


class Kind(Enum):
    """What the function of a reader gives."""

    ARTICLES = "articles"
    """``(ByteSource) -> Iterator[Found]``."""
    FOLDER = "folder"
    """``(ByteSource) -> Iterator[ByteSource | Skipped | Remark]``: what is packed in it."""
    STREAM = "stream"
    """``(ByteSource) -> ByteSource``: the one file that is packed."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A row of the table.

    ``module`` and ``function`` are loaded when the format is first met. The rest is for people:
    ``known_by`` how a file of the format is recognised, ``taken`` what becomes of it, ``left`` what
    is not taken, ``obtained`` how to get such a file. ``streamed`` says that a file of any size is
    read, an article at a time; one of another format has to fit into memory as a whole.
    """

    format: Format
    module: str
    function: str
    known_by: str
    taken: str
    left: str = ""
    obtained: str = ""
    kind: Kind = Kind.ARTICLES
    streamed: bool = False

    @property
    def name(self) -> str:
        """What ``--read-as`` calls it."""
        return self.format.name.lower().replace("_", "-")


_NAMED_VALUES = (
    "title, byline, date and time, source, section, tags, url, language, text and notes under the"
    " names in common use, or those of --map; fields of your own with --field"
)

READERS: tuple[Reader, ...] = (
    Reader(
        Format.PLAIN,
        *("plain", "read_plain"),
        "text that no other format claims",
        "one article a file: title, byline, dateline, date and paragraphs are found in the text;"
        " Markdown (.md, or front matter at its head) as a page",
        "files of over 5 MB; the encoding is guessed where it is not UTF-8, see --encoding",
    ),
    Reader(
        Format.HTML,
        *("webpage", "read_webpage"),
        "markup of a page, whatever its name",
        "the main text with its sub-headings; title, authors, date, source, section, tags from the"
        " page's metadata and its text; pages that SingleFile saved, with declarative shadow DOM;"
        " of a page without text of its own what it keeps for scripts (JSON, noscript, template)",
        "menus, advertisements, comments, pictures",
        "save a page in the browser, or with the SingleFile extension",
    ),
    Reader(
        Format.JSON,
        *("jsonfile", "read_json"),
        "an object or a list in one document",
        f"one article an object: {_NAMED_VALUES}; ninjs; exports of fundus, news-please,"
        " trafilatura, Media Cloud; the interfaces of the New York Times, the Guardian, WordPress;"
        " texts as trees of typed parts (Arc XP, Editor.js, Draft.js, Portable Text, Contentful);"
        " JSON-LD, GraphQL, rows below a list of names, JSON within a script's assignment",
        "objects without text and title, each reported",
        "the download or interface of the provider: https://open-platform.theguardian.com,"
        " https://developer.nytimes.com, /wp-json/wp/v2/posts of a WordPress site",
        streamed=True,
    ),
    Reader(
        Format.JSON_LINES,
        *("jsonfile", "read_json_lines"),
        "an object per line",
        f"one article a line: {_NAMED_VALUES}",
        "broken lines, each reported with its number",
        streamed=True,
    ),
    Reader(
        Format.TABLE,
        *("table", "read_table"),
        "a first row of names, with commas, semicolons, tabs or bars",
        f"one article a row: {_NAMED_VALUES}",
        "rows without text and title, each reported",
        "in a spreadsheet: save as CSV (UTF-8)",
        streamed=True,
    ),
    Reader(
        Format.REUTERS,
        *("reuters", "read_reuters"),
        "<REUTERS … NEWID=…>",
        "title, byline, dateline, date, time, topics and places as tags, body",
        obtained="the Reuters-21578 collection",
        streamed=True,
    ),
    Reader(
        Format.NEXIS,
        *("nexis", "read_nexis"),
        "“1 of 20 DOCUMENTS”, “End of Document”, or the labels of a single article",
        "title, source, date, byline, section, dateline, language, body; cover pages and lists of"
        " results are left out; English, German, French, Dutch, Spanish, Italian and Portuguese"
        " labels",
        "load dates, classifications, copyright lines",
        "in Nexis Uni or Nexis: select the results, Download, full documents, as DOCX, RTF or text,"
        " all in one file",
    ),
    Reader(
        Format.FACTIVA,
        *("factiva", "read_factiva"),
        "“Document XXXX0000…” below articles, or field codes (HD, BY, LP, TD)",
        "title, byline, date, source, section, language, body",
        "word counts, codes, the summary of the search",
        "in Factiva: select the articles, Save, as RTF, or Display Options: Full Article plus"
        " Indexing and save as text",
    ),
    Reader(
        Format.FACTIVA_PAGE,
        *("factiva", "read_factiva_page"),
        "a page of Factiva's articles",
        "as the export in text",
        "as the export in text",
        "in Factiva: Format for Saving, then save the page as HTML",
    ),
    Reader(
        Format.FACTIVA_XML,
        *("corpora", "read_factiva_xml"),
        "<PPSResponse>",
        "title, byline, date, source, section, language, body",
        obtained="Factiva's interface for search and retrieval",
        streamed=True,
    ),
    Reader(
        Format.PROQUEST,
        *("proquest", "read_proquest"),
        "“ProQuest document ID:” below articles",
        "title, author, publication, date, section, dateline, language, full text",
        "abstracts where there is a full text, links, identifiers",
        "in ProQuest: select the results, Save, Text only or HTML, with full text",
    ),
    Reader(
        Format.EUROPRESSE,
        *("europresse", "read_europresse"),
        "a page with Europresse's articles and their titles",
        "title, authors, source, date, section, text",
        obtained="in Europresse: select the articles, save as HTML, up to 1,000 at a time",
    ),
    Reader(
        Format.MEDIARGUS,
        *("press_archives", "read_mediargus"),
        "the head lines of Mediargus and GoPress articles",
        "title, source, date, page as section, author, text",
        obtained="in GoPress Academic: select the articles, export as text",
    ),
    Reader(
        Format.APA,
        *("press_archives", "read_apa"),
        "the head lines of APA and DeFacto articles",
        "title, source, date, section, text",
        obtained="in DeFacto: select the articles, save as text or HTML",
    ),
    Reader(
        Format.PRESS_DATABASE,
        *("databases", "read_press_database"),
        "“Record Number:” or “Record:” (NewsBank), “Dokumentnummer:” or “Dokument 1 von 2” (GENIOS,"
        " WISO), “Accession Number:” (EBSCO), “Gale Document Number:”, “news·20190702·”"
        " (Europresse) at each article",
        "title, author, publication, date, section, subjects as tags, caption, text",
        "record numbers, addresses, citations, copyright lines",
        "in the database: select the articles, save or e-mail them as text, with full text",
    ),
    Reader(
        Format.NITF,
        *("nitf", "read_nitf"),
        "<nitf>",
        "headline, byline, dateline, date, source, section, key words and subjects as tags,"
        " caption, body with its sub-headings; lower headlines, corrections and what is said of the"
        " author as notes",
        "revision history",
        "a wire service's feed; the New York Times Annotated Corpus",
    ),
    Reader(
        Format.NEWSML,
        *("newsml", "read_newsml"),
        "<newsItem>, <newsMessage>, <packageItem>",
        "headline, byline, dateline, date, provider, subjects as tags, language, text in XHTML"
        " or NITF",
        "pictures and other items without text",
        "a wire service's feed",
    ),
    Reader(
        Format.NEWSML1,
        *("newsml1", "read_newsml1"),
        "<NewsML>",
        "headline, byline, dateline, date, provider, subjects as tags, language, text",
        "items without text",
        "a wire service's feed (AFP, Reuters)",
    ),
    Reader(
        Format.RCV1,
        *("corpora", "read_rcv1"),
        "<newsitem itemid=…>",
        "title, headline, byline, dateline, date, codes of topics as tags, text",
        obtained="the Reuters Corpus, from NIST",
        streamed=True,
    ),
    Reader(
        Format.SGML,
        *("sgml", "read_sgml"),
        "<DOC> with lines of tags",
        "headline, dateline, byline, date of the tag or the number, text",
        obtained="the Gigaword and TREC collections, from LDC and NIST",
        streamed=True,
    ),
    Reader(
        Format.TEI,
        *("corpora", "read_tei"),
        "<TEI>",
        "title, author, date, publisher, keywords as tags, text",
        streamed=True,
    ),
    Reader(
        Format.ALTO,
        *("alto", "read_alto"),
        "<alto>",
        "the recognised words of scanned pages, a block a paragraph, broken words put together;"
        " language and pages",
        "places on the page; which blocks are one article, so that a file is one",
        "the downloads of libraries' newspaper collections: Europeana, Gallica, Delpher,"
        " Chronicling America",
    ),
    Reader(
        Format.MEDIAWIKI,
        *("mediawiki", "read_mediawiki"),
        "<mediawiki>",
        "pages of articles: title, date, text without templates",
        "talk, user and template pages, redirects",
        "https://dumps.wikimedia.org (Wikinews), or Special:Export of a wiki",
        streamed=True,
    ),
    Reader(
        Format.EXTRACTED,
        *("corpora", "read_extracted"),
        "<doc sitename=…> with <main>",
        "title, author, date, sitename, categories and tags, text",
        obtained="trafilatura --output-format xml",
        streamed=True,
    ),
    Reader(
        Format.FEED,
        *("feed", "read_feed"),
        "<rss>, <feed>, <rdf:RDF>",
        "one article an entry: title, author, date and time, link, categories as tags, caption, the"
        " content or else the summary; WordPress exports: published posts",
        "drafts, attachments and pages of a WordPress export, counted",
        "save a feed from its address; in WordPress: Tools, Export",
        streamed=True,
    ),
    Reader(
        Format.MAIL,
        *("mail", "read_mail"),
        "lines of headers (Message-ID, From, Subject, Date …)",
        "subject, sender as source, date and time, the HTML or else the plain text without the"
        " footer of a newsletter; exports of databases that came by mail",
        "attachments, counted",
        "in a mail program: save the message, or drag it into a folder",
    ),
    Reader(
        Format.MBOX,
        *("mail", "read_mbox"),
        "“From ” at the head of each message",
        "one article a message, as of single messages",
        obtained="the export of a mail program; Google Takeout",
        streamed=True,
    ),
    Reader(
        Format.PARQUET,
        *("parquet", "read_parquet"),
        "the mark PAR1",
        f"one article a row: {_NAMED_VALUES}",
        "needs pip install 'newssearch[parquet]'",
        streamed=True,
    ),
    Reader(
        Format.RTF,
        *("richtext", "read_rtf"),
        "{\\rtf",
        "the text: one article, or the export of a database",
        "pictures, styles",
    ),
    Reader(
        Format.WORD,
        *("word", "read_word"),
        "a package with a Word document",
        "the text with its text boxes, footnotes and endnotes, a row of a table a line: one"
        " article, or the export of a database",
        "pictures, comments, deleted text; old Word files (.doc): save them as DOCX",
    ),
    Reader(
        Format.PDF,
        *("pdf", "read_pdf"),
        "the mark %PDF- in its first 1,024 bytes",
        "one article: the text in the order of its columns, words broken at line ends joined; the"
        " largest type of the first page as title; the page of each paragraph, so that a hit says"
        " p. 7",
        "running heads and page numbers; pictures of pages, which need text recognition first"
        " (ocrmypdf IN.pdf OUT.pdf), each reported; encrypted files",
    ),
    Reader(
        Format.OPENDOCUMENT,
        *("opendocument", "read_opendocument"),
        "its mimetype: application/vnd.oasis.opendocument.text",
        "the text with notes and text boxes: one article, or the export of a database",
        "pictures, comments, tracked changes; spreadsheets: save them as CSV",
    ),
    Reader(
        Format.EPUB,
        *("epub", "read_epub"),
        "its mimetype: application/epub+zip",
        "one article a chapter, in the order of reading: its title from the table of contents or"
        " its heading; title, authors, date and language of the book",
        "covers and title pages, counted; pictures; chapters that are encrypted, each reported",
        "Calibre's news recipes; the downloads of magazines",
    ),
    Reader(
        Format.EXCEL,
        *("excel", "read_excel"),
        "a package with an Excel workbook",
        f"of every sheet with columns for articles one article a row: {_NAMED_VALUES}",
        "sheets without such columns, each reported; old workbooks (.xls): save them as XLSX",
    ),
    Reader(
        Format.MHTML,
        *("mhtml", "read_mhtml"),
        "a message of related parts that a browser saved",
        "the page, as of HTML, with its address",
        "pictures and other parts",
        "in Chrome or Edge: Save as, Webpage, Single File",
    ),
    Reader(
        Format.RIS,
        *("ris", "read_ris"),
        "“TY  - ” and a type in its first line",
        "one article a reference: title, authors, publication, day, key words, address, the"
        " abstract or notes as text",
        "dates that are a year or a month alone; volumes, pages, identifiers",
        "the export of ProQuest, Zotero, EndNote and library catalogues",
    ),
    Reader(
        Format.WARC,
        *("warc", "unpack_warc"),
        "“WARC/” or, of ARC files, “filedesc://”",
        "pages, texts, feeds, PDF and office documents of successful responses, each by the reader"
        " of its kind; the texts of WET files",
        "requests, redirects, errors, pictures, styles, scripts, data: counted by type",
        "wget --warc-file=NAME URL, Browsertrix, Heritrix, or Common Crawl",
        Kind.FOLDER,
        streamed=True,
    ),
    Reader(
        Format.ZIP,
        *("containers", "unpack_zip"),
        "the mark PK",
        "every file in it, by the reader of its format; of web archives (WACZ) the crawls",
        "encrypted files, and those that unpack to over 200 times their size, each reported",
        "ArchiveWeb.page and Browsertrix write WACZ",
        Kind.FOLDER,
        streamed=True,
    ),
    Reader(
        Format.TAR,
        *("tarfolder", "unpack_tar"),
        "the checksum of its first header",
        "every file in it, by the reader of its format",
        "links",
        kind=Kind.FOLDER,
        streamed=True,
    ),
    *(
        Reader(
            found,
            *("compressed", f"unpack_{found.name.lower()}"),
            f"the mark of {found.value}",
            "the file in it, by the reader of its format",
            "more than three containers in one another",
            kind=Kind.STREAM,
            streamed=True,
        )
        for found in (Format.GZIP, Format.BZIP2, Format.XZ, Format.ZSTANDARD)
    ),
)

READER_OF = {row.format: row for row in READERS}

FORMATS = {row.name: row.format for row in READERS if row.kind is Kind.ARTICLES}
"""Formats by the names that a person gives them."""
