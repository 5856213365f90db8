#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/image) takes challenges from the response to /v2/ and from nowhere else. Where
# /v2/ answers 200 and a repository answers 401 with a valid challenge (RFC 9110, section 11.6.1: it is about the
# resource that was requested), it requests no token and sends no login, also if it is given one: "unauthorized". So a
# registry that is open can't have a repository that isn't, unless /v2/ itself asks for a login.
# Of several challenges it takes the first, which may be Basic where it has no login, so that a token that anybody gets by
# the second is not requested; the other order works.
# Seen (challenges of /v2/; those of the repository are Bearer; whether the token was requested):
#   Bearer, no login -> read, requested
#   none, no login -> unauthorized, not requested
#   none, a login -> unauthorized, not requested
#   Bearer then Basic, no login -> read, requested
#   Basic then Bearer, no login -> unauthorized, not requested
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
cat > challenges.py <<'X'
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

seen = {}
KIND = 'application/vnd.oci.image.manifest.v1+json'
BODY = ('{"schemaVersion": 2, "mediaType": "' + KIND + '", "layers": [], "config": {"size": 2, "digest": "sha256:'
        '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", "mediaType": '
        '"application/vnd.oci.image.config.v1+json"}}')


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        login = self.headers['Authorization']
        status, challenges, kind, body = 200, (), 'application/json', '{}'
        if self.path.startswith('/token'):
            seen['requested'] = True
            body = '{"token": "public"}'
        elif self.path == '/v2/':
            challenges = seen['challenges']
        elif login == 'Bearer public':
            kind, body = KIND, BODY
        else:
            challenges = ('Bearer',)
        if challenges:
            status, body = 401, '{"errors": [{"code": "UNAUTHORIZED", "message": "log in"}]}'
        self.send_response(status)
        for scheme in challenges:
            self.send_header('WWW-Authenticate', scheme + ' realm="%s"' % (
                'x' if scheme == 'Basic' else 'http://127.0.0.1:%d/token' % server.server_port))
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


server = HTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for challenges, login in (
        (('Bearer',), False), ((), False), ((), True), (('Bearer', 'Basic'), False), (('Basic', 'Bearer'), False)):
    seen.update(challenges=challenges, requested=False)
    done = subprocess.run(
        ['root/usr/bin/skopeo', 'inspect', '--raw', '--tls-verify=false',
         '--creds=x:public' if login else '--no-creds', 'docker://127.0.0.1:%d/acme/app:1.0' % server.server_port],
        env={**os.environ, 'HOME': os.getcwd()}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said = 'read' if done.stdout == BODY else 'unauthorized' if 'unauthorized: log in' in done.stdout else done.stdout
    print('%s, %s -> %s, %s' % (' then '.join(challenges) or 'none', 'a login' if login else 'no login', said,
                                'requested' if seen['requested'] else 'not requested'))
X
python3 challenges.py > output
cat output
cat > expected <<'X'
Bearer, no login -> read, requested
none, no login -> unauthorized, not requested
none, a login -> unauthorized, not requested
Bearer then Basic, no login -> read, requested
Basic then Bearer, no login -> unauthorized, not requested
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
