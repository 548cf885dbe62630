#!/bin/sh
# Writes what an edition of the library, a commit, makes of networks.hpp and trainings.hpp, once and for all, into a
# folder of its own beside this script: tests/editions/write.sh d3660ba. Its headers are then named in headers.hpp.
set -eu
cd "$(dirname "$0")"
edition=$(git rev-parse --short=7 "$1")
if [ -e "$edition" ]; then
  echo "$edition is written, and later editions must load it as it is" >&2
  exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git -C ../.. archive "$edition" include | tar -x -C "$work"
# The instructions that every processor has, so that who writes it does not matter.
"${CXX:-g++}" -std=c++20 -O1 -I "$work/include" $(pkg-config --cflags eigen3) write.cpp -o "$work/write"
mkdir "$work/$edition"
"$work/write" "$work/$edition" "$edition"
gzip -9n "$work/$edition"/*.checkpoint  # two thirds are digits of generators
mv "$work/$edition" .
