package io.github.registryorg.site;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a site serves blobs. */
public enum BlobMode {
    /**
     * By redirect where the host can; otherwise the bytes go into the site, of stores that are directories and, as far as
     * they can be had and fit, of those on the web.
     */
    AUTO,
    /** By redirect to the store, always. */
    REDIRECT,
    /** By bytes in the site, always: those of web stores are fetched. */
    COPY,
    /**
     * By {@code urls} in manifests, where a blob is on the web: they are served under other digests than the metadata
     * says. The bytes of all others go into the site.
     */
    URLS;

    /**
     * As users write it.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} for anything else
     */
    public static BlobMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID, "\"" + text + "\"", "is not a way to serve blobs")
                        .hint("registry.blobs is one of "
                                + Arrays.stream(values()).map(BlobMode::word).collect(Collectors.joining(", "))
                                + ".")));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
