#!/bin/sh
# Charliecloud 0.31 (Debian bookworm; ch-image) needs what the image specification has as optional, and not what other
# clients need. It looks at no media type: an image is pulled from a server that sends all files as
# application/octet-stream and has no /v2/, from which podman and skopeo pull nothing. But it refuses an image whose config
# has no "history", once it has all layers; and an index in which one entry has no "platform", as of an SBOM beside the
# images, or two have the same one, also where it wants another: it reads all entries before it chooses. "arm64" and
# "arm64/v8" are two platforms to it.
# Seen (the entries of the index; what "ch-image pull --arch" asks for):
#   no index, amd64 -> pulled amd64
#   no index and no history, amd64 -> invalid config: missing history
#   amd64 arm64, arm64 -> pulled arm64
#   amd64 arm64 and one without platform, amd64 -> manifest lists missing a required key
#   amd64 arm64 arm64, amd64 -> manifest list: duplicate architecture: arm64
#   amd64 arm64/v8, arm64 -> requested arch unavailable: arm64
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, openssl, and bookworm's python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download charliecloud-builders=0.31-1 charliecloud-common=0.31-1 charliecloud-runtime=0.31-1 \
  python3-lark=1.1.5-1 python3-requests=2.28.1+dfsg-1 python3-urllib3=1.26.12-1+deb12u4 python3-six=1.16.0-4 \
  python3-chardet=5.1.0+dfsg-2 python3-idna=3.3-1+deb12u1 python3-certifi=2022.9.24-1 > log 2>&1 || { cat log >&2; exit 2; }
for package in *.deb; do
  dpkg -x "$package" root
done
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost 2> log || { cat log >&2; exit 2; }
cat > pull.py <<'X'
import glob
import gzip
import hashlib
import io
import json
import os
import shutil
import ssl
import subprocess
import tarfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

OCI = 'application/vnd.oci.image.'
files = {}


def put(kind, data, **more):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    digest = 'sha256:' + hashlib.sha256(data).hexdigest()
    files[digest] = data
    return {'mediaType': kind, 'digest': digest, 'size': len(data), **more}


def image(platform, **more):
    architecture = platform.split('/')[0]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo(architecture + '.txt'))
    config = put(OCI + 'config.v1+json', {
        'architecture': architecture, 'os': 'linux', 'config': {}, **more,
        'rootfs': {'type': 'layers', 'diff_ids': ['sha256:' + hashlib.sha256(out.getvalue()).hexdigest()]}})
    layer = put(OCI + 'layer.v1.tar+gzip', gzip.compress(out.getvalue(), mtime=0))
    return put(OCI + 'manifest.v1+json', {
        'schemaVersion': 2, 'mediaType': OCI + 'manifest.v1+json', 'config': config, 'layers': [layer]},
        platform=dict(zip(('architecture', 'variant'), platform.split('/')), os='linux'))


def sbom():
    return put(OCI + 'manifest.v1+json', {
        'schemaVersion': 2, 'mediaType': OCI + 'manifest.v1+json', 'artifactType': 'application/spdx+json',
        'config': put('application/vnd.oci.empty.v1+json', b'{}'), 'layers': [put('application/spdx+json', b'{"a": 1}')]})


def index(*entries):
    return put(OCI + 'index.v1+json', {
        'schemaVersion': 2, 'mediaType': OCI + 'index.v1+json', 'manifests': list(entries)})


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        body = files.get(self.path.split('/')[-1])
        self.send_response(404 if body is None else 200)
        self.send_header('Content-Type', 'application/octet-stream')
        self.send_header('Content-Length', str(len(body or b'')))
        self.end_headers()
        self.wfile.write(body or b'')


server = HTTPServer(('127.0.0.1', 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain('cert.pem', 'key.pem')
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
here = os.getcwd()
variables = {'HOME': here, 'USER': 'x', 'PATH': os.environ['PATH'], 'REQUESTS_CA_BUNDLE': here + '/cert.pem',
             'PYTHONPATH': here + '/root/usr/lib/python3/dist-packages', 'PYTHONDONTWRITEBYTECODE': '1'}
history = [{'created': '2024-01-01T00:00:00Z', 'created_by': 'x'}]
amd64, arm64, arm64_v8 = (image(platform, history=history) for platform in ('amd64', 'arm64', 'arm64/v8'))
for what, descriptor, wanted in (
        ('no index', amd64, 'amd64'),
        ('no index and no history', image('amd64'), 'amd64'),
        ('amd64 arm64', index(amd64, arm64), 'arm64'),
        ('amd64 arm64 and one without platform', index(amd64, arm64, sbom()), 'amd64'),
        ('amd64 arm64 arm64', index(amd64, arm64, arm64), 'amd64'),
        ('amd64 arm64/v8', index(amd64, arm64_v8), 'arm64')):
    files['1.0'] = files[descriptor['digest']]
    shutil.rmtree('storage', ignore_errors=True)
    done = subprocess.run(
        ['/usr/bin/python3', 'root/usr/bin/ch-image', 'pull', '--storage', here + '/storage', '--no-cache', '--arch', wanted,
         'localhost:%d/acme/app:1.0' % server.server_port],
        env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        said = 'pulled ' + ' '.join(os.path.basename(name)[:-4] for name in glob.glob('storage/img/*/*.txt'))
    else:
        errors = [line[len('error: '):] for line in done.stdout.splitlines() if line.startswith('error: ')]
        said = ' '.join(errors) or done.stdout
    print('%s, %s -> %s' % (what, wanted, said))
X
python3 pull.py > output
cat output
cat > expected <<'X'
no index, amd64 -> pulled amd64
no index and no history, amd64 -> invalid config: missing history
amd64 arm64, arm64 -> pulled arm64
amd64 arm64 and one without platform, amd64 -> manifest lists missing a required key
amd64 arm64 arm64, amd64 -> manifest list: duplicate architecture: arm64
amd64 arm64/v8, arm64 -> requested arch unavailable: arm64
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
