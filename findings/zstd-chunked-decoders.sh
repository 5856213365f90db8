#!/bin/sh
# skopeo 1.9.3 (Debian bookworm; containers/storage) and aircompressor 2.0.3 (Maven Central): a layer that skopeo writes with
# --dest-compress-format zstd:chunked has a frame of zstd for each header and file, and two skippable frames behind the
# last of them. The frame of a large file declares a window of 32 MiB, also where the file is much smaller, while a layer
# that the same skopeo writes as plain zstd declares 8 MiB, which is what each decoder should support (RFC 8878, 3.1.1.1.2).
# aircompressor's stream reads the plain one. It refuses the chunked one at the frame with the window; with the window
# lowered to 8 MiB, which changes nothing in files below that size, it refuses it at the skippable frame; with both left
# out, it reads the same archive. The command zstd reads all of them.
# Seen (form: largest window, skippable frames; what aircompressor makes of it; lowered; lowered and without the skippable):
#   zstd: 8 MiB, 0; the archive; the archive; the archive
#   zstd:chunked: 32 MiB, 2; MalformedInputException; MalformedInputException; the archive
# Exits with 1 if that has changed. Needs apt-get with bookworm's packages, dpkg, python3, a JDK from 17 to 23, mvn, and
# Maven Central.
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
mvn -B -q -Dmaven.repo.local="$dir/repo" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get \
  -Dartifact=io.airlift:aircompressor:2.0.3
jar=$dir/repo/io/airlift/aircompressor/2.0.3/aircompressor-2.0.3.jar
cat > Read.java <<'X'
import io.airlift.compress.zstd.ZstdInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

class Read {
    public static void main(String[] files) throws Exception {
        byte[] archive = Files.readAllBytes(Path.of(files[0]));
        for (int i = 1; i < files.length; i++) {
            String made;
            try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(Path.of(files[i])))) {
                made = Arrays.equals(in.readAllBytes(), archive) ? "the archive" : "other bytes";
            } catch (RuntimeException e) {
                made = e.getClass().getSimpleName();
            }
            System.out.print("; " + made);
        }
        System.out.println();
    }
}
X
javac -cp "$jar" Read.java
cat > layout.py <<'X'
import hashlib
import io
import json
import os
import random
import tarfile

out = io.BytesIO()
with tarfile.open(fileobj=out, mode='w', format=tarfile.USTAR_FORMAT) as archive:
    member = tarfile.TarInfo('words')
    words = ' '.join(random.Random(1).choices(['blob', 'index', 'layer', 'tag'], k=60000)).encode()
    member.size = len(words)
    archive.addfile(member, io.BytesIO(words))
# with the end that each archive needs, and no more
layer = out.getvalue()[:512 + (len(words) + 511) // 512 * 512 + 1024]
open('archive', 'wb').write(layer)
os.makedirs('plain/blobs/sha256')


def blob(content, media_type):
    digest = hashlib.sha256(content).hexdigest()
    open('plain/blobs/sha256/' + digest, 'wb').write(content)
    return {'mediaType': media_type, 'digest': 'sha256:' + digest, 'size': len(content)}


image = 'application/vnd.oci.image.'
layers = [blob(layer, image + 'layer.v1.tar')]
config = blob(json.dumps({'architecture': 'amd64', 'os': 'linux', 'config': {}, 'rootfs': {
    'type': 'layers', 'diff_ids': [layers[0]['digest']]}}).encode(), image + 'config.v1+json')
entry = blob(json.dumps({'schemaVersion': 2, 'mediaType': image + 'manifest.v1+json', 'config': config,
                         'layers': layers}).encode(), image + 'manifest.v1+json')
entry['annotations'] = {'org.opencontainers.image.ref.name': '1'}
json.dump({'schemaVersion': 2, 'manifests': [entry]}, open('plain/index.json', 'w'))
open('plain/oci-layout', 'w').write('{"imageLayoutVersion":"1.0.0"}')
X
cat > frames.py <<'X'
"""Prints the largest window and the number of skippable frames, and writes the layer with its windows lowered, with and
without these."""
import json
import sys

directory = sys.argv[1]


def blob(digest):
    return open('%s/blobs/sha256/%s' % (directory, digest.split(':')[1]), 'rb').read()


index = json.load(open(directory + '/index.json'))
data = bytearray(blob(json.loads(blob(index['manifests'][0]['digest']))['layers'][0]['digest']))
open('layer', 'wb').write(data)
at, largest, skippable, frames = 0, 0, 0, bytearray()
while at < len(data):
    begin = at
    if int.from_bytes(data[at:at + 4], 'little') & 0xfffffff0 == 0x184d2a50:
        at += 8 + int.from_bytes(data[at + 4:at + 8], 'little')
        skippable += 1
        continue
    descriptor = data[at + 4]
    at += 5
    single = descriptor & 0x20
    if not single:
        exponent, mantissa = data[at] >> 3, data[at] & 7
        largest = max(largest, (1 << 10 + exponent) // 8 * (8 + mantissa))
        data[at] = min(data[at], 0x68)
        at += 1
    at += (0, 1, 2, 4)[descriptor & 3] + ((0, 2, 4, 8)[descriptor >> 6] or (1 if single else 0))
    last = False
    while not last:
        block = int.from_bytes(data[at:at + 3], 'little')
        last = block & 1
        at += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
    at += 4 if descriptor & 4 else 0
    frames += data[begin:at]
open('lowered', 'wb').write(data)
open('frames', 'wb').write(frames)
print('%d MiB, %d' % (largest >> 20, skippable), end='')
X
python3 layout.py
for form in zstd zstd:chunked; do
  root/usr/bin/skopeo --insecure-policy copy -q --dest-compress-format "$form" oci:plain:1 "oci:out-${form#*:}:1" 2>> log
  printf '%s: ' "$form"
  python3 frames.py "out-${form#*:}"
  java -cp "$jar:." Read archive layer lowered frames
done | tee output
cat > expected <<'X'
zstd: 8 MiB, 0; the archive; the archive; the archive
zstd:chunked: 32 MiB, 2; MalformedInputException; MalformedInputException; the archive
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
