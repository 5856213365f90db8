#!/bin/sh
# maven-plugin-plugin 3.15.2 reads the Javadoc of goals with QDox 2.2.0, which does not know annotations between the type of
# an array's elements and its brackets: `byte @Nullable []` (JLS 9.7.4, how JSpecify marks an array that may be null) in any
# class of a plugin, also one that is no goal, makes plugin:descriptor fail, though javac has compiled it. An annotation
# before the type of the elements is read.
# Seen:
#   annotated elements: a descriptor
#   annotated array: syntax error @[3,24]
# Exits with 1 if that has changed. Needs a mvn with a JDK, and Maven Central.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir -p src/main/java/x
cat > pom.xml << 'X'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x-maven-plugin</artifactId>
<version>1</version><packaging>maven-plugin</packaging>
<properties><maven.compiler.release>17</maven.compiler.release>
<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<dependencies>
<dependency><groupId>org.apache.maven</groupId><artifactId>maven-plugin-api</artifactId><version>3.9.9</version>
<scope>provided</scope></dependency>
<dependency><groupId>org.apache.maven.plugin-tools</groupId><artifactId>maven-plugin-annotations</artifactId>
<version>3.15.2</version><scope>provided</scope></dependency>
<dependency><groupId>org.jspecify</groupId><artifactId>jspecify</artifactId><version>1.0.0</version></dependency>
</dependencies>
<build><plugins>
<plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
<plugin><artifactId>maven-plugin-plugin</artifactId><version>3.15.2</version></plugin>
</plugins></build></project>
X
cat > src/main/java/x/XMojo.java << 'X'
package x;
/** A goal. */
@org.apache.maven.plugins.annotations.Mojo(name = "x")
public class XMojo extends org.apache.maven.plugin.AbstractMojo {
    @Override
    public void execute() {}
}
X
describe() { # CODE
  printf 'package x;\nimport org.jspecify.annotations.Nullable;\n%s\n' "$1" > src/main/java/x/Bytes.java
  rm -rf target
  mvn -B -Dmaven.repo.local="$dir/repo" process-classes > log 2>&1 || true
  test -f target/classes/x/Bytes.class # javac takes both
  if [ -f target/classes/META-INF/maven/plugin.xml ]; then
    echo 'a descriptor'
  else
    grep -o 'syntax error @\[[0-9,]*\]' log | head -n 1
  fi
}
{
  echo "annotated elements: $(describe 'interface Bytes { @Nullable String[] read(); }')"
  echo "annotated array: $(describe 'interface Bytes { byte @Nullable [] read(); }')"
} | tee output
grep -q '^annotated elements: a descriptor$' output
grep -q '^annotated array: syntax error @\[3,24\]$' output
