package io.github.registryorg.check;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import java.util.Set;

/**
 * What of one repository a contribution changes, by the paths of files.
 *
 * @param tags whose page or recipe is new, other or gone
 * @param notes digests whose note is
 * @param contents digests whose bytes are
 * @param page whether its page is
 */
record ChangedFiles(Set<Tag> tags, Set<Digest> notes, Set<Digest> contents, boolean page) {

    ChangedFiles {
        tags = Set.copyOf(tags);
        notes = Set.copyOf(notes);
        contents = Set.copyOf(contents);
    }
}
