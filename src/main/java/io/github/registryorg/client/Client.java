package io.github.registryorg.client;

import static io.github.registryorg.client.Content.Kind.ARTIFACT;
import static io.github.registryorg.client.Content.Kind.CHART;
import static io.github.registryorg.client.Content.Kind.IMAGE;
import static io.github.registryorg.client.Content.Kind.LEGACY;
import static io.github.registryorg.client.Content.Kind.MULTI_PLATFORM_IMAGE;
import static io.github.registryorg.client.Content.Kind.SIF;
import static io.github.registryorg.client.Operation.LIST;
import static io.github.registryorg.client.Operation.PULL;
import static io.github.registryorg.client.Operation.REFERRERS;
import static io.github.registryorg.client.Operation.VERIFY;

import java.util.Optional;
import java.util.Set;

/** A program that reads registries, the most used first. What each needs is in {@link Requirement}. */
public enum Client {
    DOCKER("docker", Set.of(PULL), Set.of(IMAGE, MULTI_PLATFORM_IMAGE)),
    DOCKER_CONTAINERD("docker (containerd store)", Set.of(PULL), Set.of(IMAGE, MULTI_PLATFORM_IMAGE)),
    PODMAN("podman", Set.of(PULL, LIST), Set.of(IMAGE, MULTI_PLATFORM_IMAGE)),
    HELM("helm", Set.of(PULL), Set.of(CHART)),
    SKOPEO("skopeo", Set.of(PULL, LIST), Set.of(IMAGE, MULTI_PLATFORM_IMAGE, CHART, ARTIFACT)),
    CONTAINERD("containerd", Set.of(PULL), Set.of(IMAGE, MULTI_PLATFORM_IMAGE)),
    APPTAINER_DOCKER("apptainer docker://", Set.of(PULL), Set.of(IMAGE, MULTI_PLATFORM_IMAGE)),
    APPTAINER_ORAS("apptainer oras://", Set.of(PULL), Set.of(SIF)),
    APPTAINER_LIBRARY("apptainer library://", Set.of(PULL), Set.of(SIF)),
    APPTAINER_HUB("apptainer shub://", Set.of(PULL), Set.of(SIF, LEGACY)),
    CRANE("crane", Set.of(PULL, LIST), Set.of(IMAGE, MULTI_PLATFORM_IMAGE)),
    ORAS("oras", Set.of(PULL, LIST, REFERRERS), Set.of(CHART, SIF, ARTIFACT)),
    PODMAN_ARTIFACT("podman artifact", Set.of(PULL), Set.of(CHART, SIF, ARTIFACT)),
    COSIGN("cosign", Set.of(REFERRERS, VERIFY), Set.of());

    private final String title;
    private final Set<Operation> operations;
    private final Set<Content.Kind> kinds;

    Client(String title, Set<Operation> operations, Set<Content.Kind> kinds) {
        this.title = title;
        this.operations = operations;
        this.kinds = kinds;
    }

    /** The name of the client. */
    public String title() {
        return title;
    }

    /** Whether it has such a thing at all. */
    public boolean does(Operation operation) {
        return operations.contains(operation);
    }

    /** Whether it requests {@code /v2/}, of the distribution specification; others have files of their own. */
    boolean usesDistribution() {
        return this != APPTAINER_LIBRARY && this != APPTAINER_HUB;
    }

    /** Whether it pulls such content from a registry that does all right. */
    boolean pulls(Content.Kind kind) {
        return kinds.contains(kind);
    }

    /** Whether it pulls what it supports by its digest alone, as well as by a tag. */
    private boolean takesDigest() {
        return switch (this) {
            case DOCKER, DOCKER_CONTAINERD, PODMAN, SKOPEO, CONTAINERD, APPTAINER_DOCKER, CRANE, ORAS -> true;
            case HELM, APPTAINER_ORAS, APPTAINER_LIBRARY, APPTAINER_HUB, PODMAN_ARTIFACT, COSIGN -> false;
        };
    }

    /** How to pull with it; empty for programs that people don't call themselves. */
    Optional<ClientCommand> command(Pull pull) {
        return template(pull).map(template -> template.byTag(pull.tag()));
    }

    /** How to pull with it, with the tag left open; empty for programs that people don't call themselves. */
    Optional<PullTemplate> template(Pull pull) {
        String reference = pull.reference();
        Set<Need> lacks = pull.content().lacks();
        return switch (this) {
            case DOCKER, DOCKER_CONTAINERD -> template("docker", "docker pull " + reference);
            case PODMAN -> template("podman", "podman pull " + pull.flag("--tls-verify=false") + reference);
            case HELM ->
                lacks.contains(Need.VERSION_TAGS)
                        ? Optional.empty()
                        : template(
                                "helm",
                                "helm pull " + pull.flag("--plain-http") + "oci://" + pull.repositoryReference()
                                        + " --version " + PullTemplate.VERSION);
            case SKOPEO ->
                template(
                        "skopeo",
                        "skopeo copy " + (lacks.contains(Need.FLAT_INDEXES) ? "" : "--all ")
                                + pull.flag("--src-tls-verify=false") + "docker://" + reference + " oci:"
                                + pull.fileName("") + ":" + PullTemplate.TAG);
            case APPTAINER_DOCKER ->
                template("apptainer", "apptainer pull " + pull.flag("--no-https") + "docker://" + reference);
            case APPTAINER_ORAS ->
                template("apptainer", "apptainer pull " + pull.flag("--no-https") + "oras://" + reference);
            case APPTAINER_LIBRARY ->
                template("apptainer", "apptainer pull " + pull.flag("--no-https") + pull.libraryReference());
            case APPTAINER_HUB ->
                template("apptainer", "apptainer pull " + pull.flag("--no-https") + "shub://" + pull.siteReference());
            case CRANE ->
                template("crane", "crane pull " + pull.flag("--insecure") + reference + " " + pull.fileName(".tar"));
            case ORAS ->
                template(
                        "oras",
                        lacks.contains(Need.LAYER_TITLES)
                                ? "oras cp " + pull.flag("--from-plain-http") + "--to-oci-layout " + reference + " "
                                        + pull.fileName("") + ":" + PullTemplate.TAG
                                : "oras pull " + pull.flag("--plain-http") + reference);
            case PODMAN_ARTIFACT ->
                template("podman", "podman artifact pull " + pull.flag("--tls-verify=false") + reference);
            case CONTAINERD, COSIGN -> Optional.empty();
        };
    }

    private Optional<PullTemplate> template(String program, String command) {
        return Optional.of(new PullTemplate(program, title, command, takesDigest()));
    }
}
