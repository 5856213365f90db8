#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/image 5.23.1): where it changes an OCI manifest, since it compresses a layer on
# its way, it writes the manifest again from the fields that it knows. artifactType is not among them, so that the copy of
# an artifact is no artifact any more, while its subject is kept. It exits with 0. A copy with --preserve-digests keeps all,
# and fails where it would have to change the manifest.
# Seen (the keys of the manifest of the copy):
#   source: annotations artifactType config layers mediaType schemaVersion subject
#   copy, compressing: annotations config layers mediaType schemaVersion subject
#   copy, preserving digests: annotations artifactType config layers mediaType schemaVersion subject
# Exits with 1 if that has changed. Needs skopeo and python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > layout.py <<'X'
import hashlib
import json
import os

os.makedirs('source/blobs/sha256')


def blob(data, media_type):
    digest = hashlib.sha256(data).hexdigest()
    with open('source/blobs/sha256/' + digest, 'wb') as file:
        file.write(data)
    return {'mediaType': media_type, 'digest': 'sha256:' + digest, 'size': len(data)}


OCI = 'application/vnd.oci.image.'
layer = blob(b'\0' * 10240, OCI + 'layer.v1.tar')
config = blob(json.dumps({
    'architecture': 'amd64', 'os': 'linux',
    'rootfs': {'type': 'layers', 'diff_ids': [layer['digest']]}}).encode(), OCI + 'config.v1+json')
manifest = blob(json.dumps({
    'schemaVersion': 2, 'mediaType': OCI + 'manifest.v1+json', 'artifactType': 'application/vnd.example.sbom',
    'config': config, 'layers': [layer], 'annotations': {'note': 'kept'},
    'subject': {'mediaType': OCI + 'manifest.v1+json', 'digest': 'sha256:' + '0' * 64, 'size': 7}}).encode(),
    OCI + 'manifest.v1+json')
manifest['annotations'] = {'org.opencontainers.image.ref.name': '1'}
with open('source/index.json', 'w') as file:
    json.dump({'schemaVersion': 2, 'manifests': [manifest]}, file)
with open('source/oci-layout', 'w') as file:
    file.write('{"imageLayoutVersion":"1.0.0"}')
X
python3 layout.py
keys() {
  python3 -c 'import json, sys; print(" ".join(sorted(json.load(open(sys.argv[1])))))' "$1"
}
raw() {
  skopeo inspect --raw "oci:$1:1" > manifest.json
  keys manifest.json
}
{
  echo "source: $(raw source)"
  skopeo copy -q --dest-compress --dest-compress-format gzip oci:source:1 dir:compressed
  echo "copy, compressing: $(keys compressed/manifest.json)"
  skopeo copy -q --preserve-digests oci:source:1 oci:preserved:1
  echo "copy, preserving digests: $(raw preserved)"
} > output
cat output
cat > expected <<'X'
source: annotations artifactType config layers mediaType schemaVersion subject
copy, compressing: annotations config layers mediaType schemaVersion subject
copy, preserving digests: annotations artifactType config layers mediaType schemaVersion subject
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
