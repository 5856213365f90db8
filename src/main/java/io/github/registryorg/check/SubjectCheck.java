package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.function.Consumer;

/** The subject of a manifest is here; a contribution may bring a signature alone, so this only warns. */
final class SubjectCheck implements Check {

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        manifest.manifest().subject().ifPresent(subject -> {
            if (!repository.has(subject.digest())) {
                problems.accept(Problem.of(
                                ProblemCode.SUBJECT_UNKNOWN,
                                repository.name() + "@" + manifest.digest(),
                                "is about " + subject.digest() + ", which is not here")
                        .hint("That is fine if the registry has it, or will have.")
                        .at(repository.layout().content(manifest.digest())));
            }
        });
    }
}
