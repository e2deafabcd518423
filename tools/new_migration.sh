#!/usr/bin/env bash
# Writes the first migration of casework anew from its models. Only until the first release that keeps data.
# Those that follow it are written by hand, and wait outside while it is made.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=src/amparo/casework/migrations
aside=$(mktemp -d)
back() { find "$aside" -name '0*.py' -exec mv -t "$folder" {} +; }
trap back EXIT
find "$folder" -name '0*.py' ! -name '0001_*' -exec mv -t "$aside" {} +
rm -f "$folder/0001_initial.py"
AMPARO_HOME=$(mktemp -d) DJANGO_SETTINGS_MODULE=amparo.doors.web.settings .venv/bin/python -W ignore -m django makemigrations casework -n initial
