package io.github.registryorg.host;

import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            lines.append(prefix(rule.repository(), rule.digest()))
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
     * Where a blob is, in order of preference: by its own rule if it has one, else by that of all others. Empty where
     * nothing is known.
     *
     * @param site that has the file
     * @throws RegistryException {@code SITE_UNKNOWN} if the file is not one of sorted lines
     */
    public static List<BlobAddress> addresses(Path site, RepositoryName repository, Digest digest) throws IOException {
        SiteNote rules = new SiteNote(site, FILE);
        Optional<String> own = rules.find(prefix(repository, digest));
        if (own.isPresent()) {
            return fields(own.get()).stream()
                    .map(url -> BlobAddress.of(url, digest))
                    .toList();
        }
        return BlobAddress.inStores(
                rules.find(prefix(repository, null)).map(BlobRules::fields).orElse(List.of()));
    }

    /** @param digest null for the rule of all blobs that have none of their own */
    private static String prefix(RepositoryName repository, @Nullable Digest digest) {
        return repository + "\t" + (digest == null ? ALL : digest) + "\t";
    }

    /** The addresses in a line; none where a file from elsewhere has none there. */
    private static List<String> fields(String line) {
        return Arrays.stream(line.split("\t")).skip(2).toList();
    }
}
