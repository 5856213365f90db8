package io.github.registryorg.publish;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.secret.AllowedSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was published.
 *
 * @param description what it is and what names it, for people
 * @param companions tags of what came along with it under names of its own, such as signatures
 * @param size of all of the image, for people
 * @param blobs what became of its blobs, for people
 * @param contribution directory of the metadata
 * @param changed files in it that were written or removed, relative to it; empty where nothing had to change
 * @param warnings about the contribution
 * @param names digests by the references that name them, such as {@code acme/app:1.4.2}
 * @param allowedSecrets which of the places that were allowed hold what looks like a secret
 */
public record PublishResult(
        String description,
        List<Tag> companions,
        String size,
        String blobs,
        Path contribution,
        List<String> changed,
        List<Problem> warnings,
        Map<String, String> names,
        AllowedSecrets.Use allowedSecrets) {

    public PublishResult {
        companions = List.copyOf(companions);
        changed = List.copyOf(changed);
        warnings = List.copyOf(warnings);
        names = Map.copyOf(names);
    }

    /** What was done, for people. */
    public List<String> lines() {
        String changes = changed.isEmpty() ? "nothing to change" : Count.of(changed.size(), "file") + " changed";
        List<String> lines = new ArrayList<>();
        lines.add("Published " + description + ".");
        companions.forEach(tag -> lines.add("  with " + tag));
        lines.add("  image: " + size);
        lines.add("  store: " + blobs);
        lines.add("  contribution: " + contribution + ", " + changes);
        return lines;
    }
}
