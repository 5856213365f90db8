#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/image): the manifest that it makes of a docker-archive gives each layer the
# media type of a gzip-compressed one, also where the archive has the layer uncompressed, as "docker save" writes it, with
# the digest and size of the uncompressed tar; a layer that is compressed in the archive is described the same way, so the
# digest in the manifest is of bytes that the archive does not have. A copy compresses and says the truth; who reads
# "skopeo inspect --raw" and fetches by that digest and type does not find what it says.
# Seen (the layer in the archive; the media type without application/vnd.docker.; which bytes digest and size are of):
#   plain -> image.rootfs.diff.tar.gzip, of the plain tar
#   gzip -> image.rootfs.diff.tar.gzip, of the plain tar
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
cat > archive.py <<'X'
import gzip
import hashlib
import io
import json
import subprocess
import tarfile


def tar(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


plain = tar({'hello.txt': b'hello\n'})
for form, layer in (('plain', plain), ('gzip', gzip.compress(plain, mtime=0))):
    config = json.dumps({
        'architecture': 'amd64', 'os': 'linux', 'config': {},
        'rootfs': {'type': 'layers', 'diff_ids': ['sha256:' + hashlib.sha256(plain).hexdigest()]}}).encode()
    with open('image.tar', 'wb') as file:
        file.write(tar({
            'layer.tar': layer, 'config.json': config,
            'manifest.json': json.dumps([
                {'Config': 'config.json', 'RepoTags': ['acme/app:1.0'], 'Layers': ['layer.tar']}]).encode()}))
    out = subprocess.run(['root/usr/bin/skopeo', 'inspect', '--raw', 'docker-archive:image.tar'],
                         stdout=subprocess.PIPE, check=True).stdout
    described = json.loads(out)['layers'][0]
    of = {('sha256:' + hashlib.sha256(data).hexdigest(), len(data)): what for what, data in (
        ('the plain tar', plain), ('the bytes in the archive', layer))}
    of['sha256:' + hashlib.sha256(plain).hexdigest(), len(plain)] = 'the plain tar'
    print('%s -> %s, of %s' % (form, described['mediaType'].replace('application/vnd.docker.', ''),
                               of.get((described['digest'], described['size']), 'neither')))
X
python3 archive.py > output
cat output
cat > expected <<'X'
plain -> image.rootfs.diff.tar.gzip, of the plain tar
gzip -> image.rootfs.diff.tar.gzip, of the plain tar
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
