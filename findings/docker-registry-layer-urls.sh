#!/bin/sh
# docker-registry 2.8.2 (Debian bookworm; distribution), as it is configured where its configuration says nothing about
# URLs: the manifest of an image with a layer that has urls, which the image specification allows for any layer, is
# refused with status 500 and "unknown error", and the layer is reported as missing (MANIFEST_BLOB_UNKNOWN) though it was
# just pushed. Clients try a 500 again. Its log alone has the reason, "invalid URL on layer": the key
# validation.manifests.urls.allow is needed. Only a layer of Docker's usual type may have them.
# Seen (the status of the manifest, and its error codes):
#   OCI layer -> 201
#   OCI layer with urls -> 500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN
#   OCI nondistributable layer with urls -> 500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN
#   Docker layer with urls -> 201
#   Docker foreign layer with urls -> 500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, and python3.
set -eu
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download docker-registry=2.8.2+ds1-1 > log 2>&1 || { cat log >&2; exit 2; }
dpkg -x docker-registry_*.deb root
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat > registry.yml <<X
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: $dir/data}}
http: {addr: "127.0.0.1:$port"}
X
root/usr/bin/docker-registry serve registry.yml > log 2>&1 &
server=$!
cat > client.py <<'X'
import hashlib
import json
import sys
import time
import urllib.error
import urllib.request

base = 'http://127.0.0.1:' + sys.argv[1] + '/v2/'
OCI, DOCKER = 'application/vnd.oci.image.', 'application/vnd.docker.'


def request(method, url, data=None, **headers):
    return urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method))


def put(data):
    location = request('POST', base + 'app/blobs/uploads/').headers['Location']
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    request('PUT', location + '&digest=' + digest, data, **{'Content-Type': 'application/octet-stream'})
    return {'digest': digest, 'size': len(data)}


def image(name, manifest_type, config_type, layer_type, **more):
    layer = put(b'a layer')
    config = put(json.dumps({
        'architecture': 'amd64', 'os': 'linux', 'rootfs': {'type': 'layers', 'diff_ids': [layer['digest']]}}).encode())
    data = json.dumps({
        'schemaVersion': 2, 'mediaType': manifest_type, 'config': {'mediaType': config_type, **config},
        'layers': [{'mediaType': layer_type, **layer, **more}]}).encode()
    try:
        result = str(request('PUT', base + 'app/manifests/1', data, **{'Content-Type': manifest_type}).status)
    except urllib.error.HTTPError as error:
        codes = [each['code'] for each in json.loads(error.read())['errors']]
        result = ' '.join([str(error.code), *codes])
    print(name + ' -> ' + result)


for _ in range(100):
    try:
        request('GET', base)
        break
    except OSError:
        time.sleep(0.1)
URLS = {'urls': ['https://store.example/layer']}
oci = OCI + 'manifest.v1+json', OCI + 'config.v1+json'
docker = DOCKER + 'distribution.manifest.v2+json', DOCKER + 'container.image.v1+json'
image('OCI layer', *oci, OCI + 'layer.v1.tar')
image('OCI layer with urls', *oci, OCI + 'layer.v1.tar', **URLS)
image('OCI nondistributable layer with urls', *oci, OCI + 'layer.nondistributable.v1.tar', **URLS)
image('Docker layer with urls', *docker, DOCKER + 'image.rootfs.diff.tar.gzip', **URLS)
image('Docker foreign layer with urls', *docker, DOCKER + 'image.rootfs.foreign.diff.tar.gzip', **URLS)
X
python3 client.py "$port" > output
cat output
cat > expected <<'X'
OCI layer -> 201
OCI layer with urls -> 500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN
OCI nondistributable layer with urls -> 500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN
Docker layer with urls -> 201
Docker foreign layer with urls -> 500 UNKNOWN UNKNOWN MANIFEST_BLOB_UNKNOWN
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
