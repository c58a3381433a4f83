"""What holds for all tests: hypothesis draws the same examples everywhere, and nothing is timed.

``make explore`` runs the tests that hypothesis feeds with other examples than these, each time new
ones. What it finds goes into the test as an ``@example``.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from newssearch.search import budget

UNTIMED = (HealthCheck.too_slow, HealthCheck.data_too_large)
"""What tells of a busy machine, or of examples that were thrown away, and not of a fault."""

settings.register_profile(
    "fixed", derandomize=True, database=None, deadline=None, suppress_health_check=UNTIMED
)
settings.register_profile("explore", deadline=None, suppress_health_check=UNTIMED)
settings.load_profile(os.environ.get("NEWSSEARCH_EXAMPLES", "fixed"))

budget._allowed_seconds = 3600.0  # on a busy machine no query is to end for want of time
