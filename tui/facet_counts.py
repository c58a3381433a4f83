"""How the hits spread, for the column of facets: counts to narrow by, and to compare.

A field of which an article has one value is counted as if the query did not include a value of it:
the other years or sources stay in view beside the chosen one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from newssearch.search.facets import Facet
from newssearch.tui import filters
from newssearch.tui.engine import Engine, Selection
from newssearch.tui.filters import FIELD_OF_FACET, SINGLE, Filter
from newssearch.tui.messages import Question

MOST_VALUES = 8
"""Of each facet but those of time."""

MOST_YEARS_BY_MONTH = 2
"""Years up to which time is counted by month; months of a chosen year are counted too."""

_PERIODS = ("year", "month")
_YEAR = slice(4)
"""Of a day, month or year as a filter has it."""


def count_facets(engine: Engine, question: Question, selection: Selection) -> list[Facet]:
    """Return the facets of a question, whose answer is ``selection``, in the order of the column.

    Raises what ``Engine.select`` raises.
    """
    literal = question.mode == "literal"  # then nothing in it is a filter
    chosen = None if literal else filters.included(question.text, "date")
    together: defaultdict[str, list[str]] = defaultdict(list)
    for by, field in FIELD_OF_FACET.items():
        text = question.text
        if field in SINGLE and not literal:
            text = filters.without(text, field)
        if by == "month" and chosen is not None:
            text = filters.joined(text, Filter("date", chosen[_YEAR]))
        together[text].append(by)
    counted: dict[str, Facet] = {}
    for text, names in together.items():
        same = text == question.text
        found = selection if same else engine.select(text, mode=question.mode)
        periods = [name for name in names if name in _PERIODS]
        others = [name for name in names if name not in _PERIODS]
        for wanted, limit in ((periods, None), (others, MOST_VALUES)):
            if wanted:
                counted |= {one.by: one for one in found.facets(wanted, limit=limit).facets}
    facets = [counted[by] for by in FIELD_OF_FACET if by in counted]
    return shown_facets(facets, within_year=chosen is not None)


def shown_facets(facets: Sequence[Facet], *, within_year: bool = False) -> list[Facet]:
    """Return the facets that say something: those with values, time by years or by months.

    ``within_year`` the months are those of one year, beside which the other years are shown.
    """
    by = {facet.by: facet for facet in facets}
    years = sum(bool(value.articles) for value in by["year"].values) if "year" in by else 0
    if within_year:
        left_out = "" if years > 1 else "year"
    else:
        left_out = "month" if years > MOST_YEARS_BY_MONTH else "year"
    return [facet for facet in facets if facet.values and facet.by != left_out]
