package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import java.util.Optional;

/**
 * The path of a file that belongs to a repository, taken apart. By the path alone: whether the name is a good one, and
 * whether the file may stand there, is for others to say.
 *
 * @param repository the folder of the repository
 * @param own what follows: {@code README.md}, or something below {@code manifests}, {@code digests} or {@code tags}
 */
public record OwnedPath(String repository, String own) {

    private static final String PAGE = "README.md";

    /** Empty where the file belongs to no repository. */
    public static Optional<OwnedPath> of(String path) {
        int start = path.indexOf('/') + 1;
        while (start > 0) {
            int end = path.indexOf('/', start);
            String component = end < 0 ? path.substring(start) : path.substring(start, end);
            boolean owned = end < 0 ? component.equals(PAGE) : ReservedNames.OWN_FOLDERS.contains(component);
            if (owned) {
                return Optional.of(new OwnedPath(path.substring(0, start - 1), path.substring(start)));
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** The name of the tag whose file this is; empty if it is none. */
    public Optional<String> tag() {
        String[] parts = own.split("/", -1);
        return parts.length == 3 && parts[0].equals("manifests") && parts[2].equals(PAGE)
                ? Optional.of(parts[1])
                : Optional.empty();
    }

    /** The digest that this note is about; empty if it is not a note. */
    public Optional<Digest> note() {
        String[] parts = own.split("/", -1);
        return parts.length == 4 && parts[0].equals("digests") && parts[3].endsWith(".yaml")
                ? Digest.tryParse(parts[1] + ":" + parts[3].substring(0, parts[3].length() - ".yaml".length()))
                : Optional.empty();
    }

    /** Whether these are the exact bytes of a manifest, index or config, named by their digest. */
    public boolean isContent() {
        return own.startsWith("digests/") && own.endsWith(".json");
    }
}
