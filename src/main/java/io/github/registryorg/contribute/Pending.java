package io.github.registryorg.contribute;

import io.github.registryorg.git.CommitTree;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the open branch changes: what other builds have proposed, and nobody has merged yet.
 *
 * @param files as the branch has them, by path
 * @param before the same as the commit has them that the branch was made from
 */
record Pending(Map<String, byte[]> files, Map<String, byte[]> before) {

    /** Nothing. */
    static final Pending NONE = new Pending(Map.of(), Map.of());

    private static final Pattern TAG = Pattern.compile("(?<name>.+)/manifests/(?<tag>[^/]+)/README\\.md");
    private static final Pattern OTHER =
            Pattern.compile("(?<name>.+?)/(README\\.md|digests/[a-z0-9]+/[0-9a-f]{2}/[0-9a-f]+\\.(json|yaml))");

    /** The difference between a commit of ours and the one that it was made from. */
    static Pending between(CommitTree before, CommitTree after) {
        List<String> changed = new ArrayList<>(after.changedSince(before));
        changed.removeIf(path -> !isOurKind(path));
        after.load(changed);
        before.load(changed);
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, byte[]> old = new TreeMap<>();
        for (String path : changed) {
            after.read(path, RawManifest.LARGEST).ifPresent(content -> files.put(path, content));
            before.read(path, RawManifest.LARGEST).ifPresent(content -> old.put(path, content));
        }
        return new Pending(files, old);
    }

    private static boolean isOurKind(String path) {
        Matcher other = OTHER.matcher(path);
        return TagFile.of(path).isPresent()
                || other.matches()
                        && RepositoryName.tryParse(other.group("name")).isPresent();
    }

    /** The file of a tag. */
    record TagFile(RepositoryName repository, Tag tag) {

        /** Empty where a path is none of a tag's file. */
        static Optional<TagFile> of(String path) {
            Matcher parts = TAG.matcher(path);
            if (!parts.matches()) {
                return Optional.empty();
            }
            return RepositoryName.tryParse(parts.group("name"))
                    .flatMap(name -> Tag.tryParse(parts.group("tag")).map(tag -> new TagFile(name, tag)));
        }
    }
}
