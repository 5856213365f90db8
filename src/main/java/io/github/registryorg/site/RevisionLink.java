package io.github.registryorg.site;

import io.github.registryorg.page.WebLink;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where forges show a revision of source code. */
final class RevisionLink {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

    /** What each forge has between a repository and a revision. */
    private static final Map<String, String> FORGES = Map.of(
            "github.com", "/commit/",
            "gitlab.com", "/-/commit/",
            "codeberg.org", "/commit/",
            "bitbucket.org", "/commits/",
            "git.sr.ht", "/commit/");

    private RevisionLink() {}

    /** Empty where the forge is not known, or the revision is not a commit. */
    static Optional<WebLink> of(@Nullable WebLink source, @Nullable String revision) {
        if (source == null || revision == null || !COMMIT.matcher(revision).matches()) {
            return Optional.empty();
        }
        URI repository = source.target();
        String between = FORGES.get(repository.getHost().toLowerCase(Locale.ROOT));
        String path = path(repository.getRawPath());
        return between == null || path.isEmpty() || repository.getPort() != -1
                ? Optional.empty()
                : WebLink.tryParse("https://" + repository.getHost() + path + between + revision);
    }

    private static String path(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String own = path.substring(0, end);
        return own.endsWith(".git") ? own.substring(0, own.length() - ".git".length()) : own;
    }
}
