package io.github.registryorg.oci;

import java.util.List;
import java.util.Objects;

/** Where a blob is, as in metadata: in a store, below its base, or at a URL of its own. */
public sealed interface BlobAddress {

    /** The full address of a blob that is there, as text. */
    String url(Digest blob);

    /** As metadata writes it, without a slash at the end of a base. */
    String text();

    /** Whether it can be fetched by HTTP. */
    default boolean isWeb() {
        return text().startsWith("http://") || text().startsWith("https://");
    }

    /**
     * Below the base of a store, at {@link #path}.
     *
     * @param text the base: {@code https://…}, {@code file:…}; slashes at its end don't count
     */
    record InStore(String text) implements BlobAddress {

        public InStore {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == '/') {
                end--;
            }
            text = text.substring(0, end);
        }

        @Override
        public String url(Digest blob) {
            return text + "/" + path(blob);
        }
    }

    /** At a URL that is of one blob alone. */
    record AtUrl(String text) implements BlobAddress {

        public AtUrl {
            Objects.requireNonNull(text, "text");
        }

        @Override
        public String url(Digest blob) {
            return text;
        }
    }

    /** Where a blob is below the base of any store: {@code <algorithm>/<hex>}. */
    static String path(Digest blob) {
        return blob.algorithm().id() + "/" + blob.hex();
    }

    /** Bases of stores, in order of preference. */
    static List<BlobAddress> inStores(List<String> bases) {
        return bases.stream().<BlobAddress>map(InStore::new).toList();
    }

    /** URLs of one blob, in order of preference. */
    static List<BlobAddress> atUrls(List<String> urls) {
        return urls.stream().<BlobAddress>map(AtUrl::new).toList();
    }

    /** Reads the full address of a blob, as {@link #url} gives it: what ends as a store's does is in a store. */
    static BlobAddress of(String url, Digest blob) {
        String end = "/" + path(blob);
        return url.endsWith(end) ? new InStore(url.substring(0, url.length() - end.length())) : new AtUrl(url);
    }
}
