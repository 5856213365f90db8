package io.github.registryorg.tree;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.RepositoryName;
import java.util.List;

/** The files that belong to no single repository. */
public final class RegistryTree {

    private RegistryTree() {}

    /**
     * Emits the files for {@code GET /v2/} and the catalog.
     *
     * @param repositories those that can be pulled from, sorted
     */
    public static void emit(List<RepositoryName> repositories, TreeSink sink) {
        sink.file(
                new Endpoint.Base().path(),
                Stage.CATALOG,
                RepositoryTree.JSON,
                Json.write(JsonNodeFactory.instance.objectNode()));
        ObjectNode catalog = JsonNodeFactory.instance.objectNode();
        ArrayNode list = catalog.putArray("repositories");
        repositories.forEach(name -> list.add(name.name()));
        sink.file(new Endpoint.Catalog().path(), Stage.CATALOG, RepositoryTree.JSON, Json.write(catalog));
    }
}
