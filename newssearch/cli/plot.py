"""Curves as a figure in a file, by Matplotlib, fit for a paper."""

from __future__ import annotations

import datetime as dt
import io
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newssearch.archive.errors import StorageError, UsageError
from newssearch.archive.safetext import safe_line
from newssearch.cli.formats.trend import axis_label, runs
from newssearch.search.trend import Measure, Trend

KINDS = (".svg", ".png", ".pdf")

_SIZE = 6.8, 4.2
"""Inches: the width of a page of text."""

_DOTS_PER_INCH = 300
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")
"""Okabe and Ito, Color Universal Design (2008): distinct for colour-blind readers."""

_DASHES = ("-", "--", "-.", ":")
"""So that curves remain distinct in black and white."""

_FONTS = ["DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic"]
"""Letters that the first has not are taken from the next, where they are installed."""

_MOST_TITLE_CHARACTERS = 160
_MOST_LABEL_CHARACTERS = 60
_LEGEND_COLUMNS = 2
_REPRODUCIBLE = {".svg": {"Date": None}, ".png": {"Software": None}, ".pdf": {"CreationDate": None}}


def check_plot(path: Path) -> None:
    """Refuse a file whose kind cannot be drawn, before anything is counted.

    Raises:
        UsageError: its name ends in none of ``KINDS``, or Matplotlib is not installed.
    """
    if path.suffix.lower() not in KINDS:
        raise UsageError(
            f"--plot cannot tell what to draw from the name {path}",
            hint=f"let it end in {', '.join(KINDS)}",
        )
    try:
        import matplotlib as _  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise UsageError(
            "--plot needs Matplotlib, which is not installed", hint="pip install 'newssearch[plot]'"
        ) from error


def write_plot(path: Path, trend: Trend, measure: Measure, title: str, note: str) -> None:
    """Draw the curves with a title, units on both axes, the queries, and a note below.

    Periods that the archive does not cover are left empty. The same curves give the same file.

    Raises:
        StorageError: the file cannot be written.
    """
    import matplotlib as mpl  # noqa: PLC0415 - an extra, and 0.3 s

    settings: dict[str, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": "newssearch",
        "font.family": _FONTS,
        "text.parse_math": False,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # letters that no installed font has
        figure = _figure(trend, measure, title, note)
        kind, drawn = path.suffix.lower(), io.BytesIO()
        figure.savefig(drawn, format=kind[1:], dpi=_DOTS_PER_INCH, metadata=_REPRODUCIBLE[kind])
    try:
        path.write_bytes(drawn.getvalue())
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror}") from error


def _figure(trend: Trend, measure: Measure, title: str, note: str) -> Any:
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415

    figure = Figure(figsize=_SIZE, layout="constrained")
    axes: Any = figure.add_subplot()
    for number, curve in enumerate(trend.curves):
        style = {
            "color": _COLOURS[number % len(_COLOURS)],
            "linestyle": _DASHES[number % len(_DASHES)],
            "linewidth": 1.4,
        }
        label = _short(f"{curve.label} ({curve.total:,})", _MOST_LABEL_CHARACTERS)
        for days, values in _pieces(trend, trend.values(curve, measure)):
            marker = "o" if len(values) == 1 else ""
            axes.plot(days, values, marker=marker, markersize=3, label=label, **style)
            label = "_nolegend_"
        if label != "_nolegend_":
            axes.plot([], [], label=label, **style)
    axes.set_title(_short(title, _MOST_TITLE_CHARACTERS), wrap=True, loc="left")
    axes.set_ylabel(axis_label(trend, measure), wrap=True)
    axes.set_xlabel(f"Date of publication ({trend.by})")
    axes.set_ylim(bottom=0)
    if measure != "share":
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    axes.grid(axis="y", linewidth=0.4, alpha=0.5)
    figure.legend(loc="outside lower left", ncols=_LEGEND_COLUMNS, frameon=False, fontsize="small")
    figure.text(0.995, 0.005, _short(note, _MOST_TITLE_CHARACTERS), ha="right", fontsize="xx-small")
    return figure


def _pieces(
    trend: Trend, values: list[float | None]
) -> Iterator[tuple[list[dt.date], list[float]]]:
    for start, run in runs(values):
        periods = trend.periods[start : start + len(run)]
        yield [dt.date.fromisoformat(period.begins) for period in periods], run


def _short(text: str, most: int) -> str:
    safe = safe_line(text)
    return safe if len(safe) <= most else f"{safe[: most - 1]}…"
