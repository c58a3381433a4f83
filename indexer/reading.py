"""One file into articles: read, tell the format, split it into records, field them."""

from __future__ import annotations

from collections.abc import Iterator

from newssearch.archive.article import MEMBER, Article
from newssearch.archive.errors import ArticleError
from newssearch.indexer.content import read_content
from newssearch.indexer.effort import Effort
from newssearch.indexer.fielding import field_article
from newssearch.indexer.fielding.declared import GUESSED_DAY
from newssearch.indexer.file_result import FileResult, reason_of
from newssearch.indexer.folder_options import FolderOptions
from newssearch.indexer.knowledge.dates import DayOrder
from newssearch.indexer.own_fields import extra_of
from newssearch.indexer.readers import read_records
from newssearch.indexer.record import Found, Remark, Skipped
from newssearch.indexer.sources import SourceFile


def articles_of_file(
    source: SourceFile,
    key: str,
    options: FolderOptions,
    result: FileResult,
    allowance_bytes: int | None = None,
) -> Iterator[Article]:
    """Yield the articles of a small file, and write down in ``result`` what became of it."""
    try:
        content, result.digest = read_content(source.path)
        effort = Effort(len(content), allowance_bytes)
        records = read_records(
            content,
            source.relative,
            **options.of_readers(),
            met=result.met,
            allowance_bytes=allowance_bytes,
        )
        for record in effort.each(records):
            yield from articles_of_record(effort, record, source, key, options, result)
    except FileNotFoundError:
        result.gone = True
    except ArticleError as error:
        result.skips.append((None, reason_of(error)))


def articles_of_record(
    effort: Effort,
    record: Found,
    source: SourceFile,
    key: str,
    options: FolderOptions,
    result: FileResult,
) -> Iterator[Article]:
    """Yield the article of a record; a record that none can be made of is written down."""
    try:
        yield from effort.each(article_of_record(record, source, key, options, result))
    except ArticleError as error:
        result.skips.append((getattr(record, "number", None), reason_of(error)))


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
        place = f"#{record.member}" if record.member else suffix
        article = field_article(record, id=key + suffix, path=source.path + place, day_order=order)
    except ArticleError as error:
        result.skips.append((record.number, reason_of(error)))
        return
    if not article.body.strip() and not article.title:
        result.skips.append((record.number, "contains no text"))
        return
    if record.guesses or record.member:
        member = {MEMBER: record.member} if record.member else {}
        article = article._replace(provenance={**article.provenance, **record.guesses, **member})
    if options.own:
        extra, remarks = extra_of(options.own_fields, record.own, order)
        origins = dict.fromkeys(extra, "--field")
        article = article._replace(extra=extra, provenance={**article.provenance, **origins})
        for remark in remarks:
            result.remark(remark, record.number)
    if GUESSED_DAY in article.provenance.get("date", ""):
        result.remark("the order of day and month is a guess; --dates sets it", record.number)
    result.articles += 1
    result.unprocessed += record.kind == "unprocessed"
    yield article
