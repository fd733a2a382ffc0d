# Two commands: `make run` opens the board, `make test` passes every check. Both need Python 3.11 or newer and make.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
# Chromium's shared libraries cannot come from Python: on Debian the distribution's own browser brings them.
CHROMIUM := $(shell command -v chromium || command -v chromium-browser)
# So does its PostgreSQL, in which the tests keep a journal too.
POSTGRES := $(wildcard /usr/lib/postgresql/*/bin/initdb)$(shell command -v initdb)
# And so do the servers that the board stands behind, which the tests run as docs/deploy sets them up.
PROXIES := $(shell PATH="$$PATH:/usr/sbin"; command -v nginx >/dev/null && command -v caddy)
# The facts are prepared on a Spark too: its server is a wheel of its own beside the environment, and runs on Java.
JAVA := $(shell command -v java)
SPARK := .venv/spark/installed
# The provider at which the browser tests log in runs on Node.js.
NPM := $(shell command -v npm)

.PHONY: run test format lint types contracts unit spark browser proxies benchmark docs lock clean

run: $(STAMP)
	$(BIN)/sla-dash run

test: lint types contracts unit spark browser

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

contracts: $(STAMP)
	$(BIN)/lint-imports

unit: $(STAMP) proxies
ifeq ($(POSTGRES),)
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq postgresql; \
	else echo "PostgreSQL is not installed: the tests that need it skip"; fi
endif
	$(BIN)/python -m pytest tests --ignore tests/browser --ignore tests/benchmarks -m "not spark" -n auto --dist worksteal

spark: $(STAMP) $(SPARK)
ifeq ($(JAVA),)
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless; \
	else echo "Java is not installed: the tests that need Spark skip"; fi
endif
	$(BIN)/python -m pytest tests/load -m spark

browser: $(STAMP) proxies
ifeq ($(CHROMIUM),)
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq chromium; \
	else $(BIN)/python -m playwright install chromium; fi
endif
ifeq ($(NPM),)
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq nodejs npm; \
	else echo "Node.js and npm are not installed: the tests that log in skip"; fi
endif
	$(BIN)/python -m pytest tests/browser -n auto --dist loadfile

proxies:
ifeq ($(PROXIES),)
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq nginx-light caddy; \
	else false; fi || echo "nginx or Caddy is not installed: the tests that need them skip"
endif

benchmark: $(STAMP)
	$(BIN)/python -m pytest tests/benchmarks

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The environment, anew whenever the lock changes.
$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $(STAMP)

$(SPARK): $(STAMP) tests/spark.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --no-deps --require-hashes \
		--target .venv/spark -r tests/spark.lock
	touch $(SPARK)

docs: $(STAMP)
	$(BIN)/python -m sla_dash.output.reference > docs/agreement.md

# Pin everything anew; needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--all-extras pyproject.toml --output-file requirements.lock
	echo "pyspark >= 4.3" | uv pip compile --quiet --no-deps --generate-hashes --no-header --no-annotate \
		--no-emit-index-url - --output-file tests/spark.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .benchmarks .import_linter_cache
