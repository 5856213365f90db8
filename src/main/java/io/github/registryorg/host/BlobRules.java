package io.github.registryorg.host;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of a site as a file in it, for whoever serves or deploys it. Its lines are {@code <repository> <digest>
 * <url>…} for one blob and {@code <repository> * <base>…} for all others, separated by tabs and sorted.
 */
public final class BlobRules {

    /** Where it stands in a site. */
    public static final String FILE = "-/host/blobs.tsv";

    private static final String ALL = "*";

    private BlobRules() {}

    static void emit(List<BlobRule> rules, TreeSink sink) {
        StringBuilder lines = new StringBuilder();
        for (BlobRule rule : rules) {
            lines.append(rule.repository())
                    .append('\t')
                    .append(rule.digest() == null ? ALL : rule.digest().toString())
                    .append('\t')
                    .append(String.join("\t", rule.addresses()))
                    .append('\n');
        }
        sink.file(
                FILE,
                new MediaType("text/tab-separated-values"),
                lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what {@link #FILE} holds. */
    public static List<BlobRule> read(String text) {
        return text.lines()
                .map(line -> line.split("\t"))
                .map(fields -> new BlobRule(
                        RepositoryName.parse(fields[0]),
                        fields[1].equals(ALL) ? null : Digest.parse(fields[1]),
                        Arrays.asList(fields).subList(2, fields.length)))
                .toList();
    }
}
