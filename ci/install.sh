#!/usr/bin/env bash
# Unpacks Pader from its tarball (`npm run pack`) after checking it. Nothing else is fetched: the tarball holds all it needs.
#
#   install.sh TARBALL SHA256 FOLDER
#
# TARBALL is a file or an https address. Afterwards FOLDER/bin/pader is the command.
set -euo pipefail

[ $# -eq 3 ] || { echo "usage: install.sh TARBALL SHA256 FOLDER" >&2; exit 64; }
tarball=$1 sha256=$2 folder=$3
[[ $sha256 =~ ^[0-9a-f]{64}$ ]] || { echo "install.sh: \"$sha256\" is not a SHA-256 digest: take the one beside the tarball" >&2; exit 64; }
command -v node > /dev/null || { echo "install.sh: Pader needs Node 20.19 or later, and no node command was found" >&2; exit 1; }

mkdir -p "$folder/bin"
case $tarball in
  https://*) curl --fail --silent --show-error --location --proto '=https' --output "$folder/pader.tgz" "$tarball" ;;
  http://*) echo "install.sh: a tarball is fetched over https only" >&2; exit 64 ;;
  *) cp -- "$tarball" "$folder/pader.tgz" ;;
esac
found=$(sha256sum "$folder/pader.tgz" | cut -d ' ' -f 1)
if [ "$found" != "$sha256" ]; then
  rm -f -- "$folder/pader.tgz"
  echo "install.sh: \"$tarball\" has the digest $found and not $sha256: it is not the one that was pinned" >&2
  exit 1
fi
tar -xzf "$folder/pader.tgz" -C "$folder"
ln -sfn ../package/bin/pader "$folder/bin/pader"
"$folder/bin/pader" version
