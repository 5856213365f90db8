package io.github.registryorg.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A request's path, decoded once, of which every segment is an ordinary name. What could mean something else to a file
 * system is not a path here: dot segments, empty ones, slashes of either kind within one, control characters, and bytes
 * that are not UTF-8.
 *
 * @param segments what is between the slashes
 * @param directory whether it ends with a slash, as the root does
 */
record RequestPath(List<String> segments, boolean directory) {

    RequestPath {
        segments = List.copyOf(segments);
    }

    /** Empty where the path can name nothing that is served. */
    static Optional<RequestPath> parse(String rawPath) {
        if (!rawPath.startsWith("/")) {
            return Optional.empty();
        }
        if (rawPath.equals("/")) {
            return Optional.of(new RequestPath(List.of(), true));
        }
        boolean directory = rawPath.endsWith("/");
        String inner = rawPath.substring(1, directory ? rawPath.length() - 1 : rawPath.length());
        List<String> segments = new ArrayList<>();
        for (String raw : inner.split("/", -1)) {
            Optional<String> segment = decode(raw).filter(RequestPath::isOrdinary);
            if (segment.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment.get());
        }
        return Optional.of(new RequestPath(segments, directory));
    }

    /** Whether these are the first segments. */
    boolean startsWith(String... first) {
        return segments.size() >= first.length
                && segments.subList(0, first.length).equals(List.of(first));
    }

    private static boolean isOrdinary(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
    }

    private static Optional<String> decode(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                if (c > 0x7e) {
                    return Optional.empty();
                }
                bytes.write(c);
                continue;
            }
            if (i + 2 >= raw.length()
                    || !HexFormat.isHexDigit(raw.charAt(i + 1))
                    || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
                return Optional.empty();
            }
            bytes.write(HexFormat.fromHexDigits(raw, i + 1, i + 3));
            i += 2;
        }
        try {
            // a decoder of its own reports what new String(…) would replace: overlong forms, surrogates, stray bytes
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
