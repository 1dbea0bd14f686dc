# Tocsin: `make run` codes the sample reports and opens the record; `make test` runs every check.
# Everything is set up inside this folder; nothing is installed elsewhere.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
REPORT ?=
RECORD ?= record.db
GAZETTEER := src/tocsin/data/gazetteer.marisa

.PHONY: run test setup lint types check docs clean gazetteer

run: setup
	@$(BIN)/python scripts/run.py --record "$(RECORD)" $(if $(REPORT),--report "$(REPORT)")

test: setup lint types
	$(BIN)/python -m pytest

setup: $(VENV)/.ready $(GAZETTEER)

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(GAZETTEER): scripts/build_gazetteer.py $(wildcard src/tocsin/lexicon/places/*.csv) | $(VENV)/.ready
	$(BIN)/python scripts/build_gazetteer.py

gazetteer: $(GAZETTEER)

lint: setup
	$(BIN)/ruff check src tests scripts

types: setup
	$(BIN)/mypy

docs: setup
	$(BIN)/python scripts/write_docs.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache src/tocsin/data/*.marisa src/tocsin/data/*.bin record.db*
