"""How does a file become articles in the archive? Finding, reading, fielding, building."""

from newssearch.indexer.building import (
    compact,
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
    "forget_folders",
    "import_articles",
    "index_paths",
    "migrate",
    "rebuild",
    "write_articles",
]
