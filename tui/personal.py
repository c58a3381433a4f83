"""What a person brings to the screen: where their own things are kept, and their settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Personal:
    """``folder`` keeps the history (None: it is not kept), ``keys`` are other keys of actions."""

    folder: Path | None = None
    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
