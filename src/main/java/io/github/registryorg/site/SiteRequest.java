package io.github.registryorg.site;

import io.github.registryorg.host.Host;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.verdict.Verdict;
import io.github.registryorg.verdict.VerdictFile;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What site to make.
 *
 * @param directory of the metadata
 * @param site directory that the site is made in
 * @param host that shall serve it
 * @param url where it will be served; null where {@code registry.yaml} has it, or it is unknown
 * @param blobs how the site serves blobs
 * @param tagPages how many tags of each repository have a page, at most; 0 for none
 * @param access how stores are reached
 * @param verdict of {@code registry:validate}, which says which repositories are held back; null for none
 * @param full whether all of it is made again, whatever is known of the last run
 */
public record SiteRequest(
        Path directory,
        Path site,
        Host host,
        @Nullable String url,
        BlobMode blobs,
        int tagPages,
        StoreAccess access,
        @Nullable Path verdict,
        boolean full) {

    /** Pages of tags where nothing else is said. */
    public static final int DEFAULT_TAG_PAGES = 10;

    /** Made of what has changed since the last run, where that is known; with the usual number of pages of tags. */
    public SiteRequest(Path directory, Path site, Host host, String url, BlobMode blobs, StoreAccess access) {
        this(directory, site, host, url, blobs, DEFAULT_TAG_PAGES, access, false);
    }

    /** Without a verdict. */
    public SiteRequest(
            Path directory,
            Path site,
            Host host,
            @Nullable String url,
            BlobMode blobs,
            int tagPages,
            StoreAccess access,
            boolean full) {
        this(directory, site, host, url, blobs, tagPages, access, null, full);
    }

    /** The same, with this verdict. */
    public SiteRequest withVerdict(Path file) {
        return new SiteRequest(directory, site, host, url, blobs, tagPages, access, file, full);
    }

    /**
     * The verdict; empty where none is given.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is not there, or can't be read
     */
    Optional<Verdict> readVerdict() {
        if (verdict == null) {
            return Optional.empty();
        }
        try {
            Optional<Verdict> read = VerdictFile.read(verdict);
            if (read.isPresent()) {
                return read;
            }
        } catch (RegistryException e) {
            throw e.problem().code() == ProblemCode.VERDICT_UNUSABLE
                    ? new RegistryException(e.problem().as(ProblemCode.CONFIGURATION_INVALID))
                    : e;
        }
        throw new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.verdict", "there is no file " + verdict)
                        .hint("registry:validate with the same registry.verdict writes it."));
    }

    public SiteRequest {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(blobs, "blobs");
        if (tagPages < 0) {
            throw new RegistryException(
                    Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.tagPages", tagPages + " is less than 0")
                            .hint("Write how many tags of each repository have a page; 0 for none."));
        }
        Objects.requireNonNull(access, "access");
    }
}
