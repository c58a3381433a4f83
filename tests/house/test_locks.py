"""What is shared while an archive is read has no lock: a forked process may find it held."""

from __future__ import annotations

import ast
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
LOCKS = {"cached_property", "Lock", "RLock", "Condition", "Semaphore"}
WRITERS = CHECKOUT / "archive" / "columnar" / "writing"
"""A run's own tables: no reader shares them."""
CLUSTER = CHECKOUT / "search" / "cluster"
"""Connections have locks in any case, so a forked process opens its own (docs/threads.md)."""


def test_what_is_read_has_no_lock() -> None:
    looked_at = 0
    for path in sorted([*CHECKOUT.glob("archive/**/*.py"), *CHECKOUT.glob("search/**/*.py")]):
        if path.is_relative_to(WRITERS) or path.is_relative_to(CLUSTER):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node, "attr", getattr(node, "id", getattr(node, "name", None)))
            assert name not in LOCKS, f"{path}: {name}; see docs/threads.md"
        looked_at += 1
    assert looked_at > 50
