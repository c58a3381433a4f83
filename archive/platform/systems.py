"""Which system this is, and modules that not every system has."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

WINDOWS = os.name == "nt"
MACOS = sys.platform == "darwin"


def module(name: str) -> Any:
    """Return a module that not every system has, None where it is missing."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None
