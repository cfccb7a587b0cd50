# Set-up, play and tests. Needs Python 3.11 or newer and make, nothing else.
#
#   make play    opens the app (sets up first)
#   make test    checks and tests (sets up first)
#   make setup   only installs, into .venv
#   make lint    the checks without the tests
#   make lock    rebuilds requirements/*.lock; "make lock UPGRADE=--upgrade" takes newer releases
#   make clean   removes what the other targets made
#
# Another interpreter: make PYTHON=python3.12 setup. Options for pytest: make test PYTEST_ARGS="-x tests/unit".

PYTHON ?= python3
PYTEST_ARGS ?= -n auto --dist loadgroup
UPGRADE ?=
UV_VERSION := 0.13.9

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
LOCK_VENV := .venv-lock

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
unexport PYTHONHOME PYTHONPATH PIP_PREFIX PIP_TARGET PIP_USER
unexport UV_INDEX UV_INDEX_URL UV_DEFAULT_INDEX UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_TORCH_BACKEND

PIP := $(BIN)/python -m pip
# Wheels only: building from source would fetch build tools that no lock names.
INSTALL_LOCKED := $(PIP) install --quiet --compile --require-hashes --only-binary=:all:

.PHONY: setup play test lint lock clean
.NOTPARALLEL:
.DELETE_ON_ERROR:

setup: $(STAMPS)/package

play: setup
	@$(BIN)/mi-coach

test: lint
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(STAMPS)/package $(STAMPS)/test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

# A .venv that was moved, copied or lost its interpreter is made anew.
ifneq ($(shell $(BIN)/python -c 'print(open("$(STAMPS)/venv").read().strip())' 2>/dev/null),$(CURDIR))
.PHONY: $(STAMPS)/venv
endif

$(STAMPS)/venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'MI Coach needs Python 3.11 or newer. Name one: make PYTHON=python3.12 setup' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@mkdir -p $(STAMPS) && printf '%s\n' '$(CURDIR)' > $@

$(STAMPS)/run: requirements/build.lock requirements/run.lock $(STAMPS)/venv
	$(INSTALL_LOCKED) -r requirements/build.lock -r requirements/run.lock
	@touch $@

$(STAMPS)/package: pyproject.toml src/mi_coach/__init__.py $(STAMPS)/run
	$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/test: requirements/test.lock $(STAMPS)/run
	$(INSTALL_LOCKED) -r requirements/test.lock
	@touch $@

# The locks hold for Linux, macOS and Windows and every supported Python. test.lock and train.lock agree with
# run.lock on what they share. train-cpu.lock is train.lock without torch and its libraries for graphics cards.
COMPILE := $(LOCK_VENV)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
  --fork-strategy fewest --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command 'make lock' $(UPGRADE)

lock: $(LOCK_VENV)/bin/uv
	$(COMPILE) pyproject.toml --output-file requirements/run.lock
	$(COMPILE) requirements/build.in --constraints requirements/run.lock --output-file requirements/build.lock
	$(COMPILE) pyproject.toml --extra test --constraints requirements/run.lock \
	  --constraints requirements/build.lock --output-file requirements/test.lock
	$(COMPILE) pyproject.toml --extra train --constraints requirements/run.lock \
	  --output-file requirements/train.lock
	$(COMPILE) pyproject.toml --extra train --constraints requirements/train.lock \
	  --output-file requirements/train-cpu.lock \
	  $$(sed -nE 's/^(torch|triton|cuda-[a-z0-9-]+|nvidia-[a-z0-9-]+)(\[.*\])?==.*/--no-emit-package \1/p' requirements/train.lock)
	@cat requirements/train.note requirements/train.lock > $(LOCK_VENV)/train.lock
	@mv $(LOCK_VENV)/train.lock requirements/train.lock

$(LOCK_VENV)/bin/uv:
	$(PYTHON) -m venv $(LOCK_VENV)
	$(LOCK_VENV)/bin/python -m pip install --quiet uv==$(UV_VERSION)

clean:
	rm -rf $(VENV) $(LOCK_VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
