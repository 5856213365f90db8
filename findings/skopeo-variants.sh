#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/image) knows which variants of arm include which, and nothing of the kind for
# amd64. On arm, an image for v6 is taken for v7, and who asks for no variant gets any, v8 too. On amd64, an image for v1,
# which is what every such processor runs and what containerd takes for no variant, is found only by who asks for v1:
# neither by default nor for v2, which can do more. One without a variant is found for all. So an index whose only entry
# for amd64 says v1 is an index without an image on every PC.
# Seen (the only entry of the index; what is asked for):
#   arm/v6: arm -> yes, arm/v7 -> yes
#   arm/v8: arm -> yes, arm/v7 -> no
#   amd64/v1: amd64 -> no, amd64/v1 -> yes, amd64/v2 -> no
#   amd64: amd64 -> yes, amd64/v1 -> yes, amd64/v2 -> yes
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, and python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download skopeo=1.9.3+ds1-1+b10 libgpgme11=1.18.0-3+deb12u1 libassuan0=2.5.5-5 \
  libdevmapper1.02.1=2:1.02.185-2 > log 2>&1 || { cat log >&2; exit 2; }
for package in *.deb; do
  dpkg -x "$package" root
done
LD_LIBRARY_PATH=$(find "$dir/root" -name '*.so*' -exec dirname {} + | sort -u | tr '\n' ':')
export LD_LIBRARY_PATH
cat > variants.py <<'X'
import hashlib
import json
import os
import subprocess
import tempfile

OCI = 'application/vnd.oci.image.'


def put(layout, kind, body, **more):
    data = json.dumps(body).encode()
    name = hashlib.sha256(data).hexdigest()
    with open(layout + '/blobs/sha256/' + name, 'wb') as file:
        file.write(data)
    return {'mediaType': OCI + kind, 'digest': 'sha256:' + name, 'size': len(data), **more}


def platform(text):
    return dict(zip(('architecture', 'variant'), text.split('/')), os='linux')


def layout_of(entry):
    layout = tempfile.mkdtemp(dir='.')
    os.makedirs(layout + '/blobs/sha256')
    config = put(layout, 'config.v1+json', {
        **platform(entry), 'config': {}, 'rootfs': {'type': 'layers', 'diff_ids': []}})
    manifest = put(layout, 'manifest.v1+json', {
        'schemaVersion': 2, 'mediaType': OCI + 'manifest.v1+json', 'config': config, 'layers': []},
        platform=platform(entry))
    index = put(layout, 'index.v1+json', {
        'schemaVersion': 2, 'mediaType': OCI + 'index.v1+json', 'manifests': [manifest]})
    with open(layout + '/oci-layout', 'w') as file:
        file.write('{"imageLayoutVersion": "1.0.0"}')
    with open(layout + '/index.json', 'w') as file:
        json.dump({'schemaVersion': 2, 'manifests': [index]}, file)
    return layout


def finds(layout, wanted):
    options = ['--override-' + name.replace('architecture', 'arch') + '=' + value for name, value in platform(wanted).items()]
    done = subprocess.run(['root/usr/bin/skopeo', *options, 'inspect', 'oci:' + layout],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        return 'yes'
    return 'no' if 'no image found in image index' in done.stdout else done.stdout


for entry, asked in (
        ('arm/v6', ('arm', 'arm/v7')), ('arm/v8', ('arm', 'arm/v7')),
        ('amd64/v1', ('amd64', 'amd64/v1', 'amd64/v2')), ('amd64', ('amd64', 'amd64/v1', 'amd64/v2'))):
    layout = layout_of(entry)
    print(entry + ': ' + ', '.join(wanted + ' -> ' + finds(layout, wanted) for wanted in asked))
X
python3 variants.py > output
cat output
cat > expected <<'X'
arm/v6: arm -> yes, arm/v7 -> yes
arm/v8: arm -> yes, arm/v7 -> no
amd64/v1: amd64 -> no, amd64/v1 -> yes, amd64/v2 -> no
amd64: amd64 -> yes, amd64/v1 -> yes, amd64/v2 -> yes
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
