package io.github.registryorg.problem;

/** How much a {@link Problem} matters: an error fails the build, a warning is only reported. */
public enum Severity {
    ERROR,
    WARNING
}
