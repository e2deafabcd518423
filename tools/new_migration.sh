#!/usr/bin/env bash
# Writes the first migration of casework anew from its models. Only until the first release that keeps data.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -f src/amparo/casework/migrations/0001_initial.py
AMPARO_HOME=$(mktemp -d) DJANGO_SETTINGS_MODULE=amparo.doors.web.settings .venv/bin/python -W ignore -m django makemigrations casework -n initial
