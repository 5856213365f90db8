package io.github.registryorg.metadata;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A digest as legacy tags have it: {@code sha256:<hex>}, {@code md5:<hex>} or
 * {@code md5:<base64>}.
 *
 * @param algorithm {@code sha256} or {@code md5}
 * @param hex the hash in lower-case hexadecimal digits
 */
public record LegacyDigest(String algorithm, String hex) {

    private static final String MD5 = "md5";
    private static final Pattern GRAMMAR = Pattern.compile(
            "sha256:(?<sha256>[0-9a-f]{64})" + "|md5:(?:(?<md5>[0-9a-fA-F]{32})|(?<base64>[A-Za-z0-9+/]{22}==))");

    /** Empty where the text is not such a digest. */
    public static Optional<LegacyDigest> tryParse(String text) {
        Matcher parts = GRAMMAR.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        if (parts.group("sha256") != null) {
            return Optional.of(new LegacyDigest("sha256", parts.group("sha256")));
        }
        String hex = parts.group("md5") == null
                ? HexFormat.of().formatHex(Base64.getDecoder().decode(parts.group("base64")))
                : parts.group("md5").toLowerCase(Locale.ROOT);
        return Optional.of(new LegacyDigest(MD5, hex));
    }

    /** Whether it is too weak to verify content, since md5 can be forged. */
    public boolean isWeak() {
        return algorithm.equals(MD5);
    }

    /** {@code algorithm:hex}, whatever it was written as. */
    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
