# Scrutineer's everyday commands. `make serve` and `make test` need nothing but Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

export HOST ?= 127.0.0.1
export PORT ?= 8000

.PHONY: help setup serve test check-code exam bench bundle docs lock clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: $(VENV)/ready ## the environment alone, in .venv

$(VENV)/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Scrutineer needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: $(VENV)/ready ## load what is new, and serve on http://127.0.0.1:8000 (HOST=, PORT=)
	@$(BIN)/scrutineer serve --load

test: $(VENV)/ready check-code ## formatting, types, and all tests
	$(BIN)/pytest -n auto

check-code: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

exam: $(VENV)/ready ## score the graph against hand-made annotations in $(SHARED)/gold
	$(BIN)/python -m tests.exam --shared $(SHARED)

bench: $(VENV)/ready ## how fast it is, as ratios against a limit measured in the same run
	$(BIN)/python -m tests.bench

bundle: $(VENV)/ready ## make the bundled graph again from the reports
	$(BIN)/python -m tests.bundle

docs: $(VENV)/ready ## write the documentation of the vocabulary again
	$(BIN)/python -m tests.documentation

lock: $(VENV)/ready ## bring requirements.lock up to date with pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --group dev pyproject.toml -o requirements.lock

clean: ## remove the environment and the store
	rm -rf $(VENV) store
