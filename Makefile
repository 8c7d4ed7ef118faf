# What a developer calls. Each target works on a clean clone: what is missing is made first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint serve bench format catalogue lock
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
PORT ?= 8000
ADDRESS ?= 127.0.0.1
export PORT ADDRESS

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard tracker/translations/*/LC_MESSAGES/*.po))
STATIC := $(shell find static -mindepth 1 -not -path '*/.*' 2>/dev/null)

help: ## sagt, was es gibt
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.installed static/.built/manifest.json $(CATALOGUES) ## installiert, was die anderen brauchen; nichts, wo sich nichts geändert hat

demo: setup ## der Beispielplan unter http://localhost:8000/ (PORT= wählt einen anderen Port)
	@$(BIN)/tracker demo --if-empty
	@TARGET=demo scripts/serve

serve: setup ## der Server und die Arbeiten im Hintergrund, mit den Einstellungen dieser Installation
	@scripts/serve

test: setup ## jede Prüfung und jeder Test, auf SQLite, auf PostgreSQL und in Chromium
	@scripts/need postgresql chromium fonts
	@scripts/check test

lint: setup ## nur die Prüfungen, die den Quelltext lesen
	@scripts/check lint

bench: setup ## misst das Tempo auf SQLite und PostgreSQL
	@scripts/need postgresql
	@scripts/postgresql --durable $(BIN)/python -m tests.bench

format: setup ## bringt Python in seine Form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

catalogue: setup ## trägt neue Texte in den englischen Katalog ein, noch leer
	$(BIN)/python scripts/catalogue.py update

lock: ## wählt die neuesten Fassungen, die pyproject.toml und package.json erlauben
	@command -v uv >/dev/null || { echo "uv fehlt. Bitte rufen Sie auf: python3 -m pip install uv" >&2; exit 1; }
	uv pip compile --quiet --upgrade pyproject.toml --group dev --universal --generate-hashes --no-header -o requirements.lock
	uv pip compile --quiet --upgrade --group node --universal --generate-hashes --no-header -o requirements-node.lock
	scripts/npm update --package-lock-only

.venv/bin/python:
	@scripts/need venv
	python3 -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install -qq --no-compile --require-hashes --requirement requirements.lock
	$(BIN)/pip install -qq --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.vendored: package-lock.json .npmrc scripts/vendor.py | .venv/.installed
	scripts/npm ci --loglevel=error
	$(BIN)/python scripts/vendor.py
	@touch $@

static/.built/manifest.json: tracker/assets.py $(STATIC) .venv/.vendored
	$(BIN)/python -c 'from tracker import assets; assets.build()'

%.mo: %.po | .venv/.installed
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
