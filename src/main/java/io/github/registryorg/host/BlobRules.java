package io.github.registryorg.host;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a site as a file in it, for whoever serves or deploys it. Its lines are {@code <repository> <digest>
 * <url>…} for one blob and {@code <repository> * <base>…} for all others, separated by tabs and sorted.
 */
public final class BlobRules {

    /** Where it is in a site. */
    public static final String FILE = "-/host/blobs.tsv";

    private static final String ALL = "*";

    private BlobRules() {}

    static void emit(List<BlobRule> rules, TreeSink sink) {
        StringBuilder lines = new StringBuilder();
        for (BlobRule rule : rules) {
            lines.append(prefix(rule.repository(), Optional.ofNullable(rule.digest())))
                    .append(String.join("\t", rule.texts()))
                    .append('\n');
        }
        sink.file(
                FILE,
                Stage.HOST,
                new MediaType("text/tab-separated-values"),
                lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * How the line of a rule begins, for whoever looks it up among the sorted lines.
     *
     * @param digest of the blob with a rule of its own; empty for the rule of all others
     */
    public static String prefix(RepositoryName repository, Optional<Digest> digest) {
        return repository + "\t" + digest.map(Digest::toString).orElse(ALL) + "\t";
    }

    /**
     * The addresses in a line, in order of preference; empty where a file from elsewhere has none there.
     *
     * @param digest of the blob with a rule of its own; empty for the rule of all others
     */
    public static List<BlobAddress> addresses(String line, Optional<Digest> digest) {
        String[] fields = line.split("\t");
        return digest.map(blob -> addresses(fields, blob)).orElseGet(() -> BlobAddress.inStores(addresses(fields)));
    }

    private static List<BlobAddress> addresses(String[] fields, Digest blob) {
        return addresses(fields).stream().map(url -> BlobAddress.of(url, blob)).toList();
    }

    private static List<String> addresses(String[] fields) {
        return Arrays.asList(fields).subList(Math.min(2, fields.length), fields.length);
    }
}
