package io.github.registryorg.serve;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a body is requested (RFC 9110, section 14). One range is served; several, another unit, or what can't be
 * read, get the whole, and one that ends before it begins is refused, as the RFC allows.
 *
 * @param first of the bytes, from 0
 * @param length in bytes; 0 where none of the bytes that were requested exists
 */
record ByteRange(long first, long length) {

    private static final Pattern ONE =
            Pattern.compile("\\s*bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*", Pattern.CASE_INSENSITIVE);
    /** Digits that a long can always hold; more is beyond the end of any file. */
    private static final int MAX_DIGITS = 18;

    /** Empty where the whole is to be sent. */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher matcher = ONE.matcher(header);
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (matcher.group(1).isEmpty()) {
            long length = Math.min(number(matcher.group(2)), size);
            return Optional.of(new ByteRange(size - length, length));
        }
        long first = number(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
        return Optional.of(
                first >= size || last < first
                        ? new ByteRange(0, 0)
                        : new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    boolean satisfiable() {
        return length > 0;
    }

    private static long number(String digits) {
        return digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
