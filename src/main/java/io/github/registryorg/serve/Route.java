package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;

/** What can be read of a registry (distribution specification, "Endpoints"). */
sealed interface Route {

    /** Whether this is a registry at all. */
    record Base() implements Route {}

    /** All repositories: no longer in the specification, and asked for by many tools. */
    record Catalog() implements Route {}

    /** The tags of a repository. */
    record Tags(RepositoryName repository) implements Route {}

    /** A manifest, by tag or digest. */
    record Manifests(RepositoryName repository, Reference reference) implements Route {}

    /** A blob. */
    record Blobs(RepositoryName repository, Digest digest) implements Route {}

    /** What refers to a manifest. */
    record Referrers(RepositoryName repository, Digest subject) implements Route {}

    /** Nothing that a registry has. */
    record Unknown() implements Route {}

    /**
     * The route of a path below {@code /v2}.
     *
     * @throws RegistryException {@code NAME_INVALID}, {@code DIGEST_INVALID}, or {@code MANIFEST_UNKNOWN} for what can
     *     be no tag
     */
    static Route parse(RequestPath path) {
        List<String> all = path.segments();
        int count = all.size();
        if (count == 1) {
            return new Base();
        }
        if (path.folder()) {
            return new Unknown();
        }
        if (count == 2) {
            return all.get(1).equals("_catalog") ? new Catalog() : new Unknown();
        }
        String kind = all.get(count - 2);
        String last = all.get(count - 1);
        boolean known = kind.equals("manifests")
                || kind.equals("blobs")
                || kind.equals("referrers")
                || kind.equals("tags") && last.equals("list");
        if (!known || count == 3) {
            return new Unknown();
        }
        RepositoryName repository = RepositoryName.parse(String.join("/", all.subList(1, count - 2)));
        return switch (kind) {
            case "tags" -> new Tags(repository);
            case "manifests" -> new Manifests(repository, reference(last));
            case "blobs" -> new Blobs(repository, Digest.parse(last));
            default -> new Referrers(repository, Digest.parse(last));
        };
    }

    private static Reference reference(String text) {
        if (text.indexOf(':') >= 0) {
            return Digest.parse(text);
        }
        // the specification has no code for a bad tag: there can be no manifest under it
        return Tag.tryParse(text)
                .orElseThrow(() -> new RegistryException(Problem.of(
                        ProblemCode.MANIFEST_UNKNOWN, text, "\"" + text + "\" is not a tag, so nothing has it")));
    }
}
