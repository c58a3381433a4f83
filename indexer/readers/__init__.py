"""Readers: a file in, its articles out as records.

``read_records`` tells the format by the content and gives the file to the reader of that format;
each is a module of its own, loaded when its format is first met.

==================  ================================================================================
module              what it is
==================  ================================================================================
``alto``            ALTO: scanned pages of newspapers as libraries keep them
``arc``             ARC: the older form of WARC, as entries that warcio would make of them
``byte_source``     the bytes of one file, read once from front to back
``compressed``      single compressed files: gzip, bzip2, xz and zstandard, unpacked in a stream
``containers``      zip files, and what all containers have in common
``corpora``         XML of collections: Reuters RCV1 and TRC2, TEI, trafilatura's XML, Factiva's XML
``coverage``        how much of a file's running text there is
``databases``       NewsBank, GENIOS, EBSCO, Gale, Europresse in plain text
``detect``          which format a file has, by what it holds
``epub``            EPUB: books and magazines, one article a chapter
``europresse``      Europresse exports
``excel``           Excel workbooks: each sheet a table
``exports``         exports of databases in plain text: which one
``factiva``         Factiva exports with field codes
``factiva_plain``   Factiva exports without field codes
``feed``            RSS, Atom and WordPress exports
``formats``         the formats that can be read: one table
``guards``          what is said of a file that was read
``json_shapes``     the shapes in which JSON documents hold many articles
``jsonfile``        JSON and JSON Lines: one object per article, its fields under usual names
``jsonstream``      JSON documents read a value at a time
``labelled``        the head of an exported article: lines of "LABEL: value"
``limits``          how much of anything a reader takes in before it refuses, in one place
``mail``            mail: newsletters and alerts as single messages (EML) or mailboxes (mbox)
``markdown``        markdown: clippings and posts, with what is known of them in front matter
``mediawiki``       MediaWiki dumps
``mhtml``           MHTML: a page that a browser saved in one file
``named_records``   from named values to a record
``names``           the names under which JSON, tables and data sets keep an article's fields
``newsml``          NewsML-G2: the IPTC's news items, alone or many in a newsMessage
``newsml1``         NewsML 1.x, as agencies (AFP, Reuters and others) delivered it before NewsML-G2
``nexis``           Nexis exports: many articles in one text, each a head of labels around a body
``nexis_labels``    the labels of Nexis exports
``ninjs``           ninjs: the IPTC's "News in JSON", versions 1 and 2, as agencies deliver it
``nitf``            NITF: the IPTC's News Industry Text Format
``opendocument``    OpenDocument text
``page_layout``     where the words of a printed page are, and in which order they are read
``pdf``             PDF: the text of printed pages
``parquet``         Parquet: data sets of articles, one a row, read in batches
``plain``           plain text: one file, one article, nothing declared, unless it is Markdown
``press_archives``  Mediargus, GoPress, APA, DeFacto in plain text
``proquest``        ProQuest exports
``read``            from a file's bytes to its records
``reuters``         the Reuters-21578 collection's SGML (Distribution 1.0, 1,000 articles a file)
``richtext``        RTF: one article, or the many of a database's export
``ris``             RIS: references with abstracts or full texts
``scripted_pages``  what pages keep for scripts to show
``sgml``            the SGML of research collections: Gigaword, and TREC's newspapers
``table``           CSV and its relatives: one row an article, the columns named in the first row
``table_rows``      rows of a table, read so that nothing of them is lost
``tarfolder``       tar archives: read from front to back
``textstream``      the text of a source as it comes
``typed_parts``     the text of an article as a tree of typed parts
``values``          values as JSON, tables and data sets write them
``warc``            WARC and ARC: what a crawler got
``webpage``         HTML pages as files: decoding and limits here
``word``            word (DOCX): one article, or the many of a database's export
``xmlstream``       XML of many articles, an element at a time
``xmltree``         XML, read without what makes it dangerous
==================  ================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newssearch.indexer.readers.read import read_records

__all__ = ["read_records"]


def __getattr__(name: str) -> Any:
    """Load the readers when they are first asked for: articles made in Python need none."""
    if name != "read_records":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from newssearch.indexer.readers.read import read_records  # noqa: PLC0415

    return read_records
