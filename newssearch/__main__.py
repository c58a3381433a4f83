"""``python -m newssearch``."""

from newssearch.main import run

run()
