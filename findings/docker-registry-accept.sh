#!/bin/sh
# docker-registry 2.8.2 (Debian bookworm; distribution) gives an image for several platforms differently by the form that
# it was pushed in, where a request doesn't accept that form. Of a Docker manifest list, it makes a schema 1 manifest of
# linux/amd64, with a digest that nobody has pushed, or gives the linux/amd64 manifest if that is accepted; of an OCI
# index with the same images it says 404 MANIFEST_UNKNOWN. "*/*", which accepts all (RFC 9110, section 12.5.1), is taken
# for nothing. So whether an image is there, and which digest its tag has, depends on the request.
# Seen (the status, the media type without application/vnd., whether the digest is the one pushed):
#   list, accepting the list -> 200 docker.distribution.manifest.list.v2+json, pushed
#   list, accepting */* -> 200 docker.distribution.manifest.v1+prettyjws, another
#   list, accepting manifests -> 200 docker.distribution.manifest.v2+json, another
#   index, accepting the index -> 200 oci.image.index.v1+json, pushed
#   index, accepting */* -> 404
#   index, accepting manifests -> 404
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
DOCKER, OCI = 'application/vnd.docker.', 'application/vnd.oci.image.'


def request(method, url, data=None, **headers):
    return urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method))


def put(repository, data):
    location = request('POST', base + repository + '/blobs/uploads/').headers['Location']
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    request('PUT', location + '&digest=' + digest, data, **{'Content-Type': 'application/octet-stream'})
    return {'digest': digest, 'size': len(data)}


def manifest(repository, reference, body):
    data = json.dumps({'schemaVersion': 2, **body}).encode()
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    request('PUT', base + repository + '/manifests/' + (reference or digest), data, **{'Content-Type': body['mediaType']})
    return {'mediaType': body['mediaType'], 'digest': digest, 'size': len(data)}


def image(repository, architecture, manifest_type, config_type, layer_type):
    layer = put(repository, b'\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00' + b'\x00' * 8)
    config = put(repository, json.dumps({
        'architecture': architecture, 'os': 'linux', 'config': {},
        'history': [{'created': '2024-01-01T00:00:00Z'}],
        'rootfs': {'type': 'layers', 'diff_ids': ['sha256:' + hashlib.sha256(b'').hexdigest()]}}).encode())
    return {**manifest(repository, None, {
        'mediaType': manifest_type, 'config': {'mediaType': config_type, **config},
        'layers': [{'mediaType': layer_type, **layer}]}), 'platform': {'architecture': architecture, 'os': 'linux'}}


def several(repository, list_type, *types):
    return manifest(repository, '1', {
        'mediaType': list_type, 'manifests': [image(repository, cpu, *types) for cpu in ('amd64', 'arm64')]})['digest']


def seen(repository, accepted, pushed):
    try:
        response = request('GET', base + repository + '/manifests/1', Accept=accepted)
    except urllib.error.HTTPError as error:
        return str(error.code)
    return '%d %s, %s' % (
        response.status, response.headers['Content-Type'].replace('application/vnd.', ''),
        'pushed' if response.headers['Docker-Content-Digest'] == pushed else 'another')


for _ in range(100):
    try:
        request('GET', base)
        break
    except OSError:
        time.sleep(0.1)
for name, list_type, types in (
        ('list', DOCKER + 'distribution.manifest.list.v2+json', (
            DOCKER + 'distribution.manifest.v2+json', DOCKER + 'container.image.v1+json',
            DOCKER + 'image.rootfs.diff.tar.gzip')),
        ('index', OCI + 'index.v1+json', (
            OCI + 'manifest.v1+json', OCI + 'config.v1+json', OCI + 'layer.v1.tar+gzip'))):
    pushed = several(name, list_type, *types)
    for what, accepted in (('the ' + name, list_type), ('*/*', '*/*'), ('manifests', types[0])):
        print(name + ', accepting ' + what + ' -> ' + seen(name, accepted, pushed))
X
python3 client.py "$port" > output
cat output
cat > expected <<'X'
list, accepting the list -> 200 docker.distribution.manifest.list.v2+json, pushed
list, accepting */* -> 200 docker.distribution.manifest.v1+prettyjws, another
list, accepting manifests -> 200 docker.distribution.manifest.v2+json, another
index, accepting the index -> 200 oci.image.index.v1+json, pushed
index, accepting */* -> 404
index, accepting manifests -> 404
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
