#!/bin/sh
# Are the feeds fresh and valid? For any CI that runs a shell: check.sh [ARGUMENTS of tidings check]
# Where there is no `tidings`, install.sh of a release (beside this script, or INSTALL) brings it.
set -eu

if ! command -v tidings >/dev/null 2>&1; then
    programs=$(mktemp -d)
    trap 'rm -rf "$programs"' EXIT
    sh "${INSTALL:-$(dirname "$0")/install.sh}" --to "$programs"
    PATH=$programs:$PATH
fi
tidings check --deny warnings "$@"
