package io.github.registryorg.host;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tags, and recipes of legacy tags, that look like the name of a document, such as {@code page.html}. A manifest is served byte for byte, so markup in
 * it can't be escaped; a host that derives the type of a file from its name alone would serve it as a page, and
 * browsers would run the scripts of whoever contributed it.
 */
public final class DocumentTags {

    private static final int MAX_NAMED = 5;

    private static final Set<String> EXTENSIONS = ServerConfig.of("scriptable-extensions.txt")
            .text()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .flatMap(line -> Stream.of(line.split(" ")))
            .collect(Collectors.toUnmodifiableSet());

    private DocumentTags() {}

    /** Whether this host would serve what the tag names as a document whose scripts run. */
    public static boolean isDocument(Host host, Tag tag) {
        return !host.capabilities().can(HostAbility.INERT_TAGS) && EXTENSIONS.contains(extension(tag.name()));
    }

    /** Whether a host may serve a recipe of this name, which is below no path of tags, as such a document. */
    public static boolean isDocument(String recipe) {
        return EXTENSIONS.contains(extension(recipe));
    }

    /** Hosts compare without case, and look at what comes after the last dot only. */
    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * The finding about a recipe that is left out of the site therefore.
     *
     * @param file its path in the metadata
     */
    public static Problem leftOut(String file) {
        return Problem.of(
                        ProblemCode.RECIPE_LEFT_OUT,
                        file,
                        "this recipe is left out of the site, since web servers take it for a document because of \"."
                                + extension(file) + "\", and browsers would run scripts in it")
                .hint("Give it another name, such as Singularity.")
                .at(file);
    }

    /**
     * Why such a tag can't be published on this host.
     *
     * @param repository whose tag it is
     */
    public static Problem refusal(Host host, String repository, Tag tag) {
        int dot = tag.name().lastIndexOf('.');
        String other = tag.name().substring(0, dot) + "-" + tag.name().substring(dot + 1);
        return Problem.of(
                        ProblemCode.TAG_SCRIPTABLE,
                        repository + ":" + tag,
                        host.name() + " would serve the manifest as a document because of \"."
                                + tag.name().substring(dot + 1) + "\", and browsers would run scripts in it")
                .hint("Use another tag, such as \"" + other + "\".");
    }

    /**
     * The finding about a site from which such tags were left out; empty where there are none.
     *
     * @param references of the tags, as people write them
     */
    public static Optional<Problem> leftOut(Host host, List<String> references) {
        if (references.isEmpty()) {
            return Optional.empty();
        }
        boolean single = references.size() == 1;
        String named = references.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                + (references.size() > MAX_NAMED ? " and " + (references.size() - MAX_NAMED) + " more" : "");
        return Optional.of(Problem.of(
                        ProblemCode.TAG_LEFT_OUT,
                        single ? references.get(0) : references.size() + " tags",
                        (single ? "is" : "are") + " left out of the site, since " + host.name() + " would serve "
                                + (single ? "its manifest as a document" : "their manifests as documents")
                                + ", and browsers would run scripts in " + (single ? "it" : "them"))
                .because(single ? null : named)
                .hint("Use other tags: registry:validate -Dregistry.host=" + host.name()
                        + " reports each. What they name can be pulled by digest."));
    }
}
