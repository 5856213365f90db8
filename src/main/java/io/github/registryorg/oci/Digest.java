package io.github.registryorg.oci;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name of content by its hash (image specification, "Digests").
 *
 * @param algorithm a registered algorithm
 * @param hex the hash in lower-case hexadecimal digits, of the algorithm's length
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Reference, Comparable<Digest> {

    private static final boolean[] HEX = new boolean['f' + 1];

    static {
        "0123456789abcdef".chars().forEach(c -> HEX[c] = true);
    }

    public Digest {
        Objects.requireNonNull(algorithm, "algorithm");
        if (!isHex(hex, algorithm.hexLength())) {
            throw invalid(algorithm.id() + ":" + hex);
        }
    }

    /** Reads {@code sha256:<64 hex>} or {@code sha512:<128 hex>}. */
    public static Digest parse(String text) {
        return tryParse(text).orElseThrow(() -> invalid(text));
    }

    /** Empty where {@code text} is not a digest of a registered algorithm. */
    public static Optional<Digest> tryParse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String hex = text.substring(colon + 1);
        return DigestAlgorithm.of(text.substring(0, colon))
                .filter(algorithm -> isHex(hex, algorithm.hexLength()))
                .map(algorithm -> new Digest(algorithm, hex));
    }

    public static Digest of(DigestAlgorithm algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    /** The digest of these bytes. */
    public static Digest ofContent(DigestAlgorithm algorithm, byte[] content) {
        return of(algorithm, algorithm.newMessageDigest().digest(content));
    }

    /** The sha256 digest of these bytes. */
    public static Digest sha256(byte[] content) {
        return ofContent(DigestAlgorithm.SHA256, content);
    }

    /** Whether these bytes are what this digest names. */
    public boolean matches(byte[] content) {
        return equals(ofContent(algorithm, content));
    }

    /** The tag under which referrers of this digest are found without a referrers API. */
    public Tag referrersTag() {
        // the specification cuts the encoded part to 64 characters
        return new Tag(algorithm.id() + "-" + hex.substring(0, 64));
    }

    /** The first characters, as people quote them. */
    public String abbreviated() {
        return algorithm.id() + ":" + hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    /** That of the hash alone, which a string remembers: digests are the keys of most maps. */
    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && algorithm == digest.algorithm && hex.equals(digest.hex);
    }

    @Override
    public String toString() {
        return algorithm.id() + ":" + hex;
    }

    private static boolean isHex(String text, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 'f' || !HEX[c]) {
                return false;
            }
        }
        return true;
    }

    private static RegistryException invalid(String text) {
        return new RegistryException(Problem.of(ProblemCode.DIGEST_INVALID, "\"" + text + "\"", "is not a digest")
                .hint("A digest is sha256: with 64, or sha512: with 128, lower-case hexadecimal digits."));
    }
}
