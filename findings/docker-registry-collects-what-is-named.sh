#!/bin/sh
# docker-registry 2.8.2 (Debian bookworm; distribution): "garbage-collect -m" (--delete-untagged) deletes manifests that
# have no tag of their own, whatever names them: the images of an OCI index or of a Docker list that has a tag, and
# whatever refers to an image by its subject (signatures, SBOMs). The index keeps its tag, and nothing of it can be pulled
# any more. Without -m, it keeps the images of an index, and whatever has a subject.
# Seen (what is there afterwards):
#   garbage-collect: index by tag 200, its image 200, a layer of it 200, image by tag 200, what refers to it 200
#   garbage-collect -m: index by tag 200, its image 404, a layer of it 404, image by tag 200, what refers to it 404
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
storage: {filesystem: {rootdirectory: $dir/data}, delete: {enabled: true}}
http: {addr: "127.0.0.1:$port"}
X
cat > client.py <<'X'
import hashlib
import json
import sys
import time
import urllib.error
import urllib.request

base = 'http://127.0.0.1:' + sys.argv[1] + '/v2/'
OCI = 'application/vnd.oci.image.'


def request(method, url, data=None, **headers):
    return urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method))


def put(data):
    location = request('POST', base + 'app/blobs/uploads/').headers['Location']
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    request('PUT', location + '&digest=' + digest, data, **{'Content-Type': 'application/octet-stream'})
    return {'digest': digest, 'size': len(data)}


def manifest(reference, body):
    data = json.dumps({'schemaVersion': 2, **body}).encode()
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    request('PUT', base + 'app/manifests/' + (reference or digest), data, **{'Content-Type': body['mediaType']})
    return {'mediaType': body['mediaType'], 'digest': digest, 'size': len(data)}


def image(reference, content, **more):
    layer = {'mediaType': OCI + 'layer.v1.tar', **put(content)}
    config = put(json.dumps({
        'architecture': 'amd64', 'os': 'linux', 'rootfs': {'type': 'layers', 'diff_ids': [layer['digest']]}}).encode())
    return manifest(reference, {
        'mediaType': OCI + 'manifest.v1+json', 'config': {'mediaType': OCI + 'config.v1+json', **config},
        'layers': [layer], **more}), layer


def seen(path, accepted='*/*'):
    try:
        return str(request('GET', base + 'app/' + path, Accept=accepted).status)
    except urllib.error.HTTPError as error:
        return str(error.code)


for _ in range(100):
    try:
        request('GET', base)
        break
    except OSError:
        time.sleep(0.1)
child, layer = image(None, b'of the index')
manifest('multi', {'mediaType': OCI + 'index.v1+json', 'manifests': [child]})
subject, _ = image('single', b'of the image')
about, _ = image(None, b'a signature', subject=subject)
if len(sys.argv) > 2:
    print(sys.argv[2] + ': index by tag ' + seen('manifests/multi', OCI + 'index.v1+json')
          + ', its image ' + seen('manifests/' + child['digest'], OCI + 'manifest.v1+json')
          + ', a layer of it ' + seen('blobs/' + layer['digest'])
          + ', image by tag ' + seen('manifests/single', OCI + 'manifest.v1+json')
          + ', what refers to it ' + seen('manifests/' + about['digest'], OCI + 'manifest.v1+json'))
X
# the second call only asks: what it would push is replaced by nothing
sed 's/^    request(.PUT.*//; s/^    location = .*//' client.py > reader.py
for option in '' '-m'; do
  rm -rf data
  root/usr/bin/docker-registry serve registry.yml > log 2>&1 &
  server=$!
  python3 client.py "$port"
  kill "$server"
  wait "$server" || true
  root/usr/bin/docker-registry garbage-collect $option registry.yml > log 2>&1
  root/usr/bin/docker-registry serve registry.yml > log 2>&1 &
  server=$!
  python3 reader.py "$port" "garbage-collect${option:+ $option}"
  kill "$server"
  wait "$server" || true
  server=
done > output
cat output
cat > expected <<'X'
garbage-collect: index by tag 200, its image 200, a layer of it 200, image by tag 200, what refers to it 200
garbage-collect -m: index by tag 200, its image 404, a layer of it 404, image by tag 200, what refers to it 404
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
