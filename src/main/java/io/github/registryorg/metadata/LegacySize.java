package io.github.registryorg.metadata;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A size as legacy tags have it: bytes, or the output of {@code du -k}, which depends on the blocks of
 * a file system. The unit is not recorded.
 *
 * @param number as written
 */
public record LegacySize(long number) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final long KIBIBYTE = 1024;
    private static final long SLACK_KIBIBYTES = 4;
    private static final long SLACK_SHARE = 100;

    /** Empty where it is absent, or no number. */
    public static Optional<LegacySize> tryParse(LegacyTag.Size size) {
        return Optional.ofNullable(size.text())
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> new LegacySize(Long.parseLong(text)));
    }

    /** Whether a file of so many bytes can be meant. */
    public boolean fits(long bytes) {
        long kibibytes = bytes / KIBIBYTE + (bytes % KIBIBYTE == 0 ? 0 : 1);
        long slack = Math.max(SLACK_KIBIBYTES, kibibytes / SLACK_SHARE);
        return number == bytes || Math.abs(number - kibibytes) <= slack;
    }

    /** No file that fits has more bytes. */
    public long mostBytes() {
        long kibibytes = Math.max(number + SLACK_KIBIBYTES, number + number / (SLACK_SHARE - 1) + 1);
        return kibibytes > Long.MAX_VALUE / KIBIBYTE || kibibytes < 0 ? Long.MAX_VALUE : kibibytes * KIBIBYTE;
    }
}
