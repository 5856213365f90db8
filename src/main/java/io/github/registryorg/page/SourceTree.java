package io.github.registryorg.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Directories of a git repository as the website of its host shows them, in the default branch, whose name each kind of
 * host replaces in its own way; Gitea since 1.21.
 */
public final class SourceTree {

    /** By the first component of the host's name. */
    private static final Map<String, String> TREES = Map.of(
            "github", "/tree/HEAD/",
            "gitlab", "/-/tree/HEAD/",
            "codeberg", "/src/branch/HEAD/",
            "forgejo", "/src/branch/HEAD/",
            "gitea", "/src/branch/HEAD/");

    private static final Pattern ENCODED_DOT = Pattern.compile("(?i)%2e");

    /** A repository's own address; what is below it is shown otherwise. */
    private static final Pattern REPOSITORY = Pattern.compile("/[^/]+/[^/]+/?");

    private static final Pattern REPOSITORY_OF_GITLAB = Pattern.compile("(?:/(?!-/)[^/]+){2,20}/?");

    private SourceTree() {}

    /**
     * A file or directory of a repository, at the root of the work tree or below; empty where the kind of its host is
     * unknown.
     *
     * @param repository the address that people visit, with or without {@code .git}
     * @param link relative to the root, as a document there has it, with a fragment or without; it can't leave the work tree
     */
    static Optional<WebLink> file(WebLink repository, String link) {
        Optional<String> root = root(repository);
        try {
            URI relative = new URI(link);
            boolean isElsewhere = relative.isAbsolute() || relative.getRawAuthority() != null;
            // browsers take an encoded dot for a dot
            if (root.isEmpty() || isElsewhere || ENCODED_DOT.matcher(link).find()) {
                return Optional.empty();
            }
            URI target = URI.create(root.get())
                    .resolve("./" + link.replaceFirst("^/+", ""))
                    .normalize();
            return target.toString().startsWith(root.get()) ? WebLink.tryParse(target.toString()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * A directory of a repository; the repository itself where the kind of its host is unknown.
     *
     * @param repository the address that people visit, with or without {@code .git}
     * @param directory names joined by {@code /}, with nothing in them that a URL would escape
     */
    public static WebLink of(WebLink repository, String directory) {
        return root(repository)
                .flatMap(root -> WebLink.tryParse(root + directory))
                .orElse(repository);
    }

    /** The address of the work tree, with a slash at the end. */
    private static Optional<String> root(WebLink repository) {
        String host = repository.target().getHost().toLowerCase(Locale.ROOT);
        String tree = TREES.get(host.substring(0, Math.max(0, host.indexOf('.'))));
        boolean hasMore =
                repository.target().getRawQuery() != null || repository.target().getRawFragment() != null;
        Pattern address = host.startsWith("gitlab.") ? REPOSITORY_OF_GITLAB : REPOSITORY;
        boolean isRepository = address.matcher(repository.target().getRawPath()).matches();
        return tree == null || hasMore || !isRepository
                ? Optional.empty()
                : Optional.of(repository.href().replaceFirst("/$", "").replaceFirst("\\.git$", "") + tree);
    }
}
