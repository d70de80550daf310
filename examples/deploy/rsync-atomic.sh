#!/bin/sh
# Usage: rsync-atomic.sh VAULT HOST FOLDER; the web server on HOST shows FOLDER/current
set -eu
vault=$1 host=$2 folder=$3
release=$(date -u +%Y%m%d-%H%M%S)
headwater build "$vault" --output "$vault/_site"
test -f "$vault/_site/index.html"
ssh "$host" "mkdir -p '$folder/releases'"
rsync --recursive --times --compress --checksum --exclude '/.headwater-*' \
    --link-dest "$folder/current/" "$vault/_site/" "$host:$folder/releases/$release/"
# A rename takes the place of the old link at once: no reader sees half of a site.
ssh "$host" "ln -s 'releases/$release' '$folder/next' && mv -T '$folder/next' '$folder/current'"
