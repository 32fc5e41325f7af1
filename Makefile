# Izder: what can be done here. Everything is made in .venv and out/; data lives in IZDER_HOME.

.DEFAULT_GOAL := help
SERVE ?= yes
VENV  := .venv
BIN   := $(VENV)/bin
PIP   := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: help demo test soak fuzz check lock bench evaluate docs clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/make \1 —/p' Makefile

demo: $(VENV)/.ready  ## load the examples, detect, write out/brief.pdf, serve the screen (SERVE=no: end after the brief)
	@$(BIN)/izder demo $(if $(filter no,$(SERVE)),--no-serve)

test: $(VENV)/.ready  ## every test, on a real Neo4j and a real browser; WORKERS=n at a time (2)
	@.ci/browser
	$(BIN)/python -m pytest -n $(or $(WORKERS),2)

soak: $(VENV)/.ready  ## a thousand kills, a hundred orders, Neo4j itself killed; make test does it in small
	KILLS=$(or $(KILLS),1000) ORDERS=$(or $(ORDERS),100) SOAK=yes $(BIN)/python -m pytest -s \
	  tests/integration/etl/test_kills.py tests/integration/etl/test_orders.py

fuzz: $(VENV)/.ready  ## 100,000 mutated rows over all templates; SEED=n begins elsewhere
	FUZZ=$(or $(FUZZ),100000) $(BIN)/python -m pytest -s --timeout 7200 tests/unit/etl/fuzz

check: $(VENV)/.ready  ## the static checks: import contracts, types, lint
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/ruff check .

docs: $(VENV)/.ready  ## write the pages that are made from data: ontology, questions, indicators, templates
	$(BIN)/python docs/generate.py

evaluate: $(VENV)/.ready  ## score detection on the sample, into docs/evaluation.md
	$(BIN)/python -m evaluation

bench: $(VENV)/.ready  ## measure speed, into docs/performance.md
	$(BIN)/python -m evaluation.bench

lock: $(VENV)/.ready  ## renew requirements.txt: one hashed lock for Python 3.11, 3.12 and 3.13
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --extra dev --output-file requirements.txt pyproject.toml

clean:  ## remove .venv, out/ and caches; data in IZDER_HOME stays
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.locked: requirements.txt
	@.ci/venv $(VENV)
	@echo "Installing the locked requirements into $(VENV)"
	@$(PIP) install --require-hashes --no-deps --progress-bar on -r requirements.txt
	@touch $@

$(VENV)/.ready: $(VENV)/.locked pyproject.toml
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
