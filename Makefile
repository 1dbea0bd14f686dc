# Tocsin: `make run` codes the sample reports and opens the record; `make test` runs every check.
# Everything is set up inside this folder; nothing is installed elsewhere.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
REPORT ?=
RECORD ?= record.db
GAZETTEER := src/tocsin/data/gazetteer.marisa
VENDOR := src/tocsin/serve/vendor/vendor.mjs

.DELETE_ON_ERROR:
.PHONY: run test setup fast current sources lint types docs clean gazetteer web help

help:
	@echo "make run                     code the sample reports, print the brief, open the record"
	@echo "make run REPORT=path-or-url  the same with a report of yours"
	@echo "make test                    every check: style, types, tests"
	@echo "make setup                   only install (into $(VENV)) and build the gazetteer"
	@echo "make fast                    compile what can be compiled (two minutes, needs a C compiler): a quarter faster"
	@echo "make docs | clean            write the codebook | remove everything built"

run: setup current
	@$(BIN)/python scripts/run.py --record "$(RECORD)" $(if $(REPORT),--report "$(REPORT)")

test: setup sources lint types
	$(BIN)/python -m pytest

setup: $(VENV)/.ready $(GAZETTEER) $(VENDOR)

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The compiled package is a copy of the sources: it goes when they change.
FAST := $(VENV)/.fast

fast: setup
	TOCSIN_COMPILE=1 $(BIN)/python -m hatchling build -t wheel -d $(VENV)/wheels
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall $(VENV)/wheels/*.whl
	@rm -rf $(VENV)/wheels && touch $(FAST)

current:
	@if [ -e $(FAST) ] && [ -n "$$(find src scripts/compile_modules.py -type f ! -name '*.pyc' -newer $(FAST) | head -1)" ]; then \
		echo "make: the sources changed after make fast; back to them"; $(MAKE) --no-print-directory sources; fi

sources:
	@if [ -e $(FAST) ]; then $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . && rm $(FAST); fi

$(GAZETTEER): scripts/build_gazetteer.py $(wildcard src/tocsin/lexicon/places/*.csv) | $(VENV)/.ready
	$(BIN)/python scripts/build_gazetteer.py

gazetteer: $(GAZETTEER)

$(VENDOR): web/package-lock.json web/vendor.js web/build.mjs
	@command -v npm >/dev/null || { echo 'make: npm is missing; the desk needs Node.js once to bundle its browser code'; exit 1; }
	cd web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

web: $(VENDOR)

lint: setup
	$(BIN)/ruff check src tests scripts

types: setup
	$(BIN)/mypy

docs: setup
	$(BIN)/python scripts/write_codebook.py

clean:
	rm -rf $(VENV) build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis .cache web/node_modules src/tocsin/serve/vendor \
		src/tocsin/data/*.marisa src/tocsin/data/*.bin record.db*
