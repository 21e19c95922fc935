# Every command of the project. `make help` lists them.
SHELL := bash
.DEFAULT_GOAL := help
PYTHON ?= python3
RUN := .venv/bin/
export PYTHONPATH := hooks
export PYTHONDONTWRITEBYTECODE := 1
export NO_MKDOCS_2_WARNING := 1
STRICT ?=
PORT ?= 8000
LOCALE ?=
NAME ?=
DIR ?=
# Without a host's name: pip asks the registry that it is set up for.
LOCK = $(RUN)uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"

.PHONY: help serve build test test-deep check check-dates cases readability standards og-images strings translated lock accept-looks bench new-site browser engines fonts gettext leaflets clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/site: requirements/site.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This needs Python 3.11 or newer; call make with PYTHON=python3.11, say."; exit 1; }
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv || { echo "Python's venv is missing. Install it, for example: apt-get install python3-venv"; exit 1; }
	$(RUN)pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/site.txt
	@touch $@

.venv/test: requirements/test.txt .venv/site
	$(RUN)pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/test.txt
	@touch $@

browser:
	@bash tests/browser/find-chromium.sh

engines:
	@bash tests/browser/find-engines.sh

fonts:
	@bash tests/browser/find-fonts.sh

gettext:
	@bash tests/find-gettext.sh

serve: .venv/site ## Show the site while you write; PORT=8001 and LOCALE=ka if you like
	@$(RUN)python hooks/preview.py --port $(PORT) --locale "$(LOCALE)"

build: .venv/site ## Write the site to site/; STRICT=1 stops on warnings too
	@$(RUN)python hooks/publish.py site $(RUN)mkdocs build $(if $(STRICT),--strict) --site-dir

leaflets: .venv/site browser fonts ## Write the site with a leaflet to print in each language; needs Chromium
	@LEAFLET_CHROMIUM="$$(command -v "$${CHROMIUM:-chromium}" chromium chromium-browser google-chrome | head -n 1)" $(MAKE) --no-print-directory build

test: .venv/test browser fonts gettext ## Run every test, browser tests included
	$(RUN)pytest -n 2 -m "not deep"

test-deep: .venv/test browser engines fonts ## Run the long tests
	$(RUN)pytest -n 2 -m deep

check: .venv/test ## Check the content, then the code; ONLY=links: only that of the content
	@$(RUN)python -m patientinfo check $(if $(ONLY),--only $(ONLY))
ifndef ONLY
	$(RUN)ruff check .
	$(RUN)ruff format --check .
	$(RUN)mypy
endif

check-dates: .venv/site ## Fail when a page or the criteria are due for review
	$(RUN)python -m patientinfo check-dates

readability: .venv/test ## Show sentence lengths and school grades of every page
	$(RUN)python -m patientinfo readability

standards: .venv/site ## Show what standards ask for, and which pages have it
	$(RUN)python -m patientinfo standards

og-images: .venv/test browser ## Draw the picture of each language for shared links
	$(RUN)python -m patientinfo og-images "$$(command -v "$${CHROMIUM:-chromium}" chromium chromium-browser google-chrome | head -n 1)"

cases: .venv/site ## Show the example children and their verdicts; BASE=main: what changes
	@$(RUN)python -m patientinfo cases $(BASE)

strings: .venv/site ## Bring every language's strings up to date; FORCE=1: even if many go out of use
	$(RUN)python -m patientinfo strings $(if $(FORCE),--force)

translated: .venv/site ## Record that PAGE=ka/index.md translates the English text as it is now
	$(RUN)python -m patientinfo translated $(PAGE)

lock: .venv/test ## Pin all dependencies with hashes, from pyproject.toml
	$(LOCK) --extra test --output-file requirements/test.txt pyproject.toml
	$(LOCK) --constraint requirements/test.txt --output-file requirements/site.txt pyproject.toml

accept-looks: .venv/test browser fonts ## Accept how pages look now; look at the pictures first
	ACCEPT_LOOKS=1 $(RUN)pytest -n 0 tests/browser/test_looks.py

bench: .venv/test browser ## Measure builds, preview and pages beside stock Material (npm: and Starlight)
	$(RUN)python benchmarks/run.py

new-site: .venv/site ## Start a site on another condition: DIR=../asthma; LOCALE=es NAME=Español if you like
	@$(RUN)python hooks/new_site.py --dir "$(DIR)" --locale "$(LOCALE)" --name "$(NAME)"

clean: ## Remove what the commands made
	rm -rf .venv site .site-* .cache
