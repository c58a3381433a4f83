"""One file into articles: read, tell the format, take the records apart, field them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newssearch.archive.article import Article
from newssearch.archive.errors import ArticleError
from newssearch.indexer.effort import Effort
from newssearch.indexer.fielding import field_article
from newssearch.indexer.fielding.declared import GUESSED_DAY
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.knowledge.dates import DayOrder
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Found, Remark, Skipped
from newssearch.indexer.sources import SourceFile, digest_of, read_source


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


def articles_of_file(
    source: SourceFile, key: str, options: FolderOptions, result: FileResult
) -> Iterator[Article]:
    """Yield the articles of a file, and write down in ``result`` what became of it."""
    try:
        content = read_source(source.path)
        result.digest = digest_of(content)
        effort = Effort(len(content))
        records = read_records(content, source.relative, **options.of_readers(), met=result.met)
        for record in effort.each(records):
            yield from effort.each(article_of_record(record, source, key, options, result))
    except FileNotFoundError:
        result.gone = True
    except ArticleError as error:
        result.skips.append((None, reason_of(error)))


def article_of_record(
    record: Found, source: SourceFile, key: str, options: FolderOptions, result: FileResult
) -> Iterator[Article]:
    """Yield the article of a record, if it can be made into one."""
    if isinstance(record, Skipped):
        result.skips.append((record.number, record.reason))
        return
    if isinstance(record, Remark):
        result.remark(record.text, record.number, 0 if record.number is None else 1)
        return
    for what, guess in record.guesses.items():
        result.remark(f"{what} guessed: {guess}", articles=0)
    for remark in record.remarks:
        result.remark(remark, record.number)
    suffix = "" if record.number is None else f"#{record.number}"
    try:
        order = DayOrder(options.dates) if options.dates else None
        article = field_article(record, id=key + suffix, path=source.path + suffix, day_order=order)
    except ArticleError as error:
        result.skips.append((record.number, reason_of(error)))
        return
    if not article.body.strip() and not article.title:
        result.skips.append((record.number, "no text in it"))
        return
    if record.guesses:
        article = article._replace(provenance={**article.provenance, **record.guesses})
    if GUESSED_DAY in article.provenance.get("date", ""):
        result.remark("the order of day and month is guessed; --dates tells it", record.number)
    result.articles += 1
    result.unprocessed += record.kind == "unprocessed"
    yield article
