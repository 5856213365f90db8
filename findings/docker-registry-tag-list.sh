#!/bin/sh
# docker-registry 2.8.2 (Debian bookworm; distribution) does not page lists of tags and does not sort them, though its own
# specification and OCI's say "n", "last" and lexical order: it ignores both parameters and sends all tags in the order in
# which the directory of its storage has them, without Link. A client that asks for pages until one is empty never ends,
# and one that takes the last tag of a page for the highest is wrong. Its catalogue of repositories is paged.
# Seen, of tags 1 to 12, asked with n=2:
#   /v2/a/tags/list?n=2 -> 12 tags, Link: none
#   /v2/a/tags/list?n=2&last=9 -> 12 tags, Link: none
#   /v2/_catalog?n=1 -> 1 of 2 repositories, Link: </v2/_catalog?last=a&n=1>; rel="next"
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
import urllib.request

base = 'http://127.0.0.1:' + sys.argv[1]


def request(method, path, data=None, **headers):
    url = path if path.startswith('http') else base + path
    return urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method))


def push(repository, tags):
    digest = 'sha256:' + hashlib.sha256(b'{}').hexdigest()
    location = request('POST', '/v2/' + repository + '/blobs/uploads/').headers['Location']
    request('PUT', location + '&digest=' + digest, b'{}', **{'Content-Type': 'application/octet-stream'})
    kind = 'application/vnd.oci.image.manifest.v1+json'
    body = json.dumps({'schemaVersion': 2, 'mediaType': kind, 'layers': [], 'config': {
        'mediaType': 'application/vnd.oci.image.config.v1+json', 'digest': digest, 'size': 2}}).encode()
    for tag in tags:
        request('PUT', '/v2/' + repository + '/manifests/' + str(tag), body, **{'Content-Type': kind})


def seen(path, what):
    response = request('GET', path)
    count = len(json.load(response)[what])
    print('%s -> %s, Link: %s' % (
        path, '%d tags' % count if what == 'tags' else '%d of 2 repositories' % count, response.headers['Link'] or 'none'))


for _ in range(100):
    try:
        request('GET', '/v2/')
        break
    except OSError:
        time.sleep(0.1)
push('a', range(1, 13))
push('b', ['1'])
seen('/v2/a/tags/list?n=2', 'tags')
seen('/v2/a/tags/list?n=2&last=9', 'tags')
seen('/v2/_catalog?n=1', 'repositories')
X
python3 client.py "$port" > output
cat output
cat > expected <<'X'
/v2/a/tags/list?n=2 -> 12 tags, Link: none
/v2/a/tags/list?n=2&last=9 -> 12 tags, Link: none
/v2/_catalog?n=1 -> 1 of 2 repositories, Link: </v2/_catalog?last=a&n=1>; rel="next"
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
