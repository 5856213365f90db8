package io.github.registryorg.check;

import io.github.registryorg.client.Compatibility;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Requirement;
import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Every client can deal with the indexes of a repository, and with its name. */
final class CompatibilityCheck implements Check {

    private final Optional<SiteAddress> address;

    /** @param address of the site; empty where it is unknown, as it is to contributors */
    CompatibilityCheck(Optional<SiteAddress> address) {
        this.address = address;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        if (repository.digests().isEmpty()) {
            return;
        }
        report(
                Compatibility.of(repository.name()),
                repository.name().name(),
                repository.layout().page(),
                problems);
        address.ifPresent(known -> report(
                Compatibility.of(repository.name(), known.authority()),
                repository.name().name(),
                repository.layout().page(),
                problems));
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (manifest.manifest() instanceof ImageIndex index) {
            report(
                    Compatibility.of(index),
                    repository.name() + "@" + manifest.digest(),
                    repository.layout().content(manifest.digest()),
                    problems);
        }
    }

    private static void report(Map<Need, String> lacks, String subject, String file, Consumer<Problem> problems) {
        lacks.forEach((need, shown) -> problems.accept(Problem.of(
                        ProblemCode.CLIENTS_FAIL,
                        subject,
                        "is not for every client, since " + need.lack() + ": " + shown)
                .hint(need.advice() + " Clients that fail: " + clients(need) + ".")
                .at(file)));
    }

    private static String clients(Need need) {
        return Requirement.of(need).stream()
                .map(one -> one.client().title() + (one.only() == null ? "" : " (" + one.only() + ")"))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
