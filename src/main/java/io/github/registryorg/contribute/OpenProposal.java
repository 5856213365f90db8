package io.github.registryorg.contribute;

import io.github.registryorg.git.RemoteTree;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.MetadataPath;
import io.github.registryorg.oci.RawManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the open branch changes: what other builds have proposed, and is not merged yet.
 *
 * @param files as the branch has them, by path
 * @param before the same as the commit has them that the branch was made from
 */
record OpenProposal(Map<String, byte[]> files, Map<String, byte[]> before) {

    /** Nothing. */
    static final OpenProposal NONE = new OpenProposal(Map.of(), Map.of());

    /** The difference between a commit of ours and the one that it was made from. */
    static OpenProposal between(RemoteTree before, RemoteTree after) {
        List<String> changed = new ArrayList<>(after.changedSince(before));
        changed.removeIf(path -> !isOurKind(path));
        after.load(changed);
        before.load(changed);
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, byte[]> old = new TreeMap<>();
        for (String path : changed) {
            after.read(path, RawManifest.MAX_SIZE).ifPresent(content -> files.put(path, content));
            before.read(path, RawManifest.MAX_SIZE).ifPresent(content -> old.put(path, content));
        }
        return new OpenProposal(files, old);
    }

    private static boolean isOurKind(String path) {
        return valid(path)
                .filter(file -> !(file instanceof MetadataPath.OtherFile))
                .isPresent();
    }

    /** The tag whose file this is; empty if it is not the file of a tag. */
    static Optional<MetadataPath.TagFile> tagFile(String path) {
        return valid(path).map(file -> file instanceof MetadataPath.TagFile tag ? tag : null);
    }

    private static Optional<MetadataPath> valid(String path) {
        return MetadataLayout.parse(path).filter(file -> file.repository().isPresent());
    }
}
