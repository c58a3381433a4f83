"""The fingerprint of an index: what decides how the words of its articles are kept and weighed.

An archive keeps the fingerprint of the program that wrote it. One that was written with other
weights, or with another analysis, would be searched by rules that it was not made by: its words
would not be found, or counted otherwise, silently. So it is refused, and ``migrate`` analyses
its articles again.

The analysis is recognised by what it does: the tokens of a probe that has something for each of its
rules. A change of the rules that changes no token of the probe goes unnoticed, so what a new rule
is about belongs into the probe.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import cache

from newssearch.archive.analysis.folding import fold
from newssearch.archive.analysis.stems import stem
from newssearch.archive.analysis.stream import tokenise
from newssearch.archive.columnar.layout import (
    ITEM_WIDTH,
    MAX_WEIGHTED,
    WEIGHT_UNIT,
    ZONE_GAP,
    Layout,
)

PROBE = (
    "THE U.S. SAID NO\n\nOn Jan. 5, Mr. O\u2019Brien-Smith's well-known co\u2011op didn\u2019t pay"
    " $1,234.56 (or 7%) to AT&T; e.g. J.P. Morgan. \u201cWhy not?\u201d he asked. Hawai\u2018i,"
    " na\u00efve caf\u00e9s, Stra\u00dfe, \u0130stanbul, \u0141\u00f3d\u017a, \ufb01nance,"
    " soft\u00adhyphen, zero\u200bwidth, e\u0301t\u00e9, x@y.example, http://a.example/b_c-d,"
    " 3.5-litre, 1990s, '90s, rock'n'roll, R&D, C++, #tag, @name, and/or, 10:30, 12/31/1999."
    "\n\n\u653f\u5e9c\u306f\u6628\u65e5\u3001\u30b9\u30ab\u30c3\u30c9\u3002"
    " \u041f\u0440\u0430\u0432\u0434\u0430 \u0435\u0449\u0451;"
    " \u0635\u0627\u0631\u0648\u062e \u05e9\u05dc\u05d5\u05dd \u0e20\u0e32\u0e29\u0e32"
    " l\u2019\u00e9cole dell'unione qu'il Diyarbak\u0131r'da we'll"
    " D`Arcy O\u02bbahu col\u00b7lecci\u00f3"
    " \u0648\u064e\u0635\u0644 \u0623\u062d\u0645\u062f\u0649 \u0641\u0640\u064a"
    " \u0662\u0660\u0662\u0664 \u05e8\u05b8\u05d7\u05b5\u05dc \u05e6\u05d4\u05f4\u05dc"
    " \u0930\u092e\u093e \u0930\u092e\u0940 \u0926\u093f\u0932\u094d\u0932\u0940 \u0967"
    " \ud55c\uad6d\uc740 \u1112\u1161\u11ab \uff76\uff9e \u304c \u0e19\u0e49\u0e33\u0e21"
    " \u1781\u17d2\u1798\u17c2\u179a COVID-19\u75ab\u60c5\uff0c\u7ed3\u675f\u3002"
    " state-of-the-art"
    " running ponies flies were organisations " + "w" * 70
)


def fingerprint(layout: Layout) -> str:
    """Return the fingerprint of what this program writes with a layout: 16 hexadecimal digits."""
    shape = [[field.name, repr(getattr(layout, field.name))] for field in fields(Layout)]
    content = f"{shape} {ZONE_GAP} {ITEM_WIDTH} {WEIGHT_UNIT} {MAX_WEIGHTED} {_analysis()}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


@cache
def _analysis() -> str:
    stream = tokenise(PROBE)
    found = (stream.tokens, stream.positions, stream.widths, stream.starts, stream.ends)
    forms = [(fold(token), stem(token)) for token in stream.tokens]
    return ascii((found, stream.sentences, stream.paragraphs, stream.length, forms))
