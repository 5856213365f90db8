package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that the image specification gives an object. Go's {@code encoding/json}, and so most clients, takes a key in
 * any case for the one that is specified: {@code MediaType}, and U+017F for an s. Such keys are refused, since
 * other readers ignore them and would see other content.
 */
enum KnownKeys {
    MANIFEST("schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations"),
    DESCRIPTOR("mediaType", "digest", "size", "urls", "annotations", "data", "artifactType", "platform"),
    PLATFORM("architecture", "os", "os.version", "os.features", "variant"),
    CONFIG(
            "created",
            "author",
            "architecture",
            "os",
            "os.version",
            "os.features",
            "variant",
            "config",
            "rootfs",
            "history"),
    EXECUTION(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Volumes",
            "WorkingDir",
            "Labels",
            "StopSignal",
            "ArgsEscaped"),
    ROOT_FILE_SYSTEM("type", "diff_ids"),
    HISTORY("created", "author", "created_by", "comment", "empty_layer");

    private final Set<String> exact;
    private final NavigableSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    KnownKeys(String... names) {
        this.exact = Set.of(names);
        this.names.addAll(exact);
    }

    /**
     * Refuses keys that are known but for their case; what is not an object has none.
     *
     * @param place of the object, with a dot at its end; empty for the root
     * @throws RegistryException {@code MANIFEST_INVALID}
     */
    void check(JsonNode object, String place) {
        object.fieldNames().forEachRemaining(key -> {
            if (exact.contains(key)) {
                return;
            }
            String known = names.floor(key);
            if (known != null && known.equalsIgnoreCase(key)) {
                throw new RegistryException(Problem.of(
                                ProblemCode.MANIFEST_INVALID,
                                "",
                                place + key + " differs from the key " + known + " only in case")
                        .hint("Some clients take it for " + known + ", others ignore it: write " + known
                                + ", or give it another name."));
            }
        });
    }
}
