#!/bin/sh
# Usage: rsync.sh VAULT TARGET, where TARGET is a folder, here or elsewhere: user@host:/srv/garden
set -eu
vault=$1 target=$2
headwater build "$vault" --output "$vault/_site"
test -f "$vault/_site/index.html" # an empty folder would empty the target
rsync --recursive --times --compress --checksum --delay-updates --delete-delay \
    --exclude '/.headwater-*' --exclude '/.well-known' "$vault/_site/" "$target/"
