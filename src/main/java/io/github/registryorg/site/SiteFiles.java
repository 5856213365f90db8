package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A site that was made. */
public record SiteFiles(Path site) {

    /** Whether it was made for {@code registry:serve}. */
    public boolean isForServing() {
        return host().filter(Host.of("local").name()::equals).isPresent();
    }

    /** The name of the host that it was made for; empty where it is unknown. */
    public Optional<String> host() {
        Path grade = site.resolve(Grade.FILE);
        try {
            return Files.isRegularFile(grade)
                    ? Optional.ofNullable(Json.readObject(Files.readAllBytes(grade))
                            .path("host")
                            .textValue())
                    : Optional.empty();
        } catch (JsonFault e) {
            throw new RegistryException(e.problem(ProblemCode.MANIFEST_INVALID, ""), e);
        } catch (IOException e) {
            throw Failures.io("reading", grade, e);
        }
    }
}
