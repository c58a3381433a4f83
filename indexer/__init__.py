"""How does a file become articles in the archive? Finding, reading, fielding, building.

===================  ===============================================================================
module               what it is
===================  ===============================================================================
``building``         ``index_paths``, ``rebuild``, ``write_articles`` and the like: the ways in
``carrying``         articles that are carried over as they are stored elsewhere
``changes``          what changed since the last run
``cluster``          filling an archive in a cluster of OpenSearch nodes
``comparing``         what changed since the last run, by what a scan found
``content``           the content of source files, opened with care, read in parts
``decode``           bytes to text: one answer to "which encoding is this?" for every reader
``effort``           what one file may cost
``exclusion``        which files of a folder are skipped
``exporting``        a whole archive as lines of JSON, and back without loss
``fielding``         fielding: how a record becomes an article, cleaned and in fields
``file_result``      what came of reading a file
``files``             what is remembered of the files of a folder, as arrays
``finished``         articles made in Python: which of them can be indexed, and why not the others
``folder_options``   how the files of a remembered folder are read
``folders``          which folders an archive remembers
``html``             HTML pages: the main text, and what the page says of itself
``knowledge``        what every part of the indexer knows of news
``making``            making a generation in a run that has something to make
``memory``           giving memory back to the system
``near_duplicates``  groups of near-identical articles
``originals``        an indexed article as its source has it now: the file is read again
``own_fields``        fields of one's own, taken from files: what ``--field`` says
``previous``         the generation that a run starts from, and what it remembers of its sources
``publishing``       from the segments that workers built to a published generation
``quotations``       quotations and their speakers: who said what in an article, with exact offsets
``readers``          readers: a file in, its articles out as records
``reading``          one file into articles
``record``           the record: one article as its file holds it, before anything is cleaned
``report``           what a run of indexing did
``run``              one run that makes a new generation
``run_log``          the log of an archive's runs: a line of JSON per run, also of those that failed
``run_writer``       articles into segments in a folder, as much at a time as memory allows
``scanning``          finding the files of a folder, with what tells whether they changed
``sources``          finding the files of a folder of news, and telling which of them changed
``state``            what an archive remembers of its sources
``tasks``            what workers are given to do: files, or records of one large file
``workers``          processes that turn tasks into articles and segments
===================  ===============================================================================
"""

from newssearch.indexer.building import (
    compact,
    delete_articles,
    forget_folders,
    import_articles,
    index_paths,
    migrate,
    rebuild,
    write_articles,
)
from newssearch.indexer.report import Note, Progress, Report, Skip

__all__ = [
    "Note",
    "Progress",
    "Report",
    "Skip",
    "compact",
    "delete_articles",
    "forget_folders",
    "import_articles",
    "index_paths",
    "migrate",
    "rebuild",
    "write_articles",
]
