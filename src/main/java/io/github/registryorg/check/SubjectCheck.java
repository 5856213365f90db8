package io.github.registryorg.check;

import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The subject of a manifest is here: a rule refuses a contribution without it, and anything else is a warning. */
final class SubjectCheck implements Check {

    private final @Nullable Ruling ruling;

    /** @param ruling of a contribution; null for what is there already */
    SubjectCheck(@Nullable Ruling ruling) {
        this.ruling = ruling;
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        Optional<Digest> absent =
                manifest.manifest().subject().map(Descriptor::digest).filter(subject -> !repository.has(subject));
        absent.ifPresent(subject -> problems.accept(
                problem(repository, manifest, subject).at(repository.layout().content(manifest.digest()))));
    }

    private Problem problem(Repository repository, RawManifest manifest, Digest subject) {
        String name = repository.name() + "@" + manifest.digest();
        if (ruling != null && isRefused(ruling, repository, manifest)) {
            return ruling.problem(
                    Permission.UNKNOWN_SUBJECTS,
                    name,
                    "is about " + subject + ", which is not in this repository",
                    "Contribute it to the repository of its subject, together with that or later.");
        }
        return Problem.of(ProblemCode.SUBJECT_UNKNOWN, name, "is about " + subject + ", which is not here")
                .hint("That is fine if the registry has it, or will have.");
    }

    private static boolean isRefused(Ruling ruling, Repository repository, RawManifest manifest) {
        return !ruling.before(repository.name()).has(manifest.digest())
                && !ruling.rules(repository.name()).permits(Permission.UNKNOWN_SUBJECTS);
    }
}
