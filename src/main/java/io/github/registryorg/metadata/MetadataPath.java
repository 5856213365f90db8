package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.Optional;

/**
 * What a file that belongs to a repository is, by its path alone: whether the repository's name is valid, and whether the
 * file may be there, is for others to decide. {@link MetadataLayout#parse} makes these.
 */
public sealed interface MetadataPath {

    /** The directory of the repository: its name, if that is valid. */
    String directory();

    /** The name of the repository; empty where the directory's path is not a valid one. */
    default Optional<RepositoryName> repository() {
        return RepositoryName.tryParse(directory());
    }

    /** Whether this has the place of exact bytes that a digest names, valid or not. */
    default boolean isContent() {
        return false;
    }

    /** The page of a repository. */
    record PageFile(String directory) implements MetadataPath {}

    /** The page of a tag. */
    record TagFile(String directory, Tag tag) implements MetadataPath {}

    /** What the image of a legacy tag was built from. */
    record RecipeFile(String directory, Tag tag) implements MetadataPath {}

    /** The exact bytes of a manifest, index or config. */
    record ContentFile(String directory, Digest digest) implements MetadataPath {
        @Override
        public boolean isContent() {
            return true;
        }
    }

    /** A note on a digest. */
    record NoteFile(String directory, Digest digest) implements MetadataPath {}

    /** The page that legacy metadata has in {@code manifests/} and in {@code tags/}, without any meaning. */
    record MarkerFile(String directory) implements MetadataPath {}

    /**
     * A file in one of a repository's own directories that has no place there.
     *
     * @param own the path within the repository
     * @param isContent whether it has the name of exact bytes all the same
     */
    record OtherFile(String directory, String own, boolean isContent) implements MetadataPath {}
}
