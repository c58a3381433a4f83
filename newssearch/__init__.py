"""Full-text search for a news archive: the one name under which all of it is imported.

    >>> from newssearch import Article, index_paths, open_archive, write_articles

Each package has one concern: ``newssearch.archive`` what is stored, ``newssearch.indexer`` how a
file becomes articles, ``newssearch.search`` how a query becomes an answer, ``newssearch.tui`` the
terminal interface, ``newssearch.cli`` the command line. In a checkout the first four are folders
at the top, and linked here; an installed package contains them here. The names below are loaded
on first use, so that a search does not pay for reading HTML.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newssearch.archive.article import Article, Quotation
    from newssearch.archive.errors import (
        ArchiveDamaged,
        ArchiveError,
        ArchiveLocked,
        ArchiveMissing,
        ArchiveTooNew,
        ArchiveVersionMismatch,
        ArticleError,
        NewsSearchError,
        QueryBudgetExceeded,
        QuerySyntaxError,
        SettingsError,
        StorageError,
        UsageError,
    )
    from newssearch.indexer.building import (
        compact,
        forget_folders,
        index_paths,
        migrate,
        rebuild,
        write_articles,
    )
    from newssearch.indexer.report import Progress, Report, Skip
    from newssearch.search.answer import Answer, Hit
    from newssearch.search.news import NewsArchive
    from newssearch.search.opening import open_archive
    from newssearch.search.selection import Selection

__all__ = [
    "Answer",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveMissing",
    "ArchiveTooNew",
    "ArchiveVersionMismatch",
    "Article",
    "ArticleError",
    "Hit",
    "NewsArchive",
    "NewsSearchError",
    "Progress",
    "QueryBudgetExceeded",
    "QuerySyntaxError",
    "Quotation",
    "Report",
    "Selection",
    "SettingsError",
    "Skip",
    "StorageError",
    "UsageError",
    "compact",
    "forget_folders",
    "index_paths",
    "migrate",
    "open_archive",
    "rebuild",
    "write_articles",
]

_MODULES = {
    "archive.article": ("Article", "Quotation"),
    "indexer.building": (
        *("compact", "forget_folders", "index_paths", "migrate", "rebuild", "write_articles"),
    ),
    "indexer.report": ("Progress", "Report", "Skip"),
    "search.answer": ("Answer", "Hit"),
    "search.news": ("NewsArchive",),
    "search.opening": ("open_archive",),
    "search.selection": ("Selection",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name; one without a module in the table is an error class."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"{__name__}.{_MODULE_OF.get(name, 'archive.errors')}")
    value = globals()[name] = getattr(module, name)
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return list(__all__)
