"""A few dated articles about oil and wheat, for the commands that count words."""

from __future__ import annotations

import datetime as dt

from newssearch.archive import Article

_TEXTS = (
    ("2001-02-03", "Wire A", "Crude oil rose. Traders said crude oil would rise. The U.S. bought."),
    ("2001-02-09", "Wire A", "Crude oil fell.\n\nOil is not crude, said the U.S. envoy."),
    ("2001-11-30", "Wire B", "Wheat and corn rose. Nobody said why. Crude manners were seen."),
    ("2003-01-01", "Wire B", "The price of crude oil rose again, and the price of wheat fell."),
    (None, None, "No date, no source, no oil; wheat, wheat and the price of wheat."),
)

ARTICLES = tuple(
    Article(
        id=f"a{number}",
        path=f"{number}.txt",
        title=f"Report {number}",
        body=body,
        date=dt.date.fromisoformat(day) if day else None,
        source=source,
    )
    for number, (day, source, body) in enumerate(_TEXTS)
)
