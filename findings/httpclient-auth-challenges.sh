#!/bin/sh
# Apache HttpClient 5.5.1 (AuthChallengeParser) does not split a list of challenges in which a scheme stands without
# parameters, as RFC 9110, 11.6.1 allows: it takes the comma for a part of the scheme's name, or throws ParseException.
# Registries that offer Basic or Negotiate beside Bearer send such headers; a list whose schemes all have parameters is
# read as it should be.
# Seen:
#   Basic realm="a", Bearer realm="b" -> [Basic [realm=a], Bearer [realm=b]]
#   Basic,Bearer -> [Basic,Bearer ]
#   Negotiate,Basic realm="a" -> [Negotiate,Basic [realm=a]]
#   Bearer realm="b", Negotiate -> [Bearer [realm=b, Negotiate]]
#   Negotiate, Bearer realm="b" -> ParseException: Malformed auth challenge
# Exits with 1 if that has changed. Needs a mvn, a JDK from 11 on, and Maven Central.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mvn -B -q -Dmaven.repo.local="$dir/repo" org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get \
  -Dartifact=org.apache.httpcomponents.client5:httpclient5:5.5.1
cat > Challenges.java <<'X'
import org.apache.hc.client5.http.auth.ChallengeType;
import org.apache.hc.client5.http.impl.auth.AuthChallengeParser;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.message.ParserCursor;

class Challenges {
    public static void main(String[] headers) {
        for (String header : headers) {
            try {
                System.out.println(header + " -> " + AuthChallengeParser.INSTANCE.parse(
                        ChallengeType.TARGET, header, new ParserCursor(0, header.length())));
            } catch (ParseException e) {
                System.out.println(header + " -> ParseException: " + e.getMessage());
            }
        }
    }
}
X
path=$(find repo/org/apache/httpcomponents repo/org/slf4j -name '*.jar' | tr '\n' ':')
java -cp "$path" Challenges.java 'Basic realm="a", Bearer realm="b"' 'Basic,Bearer' 'Negotiate,Basic realm="a"' \
  'Bearer realm="b", Negotiate' 'Negotiate, Bearer realm="b"' | tee output
cat > expected <<'X'
Basic realm="a", Bearer realm="b" -> [Basic [realm=a], Bearer [realm=b]]
Basic,Bearer -> [Basic,Bearer ]
Negotiate,Basic realm="a" -> [Negotiate,Basic [realm=a]]
Bearer realm="b", Negotiate -> [Bearer [realm=b, Negotiate]]
Negotiate, Bearer realm="b" -> ParseException: Malformed auth challenge
X
cmp -s output expected || { echo 'it has changed' >&2; exit 1; }
