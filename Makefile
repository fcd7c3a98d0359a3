# Two commands: `make demo` shows what Stature does, `make test` proves that it works.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
FOLDER ?= demo
ARGS ?=
# What touches data. Walks over all addresses and hostile requests run once, on SQLite.
ON_POSTGRESQL := $(addprefix tests/web/,accounts answering audit frameworks/test_own.py invitations jobs norms operations people \
	programmes reports test_area.py test_check_and_seal.py test_prepared.py test_save_answer.py \
	test_saving_at_once.py test_start.py test_versions.py)
PIN := --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	--no-annotate --upgrade

.PHONY: demo test check bench requirements clean

demo: $(VENV)/run.done  ## Write sample reports and open the site on one (ARGS=--no-browser: files only)
	$(BIN)/stature demo --folder $(FOLDER) $(ARGS)

test: check  ## Run every check and every test, on SQLite and on PostgreSQL
	$(BIN)/python -m pytest -n auto --dist loadgroup --ignore=tests/docs
	STATURE_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n auto --dist loadgroup \
		tests/e2e/test_round.py $(ON_POSTGRESQL)

check: $(VENV)/test.done  ## Lint, types, import rules, documentation
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest -q tests/docs

bench: $(VENV)/bench.done  ## Measure against peers, side by side
	$(BIN)/python -m benchmarks

requirements: $(UV)  ## Pin everything anew
	$(UV) pip compile -q pyproject.toml --extra web --group build $(PIN) -o requirements/run.txt
	$(UV) pip compile -q pyproject.toml --extra web --extra wording --group build --group test --group check \
		-c requirements/run.txt $(PIN) -o requirements/test.txt
	$(UV) pip compile -q pyproject.toml --extra web --extra wording --group build --group test --group check \
		--group bench -c requirements/test.txt $(PIN) -o requirements/bench.txt

$(UV): requirements/uv.txt
	$(PYTHON) -c 'import sys; sys.exit("Stature needs Python 3.11 or newer." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	touch $(UV)

$(VENV)/%.done: requirements/%.txt pyproject.toml | $(UV)
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements/$*.txt
	$(UV) pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

clean:  ## Remove what these commands made
	rm -rf $(VENV) $(FOLDER) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
