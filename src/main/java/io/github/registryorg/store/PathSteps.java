package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The steps of a URL's path, as servers may read them, and whether all of them read the same. */
final class PathSteps {

    /** How often a segment may be encoded: proxies and servers behind them may each decode it once. */
    private static final int MAX_ENCODINGS = 4;

    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

    /** A slash, a backslash, or a step that is {@code .} or {@code ..}. */
    private static final Pattern ENCODED =
            Pattern.compile("%(?:2[Ff]|5[Cc])|(?:^|/)(?:%2[Ee](?:\\.|%2[Ee])?|\\.%2[Ee])(?:/|$)");

    private PathSteps() {}

    /**
     * Whether a path has a slash, a backslash, {@code .} or {@code ..} that is encoded: servers differ in whether it is one.
     * Names of objects in cloud storage have encoded slashes, so URLs of single blobs may; the base of a store need not.
     */
    static boolean hasEncodedStep(String path) {
        return ENCODED.matcher(path).find();
    }

    /** {@code STORE_INVALID}, for the whole address. */
    static RegistryException encodedStep(String url) {
        return new RegistryException(Problem.of(
                        ProblemCode.STORE_INVALID,
                        RemoteUrl.redacted(url),
                        "has a slash, a backslash, . or .. that is encoded, such as %2F")
                .hint("Servers differ in what they make of it: write it as it is, or use another directory."));
    }

    /** Whether a server could take a path for another one, as {@code .} or {@code ..} is one of its steps. */
    static boolean isAmbiguous(String path) {
        return Arrays.stream(path.split("/", -1)).anyMatch(PathSteps::isSegmentAmbiguous);
    }

    /** The path itself, and the forms of servers that decode it once or several times. */
    static boolean isSegmentAmbiguous(String segment) {
        String text = segment;
        for (int i = 0; i <= MAX_ENCODINGS; i++) {
            if (hasStep(text)) {
                return true;
            }
            String next = text.indexOf('%') < 0 ? text : decodeLeniently(text);
            if (next.equals(text)) {
                return false;
            }
            text = next;
        }
        return true;
    }

    /** An encoded separator alone leads nowhere else: object names of cloud storage have them. */
    private static boolean hasStep(String text) {
        return text.chars().anyMatch(Character::isISOControl)
                || Arrays.stream(SEPARATOR.split(text, -1)).anyMatch(PathSteps::isStep);
    }

    private static boolean isStep(String name) {
        // what is behind a ; is a parameter to some servers, and not part of the name
        String plain = name.indexOf(';') < 0 ? name : name.substring(0, name.indexOf(';'));
        return plain.equals(".") || plain.equals("..");
    }

    /** Decodes as lenient servers do: a decoded % may be literal, and what is not UTF-8 is replaced. */
    private static String decodeLeniently(String text) {
        ByteBuffer decoded = percentDecoded(text, true);
        return StandardCharsets.UTF_8.decode(decoded).toString();
    }

    /** Decodes strictly: the result must be UTF-8, and a % must be followed by a code. */
    static String percentDecoded(String text) throws CharacterCodingException {
        ByteBuffer decoded = percentDecoded(text, false);
        return StandardCharsets.UTF_8.newDecoder().decode(decoded).toString();
    }

    private static ByteBuffer percentDecoded(String text, boolean keepsInvalid) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            boolean isCode =
                    bytes[i] == '%' && i + 2 < bytes.length && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0;
            if (isCode) {
                decoded.put((byte) (hex(bytes[i + 1]) << 4 | hex(bytes[i + 2])));
                i += 2;
            } else if (bytes[i] == '%' && !keepsInvalid) {
                throw new NumberFormatException(text);
            } else {
                decoded.put(bytes[i]);
            }
        }
        return decoded.flip();
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }

    /** {@code STORE_INVALID}, for the whole address. */
    static RegistryException ambiguous(String url) {
        return new RegistryException(Problem.of(
                        ProblemCode.STORE_INVALID,
                        RemoteUrl.redacted(url),
                        "has a control character, or a . or .. as a step of its path")
                .hint("Servers differ in what they make of it: write the path without."));
    }
}
