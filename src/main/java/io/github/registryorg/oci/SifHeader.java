package io.github.registryorg.oci;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What a Singularity image file says of itself at its beginning. */
public final class SifHeader {

    /** Bytes of a file that hold all of it that is read here. */
    public static final int LENGTH = 48;

    /** The number of the architecture is behind the magic number and a version of three bytes. */
    private static final int ARCHITECTURE = FileArtifact.START_LENGTH + 3;

    /** By the numbers of the format; 00 is an unknown one. */
    private static final Map<String, String> ARCHITECTURES = Map.ofEntries(
            Map.entry("01", "386"),
            Map.entry("02", "amd64"),
            Map.entry("03", "arm"),
            Map.entry("04", "arm64"),
            Map.entry("05", "ppc64"),
            Map.entry("06", "ppc64le"),
            Map.entry("07", "mips"),
            Map.entry("08", "mipsle"),
            Map.entry("09", "mips64"),
            Map.entry("10", "mips64le"),
            Map.entry("11", "s390x"),
            Map.entry("12", "riscv64"));

    private SifHeader() {}

    /**
     * The architecture that an image is for, as Go's {@code GOARCH}; empty where it is unknown, or this is something else.
     *
     * @param start the first {@link #LENGTH} bytes of the file; fewer where it has no more
     */
    public static Optional<String> architecture(byte[] start) {
        if (start.length < LENGTH || FileArtifact.ofStart(start) != FileArtifact.SIF) {
            return Optional.empty();
        }
        String number = new String(start, ARCHITECTURE, 2, StandardCharsets.US_ASCII);
        return Optional.ofNullable(ARCHITECTURES.get(number));
    }
}
