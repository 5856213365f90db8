#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/storage): --dest-compress-format zstd:chunked drops what a layer's tar archive has
# behind its two blocks of end, such as the zeros up to a multiple of 10,240 bytes that GNU tar and Python's tarfile write. The
# layer, uncompressed, is another one than before, and the config, which is copied as it is, keeps the old hash as its
# diff_id: clients that compare the two (containerd, docker) refuse to unpack the image. gzip and plain zstd keep all bytes.
# Seen (format: archive behind its end; whether the bytes are the same; whether they have the hash in diff_ids):
#   gzip: 0 bytes; same; yes
#   zstd: 0 bytes; same; yes
#   zstd:chunked: 0 bytes; same; yes
#   gzip: 8192 bytes; same; yes
#   zstd: 8192 bytes; same; yes
#   zstd:chunked: 8192 bytes; 8192 bytes fewer; no
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, zstd, and python3.
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
# what it keeps of blobs that it has seen goes to this directory
export _CONTAINERS_ROOTLESS_UID=1000 XDG_DATA_HOME="$dir"
cat > padding.py <<'X'
import hashlib
import io
import json
import os
import subprocess
import tarfile


def layout(directory, layer):
    os.makedirs(directory + '/blobs/sha256')

    def blob(content, media_type):
        digest = hashlib.sha256(content).hexdigest()
        open(directory + '/blobs/sha256/' + digest, 'wb').write(content)
        return {'mediaType': media_type, 'digest': 'sha256:' + digest, 'size': len(content)}

    image = 'application/vnd.oci.image.'
    layers = [blob(layer, image + 'layer.v1.tar')]
    config = blob(json.dumps({'architecture': 'amd64', 'os': 'linux', 'config': {}, 'rootfs': {
        'type': 'layers', 'diff_ids': [layers[0]['digest']]}}).encode(), image + 'config.v1+json')
    entry = blob(json.dumps({'schemaVersion': 2, 'mediaType': image + 'manifest.v1+json', 'config': config,
                             'layers': layers}).encode(), image + 'manifest.v1+json')
    entry['annotations'] = {'org.opencontainers.image.ref.name': '1'}
    json.dump({'schemaVersion': 2, 'manifests': [entry]}, open(directory + '/index.json', 'w'))
    open(directory + '/oci-layout', 'w').write('{"imageLayoutVersion":"1.0.0"}')


def read(directory, digest):
    return open(directory + '/blobs/sha256/' + digest.split(':')[1], 'rb').read()


out = io.BytesIO()
with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
    member = tarfile.TarInfo('hello.txt')
    member.size = 6
    archive.addfile(member, io.BytesIO(b'hello\n'))
padded = out.getvalue()
ended = padded[:512 + 512 + 1024]
for tar in (ended, padded):
    layout('of%d' % len(tar), tar)
    for form in ('gzip', 'zstd', 'zstd:chunked'):
        made = 'made-%s-%d' % (form.replace(':', '-'), len(tar))
        subprocess.run(['root/usr/bin/skopeo', '--insecure-policy', 'copy', '-q', '--dest-compress-format', form,
                        'oci:of%d:1' % len(tar), 'oci:%s:1' % made], check=True)
        index = json.load(open(made + '/index.json'))
        manifest = json.loads(read(made, index['manifests'][0]['digest']))
        diff_ids = json.loads(read(made, manifest['config']['digest']))['rootfs']['diff_ids']
        command = ['gzip', '-dc'] if form == 'gzip' else ['zstd', '-dc']
        files = subprocess.run(command, input=read(made, manifest['layers'][0]['digest']), stdout=subprocess.PIPE,
                               check=True).stdout
        same = 'same' if files == tar else '%d bytes fewer' % (len(tar) - len(files))
        right = 'sha256:' + hashlib.sha256(files).hexdigest() in diff_ids
        print('%s: %d bytes; %s; %s' % (form, len(tar) - len(ended), same, 'yes' if right else 'no'))
X
python3 padding.py | tee output
cat > expected <<'X'
gzip: 0 bytes; same; yes
zstd: 0 bytes; same; yes
zstd:chunked: 0 bytes; same; yes
gzip: 8192 bytes; same; yes
zstd: 8192 bytes; same; yes
zstd:chunked: 8192 bytes; 8192 bytes fewer; no
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
