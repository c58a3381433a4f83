# Targets: demo (install and answer a query), test (lint, types, contracts, tests),
# sweep (the long tests), bench (benchmarks beside their peers), docs (generated tables and the site),
# man (manual pages), reliability (the table of outcomes), compat (the archive that later versions must
# read), cluster (an OpenSearch node to try things on), cluster-test (the tests that need one).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOOPS := $(wildcard archive/columnar/compiled/*.p[xy][dx] search/compiled/*.p[xy][dx])

.PHONY: demo test lint types contracts pytest explore sweep sweep-ci cluster cluster-test bench reliability compat docs pictures man format clean

demo: $(VENV)/installed
	@$(BIN)/newssearch query "Scud missiles"

test: lint types contracts pytest

lint: $(VENV)/installed-test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/installed-test
	$(BIN)/mypy

contracts: $(VENV)/installed-test
	$(BIN)/lint-imports

# As many processes as the machine has cores; WORKERS=0 runs all in one
WORKERS := auto
PARALLEL = --numprocesses=$(WORKERS)

pytest: $(VENV)/installed-test
	$(BIN)/python -m pytest -m "not sweep and not cluster" $(PARALLEL) --dist loadfile

# The tests that hypothesis feeds, with other examples than the ones that make test tries
explore: $(VENV)/installed-test
	NEWSSEARCH_EXAMPLES=explore $(BIN)/python -m pytest -m "hypothesis and not sweep and not cluster"

# The long tests
sweep: $(VENV)/installed-test
	$(BIN)/python -m pytest -m sweep $(PARALLEL) --dist worksteal

sweep-ci: $(VENV)/installed-test
	$(BIN)/python -m pytest -m "sweep and not exhaustive" $(PARALLEL) --dist worksteal

NODES := 1

cluster: $(VENV)/installed-test
	@$(BIN)/python tests/cluster/nodes.py $(NODES)

cluster-test: $(VENV)/installed-test
	$(BIN)/python -m pytest -m cluster tests/cluster

bench: $(VENV)/installed-bench
	$(BIN)/python -m benchmarks --page docs/benchmarks.md

reliability: $(VENV)/installed-test
	$(BIN)/python tests/faults/outcome_table.py

compat: $(VENV)/installed-test
	$(BIN)/python tests/compat/make_archive.py --again

docs: $(VENV)/installed-docs
	$(BIN)/python -m docs.generate
	$(BIN)/python -m docs.format_examples
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

pictures: $(VENV)/installed
	$(BIN)/python -m docs.pictures
	@echo "the walk through a session: python -m docs.walk ARCHIVE (of Reuters-21578, in tmux)"

man: $(VENV)/installed
	$(BIN)/python -m docs.manpages build/man

format: $(VENV)/installed-test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml hatch_build.py $(LOOPS) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(VENV)/installed-docs: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

clean:
	rm -rf $(VENV) archive/columnar/compiled/*.so search/compiled/*.so
