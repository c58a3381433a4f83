"""Human-readable sizes."""

from __future__ import annotations

import os
from pathlib import Path


def size_text(size_bytes: int) -> str:
    """Return a size in the decimal units of disks: ``12.3 MB``."""
    size = float(size_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def size_on_disk(folder: Path) -> int:
    """Return the bytes of all files below a folder; hard links count once."""
    sizes: dict[int, int] = {}
    for here, _, names in os.walk(folder):
        for name in names:
            try:
                status = Path(here, name).lstat()
            except FileNotFoundError:  # a concurrent run has just deleted it
                continue
            sizes[status.st_ino] = status.st_size
    return sum(sizes.values())
