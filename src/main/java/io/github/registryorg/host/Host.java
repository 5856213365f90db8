package io.github.registryorg.host;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.TreeSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A kind of static web host. */
public interface Host {

    /** As users write it. */
    String name();

    HostCapabilities capabilities();

    /** Where this host always serves, whatever the registry's own address is; empty where that must be configured. */
    default Optional<String> usualAddress() {
        return Optional.empty();
    }

    /**
     * Emits the files that make this host serve one repository rightly; for several repositories at once.
     *
     * @param content what is served of it
     */
    default void emit(RepositoryContent content, TreeSink sink) {}

    /**
     * Emits the files that make this host serve the site rightly.
     *
     * @param blobs where blobs are that are not in the site, sorted; empty where all are
     */
    void emit(List<BlobRule> blobs, TreeSink sink);

    /**
     * How much the files of this host use up of its limits; what is not in it is measured by whoever makes the site.
     *
     * @param blobs as they are emitted
     */
    default Map<Limit, Long> uses(List<BlobRule> blobs) {
        return Map.of();
    }

    /**
     * What to do where a site passes a limit of this host, a sentence or more.
     *
     * @param amount how much the site has
     */
    default String advice(Limit limit, long amount) {
        return limit.advice(capabilities().can(HostAbility.REDIRECTS_BLOBS));
    }

    /** All hosts, by name. */
    static List<Host> all() {
        return List.of(
                new ApacheHost(),
                new CaddyHost(),
                new CloudflarePagesHost(),
                new CloudFrontHost(),
                new GitHubPagesHost(),
                new GitLabPagesHost(),
                new LocalHost(),
                new NetlifyHost(),
                new NginxHost(),
                new S3Host());
    }

    /** Hosts of these names, each once. */
    static List<Host> of(List<String> names) {
        return names.stream().distinct().map(Host::of).toList();
    }

    /**
     * The host of this name.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if there is none
     */
    static Host of(String name) {
        return all().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RegistryException(
                        Problem.of(ProblemCode.CONFIGURATION_INVALID, "\"" + name + "\"", "is not a host")
                                .hint("registry.host is one of "
                                        + all().stream().map(Host::name).collect(Collectors.joining(", ")) + ".")));
    }
}
