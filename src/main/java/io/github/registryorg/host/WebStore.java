package io.github.registryorg.host;

import io.github.registryorg.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A store that blobs are redirected to.
 *
 * @param key a name for it that no other has, and that stays the same whatever other stores there are
 * @param base its address, safe in any configuration, without a slash at the end
 */
record WebStore(String key, String base) {

    private static final int KEY = 16;

    private static WebStore of(String address) {
        String base = WebAddress.safe(address);
        String hash = Digest.sha256(base.getBytes(StandardCharsets.UTF_8)).hex();
        return new WebStore(hash.substring(0, KEY), base);
    }

    /** The store of a repository's blobs. */
    static WebStore of(BlobRule rule) {
        return of(rule.address());
    }

    /** Each store once, by address. */
    static List<WebStore> all(List<BlobRule> rules) {
        Map<String, WebStore> stores = new TreeMap<>();
        for (BlobRule rule : rules) {
            if (rule.digest() == null) {
                WebStore store = of(rule);
                stores.put(store.base(), store);
            }
        }
        return List.copyOf(stores.values());
    }
}
