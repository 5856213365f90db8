#!/bin/sh
# Jackson 2.23.0 (jackson-core): a number that is valid JSON (RFC 8259, section 6), but whose exponent has no room in a
# BigDecimal, makes JsonParser.getDecimalValue throw NumberFormatException, which is no IOException and so not the
# JsonProcessingException that its documentation leads callers to catch. The same number read as a double is Infinity or
# 0.0, and a number that is merely long is refused by StreamReadConstraints, with a JsonProcessingException.
# Who reads manifests and configs of others with decimals exact ends with a stack trace instead of a finding.
# Seen:
#   1e2147483647 -> BigDecimal 1E+2147483647, double Infinity
#   1e2147483648 -> NumberFormatException, double Infinity
#   1e-2147483649 -> NumberFormatException, double 0.0
#   1001 digits -> StreamConstraintsException, which is a JsonProcessingException
# Exits with 1 if that has changed. Needs a mvn, a JDK from 11 on, and Maven Central.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -B -q -Dmaven.repo.local="$dir/repo" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get \
  -Dartifact=com.fasterxml.jackson.core:jackson-core:2.23.0
cat > Exponents.java <<'X'
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;

class Exponents {
    public static void main(String[] numbers) throws Exception {
        for (String number : numbers) {
            System.out.println(number + " -> " + decimal(number) + ", double " + parser(number).getDoubleValue());
        }
        System.out.println("1001 digits -> " + decimal("1".repeat(1001)));
    }

    private static JsonParser parser(String number) throws Exception {
        JsonParser parser = new JsonFactory().createParser(number);
        parser.nextToken();
        return parser;
    }

    private static String decimal(String number) {
        try {
            return "BigDecimal " + parser(number).getDecimalValue();
        } catch (JsonProcessingException e) {
            return e.getClass().getSimpleName() + ", which is a JsonProcessingException";
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }
}
X
path=$(find repo/com/fasterxml -name '*.jar' | tr '\n' ':')
java -cp "$path" Exponents.java 1e2147483647 1e2147483648 1e-2147483649 | tee output
cat > expected <<'X'
1e2147483647 -> BigDecimal 1E+2147483647, double Infinity
1e2147483648 -> NumberFormatException, double Infinity
1e-2147483649 -> NumberFormatException, double 0.0
1001 digits -> StreamConstraintsException, which is a JsonProcessingException
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
