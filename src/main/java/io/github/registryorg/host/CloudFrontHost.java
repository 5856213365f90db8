package io.github.registryorg.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CloudFront in front of a bucket that {@code registry:deploy} puts the site into, with two functions that do what a
 * bucket can't. Where blobs are is in the first of them while it fits, and in a key value store beyond.
 */
final class CloudFrontHost implements Host {

    private static final String DIRECTORY = "-/host/cloudfront/";
    private static final MediaType JAVASCRIPT = new MediaType("text/javascript");
    private static final long MAX_OBJECT_BYTES = 5L * 1024 * 1024 * 1024 * 1024;

    /** Bytes of a function, at most: 10 KB by AWS's documentation. */
    private static final int MAX_FUNCTION_BYTES = 10_000;

    /** Bytes of the file that a key value store is made from, at most: 5 MB by AWS's documentation. */
    private static final long MAX_STORE_BYTES = 5_000_000;

    /** Bytes of a value, at most. */
    private static final int MAX_VALUE_BYTES = 1024;

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
                        HostAbility.CORS,
                        HostAbility.INERT_TAGS,
                        HostAbility.INERT_BLOBS),
                Map.of(Limit.FILE_BYTES, MAX_OBJECT_BYTES, Limit.REDIRECT_BYTES, MAX_STORE_BYTES));
    }

    @Override
    public Map<Limit, Long> uses(List<BlobRule> blobs) {
        Map<String, String> stores = stores(blobs);
        return fits(inline(stores)) ? Map.of() : Map.of(Limit.REDIRECT_BYTES, (long) keyValues(stores).length);
    }

    @Override
    public void emit(List<BlobRule> blobs, TreeSink sink) {
        Map<String, String> stores = stores(blobs);
        byte[] request = inline(stores);
        if (!fits(request)) {
            request = request(KEY_VALUES);
            sink.file(DIRECTORY + "key-values.json", Stage.HOST, new MediaType("application/json"), keyValues(stores));
        }
        sink.file(DIRECTORY + "viewer-request.js", Stage.HOST, JAVASCRIPT, request);
        sink.file(
                DIRECTORY + "viewer-response.js",
                Stage.HOST,
                JAVASCRIPT,
                ServerConfig.of("cloudfront-response.js").bytes());
    }

    /** The first function, with all its data in it. */
    private static byte[] inline(Map<String, String> stores) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        stores.forEach(map::put);
        return request(String.format(INLINE, new String(Json.write(map), StandardCharsets.UTF_8)));
    }

    private static byte[] request(String stores) {
        return ServerConfig.of("cloudfront-request.js")
                .with("/*STORES*/\n", stores)
                .bytes();
    }

    private static boolean fits(byte[] function) {
        return function.length <= MAX_FUNCTION_BYTES;
    }

    /** Bases by repository, and addresses by repository and digest. */
    private static Map<String, String> stores(List<BlobRule> blobs) {
        Map<String, String> stores = new TreeMap<>();
        for (BlobRule rule : blobs) {
            String address = WebAddress.safe(rule.address());
            if (address.length() > MAX_VALUE_BYTES) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                rule.repository().name(),
                                "has blobs at an address of " + ByteCount.exact(address.length())
                                        + ", and cloudfront allows at most " + Count.grouped(MAX_VALUE_BYTES))
                        .hint("Use a shorter address, or another host."));
            }
            stores.put(rule.repository() + (rule.digest() == null ? "" : "@" + rule.digest()), address);
        }
        return stores;
    }

    /** The JSON that a key value store imports. */
    private static byte[] keyValues(Map<String, String> stores) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        ArrayNode data = file.putArray("data");
        stores.forEach((key, value) -> data.addObject().put("key", key).put("value", value));
        return Json.write(file);
    }
}
