#!/bin/sh
# Maven 4.0.0-rc-6 decrypts and unescapes all of settings.xml when it starts. A plugin that then asks SettingsDecrypter, as
# Maven 3 wants it to, gets an error for a password that is right and has braces: here one that is written pa\{ss\}w, as
# Maven's documentation has it.
# Seen:
#   settings: pa{ss}w
#   decrypter: pa{ss}w [WARNING, ERROR]
# Exits with 1 if that has changed. Needs a mvn, and Maven Central.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -B -q -Dmaven.repo.local="$dir/repo" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:unpack \
  -Dartifact=org.apache.maven:apache-maven:4.0.0-rc-6:zip:bin -DoutputDirectory="$dir/maven"
chmod +x maven/apache-maven-4.0.0-rc-6/bin/mvn
cat > settings.xml <<'X'
<settings><servers><server><id>x</id><username>u</username><password>pa\{ss\}w</password></server></servers></settings>
X
cat > pom.xml <<'X'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>
<packaging>pom</packaging><build><plugins><plugin><groupId>org.codehaus.gmaven</groupId>
<artifactId>groovy-maven-plugin</artifactId><version>2.1.1</version><configuration><source>
import org.apache.maven.settings.crypto.*
def server = session.settings.getServer('x')
def result = container.lookup(SettingsDecrypter).decrypt(new DefaultSettingsDecryptionRequest(server))
println "settings: " + server.password
println "decrypter: " + result.server.password + " " + result.problems.collect { it.severity.name() }
</source></configuration></plugin></plugins></build></project>
X
maven/apache-maven-4.0.0-rc-6/bin/mvn -B -q -s settings.xml -Dmaven.repo.local="$dir/repo" \
  org.codehaus.gmaven:groovy-maven-plugin:2.1.1:execute | tee output
grep -q 'settings: pa{ss}w$' output
grep -q 'decrypter: pa{ss}w \[WARNING, ERROR\]$' output
