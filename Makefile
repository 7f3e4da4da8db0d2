# From clone to running: `make run`. All tests: `make test`. Everything else: `make help`.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
# Django's own tools need settings but no database
DRY := PUMPURS_ENV=test DATABASE_URL=postgresql://nobody@127.0.0.1:1/none DJANGO_SETTINGS_MODULE=pumpurs.settings
MAKEFLAGS += --no-print-directory

.PHONY: run test check setup format texts docs screenshots kills caps lock clean help

run: ## start PuMPuRS on http://127.0.0.1:8000/ (ARGS="--port 8001")
	@$(PYTHON) tools/bootstrap.py base
	@$(BIN)/pumpurs serve $(ARGS)

test: ## all tests, browser stories included (ARGS="tests/cli -k port")
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: ## format, lint, types, import contracts, templates, texts, migrations, generated docs
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/ruff format --check --quiet . > /dev/null || { echo "Not formatted: run make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(DRY) $(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/djlint --lint --quiet src/pumpurs/web
	@$(BIN)/python tools/texts.py --check
	@$(DRY) $(BIN)/python -W ignore -m django makemigrations --check --dry-run
	@$(BIN)/python tools/migrations.py
	@$(DRY) $(BIN)/python tools/docs.py --check
	@echo "make check: all in order"

setup: ## the environment for development, without starting anything
	@$(PYTHON) tools/bootstrap.py dev

format: ## bring the code into the house's form
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

texts: ## gather texts from code and templates into locale/, merge and compile
	@$(BIN)/python tools/texts.py --update

docs: ## write the generated pages of docs/
	@$(DRY) $(BIN)/python tools/docs.py

screenshots: ## pictures of the main pages for docs/screenshots, from a demonstration country of their own
	@$(PYTHON) tools/bootstrap.py dev
	@$(BIN)/python -m tools.screenshots

kills: ## work killed at random moments and at failpoints: what is left is old or new (ARGS="--kills 200")
	@$(PYTHON) tools/bootstrap.py base
	@$(BIN)/python -m bench.kills $(ARGS)

caps: ## 64 clerks grant against one allowance at the same moment, 50 times: never a cent over the cap
	@$(PYTHON) tools/bootstrap.py dev
	@PUMPURS_CLERKS=64 PUMPURS_ROUNDS=50 $(BIN)/python -m pytest -q tests/programme/compensations/test_caps.py $(ARGS)

lock: ## resolve the newest allowed packages into requirements/*.txt
	@$(BIN)/python tools/lock.py

clean: ## forget the demonstration data and the environment
	@if [ -L var/pg ]; then rm -rf "$$(readlink var/pg)"; fi
	rm -rf var .venv

help: ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:[^#]*## /\t/' | expand -t 10
