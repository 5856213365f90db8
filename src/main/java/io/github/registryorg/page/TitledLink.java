package io.github.registryorg.page;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A link with a name for people, from the registry's settings.
 *
 * @param title one line; what has no visible character is replaced by the address
 * @param href {@code http}, {@code https} or {@code mailto}
 */
public record TitledLink(String title, String href) {

    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final String MAILTO = "mailto:";

    public TitledLink {
        Objects.requireNonNull(href, "href");
        if (!(href.startsWith(MAILTO)
                        && MAIL.matcher(href.substring(MAILTO.length())).matches()
                || WebLink.tryParse(href).isPresent())) {
            throw new IllegalArgumentException("no link to " + href);
        }
        title = Objects.requireNonNullElse(PlainText.line(title, 60), href);
    }

    /** Empty where {@code address} is null or nothing that a page may link to: an address of mail or of a page. */
    public static Optional<TitledLink> tryParse(String title, @Nullable String address) {
        if (address != null && MAIL.matcher(address).matches()) {
            return Optional.of(new TitledLink(title, MAILTO + address));
        }
        return WebLink.tryParse(address).map(link -> new TitledLink(title, link.href()));
    }
}
