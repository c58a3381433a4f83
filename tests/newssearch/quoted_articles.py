"""A few articles that quote people, for the commands about quotations, facets and versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from newssearch.archive import Article, Quotation


def quoting(id_: str, body: str, *said: tuple[str, str | None, str], **fields: Any) -> Article:
    """Return an article; ``said`` are quoted words, speaker, and the cue with what follows it."""
    quotes = []
    for words, speaker, cue in said:
        start = body.index(words)
        quotes.append(
            Quotation(
                start,
                start + len(words),
                speaker=speaker,
                speaker_as_written=speaker.split()[-1] if speaker else None,
                description="secretary of state" if speaker == "Colin Powell" else None,
                cue=cue.split()[0] if speaker else None,
                cue_start=body.index(cue) if speaker else None,
                confidence="high" if speaker else None,
            )
        )
    return Article(id=id_, path=f"news/{id_}.txt", body=body, quotes=tuple(quotes), **fields)


_DRAFT = (
    "The council met on Wednesday.\n\n“Every statement today is backed by sources,” Colin Powell"
    " told the council.\n\nNothing was decided.\n\nThe meeting goes on."
)

ARTICLES = (
    quoting(
        "aaaa0001",
        _DRAFT,
        ("Every statement today is backed by sources,", "Colin Powell", "told the"),
        title="Powell speaks of weapons",
        date=dt.date(2003, 2, 5),
        source="AFP",
        byline=("Ann Lee",),
        credit="AFP",
        section="World",
        lang="en",
    ),
    quoting(
        "aaaa0002",
        _DRAFT.replace("Wednesday", "Thursday").replace("is backed", "was backed"),
        ("Every statement today was backed by sources,", "Powell", "told the"),
        title="Powell spoke of weapons",
        date=dt.date(2003, 2, 6),
        source="AFP",
        byline=("ANN LEE", "Bo Day"),
        lang="en",
    ),
    quoting(
        "bbbb0003",
        "Weapons sources\x1b[31m in the council spoke. “No \u202eweapons\u202c\x1b]0;x\x07"
        " were found,” Hans Blix\x1b[2J said. “Hm.”",
        ("No \u202eweapons\u202c\x1b]0;x\x07 were found,", "Hans Blix\x1b[2J", "said."),
        ("Hm.", None, ""),
        title="Inspectors\x1b[1m see no weapons",
        date=dt.date(1999, 12, 31),
        source="Reuters",
        lang="en",
    ),
    quoting(
        "cccc0004",
        "“The weapons were never there,” Powell said years later. The council was silent.",
        ("The weapons were never there,", "Powell", "said years"),
        byline=("Bo Day",),
    ),
    quoting("dddd0005", "Wheat prices rose in Chicago.", title="Wheat", date=dt.date(1990, 1, 1)),
)
