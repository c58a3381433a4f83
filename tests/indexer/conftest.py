"""Fixtures of the tests that build archives."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: what is durable is the affair of tests/faults."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
