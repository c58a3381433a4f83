"""The output formats; docs/output-schema.md is their contract.

================  ==================================================================================
module            what it is
================  ==================================================================================
``batch``         the rows of a list of queries, and articles by queries, in each format
``binary``        lists as an Excel workbook and as Parquet
``bytesizes``     human-readable sizes
``differences``   what changed between two versions, as text in the style of wdiff and as JSON
``explanations``  how a query was parsed and an article scored, as text
``facets``        facets as text with histograms for dates, as JSON, and as rows
``jsonform``      hits and articles as JSON objects, schema 1
``mail``          a mail message (RFC 5322) that can be piped into ``sendmail -t``
``names``         hits as bare names for other programs: ids, or the files they come from
``quotations``    quotations with their speakers, as text, JSON and rows
``records``       records run again, in each format, and a paragraph on methods
``reports``       the report of an indexing run, as text and as JSON
``rows``          tables of numbers, a named tuple a row, in every format
``saved``         what saved queries found, in each output format of ``saved run``
``schema``        JSON as all commands write it: the schema version and the encoding
``statistics``    the statistics of an archive as text and as JSON
``tables``        lists as rows: CSV (RFC 4180), and tab-separated values without quoting
``text``          hits and articles as text
``trend``         curves as charts for a terminal, as JSON, and as rows
================  ==================================================================================
"""
