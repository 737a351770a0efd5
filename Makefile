# Every command of maillage. `make` alone lists them. Each installs what it needs once, and is fast the second time.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Imports without cached bytecode take four times as long; another project's environment has no say in this one.
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME VIRTUAL_ENV UV_PYTHON DJANGO_SETTINGS_MODULE

VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --no-config --python $(VENV)
LOCKED := $(INSTALL) --require-hashes --only-binary :all: --requirement
PATHED := PATH="$(CURDIR)/$(BIN):$$PATH"
CODE := src tests bench
JOBS ?= 2

.PHONY: help
help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: demo
demo: $(VENV)/base assets ## the platform with Yvelines, at http://localhost:8000
	@exec $(BIN)/maillage demo

.PHONY: test
test: $(VENV)/dev assets check ## the rules of the house, types, every test; what CI runs
	@.ci/chromium
	$(BIN)/pytest -n $(JOBS) -m "not browser" -q --ignore tests/reliability
	$(BIN)/pytest -n $(JOBS) -q tests/browser

.PHONY: test-postgres
test-postgres: $(VENV)/dev ## the tests that touch the database, on a throw-away PostgreSQL
	@.ci/postgres
	$(BIN)/python -m bench.postgres $(BIN)/pytest -n $(JOBS) -q tests/web

.PHONY: test-reliability
test-reliability: $(VENV)/dev assets ## processes killed outright, the power cut; RELIABILITY_ACTIONS=2000 takes half an hour
	$(BIN)/pytest -n $(JOBS) -q tests/reliability

.PHONY: bench
bench: $(VENV)/bench ## speed beside the peers, in one table
	$(BIN)/python -m bench

.PHONY: lint
lint: $(VENV)/dev check ## the rules of the house, style and types, no test

.PHONY: check
check: $(VENV)/dev
	$(BIN)/lint-imports --no-logo
	$(BIN)/ruff check --quiet $(CODE)
	$(BIN)/ruff format --quiet --check $(CODE)
	$(PATHED) $(BIN)/pyright --pythonpath $(BIN)/python

.PHONY: fmt
fmt: $(VENV)/dev ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

.PHONY: assets
assets: $(VENV)/assets ## the front-end libraries, from npm's lock into static/vendor

.PHONY: lock
lock: $(VENV)/tools ## compile requirements/*.txt anew, with hashes and without any registry's address
	requirements/lock $(BIN)/uv

.PHONY: clean
clean: ## throw away the environment and everything built; the data of the demo stays
	rm -rf $(VENV) node_modules src/maillage/web/static/vendor build dist
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

# What has been installed, one stamp a layer: a later layer adds to the one before.
$(VENV)/tools: requirements/tools.txt .ci/environment
	@echo "Making the environment in $(VENV)"
	@.ci/environment $(VENV)
	@touch $@

$(VENV)/base: requirements/base.txt pyproject.toml $(VENV)/tools
	@echo "Installing what maillage needs"
	@$(LOCKED) requirements/base.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/base
	@echo "Installing what its tests need"
	@$(LOCKED) requirements/dev.txt
	@touch $@

$(VENV)/bench: requirements/bench.txt $(VENV)/base
	@echo "Installing the peers to measure against"
	@$(LOCKED) requirements/bench.txt
	@touch $@

$(VENV)/assets: package.json package-lock.json src/maillage/web/assets.py $(VENV)/base
	@echo "Fetching the front-end libraries"
	@$(PATHED) npm ci --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python -m maillage.web.assets
	@touch $@
