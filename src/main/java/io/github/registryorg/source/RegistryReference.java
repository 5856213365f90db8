package io.github.registryorg.source;

import io.github.registryorg.net.DockerHub;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image in a registry, as container tools name it: {@code alpine}, {@code ghcr.io/acme/app:1.2},
 * {@code localhost:5000/app@sha256:…}.
 *
 * @param host with its port where it has one; {@code docker.io} where none is written
 * @param repository its name there
 * @param reference the digest where both are written, {@code latest} where neither is
 */
record RegistryReference(String host, RepositoryName repository, Reference reference) {

    static final String PREFIX = "docker://";

    /** Possessive, so that no name takes a stack as deep as it has dots. */
    private static final Pattern HOST = Pattern.compile("(?:localhost|[A-Za-z0-9-]++(?:\\.[A-Za-z0-9-]++)++"
            + "|\\[[0-9a-fA-F:.]+])(?::\\d{1,5})?|[A-Za-z0-9-]+:\\d{1,5}");

    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    /** The only thing that an @ may be before. */
    private static final Pattern DIGEST = Pattern.compile("@sha(?:256|512):[0-9a-fA-F]*$");

    private static final Pattern GRAMMAR = Pattern.compile("(?<name>[^@]+?)(?::(?<tag>[^:/@]*))?(?:@(?<digest>.*))?");

    /**
     * @param text with its prefix
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it names no image
     */
    static RegistryReference parse(String text) {
        String place = DIGEST.matcher(text).replaceFirst("");
        if (place.indexOf('@') >= 0) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            PREFIX + "…" + text.substring(place.lastIndexOf('@')),
                            "has a user or password in it")
                    .hint("Remove the part before the @. Put the login into settings.xml, as a <server> whose"
                            + " <id> is the registry's host, or run docker login."));
        }
        Matcher parts = GRAMMAR.matcher(text.substring(PREFIX.length()));
        if (!parts.matches()) {
            throw invalid(text, "names no image");
        }
        String name = parts.group("name");
        Optional<String> written = host(name);
        String host = DockerHub.host(written.orElse(DockerHub.HOST));
        String path = written.map(given -> name.substring(given.length() + 1)).orElse(name);
        String full = host.equals(DockerHub.HOST) ? DockerHub.repository(path) : path;
        RepositoryName repository = RepositoryName.tryParse(full)
                .orElseThrow(() -> invalid(text, "has an invalid repository name: \"" + path + "\""));
        return new RegistryReference(host, repository, reference(text, parts.group("tag"), parts.group("digest")));
    }

    /** The host, with its port, that a name begins with; empty where it has none. */
    static Optional<String> host(String name) {
        return Optional.of(name.substring(0, Math.max(0, name.indexOf('/'))))
                .filter(first -> HOST.matcher(first).matches());
    }

    private static Reference reference(String text, String tag, String digest) {
        Optional<Tag> named = tag == null ? Optional.of(new Tag("latest")) : Tag.tryParse(tag);
        Tag valid = named.orElseThrow(() -> invalid(text, "has an invalid tag: \"" + tag + "\""));
        if (digest == null) {
            return valid;
        }
        return Digest.tryParse(digest).orElseThrow(() -> invalid(text, "has an invalid digest: \"" + digest + "\""));
    }

    private static RegistryException invalid(String text, String what) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, text, what)
                        .hint(
                                "Write docker://HOST/NAME:TAG or docker://HOST/NAME@DIGEST; without a host, it is Docker Hub's."));
    }

    /** Where the registry's API is, which is not always at the host in the name. */
    String api() {
        return host.equals(DockerHub.HOST) ? DockerHub.API : host;
    }

    /** Whether it is this machine, which is reached without TLS where it has none, as all clients do. */
    boolean isLoopback() {
        return LoopbackName.isExact(PORT.matcher(host).replaceFirst(""));
    }

    /** The full reference, with the prefix. */
    @Override
    public String toString() {
        return PREFIX + host + "/" + repository + (reference instanceof Tag ? ":" : "@") + reference;
    }
}
