"""``python -m newssearch``."""

from newssearch.cli.main import run

run()
