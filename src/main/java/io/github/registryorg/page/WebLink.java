package io.github.registryorg.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address that a page may link to.
 *
 * @param target absolute, {@code http} or {@code https}, in ASCII, with a host and without user or password
 */
public record WebLink(URI target) {

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_LABEL_LENGTH = 80;

    public WebLink {
        Objects.requireNonNull(target, "target");
        target = URI.create(target.toASCIIString());
        if (!isAllowed(target)) {
            throw new IllegalArgumentException("no link to " + target);
        }
    }

    /** Empty where {@code text} is null or is nothing that a page may link to. */
    public static Optional<WebLink> tryParse(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text.strip()).toASCIIString())
                    .map(URI::create)
                    .filter(WebLink::isAllowed)
                    .map(WebLink::new);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The address as it is in a page. */
    public String href() {
        return target.toString();
    }

    /** Where it leads, as people write it: host and path. */
    public @Nullable String label() {
        return PlainText.line(withoutSlash(target.getRawAuthority() + target.getRawPath()), MAX_LABEL_LENGTH);
    }

    /** The last part of the path, which a download is named by; the host where the path is empty. */
    public @Nullable String fileName() {
        String path = withoutSlash(target.getRawPath());
        String name = path.isEmpty() ? target.getHost() : path.substring(path.lastIndexOf('/') + 1);
        return PlainText.line(name.isEmpty() ? target.getHost() : name, MAX_LABEL_LENGTH);
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static boolean isAllowed(URI target) {
        String scheme = target.getScheme();
        return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                && target.getHost() != null
                && target.getRawUserInfo() == null;
    }
}
