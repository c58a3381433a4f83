"""What came of reading a file: separate, so that who only keeps count need not load the readers."""

from __future__ import annotations

from dataclasses import dataclass, field

from newssearch.archive.errors import ArticleError


@dataclass(slots=True)
class FileResult:
    """What came of a file: how many articles, and what was skipped of it, with the reasons.

    ``unprocessed`` counts the articles that their collection calls raw; ``gone`` says that the
    file vanished before it was read. ``remarks`` are what is to be said of it, each with the
    number of articles it is true of (0: the file as a whole) and the first of them. ``met`` are
    fields of the mapping whose names some record had.
    """

    articles: int = 0
    unprocessed: int = 0
    skips: list[tuple[int | None, str]] = field(default_factory=list)
    digest: str | None = None
    gone: bool = False
    remarks: dict[str, tuple[int, int | None]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)

    def remark(self, text: str, number: int | None = None, articles: int = 1) -> None:
        """Note what is to be said of an article, or with ``articles=0`` of the file."""
        known, first = self.remarks.get(text, (0, number))
        self.remarks[text] = (known + articles, first)

    def add(self, other: FileResult) -> None:
        """Take in what came of another part of the file."""
        self.articles += other.articles
        self.unprocessed += other.unprocessed
        self.skips += other.skips
        self.digest = self.digest or other.digest
        self.gone |= other.gone
        self.met |= other.met
        for text, (articles, first) in other.remarks.items():
            self.remark(text, first, articles)


def reason_of(error: ArticleError) -> str:
    """Return why something was skipped, with what can be done about it."""
    return f"{error.message} ({error.hint})" if error.hint else error.message
