package io.github.registryorg.check;

import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.CosignTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tags that a contribution changes, and those that name something of which it changes what is attached. */
final class ContributedTags implements SignatureCheck.Scope {

    private final ContributionCheck contribution;
    private final MetadataDirectory before;
    private final Map<RepositoryName, Set<Digest>> affected = new HashMap<>();

    /** The last one that was looked for; null before. */
    private @Nullable Repository old;

    ContributedTags(ContributionCheck contribution, MetadataDirectory before) {
        this.contribution = contribution;
        this.before = before;
    }

    @Override
    public boolean has(Repository repository, TagRecord tag) {
        return contribution.changed().getOrDefault(repository.name(), Set.of()).contains(tag.tag())
                || tag instanceof OciTag oci
                        && affected.computeIfAbsent(repository.name(), name -> affected(repository))
                                .contains(oci.digest());
    }

    /** What is noted otherwise, and what those are about that are new, noted otherwise, or under another tag of cosign. */
    private Set<Digest> affected(Repository repository) {
        Set<Digest> digests = new HashSet<>();
        for (Tag tag : contribution.changed().getOrDefault(repository.name(), Set.of())) {
            CosignTag.subject(tag).ifPresent(digests::add);
        }
        ChangedFiles files = contribution.files(repository.name());
        digests.addAll(files.notes());
        // a new one can take the place of those that are looked at
        Stream.concat(files.notes().stream(), files.contents().stream())
                .flatMap(digest -> repository.manifest(digest).stream())
                .flatMap(manifest -> manifest.manifest().subject().stream())
                .map(Descriptor::digest)
                .forEach(digests::add);
        if (!files.notes().isEmpty()) {
            addSubjectsOfCosign(repository, files.notes(), digests);
        }
        return digests;
    }

    /** What cosign's tags of these are about. */
    private static void addSubjectsOfCosign(Repository repository, Set<Digest> named, Set<Digest> subjects) {
        for (Tag tag : repository.tags()) {
            Optional<Digest> subject = CosignTag.subject(tag);
            if (subject.isPresent()
                    && repository.tag(tag).orElse(null) instanceof OciTag oci
                    && named.contains(oci.digest())) {
                subjects.add(subject.get());
            }
        }
    }

    @Override
    public Optional<Repository> before(Repository repository, TagRecord tag) {
        Repository was = before(repository.name());
        return TagTarget.hasMoved(was, tag) ? Optional.empty() : Optional.of(was);
    }

    private Repository before(RepositoryName name) {
        Repository known = old;
        if (known == null || !known.name().equals(name)) {
            known = before.repository(name);
            old = known;
        }
        return known;
    }
}
