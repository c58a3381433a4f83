"""Searching and indexing as where newssearch was installed without a compiler."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from newssearch.archive.columnar.writing import loops
from newssearch.search.execution import loops as search_loops


@contextmanager
def without_loops(leave_out: bool = True) -> Iterator[None]:
    """Leave out the compiled loops of searching, unless another setting says otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        if leave_out:
            patch.setattr(search_loops, "_in_use", search_loops.PLAIN)
        yield


@contextmanager
def plain_writing(plain: bool = True) -> Iterator[None]:
    """Index with the specification itself, unless another setting says otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        if plain:
            patch.setattr(loops, "_in_use", loops.PLAIN)
        yield
