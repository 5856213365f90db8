package io.github.registryorg.legacy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import io.github.registryorg.problem.Problem;
import java.util.List;

/**
 * What an import did, for programs and for people who look closer.
 *
 * @param dryRun whether nothing was written
 * @param already tags that are ours already
 * @param tags the others, sorted
 * @param problems what is wrong with the metadata beside them
 */
record ImportReport(boolean dryRun, long already, List<ImportedTag> tags, List<Problem> problems) {

    public ImportReport {
        tags = List.copyOf(tags);
        problems = List.copyOf(problems);
    }

    public long imported() {
        return tags.size() - left();
    }

    public long left() {
        return tags.stream().filter(ImportedTag::isLeft).count();
    }

    /** JSON, the same on every machine. */
    public byte[] json() {
        ObjectNode json = Json.object();
        json.put("dryRun", dryRun);
        json.put("imported", imported());
        json.put("left", left());
        json.put("already", already);
        ArrayNode list = json.putArray("tags");
        tags.forEach(tag -> list.add(tag.json()));
        ArrayNode others = json.putArray("problems");
        problems.forEach(problem -> others.add(ImportedTag.json(problem)));
        return Json.pretty(json);
    }
}
