#!/bin/sh
# jib-maven-plugin 3.5.2: jib:buildTar writes target/jib-image.digest (and imageDigest in jib-image.json) also where the
# tar is in Docker's format, its default. That is the digest of a manifest that is nowhere in the tar, and that nobody
# who loads or copies the tar gets: engines and skopeo make manifests of their own. With the format OCI, it is the digest
# of the manifest in the tar. jib-image.id, the digest of the config, is right in both.
# Seen (whether the tar has a file with the digest's bytes):
#   Docker: jib-image.digest no, jib-image.id yes
#   OCI: jib-image.digest yes, jib-image.id yes
# Exits with 1 if that has changed. Needs a mvn with a JDK from 11 on, Maven Central, and python3.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId>
  <artifactId>x</artifactId>
  <version>1</version>
  <build>
    <plugins>
      <plugin>
        <groupId>com.google.cloud.tools</groupId>
        <artifactId>jib-maven-plugin</artifactId>
        <version>3.5.2</version>
        <configuration>
          <from><image>scratch</image></from>
          <to><image>registry.example/acme/app:1.0</image></to>
          <container><mainClass>X</mainClass><format>${format}</format></container>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
X
mkdir -p target/classes
: > target/classes/X.class
cat > contains.py <<'X'
import hashlib
import sys
import tarfile

with tarfile.open('target/jib-image.tar') as tar:
    digests = {'sha256:' + hashlib.sha256(tar.extractfile(member).read()).hexdigest() for member in tar if member.isfile()}
print('yes' if sys.argv[1] in digests else 'no')
X
for format in Docker OCI; do
  mvn -B -q -Dmaven.repo.local="$dir/repo" -Dformat="$format" com.google.cloud.tools:jib-maven-plugin:3.5.2:buildTar > log 2>&1 \
    || { cat log >&2; exit 2; }
  echo "$format: jib-image.digest $(python3 contains.py "$(cat target/jib-image.digest)")," \
    "jib-image.id $(python3 contains.py "$(cat target/jib-image.id)")"
done > output
cat output
cat > expected <<'X'
Docker: jib-image.digest no, jib-image.id yes
OCI: jib-image.digest yes, jib-image.id yes
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
