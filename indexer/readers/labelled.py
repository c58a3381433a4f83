"""The head of an exported article: lines of "LABEL: value", as databases write them.

Shared by the exports that have them. A value runs to the next label or a blank line, because
exports break long values over lines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_LABEL = re.compile(
    r"[ \t]{0,80}([A-ZÀ-Ý][A-Za-zÀ-ÿ\-]{2,24}(?: [A-Za-zÀ-ÿ]{2,12})?):[ \t]{0,20}(.{0,20000})\Z"
)


def label_of(line: str, known: Mapping[str, str]) -> tuple[str, str] | None:
    """Return (field, value) of a line that begins with a known label, in any case of letters."""
    found = _LABEL.match(line[:20_100])
    if not found:
        return None
    field = known.get(found.group(1).lower())
    return (field, found.group(2).strip()) if field is not None else None
