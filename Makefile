# make run | test | check | bench | soak | demo-reset. Each sets up what it needs.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
BOTH := -n auto --dist worksteal

.PHONY: run test check bench soak setup setup-dev demo-reset lock

run: setup
	@$(BIN)/fuertong demo --port $(PORT)

test: setup-dev
	@$(BIN)/pytest $(BOTH)
	@$(BIN)/python -m tests.postgres $(BIN)/pytest $(BOTH) -m "not journey" --ignore tests/web/ui --ignore tests/web/test_apart.py tests/web

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: setup-dev
	@$(BIN)/python -m tests.bench

soak: setup-dev
	@$(BIN)/python -m tests.soak

demo-reset: setup
	@$(BIN)/fuertong demo --reset --no-serve

setup: .venv/.run node_modules/.stamp

setup-dev: .venv/.dev node_modules/.stamp

.venv/bin/uv:
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

.venv/.run: .venv/bin/uv requirements.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

node_modules/.stamp: package.json package-lock.json
	@npm ci --silent --ignore-scripts
	@touch $@

lock: .venv/bin/uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra dev --extra spark -c requirements.lock pyproject.toml -o requirements-dev.lock
