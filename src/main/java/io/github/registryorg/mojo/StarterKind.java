package io.github.registryorg.mojo;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;

/** What {@code init} can begin, and what people should know of it before they answer questions. */
enum StarterKind {
    REGISTRY("""
            A registry is a git repository of small files that describe images. Its CI
            checks what is proposed, and makes the static site that people and clients
            read. What is written:
              README.md, registry.yaml    what the registry is, and its settings
              pom.xml, .mvn/jvm.config    the version of this plugin that the CI runs
              CODEOWNERS                  who has to approve what is proposed
              .gitattributes, .gitignore  git keeps each byte that digests stand for
              example/hello/README.md     an example, unless there are repositories
              the files of the CI"""),
    CONTAINER("""
            A repository that builds a container publishes it: its CI builds the image,
            puts the bytes into a store, and proposes to the registry where they are.
            A Dockerfile, a definition file or a pom.xml that is there is what it builds.
            What is written:
              pom.xml              how it is published; what to add to one that is
                                   there is printed
              .mvn/jvm.config      with that pom.xml: Maven takes less time
              .gitignore           what the build makes
              .registry/README.md  what to set up, and how to release
              .registry/attach.sh  with registry.signed or registry.sbom
              the files of the CI
            To begin, you need a bucket for the bytes, and the registry's address.""");

    /** Before anything is known, with the directory. */
    static final String INTRODUCTION = """
            Writes the first files of a registry, or of a repository that builds a
            container, into %s.
            Files that are there stay as they are. Nothing is written before the last
            answer. Enter takes what is in brackets; with -B, nothing is asked.""";

    private final String explanation;

    StarterKind(String explanation) {
        this.explanation = explanation;
    }

    /** Lines for people. */
    String explanation() {
        return explanation;
    }

    /** @throws RegistryException {@code CONFIGURATION_INVALID} if it is another word */
    static StarterKind parse(String text) {
        return switch (text) {
            case "registry" -> REGISTRY;
            case "container" -> CONTAINER;
            default ->
                throw new RegistryException(
                        Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.kind=" + text, "is not a known kind")
                                .hint("Set it to registry or container."));
        };
    }
}
