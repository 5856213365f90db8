package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;

/** Every manifest that an index names is here, was not removed, and matches the index. */
final class IndexChildrenCheck implements Check {

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (!(manifest.manifest() instanceof ImageIndex index)) {
            return;
        }
        String file = repository.layout().content(manifest.digest());
        for (Descriptor child : index.manifests()) {
            if (!child.mediaType().isManifest()) {
                continue;
            }
            Optional<RawManifest> found = repository.manifest(child.digest());
            if (repository.note(child.digest()).removed().isPresent()) {
                problems.accept(removed(repository, manifest, child, file));
            } else if (found.isEmpty()) {
                boolean config = repository.config(child.digest()).isPresent();
                // a broken file is reported already; this is about one that is absent, or holds a config
                if (config || !repository.has(child.digest())) {
                    problems.accept(Problem.of(
                                    ProblemCode.MANIFEST_BLOB_UNKNOWN,
                                    repository.name() + "@" + manifest.digest(),
                                    "is an index that names " + child.digest()
                                            + (config ? ", which is not a manifest" : ", which is not here"))
                            .hint("Add " + repository.layout().content(child.digest())
                                    + ": registry:publish writes all platforms of an image.")
                            .at(file));
                }
            } else if (!agrees(child, found.get().descriptor())) {
                Descriptor actual = found.get().descriptor();
                problems.accept(Problem.of(
                                ProblemCode.MANIFEST_INVALID,
                                repository.name() + "@" + manifest.digest(),
                                "is an index that declares " + child.digest() + " is " + child.mediaType() + " of "
                                        + ByteCount.exact(child.size()) + ", and it is " + actual.mediaType() + " of "
                                        + Count.grouped(actual.size()))
                        .hint("Clients refuse that: build the index again.")
                        .at(file));
            }
        }
    }

    private static Problem removed(Repository repository, RawManifest index, Descriptor child, String file) {
        String platform = child.platform() == null ? "" : " for " + child.platform();
        return Problem.of(
                        ProblemCode.MANIFEST_BLOB_UNKNOWN,
                        repository.name() + "@" + index.digest(),
                        "is an index that names " + child.digest() + platform + ", which was removed")
                .because(repository.note(child.digest()).removed().orElse(null))
                .hint("Clients" + platform + " could not pull it: add \"removed\" to "
                        + repository.layout().note(index.digest()) + " too, and move its tags to an index without it.")
                .at(file);
    }

    private static boolean agrees(Descriptor expected, Descriptor actual) {
        return expected.size() == actual.size() && expected.mediaType().equals(actual.mediaType());
    }
}
