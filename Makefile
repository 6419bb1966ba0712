# Two commands are enough: `make run` opens the app, `make test` checks it. Both install what they
# need into .venv first, and start at once when it is there. `make` alone lists all targets.

PORT ?= 8501
WORKERS ?= 2
BIN := .venv/bin

# Named for the scripts in tools/: the Python to build .venv with, the browser and the database server
# to test with.
export PYTHON CHROMIUM POSTGRES

.DEFAULT_GOAL := help
.PHONY: help run test test-quick test-thorough lint format typecheck bench lock set-up set-up-test clean

help: ## list the targets
	@echo "Usage: make TARGET"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: set-up ## open the app on http://127.0.0.1:8501 (another port: make run PORT=8600)
	@echo "Credence: http://127.0.0.1:$(PORT) (Ctrl+C ends it)"
	@exec $(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

test: set-up-test ## run all tests, the browser's included
	@sh tools/postgres.sh --install >/dev/null || true
	@browser=$$(sh tools/chromium.sh --install) && \
		CHROMIUM="$$browser" $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-quick: set-up-test ## run the tests that need no browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not browser"

test-thorough: set-up-test ## run all tests with many more random cases, and the slow ones
	@sh tools/postgres.sh --install >/dev/null || true
	@browser=$$(sh tools/chromium.sh --install) && \
		CHROMIUM="$$browser" $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --thorough

lint: set-up-test ## check style and form
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: set-up-test ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

typecheck: set-up-test ## check the types of credence/
	$(BIN)/mypy

bench: set-up-test ## measure the engine and the page
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

lock: ## pin anew what pyproject.toml asks for (newer versions: make lock UPGRADE=--upgrade)
	sh tools/lock.sh $(UPGRADE)

set-up: ## only install what the app needs
	@sh tools/set_up.sh run

set-up-test: ## only install what the tests need, Chromium apart
	@sh tools/set_up.sh test

clean: ## remove .venv, caches and all else that was made here
	rm -rf .venv .uv .hypothesis .pytest_cache .ruff_cache .mypy_cache build dist test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
