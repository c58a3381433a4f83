"""How much of anything a reader takes in before it refuses, in one place.

A limit stands between a hostile or broken file and the memory and time of the machine; each is
far above what news is known to hold.
"""

from __future__ import annotations

MEGABYTE = 1_000_000

HEAD_BYTES = 65_536
"""A file's format is recognised by this many of its first bytes."""

PAGE_BYTES = 5 * MEGABYTE
"""An HTML page, and the markup of one article of any other format. The largest of 117 saved news
pages measured 1.4 MB."""

PAGE_WITH_PICTURES_BYTES = 100 * MEGABYTE
"""A page with the pictures, fonts and styles that are written into its addresses ("data:"), which
are taken out before PAGE_BYTES is asked for."""

ARTICLE_BYTES = 5 * MEGABYTE
"""A plain-text file: forty times "War and Peace" is no article."""

LINE_BYTES = 20 * MEGABYTE
"""One line of JSON Lines, one row of a table, one article of an export."""

DOCUMENT_BYTES = 200 * MEGABYTE
"""A format that must be in memory as a whole, where nothing says how much memory there is."""

WHOLE_BYTES = 8 * MEGABYTE
"""What may be read as a whole however little memory there is."""

COPIES_OF_JSON, COPIES_OF_XML, COPIES_OF_TEXT = 10, 14, 10
"""How many times its size a document takes in memory, with what is made of it, at the height of
being read as a whole. Press releases in one document of 9 MB made a process grow by 6 times that
as JSON, 13 as a feed, 8 as a Nexis export and as RTF; letters beyond Latin-1 take twice as much."""

COPIES_OF_PDF = 2
"""The same for PDF, whose pages are read one by one; a judgement."""

UNPACKED_BYTES = 100_000 * MEGABYTE
"""What one gzip file or zip file may unpack to; only formats that stream ever come near."""

RATIO = 200
"""Unpacked bytes per packed byte. 26,405 press releases packed 3 times; DEFLATE's utmost, which
bombs come near, is about 1,000. The limit between is a judgement, not a measurement."""

RATIO_GRACE_BYTES = 16 * MEGABYTE
"""The ratio is looked at beyond so many bytes: a short file of spaces is no bomb."""

MEMBERS = 200_000
"""Files in one zip file."""

CONTAINER_DEPTH = 3
"""A zip in a gzip in a zip."""

ITEM_SECONDS, ITEM_SECONDS_A_MEGABYTE = 20, 0.5
"""Processor time that one article may take to read, and more by the size of its file, since some
formats are read as a whole before their first article. The slowest of 117 saved news pages took
0.4 seconds."""

FILE_SECONDS, FILE_SECONDS_A_MEGABYTE = 30, 20
"""Processor time that all articles of a file may take together. News take 0.2 to 2 seconds a
megabyte; a table of 300 kB whose rows are of two letters, 10."""

LEAST_MEMORY_BYTES = 300 * MEGABYTE
"""Memory that one article may take to read however small the share of a run's memory is."""

MEMORY_BYTES, MEMORY_BYTES_A_BYTE = 500 * MEGABYTE, 12
"""Memory that one article may take to read, and more by the size of its file: JSON takes some ten
times its size while it is split."""
