#!/bin/sh
# umoci 0.4.7 (Debian bookworm): a tag of an OCI layout that names an index with images for two platforms is "ambiguous"
# to every command, though only one descriptor in index.json has that name: umoci walks into the index, takes each image
# in it for a candidate, and has no option to choose a platform. "umoci ls" lists the tag all the same. With one image in
# the index it works. So the layout that "skopeo copy --all" or buildah writes can't be tagged or unpacked by umoci.
# Seen:
#   ls -> one two
#   stat --image layout:one -> works
#   stat --image layout:two -> tag is ambiguous: two
#   tag --image layout:two three -> tag is ambiguous: two
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, and python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download umoci=0.4.7+ds-3+b7 > log 2>&1 || { cat log >&2; exit 2; }
dpkg -x umoci_*.deb root
cat > layout.py <<'X'
import hashlib
import io
import json
import os
import tarfile

OCI = 'application/vnd.oci.image.'
os.makedirs('layout/blobs/sha256')


def put(kind, data, **more):
    if not isinstance(data, bytes):
        data = json.dumps(data).encode()
    name = hashlib.sha256(data).hexdigest()
    with open('layout/blobs/sha256/' + name, 'wb') as file:
        file.write(data)
    return {'mediaType': OCI + kind, 'digest': 'sha256:' + name, 'size': len(data), **more}


out = io.BytesIO()
tarfile.open(fileobj=out, mode='w').close()
layer = put('layer.v1.tar', out.getvalue())


def image(cpu):
    config = put('config.v1+json', {
        'created': '2024-01-01T00:00:00Z', 'architecture': cpu, 'os': 'linux', 'config': {},
        'rootfs': {'type': 'layers', 'diff_ids': [layer['digest']]}, 'history': [{'created': '2024-01-01T00:00:00Z', 'created_by': 'x'}]})
    return put('manifest.v1+json', {
        'schemaVersion': 2, 'mediaType': OCI + 'manifest.v1+json', 'config': config, 'layers': [layer]},
        platform={'architecture': cpu, 'os': 'linux'})


def index(*images):
    return {'schemaVersion': 2, 'mediaType': OCI + 'index.v1+json', 'manifests': list(images)}


def named(name, *cpus):
    return put('index.v1+json', index(*map(image, cpus)), annotations={'org.opencontainers.image.ref.name': name})


with open('layout/oci-layout', 'w') as file:
    file.write('{"imageLayoutVersion": "1.0.0"}')
with open('layout/index.json', 'w') as file:
    json.dump(index(named('one', 'amd64'), named('two', 'amd64', 'arm64')), file)
X
python3 layout.py
umoci() {
  HOME=$dir root/usr/bin/umoci "$@" 2>&1
}
seen() {
  if out=$(umoci "$@"); then echo works; else echo "$out" | sed -n 's/.*\(tag is ambiguous: [a-z]*\).*/\1/p' | head -n 1; fi
}
{
  echo "ls -> $(umoci ls --layout layout | sort | tr '\n' ' ' | sed 's/ $//')"
  for command in 'stat --image layout:one' 'stat --image layout:two' 'tag --image layout:two three'; do
    # shellcheck disable=SC2086
    echo "$command -> $(seen $command)"
  done
} > output
cat output
cat > expected <<'X'
ls -> one two
stat --image layout:one -> works
stat --image layout:two -> tag is ambiguous: two
tag --image layout:two three -> tag is ambiguous: two
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
