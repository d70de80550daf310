#!/bin/sh
# The build command of a Cloudflare Pages project, with PYTHON_VERSION = 3.12 among its variables.
set -eu
git fetch --quiet --unshallow || true # all of the history: it dates notes that state no date
python -m pip install .headwater/headwater-*.whl
headwater build . --output _site
