"""What a person brings to the screen: where their own things are kept, and their settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newssearch.search.saved import SavedQueries


@dataclass(frozen=True)
class Personal:
    """``folder`` keeps the history (None: it is not kept), ``keys`` are other keys of actions.

    ``saved`` opens the saved queries, None where there are none.
    """

    folder: Path | None = None
    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    saved: Callable[[], SavedQueries] | None = None
