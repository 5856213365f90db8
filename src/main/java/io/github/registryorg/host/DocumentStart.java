package io.github.registryorg.host;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Content that looks like a document by its first bytes, as a host judges that serves files without an ending so (MIME
 * Sniffing Standard, section 7.1). Manifests and configs are JSON and never do; a blob may be anything.
 */
public final class DocumentStart {

    /** How many bytes such a host looks at. */
    public static final int LENGTH = 512;

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    private DocumentStart() {}

    /**
     * Whether this host would serve such content as a document whose scripts run.
     *
     * @param start its first {@link #LENGTH} bytes; all where it has fewer
     */
    public static boolean isDocument(HostCapabilities host, byte[] start) {
        return !host.can(HostAbility.INERT_BLOBS) && (isMarkup(start) || Arrays.mismatch(start, PDF) >= PDF.length);
    }

    /**
     * The finding about a recipe that is left out of the site therefore.
     *
     * @param file its path in the metadata
     */
    public static Problem leftOut(Host host, String file) {
        return Problem.of(
                        ProblemCode.RECIPE_LEFT_OUT,
                        file,
                        "this recipe is left out of the site, since " + host.name()
                                + " takes it for a document because of its first bytes, and browsers would run scripts in it")
                .hint("Begin it with a line of a recipe, such as \"Bootstrap: docker\".")
                .at(file);
    }

    /** No more is asked of it than the first bracket: which tags there are is for standards and browsers to change. */
    private static boolean isMarkup(byte[] start) {
        for (byte one : start) {
            if (one != '\t' && one != '\n' && one != '\f' && one != '\r' && one != ' ') {
                return one == '<';
            }
        }
        return false;
    }
}
