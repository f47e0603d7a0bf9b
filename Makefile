# Every target does its own set-up: all it needs is Python 3.11 or newer, make and the package registry.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
DOCS := $(VENV)/.installed-docs
TRAIN := $(VENV)/.installed-train
TEXT ?= src/averment/demo/statement.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint types layers bench docs model clean

help: ## Say what there is to make.
	@echo "make TARGET, where TARGET is one of:"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(RUN) ## Check the bundled example and write a report on it.
	@echo "Checking the example …"
	@$(BIN)/averment demo

test: $(DEV) ## Run the tests.
	@echo "Running the tests …"
	@$(BIN)/python -m pytest

lint: $(DEV) ## Check style and layout of the code.
	@echo "Checking style and layout …"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(DEV) ## Check the types.
	@echo "Checking the types …"
	@$(BIN)/mypy

layers: $(DEV) ## Check which room imports which.
	@echo "Checking the layers …"
	@$(BIN)/lint-imports

bench: $(DEV) ## Measure speed, memory and reading; TEXT=FILE for another text, DATA=FOLDER for reading sets.
	@echo "Measuring; this takes some minutes …"
	@$(BIN)/python benchmarks/path.py $(TEXT) $(if $(PUBLISHED),--published $(PUBLISHED))
	@$(BIN)/python benchmarks/analyser.py $(TEXT)
	@$(BIN)/python benchmarks/readings.py
	@$(BIN)/python benchmarks/verdict.py
	@$(BIN)/python benchmarks/landscape.py
	@$(BIN)/python benchmarks/reader.py $(if $(DATA),--data $(DATA)) $(if $(POLNEAR),--polnear $(POLNEAR)) \
	  $(if $(TEMPEVAL),--tempeval $(TEMPEVAL))

docs: $(DOCS) ## Build the documentation into site/.
	@echo "Building the documentation …"
	@$(BIN)/mkdocs build --strict --quiet
	@echo "It is in site/index.html."

model: $(TRAIN) ## Train both sentence analysers anew from the treebanks in DATA=FOLDER.
	@test -n "$(DATA)" || { echo "Say where the treebanks are: make model DATA=FOLDER"; exit 2; }
	@echo "Training; this takes about two hours …"
	@$(BIN)/python training/train.py --data "$(DATA)"
	@$(BIN)/python training/fit.py --data "$(DATA)"
	@$(BIN)/python training/export.py --data "$(DATA)"
	@$(BIN)/python training/card.py --data "$(DATA)"

clean: ## Remove everything that was built, the virtual environment too.
	rm -rf $(VENV) site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache averment-demo.html
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): $(BIN)/python pyproject.toml
	@echo "Installing Averment into $(VENV); this takes some minutes the first time …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(DEV): $(BIN)/python pyproject.toml
	@echo "Installing Averment and its tools into $(VENV); this takes some minutes the first time …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(RUN)

$(DOCS): $(BIN)/python pyproject.toml
	@echo "Installing the documentation's tools into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

$(TRAIN): $(DEV)
	@echo "Installing the training's tools into $(VENV); this takes some minutes …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
	  { echo "There is no $(PYTHON). Install Python 3.11 or newer, or say make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Averment needs Python 3.11 or newer; $(PYTHON) is older. Say make PYTHON=python3.11"; exit 1; }
	@echo "Making a virtual environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "It failed. On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }
