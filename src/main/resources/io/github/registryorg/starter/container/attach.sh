#!/usr/bin/env bash
# SPDX-License-Identifier: 0BSD
# Attaches to what registry:publish has published what belongs to it. registry:serve runs this in the same build: the
# registry is at REGISTRY until this ends, and what is pushed to it becomes part of the contribution.
set -euo pipefail
# what the programs below have no use for
unset REGISTRY_TOKEN AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_WEB_IDENTITY_TOKEN_FILE

repositories() {
  curl -fsS "http://$REGISTRY/v2/_catalog" | sed 's/.*\[//; s/\].*//; s/[" ]//g' | tr , '\n'
}

# of the image that has the tag VERSION: its index, if it is for several platforms
digest() {
  curl -fsSI -H 'Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json' \
    -H 'Accept: application/vnd.docker.distribution.manifest.list.v2+json' \
    -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
    "http://$REGISTRY/v2/$1/manifests/$VERSION" | tr -d '\r' | sed -n 's/^[Dd]ocker-[Cc]ontent-[Dd]igest: *//p'
}

for repository in $(repositories); do
  digest=$(digest "$repository")
  image=$REGISTRY/$repository@$digest
  @block.sign@
  @block.attachSbom@
done
