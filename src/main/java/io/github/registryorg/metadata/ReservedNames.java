package io.github.registryorg.metadata;

import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names that the format, the site or file systems keep for themselves. */
public final class ReservedNames {

    /** Names of the site, beside a repository's own directories in the metadata. */
    private static final Set<String> COMPONENTS = Set.of("manifests", "tags", "blobs", "referrers", "index.html");

    private static final Set<String> SITE_PATHS = Set.of("v1", "v2", "api", "404.html", "netlify.toml", "robots.txt");
    private static final Set<String> OTHER_DIRECTORIES = Set.of("src", "target", "docs");
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private ReservedNames() {}

    /** Why a repository can't have this name; empty if it can. */
    public static Optional<String> reasonAgainst(RepositoryName name) {
        boolean first = true;
        for (String component : name.components()) {
            Optional<String> reason = reasonAgainst(component, first);
            if (reason.isPresent()) {
                return reason;
            }
            first = false;
        }
        return Optional.empty();
    }

    /** Why a repository's name can't have this component; empty if it can. */
    static Optional<String> reasonAgainst(String component, boolean first) {
        if (MetadataLayout.OWN_DIRECTORIES.contains(component) || COMPONENTS.contains(component)) {
            return Optional.of("\"" + component + "\" is reserved for the registry's own paths");
        }
        if (first
                && (SITE_PATHS.contains(component)
                        || OTHER_DIRECTORIES.contains(component)
                        || isFileOfRegistry(component))) {
            return Optional.of("\"" + component + "\" is reserved as the first part of a path");
        }
        return reasonAgainstFile(component);
    }

    /** Why no file on every system can have this name; empty if it can. */
    static Optional<String> reasonAgainstFile(String name) {
        String stem = name.toLowerCase(Locale.ROOT);
        int dot = stem.indexOf('.');
        if (DEVICES.contains(dot < 0 ? stem : stem.substring(0, dot))) {
            return Optional.of("\"" + name + "\" is a device on Windows");
        }
        if (name.endsWith(".")) {
            return Optional.of("\"" + name + "\" ends with a dot, which Windows drops");
        }
        return Optional.empty();
    }

    /** What is wrong with a directory's path as a repository's name; empty if nothing is. */
    public static Optional<Problem> problemOf(String path) {
        Optional<RepositoryName> name = RepositoryName.tryParse(path);
        if (name.isEmpty()) {
            return Optional.of(Problem.of(ProblemCode.NAME_INVALID, path, "is not a repository's name")
                    .hint(
                            "Rename the directory: lower-case letters and digits, with '.', '_', '__' or '-' between them.")
                    .at(path));
        }
        return reasonAgainst(name.get())
                .map(reason -> Problem.of(ProblemCode.NAME_RESERVED, path, reason)
                        .hint("Give the repository another name.")
                        .at(path));
    }

    /**
     * What is wrong with a tag that its grammar allows; empty if nothing is.
     *
     * @param subject the tag, as the user knows it
     * @return without a place
     */
    public static Optional<Problem> problemOf(Tag tag, String subject) {
        if (tag.isReferrersTag()) {
            return Optional.of(Problem.of(ProblemCode.TAG_INVALID, subject, "is a name of the OCI referrers tag schema")
                    .hint("The site makes these from the subject of manifests: contribute the manifest under"
                            + " digests/ and no tag."));
        }
        return reasonAgainstFile(tag.name())
                .map(reason ->
                        Problem.of(ProblemCode.NAME_RESERVED, subject, reason).hint("Give it another tag."));
    }

    /** Whether it is the name of a file at the root that the registry itself has or may have. */
    static boolean isFileOfRegistry(String name) {
        return name.equals(MetadataLayout.SETTINGS) || LogoFile.NAMES.contains(name);
    }

    /** Whether a directory at the root has another purpose than to hold repositories. */
    static boolean isSkippedAtRoot(String directory) {
        return OTHER_DIRECTORIES.contains(directory) || directory.startsWith(".") || directory.startsWith("_");
    }

    /** Whether repositories in a directory at the root would be where the site has its own files. */
    static boolean isPathOfTheSite(String directory) {
        return SITE_PATHS.contains(directory);
    }
}
