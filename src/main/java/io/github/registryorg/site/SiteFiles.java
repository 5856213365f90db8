package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A site that was made, perhaps elsewhere or by another version. */
public record SiteFiles(Path site) {

    /** Bytes of its grade: what clients lack is a text for each client and operation, whatever the site has. */
    private static final int MAX_GRADE_SIZE = 1024 * 1024;

    /** Whether it was made for {@code registry:serve}. */
    public boolean isForServing() {
        return host().filter(Host.of("local").name()::equals).isPresent();
    }

    /**
     * The name of the host that it was made for; empty where it is unknown.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if the file that names it is not one of ours, {@code IO_FAILED}
     */
    public Optional<String> host() {
        try {
            Optional<byte[]> grade = new DirectoryTree(site).read(Grade.FILE, MAX_GRADE_SIZE);
            return grade.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(
                            Json.readObject(grade.get()).path("host").textValue());
        } catch (JsonFault e) {
            throw refuse(e.what(), e.reason(), e);
        } catch (RegistryException e) {
            throw e.problem().code() == ProblemCode.IO_FAILED
                    ? e
                    : refuse(e.problem().what(), e.problem().hint(), e);
        }
    }

    private RegistryException refuse(String what, @Nullable String reason, Throwable cause) {
        return new RegistryException(
                Problem.of(
                                ProblemCode.SITE_UNKNOWN,
                                site.toString(),
                                "is not a site that can be served or deployed: " + Grade.FILE + " " + what)
                        .because(reason)
                        .at(Grade.FILE)
                        .hint("Make the site again (registry:site)."),
                cause);
    }
}
