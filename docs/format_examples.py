"""Write docs/format-examples.md: the smallest file of each format, as the tests index it.

``python -m docs.format_examples`` writes the page; a test holds it to the samples.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from newssearch.indexer.readers.formats import READERS

PAGE = Path(__file__).parent / "format-examples.md"
_TESTS = Path(__file__).parents[1] / "tests"
_SHOWN = 2_400
"""Characters of a sample that are shown; the rest is counted."""

_HEAD = """\
# The smallest file of each format

What each format looks like; [the table of formats](formats.md) says how to get such files. A test
indexes every one of these files. The news in them is invented. This page is generated: `make docs`.
"""


def samples() -> dict[Any, Any]:
    """Return the samples of the tests by format: name, content, and how it is packed."""
    before = list(sys.path)
    sys.path += [str(_TESTS / name) for name in ("indexer", "oracle", "properties")]
    try:
        return dict(import_module("format_samples").SAMPLES)
    finally:
        sys.path[:] = before


def page() -> str:
    """Return the page."""
    known = samples()
    parts = [_HEAD]
    for reader in sorted(READERS, key=lambda one: one.format.value.lower()):
        parts.append(
            f"\n## {reader.format.value}\n\n{reader.taken[:1].upper()}{reader.taken[1:]}.\n"
        )
        if reader.format in known:
            sample = known[reader.format]
            parts.append(_shown(sample.name, sample.pack(sample.content)))
    return "".join(parts)


def _shown(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = "\0"
    if any(ord(character) < 32 and character not in "\n\t" for character in text):
        return f"\n`{name}`: a binary file; `tests/indexer/format_samples.py` makes one.\n"
    lines = "".join(f"{line.rstrip()}\n" for line in text[:_SHOWN].splitlines())
    rest = f"\nand {len(text) - _SHOWN:,} characters more.\n" if len(text) > _SHOWN else ""
    return f"\n`{name}`:\n\n````text\n{lines}````\n{rest}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
