"""What the screen says: counts, refusals, and the pages that stand in for hits.

Pure functions from data to lines and pages, separate from the widgets that show them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newssearch.archive.cellwidth import width_of
from newssearch.archive.errors import ArchiveMissing, NewsSearchError, QuerySyntaxError
from newssearch.archive.wording import counted, counted_matches
from newssearch.search.answer import Answer
from newssearch.tui.cells import clean_line, fit, fitting, wrapped
from newssearch.tui.engine import Mode, Sort
from newssearch.tui.messages import Overview
from newssearch.tui.page import Page, PageWriter
from newssearch.tui.text_lines import InkedLine
from newssearch.tui.two_columns import write_rows

MODE_NAMES: Mapping[Mode, str] = {
    "all": "finds articles with all words",
    "any": "finds articles with any of the words, best matches first",
    "literal": "the text is taken literally, without operators",
}
PROMPTS: Mapping[Mode, str] = {"all": "search: ", "any": "any of: ", "literal": "as is:  "}

_KEYS_FOR_OPTIONS = (("use --literal", "press F3 twice"), ("use --any", "press F3"))
"""What messages of the query language call options is a key here."""

_SET_IN = "  "

EXAMPLES: tuple[tuple[str, str], ...] = (
    ("crude oil", "both words, in any form"),
    ('"crude oil"', "the phrase, exactly"),
    ("oil OR gas -price", "either of two, without a third"),
    ("title:oil date:1987", "by field, day, month or year"),
    ("oil w/5 price*", "nearby, within 5 words"),
    ("speaker:powell", "who is quoted"),
)
"""Shown before anything is typed; on a narrow screen only what is before the comma."""

_EXAMPLE_WIDTH = 19
_NARROW, _LOW = 50, 16
"""Columns and lines below which pages say less."""


def summary_line(answer: Answer, sort: Sort, width: int) -> InkedLine:
    """Say how much was found, in which order and how fast; the last first left out for room."""
    articles = counted(answer.total, "article")
    found = counted_matches(answer.total, answer.matches)
    groups = ""
    if answer.groups is not None and answer.groups != answer.total:
        groups = f" in {counted(answer.groups, 'group')}"
    undated = f" · {answer.undated:,} undated left out" if answer.undated else ""
    order = f" · {sort}"
    forms = (
        (found, f"{groups}{order} · {answer.seconds:.2f} s{undated}"),
        (found, f"{groups}{order}{undated}"),
        (found, f"{groups}{undated}"),
        (articles, f"{groups}{undated}"),
        (articles, undated),
    )
    fitting_forms = (form for form in forms if width_of("".join(form)) <= width)
    title, more = next(fitting_forms, forms[-1])
    return [(title, "title"), (more, "meta")]


def note_lines(notes: Sequence[str], width: int) -> list[InkedLine]:
    """Say how the query was read, wrapped to the width."""
    return [line for note in notes for line in wrapped_lines(f"note: {note}", "note", width)]


def refusal_lines(error: NewsSearchError, width: int) -> list[InkedLine]:
    """Say why a query was not answered: message, place and hint, wrapped to the width."""
    lines = wrapped_lines(f"error: {error.message}", "error", width)
    if isinstance(error, QuerySyntaxError):
        shown, before, marked = _window(error, width - 2)
        lines.append([("  " + shown, "")])
        lines.append([("  " + " " * before + "^" + "~" * (marked - 1), "error")])
    if error.hint:
        hint = error.hint
        for option, key in _KEYS_FOR_OPTIONS:
            hint = hint.replace(option, key)
        lines += wrapped_lines(f"hint: {hint}", "", width)
    return lines


def wrapped_lines(text: str, ink: str, width: int) -> list[InkedLine]:
    """Return a text in lines, all but the first set in."""
    first, *others = wrapped(clean_line(text), width)
    further = wrapped(" ".join(others), max(1, width - len(_SET_IN))) if others else []
    return [[(first, ink)], *([(_SET_IN, ""), (line, ink)] for line in further)]


def _window(error: QuerySyntaxError, width: int) -> tuple[str, int, int]:
    """Return the part of the query around the error, and the cells before and below the caret."""
    before = clean_line(error.text[: error.position])
    wrong = clean_line(error.text[error.position : error.position + error.length])
    after = clean_line(error.text[error.position + error.length :])
    room = max(1, width - min(width_of(wrong) or 1, width // 2) - 1)
    before = before[len(before) - fitting(before[::-1], room) :]
    shown = before + wrong + after
    shown = shown[: fitting(shown, width)]
    marked = min(width_of(wrong), width - width_of(before))
    return shown, width_of(before), max(1, marked)


def failure(error: NewsSearchError) -> str:
    """Say in one line why something could not be done, and what to do."""
    return error.message + (f": {error.hint}" if error.hint else "")


def welcome_page(
    overview: Overview, notice: str, recent: Sequence[str], columns: int, lines: int
) -> Page:
    """Say what the archive holds, what was asked last, and what may be typed.

    What does not fit ``lines`` is left out, the examples first.
    """
    narrow, low = columns < _NARROW, lines < _LOW
    writer = PageWriter()
    if notice:
        writer.line(clean_line(notice), "note")
        writer.line()
    writer.write(counted(overview.articles, "article"), "key")
    if overview.first and overview.last:
        writer.write(_LINE_OR_COMMA[narrow])
        writer.write(f"{overview.first} to {overview.last}")
    writer.line()
    if not low:
        writer.line(clean_line(overview.where), "meta")
        published = f"{overview.published:%Y-%m-%d %H:%M}"
        generation = clean_line(f"generation {overview.generation}")
        writer.line(f"{generation}{_LINE_OR_COMMA[narrow]}published {published}", "meta")
    writer.line()
    if recent:
        ways = "Up" if narrow else "Up, or Ctrl+R for all; F6 lists saved queries"
        writer.line(f"Asked before ({ways}):")
        for query in recent[: 2 if low else None]:
            writer.line("  " + fit(clean_line(query), columns - 2), "key")
        if not low:
            writer.line()
    rows = [(query, meaning.split(",")[0] if narrow else meaning) for query, meaning in EXAMPLES]
    room = lines - writer.lines - 1 - 2 * (not low)
    if room > 1:
        writer.line("Type to search. For example:")
        write_rows(writer, rows[: room - 1], columns, first=_EXAMPLE_WIDTH)
    if not low:
        writer.line()
    writer.line("F1 shows all keys and the language." if narrow else _ALL_KEYS)
    return writer.page()


_LINE_OR_COMMA = {True: "\n", False: ", "}
_ALL_KEYS = "? or F1 shows all keys and the whole language."


def no_archive_page(error: NewsSearchError, notice: str) -> Page:
    """Say that there is no archive to search, and how to make one."""
    writer = PageWriter()
    writer.line(clean_line(error.message), "error")
    if error.hint:
        writer.line(clean_line(error.hint))
    if notice:
        writer.line(clean_line(notice), "note")
    writer.line()
    if isinstance(error, ArchiveMissing):
        writer.line("To make an archive of the articles in a folder, press F5, or in a shell:")
        writer.write("  ")
        writer.line("newssearch index FOLDER", "key")
        writer.line()
    writer.line("Enter tries again, Ctrl+C leaves.")
    return writer.page()


def opening_page() -> Page:
    """Say that the archive is being opened."""
    return Page("opening the archive …")


def no_hits_page(answer: Answer, overview: Overview | None, columns: int) -> Page:
    """Say that nothing was found, which part of the query is why, and what would find something."""
    writer = PageWriter()
    writer.write("no articles match: ", "error")
    writer.line(clean_line(answer.query))
    if len(answer.clauses) > 1:
        counts = [(f"{clause.total:,}", clean_line(clause.text)) for clause in answer.clauses]
        widest = max(width_of(count) for count, _ in counts)
        write_rows(writer, [(f"{n:>{widest}}", text) for n, text in counts], columns, first=widest)
    if answer.suggestion is not None:
        writer.line()
        writer.write("did you mean: ")
        writer.write(clean_line(answer.suggestion.text), "key")
        writer.line(f" ({answer.suggestion.total:,})?")
        writer.line("Ctrl+Y searches for it.")
    if answer.any_word is not None:
        writer.line()
        writer.write(f"any of these words finds {answer.any_word.total:,}: ")
        writer.line(clean_line(answer.any_word.text), "key")
    if overview is not None and overview.first and overview.last:
        writer.line()
        writer.line(f"The archive covers {overview.first} to {overview.last}.", "meta")
    return writer.page()
