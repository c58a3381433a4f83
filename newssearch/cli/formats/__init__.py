"""The forms in which answers are written; docs/output-schema.md is their contract.

================  ==================================================================================
module            what it is
================  ==================================================================================
``bytesizes``     sizes as people read them
``differences``   what changed between two versions: for people, marked as wdiff marks it
``explanations``  how a query was read and how an article came by its score, as text
``facets``        facets for people, with bars for times, and as JSON and rows
``jsonform``      hits and articles as JSON objects, schema 1
``mail``          a message that ``sendmail -t`` or a mail program takes as it is (RFC 5322)
``names``         hits as bare names for other programs: ids, or the files they came from
``quotations``    quotations with their speakers: for people, as JSON and as rows
``reports``       what a run of indexing did, as text and as JSON
``saved``         what saved queries found, one or several, in each of the forms of ``saved run``
``schema``        JSON as all commands write it: the version of its meaning, and its characters
``statistics``    the statistics of an archive as text and as JSON
``tables``        hits as rows: CSV as RFC 4180 has it, and tab-separated values without any quoting
``text``          hits and articles for people to read
================  ==================================================================================
"""
