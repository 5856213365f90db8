package io.github.registryorg.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CloudFront in front of a bucket that {@code registry:deploy} puts the site into, with two functions that do what a
 * bucket can't. Where blobs are is in the first of them while it fits, and in a key value store beyond.
 */
final class CloudFrontHost implements Host {

    private static final String FOLDER = "-/host/cloudfront/";
    private static final MediaType JAVASCRIPT = new MediaType("text/javascript");
    private static final long LARGEST_OBJECT = 5L * 1024 * 1024 * 1024 * 1024;

    /** Bytes of a function, at most. */
    private static final int LARGEST_FUNCTION = 10 * 1024;

    /** Bytes of all keys and values, at most. */
    private static final long LARGEST_STORE = 5L * 1024 * 1024;

    /** Bytes of a value, at most. */
    private static final int LONGEST_VALUE = 1024;

    private static final String INLINE = """
            var STORES = %s;

            async function store(key) {
              return Object.prototype.hasOwnProperty.call(STORES, key) ? STORES[key] : null;
            }
            """;

    private static final String KEY_VALUES = """
            import cf from 'cloudfront';

            var stores = cf.kvs();

            async function store(key) {
              return (await stores.exists(key)) ? await stores.get(key) : null;
            }
            """;

    @Override
    public String name() {
        return "cloudfront";
    }

    @Override
    public HostCapabilities capabilities() {
        return new HostCapabilities(
                EnumSet.of(
                        HostAbility.REDIRECTS_BLOBS,
                        HostAbility.CONTENT_TYPES,
                        HostAbility.DIGESTS,
                        HostAbility.HEAD_LENGTHS,
                        HostAbility.NOT_FOUND,
                        HostAbility.CORS),
                Map.of(Limit.FILE_BYTES, LARGEST_OBJECT, Limit.REDIRECT_BYTES, LARGEST_STORE));
    }

    @Override
    public Optional<String> usualAddress() {
        return Optional.empty();
    }

    @Override
    public Map<Limit, Long> uses(List<BlobRule> blobs) {
        long bytes = 0;
        for (Map.Entry<String, String> store : stores(blobs).entrySet()) {
            bytes += store.getKey().length() + store.getValue().length();
        }
        return Map.of(Limit.REDIRECT_BYTES, bytes);
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        Map<String, String> stores = stores(blobs);
        String code = EdgeCode.resource("cloudfront-request.js");
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        stores.forEach(map::put);
        byte[] request = code.replace(
                        "/*STORES*/\n", String.format(INLINE, new String(Json.write(map), StandardCharsets.UTF_8)))
                .getBytes(StandardCharsets.UTF_8);
        if (request.length > LARGEST_FUNCTION) {
            request = code.replace("/*STORES*/\n", KEY_VALUES).getBytes(StandardCharsets.UTF_8);
            sink.file(FOLDER + "key-values.json", new MediaType("application/json"), keyValues(stores));
        }
        sink.file(FOLDER + "viewer-request.js", JAVASCRIPT, request);
        sink.file(
                FOLDER + "viewer-response.js",
                JAVASCRIPT,
                EdgeCode.resource("cloudfront-response.js").getBytes(StandardCharsets.UTF_8));
    }

    /** Bases by repository, and addresses by repository and digest. */
    private static Map<String, String> stores(List<BlobRule> blobs) {
        Map<String, String> stores = new TreeMap<>();
        for (BlobRule rule : blobs) {
            String address = WebAddress.safe(rule.addresses().get(0));
            if (address.length() > LONGEST_VALUE) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                rule.repository().name(),
                                "has blobs at an address of " + address.length() + " bytes, and cloudfront takes "
                                        + LONGEST_VALUE)
                        .hint("Use a shorter address, or another host."));
            }
            stores.put(
                    rule.repository() + (rule.digest() == null ? "" : "@" + rule.digest()),
                    rule.digest() == null ? EdgeCode.withoutSlash(address) : address);
        }
        return stores;
    }

    /** As a key value store imports it. */
    private static byte[] keyValues(Map<String, String> stores) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ArrayNode data = file.putArray("data");
        stores.forEach((key, value) -> data.addObject().put("key", key).put("value", value));
        return Json.write(file);
    }
}
