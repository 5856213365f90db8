package io.github.registryorg.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A tag in the format of the first static registry. Its values are kept verbatim: nobody wrote down the unit of its
 * sizes, and its digests may be md5.
 *
 * @param tag its name
 * @param size a number or text, as written; JSON's null where it is absent
 * @param digest as written
 * @param layers the files of the image
 * @param frontMatter what it was read from
 */
public record SingularityTag(Tag tag, JsonNode size, String digest, List<Layer> layers, FrontMatter frontMatter)
        implements TagRecord {

    /**
     * One file of the image.
     *
     * @param size as written; JSON's null where it is absent
     * @param digest as written
     * @param url as written
     * @param line where its URL stands in the tag's file
     */
    public record Layer(JsonNode size, String digest, String url, int line) {}

    public SingularityTag {
        layers = List.copyOf(layers);
    }

    /** Of front matter; empty where it breaks its schema. */
    static Optional<SingularityTag> of(Tag tag, FrontMatter keys, Consumer<Problem> problems) {
        return FrontMatterKind.SINGULARITY_TAG.check(keys, problems) ? Optional.of(of(tag, keys)) : Optional.empty();
    }

    private static SingularityTag of(Tag tag, FrontMatter keys) {
        List<Layer> layers = new ArrayList<>();
        if (keys.keys().entries().get("layers") instanceof YamlValue.Sequence list) {
            for (YamlValue item : list.items()) {
                YamlValue.Mapping layer = (YamlValue.Mapping) item;
                layers.add(new Layer(
                        json(layer.entries().get("size")),
                        FrontMatter.text(layer.entries().get("digest")).orElseThrow(),
                        FrontMatter.text(layer.entries().get("url")).orElseThrow(),
                        layer.entries().get("url").line()));
            }
        }
        return new SingularityTag(
                tag,
                json(keys.keys().entries().get("size")),
                keys.text("digest").orElseThrow(),
                layers,
                keys);
    }

    private static JsonNode json(YamlValue value) {
        return value == null ? NullNode.getInstance() : value.toJson();
    }
}
