#!/bin/sh
# umoci 0.4.7 (Debian bookworm): "umoci gc" of an OCI layout deletes the config and the layers of every image whose manifest
# has Docker's media type, and exits with 0. index.json may name manifests of any type (image specification, "Image Index":
# what is unknown is ignored), and who copies images without changing digests, as "oras cp --to-oci-layout" does, writes
# such layouts. umoci follows only types that it knows; the manifest itself is kept and "umoci ls" still lists the tag,
# so nothing shows that the image is gone. An image with OCI's types in the same layout stays whole.
# Seen (exit code of gc; tags before and after; which files are there after it):
#   gc -> 0
#   ls -> docker oci, docker oci
#   docker -> manifest
#   oci -> manifest config layer
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, and python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download umoci=0.4.7+ds-3+b7 > log 2>&1 || { cat log >&2; exit 2; }
dpkg -x umoci_*.deb root
cat > gc.py <<'X'
import gzip
import hashlib
import io
import json
import os
import subprocess
import tarfile

OCI, DOCKER = 'application/vnd.oci.image.', 'application/vnd.docker.'
os.makedirs('layout/blobs/sha256')


def path(descriptor):
    return 'layout/blobs/' + descriptor['digest'].replace(':', '/')


def put(kind, data, **more):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    descriptor = {'mediaType': kind, 'digest': 'sha256:' + hashlib.sha256(data).hexdigest(), 'size': len(data), **more}
    with open(path(descriptor), 'wb') as file:
        file.write(data)
    return descriptor


def image(name, manifest_type, config_type, layer_type):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo(name))
    config = put(config_type, {
        'created': '2024-01-01T00:00:00Z', 'architecture': 'amd64', 'os': 'linux', 'config': {},
        'rootfs': {'type': 'layers', 'diff_ids': ['sha256:' + hashlib.sha256(out.getvalue()).hexdigest()]},
        'history': [{'created': '2024-01-01T00:00:00Z', 'created_by': 'x'}]})
    layer = put(layer_type, gzip.compress(out.getvalue(), mtime=0))
    manifest = put(
        manifest_type, {'schemaVersion': 2, 'mediaType': manifest_type, 'config': config, 'layers': [layer]},
        annotations={'org.opencontainers.image.ref.name': name})
    return {'manifest': manifest, 'config': config, 'layer': layer}


def umoci(*arguments):
    return subprocess.run(['root/usr/bin/umoci', *arguments, '--layout', 'layout'], env={'HOME': os.getcwd()},
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def tags():
    return ' '.join(sorted(umoci('ls').stdout.split()))


images = {
    'docker': image('docker', DOCKER + 'distribution.manifest.v2+json', DOCKER + 'container.image.v1+json',
                    DOCKER + 'image.rootfs.diff.tar.gzip'),
    'oci': image('oci', OCI + 'manifest.v1+json', OCI + 'config.v1+json', OCI + 'layer.v1.tar+gzip')}
with open('layout/oci-layout', 'w') as file:
    file.write('{"imageLayoutVersion": "1.0.0"}')
with open('layout/index.json', 'w') as file:
    json.dump({'schemaVersion': 2, 'manifests': [image['manifest'] for image in images.values()]}, file)
before = tags()
print('gc -> %d' % umoci('gc').returncode)
print('ls -> %s, %s' % (before, tags()))
for name, parts in images.items():
    print(name + ' -> ' + ' '.join(part for part, descriptor in parts.items() if os.path.exists(path(descriptor))))
X
python3 gc.py > output
cat output
cat > expected <<'X'
gc -> 0
ls -> docker oci, docker oci
docker -> manifest
oci -> manifest config layer
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
