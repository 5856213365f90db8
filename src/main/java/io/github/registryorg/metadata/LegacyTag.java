package io.github.registryorg.metadata;

import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tag in the legacy format, that of the first static registry. Its values are kept verbatim: the unit of its
 * sizes is unknown, and its digests may be md5.
 *
 * @param tag its name
 * @param size as written
 * @param digest as written
 * @param layers the files of the image
 * @param frontMatter what it was read from
 */
public record LegacyTag(Tag tag, Size size, String digest, List<Layer> layers, FrontMatter frontMatter)
        implements TagRecord {

    private static final Pattern LAYOUT = Pattern.compile(
            "^layout:[ \\t]*[\"']?" + Pattern.quote(FrontMatterKind.LEGACY_TAG.layout()), Pattern.MULTILINE);

    /**
     * One file of the image.
     *
     * @param size as written
     * @param digest as written
     * @param url as written
     * @param line where its URL is in the tag's file
     */
    public record Layer(Size size, String digest, String url, int line) {}

    /**
     * A size of unknown unit.
     *
     * @param text null where it is absent
     * @param isNumber whether it was written as a number, and not as a string
     */
    public record Size(@Nullable String text, boolean isNumber) {

        static Size of(@Nullable YamlValue value) {
            return value instanceof YamlValue.Scalar scalar
                    ? new Size(scalar.text(), scalar.toJson().isIntegralNumber())
                    : new Size(null, false);
        }

        /** The number; empty where it was written as a string, or not at all. */
        public OptionalLong number() {
            return isNumber ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        }

        /** Hands it on as it was written: as a number, or as a string that is null where it is absent. */
        public void accept(LongConsumer asNumber, Consumer<@Nullable String> asText) {
            if (isNumber) {
                asNumber.accept(Long.parseLong(text));
            } else {
                asText.accept(text);
            }
        }
    }

    public LegacyTag {
        layers = List.copyOf(layers);
    }

    /** The tag in front matter; empty where it violates its schema. */
    static Optional<LegacyTag> of(Tag tag, FrontMatter keys, Consumer<Problem> problems) {
        return FrontMatterKind.LEGACY_TAG.check(keys, problem -> problems.accept(leavingOut(problem)))
                ? Optional.of(of(tag, keys))
                : Optional.empty();
    }

    /** Whether front matter that can't be read is meant to be in this format. */
    static boolean isMeant(byte[] content) {
        return LAYOUT.matcher(new String(content, StandardCharsets.ISO_8859_1)).find();
    }

    /** The same as a warning, if it is an error: what is wrong with one legacy tag doesn't stop the others. */
    static Problem leavingOut(Problem problem) {
        if (problem.severity() == Severity.WARNING || !problem.code().isUserError()) {
            return problem;
        }
        return problem.as(ProblemCode.TAG_LEFT_OUT);
    }

    private static LegacyTag of(Tag tag, FrontMatter keys) {
        List<Layer> layers = new ArrayList<>();
        if (keys.keys().entries().get("layers") instanceof YamlValue.Sequence list) {
            for (YamlValue item : list.items()) {
                YamlValue.Mapping layer = (YamlValue.Mapping) item;
                // its schema requires it
                YamlValue url = Objects.requireNonNull(layer.entries().get("url"), "url");
                layers.add(new Layer(
                        Size.of(layer.entries().get("size")),
                        FrontMatter.text(layer.entries().get("digest")).orElseThrow(),
                        FrontMatter.text(url).orElseThrow(),
                        url.line()));
            }
        }
        return new LegacyTag(
                tag,
                Size.of(keys.keys().entries().get("size")),
                keys.text("digest").orElseThrow(),
                layers,
                keys);
    }
}
