package io.github.registryorg.oci;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import org.jspecify.annotations.Nullable;

/** Content that is not the JSON, manifest or index that it should be. */
final class InvalidContent {

    private InvalidContent() {}

    /** {@code MANIFEST_INVALID}, with what was found and where. */
    static RegistryException of(String what) {
        return of(what, null);
    }

    /** The same, with what to do about it; null without a hint. */
    static RegistryException of(String what, @Nullable String hint) {
        return new RegistryException(
                Problem.of(ProblemCode.MANIFEST_INVALID, "", what).hint(hint));
    }

    /** {@code MANIFEST_INVALID} for what is not JSON. */
    static RegistryException of(JsonFault fault) {
        return new RegistryException(fault.problem(ProblemCode.MANIFEST_INVALID, ""), fault);
    }

    /** The JSON object of a manifest, an index or a config. */
    static JsonNode object(byte[] content) {
        try {
            return Json.readObject(content);
        } catch (JsonFault e) {
            throw of(e);
        }
    }
}
