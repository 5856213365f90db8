#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/image) does not resolve the Link of a paged list of tags as a reference
# (RFC 8288, section 3.2; RFC 3986, section 5): it appends it to scheme and host. A path from the root works, and a query
# alone by chance, since a path is put before it; a path relative to the list, as in `<list?last=1>`, becomes a part of
# the port. The distribution specification says that Link is as RFC 5988 has it, so that all three are valid.
# Seen, of a list of two pages with one tag each:
#   </v2/a/b/tags/list?last=1> -> 1 2
#   <?last=1> -> 1 2
#   <list?last=1> -> invalid port ":PORTlist" after host
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, and python3.
set -eu
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$dir"' EXIT
cd "$dir"
apt-get -q download skopeo=1.9.3+ds1-1+b10 libgpgme11=1.18.0-3+deb12u1 libassuan0=2.5.5-5 \
  libdevmapper1.02.1=2:1.02.185-2 > log 2>&1 || { cat log >&2; exit 2; }
for package in *.deb; do
  dpkg -x "$package" root
done
LD_LIBRARY_PATH=$(find "$dir/root" -name '*.so*' -exec dirname {} + | sort -u | tr '\n' ':')
export LD_LIBRARY_PATH
cat > server.py <<'X'
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        tag = '2' if 'last=1' in self.path else '1'
        if self.path.startswith('/v2/a/b/tags/list') and tag == '1':
            self.send_header('Link', sys.argv[1] + '; rel="next"')
        self.end_headers()
        self.wfile.write(('{"name": "a/b", "tags": ["%s"]}' % tag).encode())


server = HTTPServer(('127.0.0.1', 0), Handler)
with open('port', 'w') as file:
    file.write(str(server.server_port) + '\n')
server.serve_forever()
X
for link in '</v2/a/b/tags/list?last=1>' '<?last=1>' '<list?last=1>'; do
  rm -f port
  python3 server.py "$link" &
  server=$!
  until [ -s port ]; do sleep 0.1; done
  seen=$(root/usr/bin/skopeo list-tags --tls-verify=false "docker://127.0.0.1:$(cat port)/a/b" 2>&1 || true)
  kill "$server"
  wait "$server" 2> /dev/null || true
  server=
  echo "$link -> $(echo "$seen" | sed -n 's/^ *"\([12]\)",*$/\1/p; s/.*\(invalid port\).*:[0-9]*\(list.*host\).*/\1 ":PORT\2/p' \
    | tr -d '\\' | tr '\n' ' ' | sed 's/ $//')"
done > output
cat output
cat > expected <<'X'
</v2/a/b/tags/list?last=1> -> 1 2
<?last=1> -> 1 2
<list?last=1> -> invalid port ":PORTlist" after host
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
