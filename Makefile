# `make` alone lists what there is. Everything runs in .venv, which the first target that needs it creates.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test test-long check lint format types translations screenshots bundle bench lock clean

# Which Python makes .venv; afterwards only the one in .venv is used.
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11 python,$(shell command -v $(name))) python3)
VENV_PYTHON := .venv/bin/python

# Tests and screenshots need no screen, and must not depend on the language of the machine.
HEADLESS := QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

setup: ## create or update .venv and check the system libraries (every target below does it first)
	@command -v $(PYTHON) >/dev/null || { echo "sdrdesk needs Python 3.11 or newer: install python3, then run again." >&2; exit 1; }
	@$(PYTHON) -S -E tools/bootstrap.py

run: setup translations ## open the app; more with ARGS, for example: make run ARGS=--help
	$(VENV_PYTHON) -m sdrdesk $(ARGS)

demo: setup translations ## open the app on invented leads, in a throw-away workspace
	$(VENV_PYTHON) -m sdrdesk demo $(ARGS)

test: setup translations ## run the tests, without the long ones
	$(HEADLESS) $(VENV_PYTHON) -m pytest -m "not long" -n auto --dist worksteal $(ARGS)

# pytest answers 5 when nothing was selected, which is no failure here.
test-long: setup translations ## run the long tests only: state machines, crashes, large stores
	$(HEADLESS) $(VENV_PYTHON) -m pytest -m long -n auto --dist worksteal $(ARGS) || test $$? -eq 5

check: lint types test ## all that a commit must pass: lint, format, types, tests

lint: setup ## look for mistakes and for unformatted files
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .

format: setup ## format the code, and mend what can be mended by machine
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

types: setup ## check the types (strictly in sdrdesk.core)
	$(VENV_PYTHON) -m mypy

ifneq ($(wildcard tools/translations.py),)
translations: setup ## gather and compile the translations
	$(VENV_PYTHON) tools/translations.py
else
translations:
endif

screenshots: setup translations ## take the pictures of the documentation
	$(HEADLESS) $(VENV_PYTHON) tools/screenshots.py $(ARGS)

bundle: setup translations ## build the app that runs without Python, in dist/
	$(VENV_PYTHON) packaging/build.py $(ARGS)

bench: setup translations ## measure what the README promises
	$(HEADLESS) $(VENV_PYTHON) -m benchmarks $(ARGS)

lock: ## resolve the dependencies again; newest versions with ARGS=--upgrade
	$(PYTHON) tools/lock.py $(ARGS)

clean: ## remove what can be made again: .venv, caches, build products
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
