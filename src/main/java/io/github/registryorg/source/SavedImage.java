package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One image as the {@code manifest.json} of a docker archive lists it.
 *
 * @param config the file that is its config
 * @param repoTags names it has; empty where it was saved by its ID
 * @param layers the files that are its layers, the lowest first
 */
record SavedImage(String config, List<String> repoTags, List<String> layers) {

    static final String LIST = "manifest.json";

    /** The ID of an image is the digest of its config, and docker names the config's file so. */
    private static final Pattern NAMED_BY_ID = Pattern.compile("(?:.*/)?(?:sha256:)?([0-9a-f]{64})(?:\\.json)?");

    SavedImage {
        repoTags = List.copyOf(repoTags);
        layers = List.copyOf(layers);
    }

    /** Reads all that are in the list. */
    static List<SavedImage> readAll(String subject, byte[] content) {
        JsonNode list = list(subject, content);
        if (!list.isArray()) {
            throw invalid(subject, "is not a list of images");
        }
        List<SavedImage> images = new ArrayList<>();
        for (JsonNode image : list) {
            JsonNode config = image.path("Config");
            if (!config.isTextual()) {
                throw invalid(subject, "names no Config for one of its images");
            }
            images.add(new SavedImage(
                    config.textValue(), texts(subject, image, "RepoTags"), texts(subject, image, "Layers")));
        }
        return images;
    }

    private static JsonNode list(String subject, byte[] content) {
        try {
            return Json.read(content);
        } catch (JsonFault e) {
            throw new RegistryException(invalid(subject, e.what()).problem().because(e.reason()), e);
        }
    }

    private static List<String> texts(String subject, JsonNode image, String field) {
        JsonNode list = image.path(field);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw invalid(subject, "has " + field + " that are not a list");
        }
        List<String> all = new ArrayList<>();
        for (JsonNode text : list) {
            if (!text.isTextual()) {
                throw invalid(subject, "has something in " + field + " that is not a string");
            }
            all.add(text.textValue());
        }
        return all;
    }

    /** The digest in the config's file name; empty without one. */
    Optional<Digest> namedId() {
        Matcher matcher = NAMED_BY_ID.matcher(config);
        return matcher.matches() ? Optional.of(new Digest(DigestAlgorithm.SHA256, matcher.group(1))) : Optional.empty();
    }

    Candidate<SavedImage> candidate() {
        return new Candidate<>(repoTags, namedId().map(Digest::toString).orElse(config), () -> null, this);
    }

    private static RegistryException invalid(String subject, String what) {
        return new RegistryException(Problem.of(ProblemCode.SOURCE_INVALID, subject, LIST + " " + what)
                .hint("Save the image again."));
    }
}
