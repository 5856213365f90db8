package io.github.registryorg.legacy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.FileArtifact;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one tag.
 *
 * @param repository whose tag it is
 * @param tag its name
 * @param claim the content of its file; null where that can't be read
 * @param conversion what it became; null where it was left as it was
 * @param problems why it was left, or what should be known of it
 */
record ImportedTag(
        RepositoryName repository,
        Tag tag,
        @Nullable LegacyTag claim,
        @Nullable Conversion conversion,
        List<Problem> problems) {

    /** Compares by the order in which the metadata is walked. */
    public static final Comparator<ImportedTag> ORDER =
            Comparator.comparing(ImportedTag::repository).thenComparing(ImportedTag::tag);

    public ImportedTag {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(tag, "tag");
        problems = List.copyOf(problems);
    }

    public static ImportedTag left(RepositoryName repository, LegacyTag claim, List<Problem> why) {
        return new ImportedTag(repository, claim.tag(), claim, null, why);
    }

    /** One whose file can't be read. */
    public static ImportedTag unreadable(RepositoryName repository, Tag tag, List<Problem> why) {
        return new ImportedTag(repository, tag, null, null, why);
    }

    /** One that was written, or would be, if the conversion succeeds; one that was left otherwise. */
    public static ImportedTag of(Conversion conversion) {
        LegacyImage image = conversion.image();
        return new ImportedTag(
                image.repository(),
                image.tag().tag(),
                image.tag(),
                conversion.succeeds() ? conversion : null,
                conversion.problems());
    }

    public boolean isLeft() {
        return conversion == null;
    }

    /** One line for people. */
    public String line() {
        String subject = repository + ":" + tag;
        if (conversion == null) {
            // why is listed with what to do, once all is done
            return "left      " + subject;
        }
        FoundFile found = conversion.found();
        return "imported  " + subject + "  " + kind(found) + ", " + ByteCount.binary(found.size()) + ", "
                + found.digest().abbreviated();
    }

    private static String kind(FoundFile found) {
        return found.kind() == FileArtifact.SIF ? "SIF" : "not a SIF";
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("repository", repository.name());
        json.put("tag", tag.name());
        json.put("outcome", isLeft() ? "left" : "imported");
        if (claim != null) {
            ObjectNode claimed = json.putObject("claimed");
            claim.size().accept(number -> claimed.put("size", number), text -> claimed.put("size", text));
            claimed.put("digest", claim.digest());
            ArrayNode urls = claimed.putArray("urls");
            claim.layers().forEach(layer -> urls.add(RemoteUrl.redacted(layer.url())));
        }
        if (conversion != null) {
            json.put("digest", conversion.artifact().root().digest().toString());
            json.putObject("file")
                    .put("kind", conversion.found().kind() == FileArtifact.SIF ? "sif" : "plain")
                    .put("size", conversion.found().size())
                    .put("digest", conversion.found().digest().toString())
                    .put("md5", conversion.found().md5());
        }
        ArrayNode list = json.putArray("problems");
        problems.forEach(problem -> list.add(json(problem)));
        return json;
    }

    static ObjectNode json(Problem problem) {
        ObjectNode json = Json.object()
                .put("code", problem.code().name())
                .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                .put("message", problem.toString());
        Optional.ofNullable(problem.location()).ifPresent(at -> json.put("at", at.toString()));
        return json;
    }
}
