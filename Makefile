# Everything a developer calls. Each target works on a clean clone: what is missing is made first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard tracker/translations/*/LC_MESSAGES/*.po))

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.installed $(CATALOGUES) ## install what the others need; does nothing where nothing changed

.venv/bin/python:
	@scripts/need venv
	python3 -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install -qq --require-hashes -r requirements.lock
	$(BIN)/pip install -qq --no-deps --no-build-isolation --no-index -e .
	@touch $@

%.mo: %.po | .venv/.installed
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
