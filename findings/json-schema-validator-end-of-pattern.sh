#!/bin/sh
# json-schema-validator 1.5.9 (com.networknt) accepts a text that ends in a line break for a pattern that ends in "$".
# JSON Schema takes patterns from ECMA-262, where "$" without the flag m is the end of the text alone; the library gives
# them to java.util.regex, where it is also the place before a last line break. In YAML, a block ("key: |") ends in one.
# SchemaValidatorsConfig.regularExpressionFactory takes another engine.
# Seen:
#   "abc" -> []
#   "abc\n" -> []
#   "abc\nd" -> [$: does not match the regex pattern ^[a-z]+$]
# Exits with 1 if that has changed. Needs a mvn, a JDK from 11 on, and Maven Central.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -B -q -Dmaven.repo.local="$dir/repo" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get \
  -Dartifact=com.networknt:json-schema-validator:1.5.9
cat > Patterns.java <<'X'
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

class Patterns {
    public static void main(String[] texts) {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema("{\"pattern\": \"^[a-z]+$\"}");
        for (String text : texts) {
            System.out.println(text + " -> " + schema.validate(text, InputFormat.JSON));
        }
    }
}
X
path=$(find repo/com/networknt repo/com/fasterxml repo/com/ethlo repo/org/slf4j repo/org/yaml -name '*.jar' | tr '\n' ':')
java -cp "$path" Patterns.java '"abc"' '"abc\n"' '"abc\nd"' 2> errors | tee output
cat > expected <<'X'
"abc" -> []
"abc\n" -> []
"abc\nd" -> [$: does not match the regex pattern ^[a-z]+$]
X
cmp -s output expected || { cat errors >&2; echo 'it has changed' >&2; exit 1; }
