package io.github.registryorg.deploy;

import io.github.registryorg.host.Delivery;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What earlier deployments have put into a bucket, as they noted there: without a doubt only where one has come to its
 * end. Nothing else is ever removed from the bucket. Lines are {@code <path> <hash> <media type> <Cache-Control>},
 * and {@code gzip} where it went compressed, separated by tabs; the hash is that of the site's file, and where it is
 * {@code -}, nobody knows what is there.
 */
final class DeployedFiles {

    /** Where the note is. */
    static final String FILE = "-/host/deployed.tsv";

    private static final String UNKNOWN = "-";

    private final Map<String, String> lines;

    private DeployedFiles(Map<String, String> lines) {
        this.lines = lines;
    }

    static DeployedFiles none() {
        return new DeployedFiles(new TreeMap<>());
    }

    /** Reads a note; what isn't one is nothing. */
    static DeployedFiles read(String text) {
        Map<String, String> lines = new TreeMap<>();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                lines.put(line.substring(0, tab), line.substring(tab + 1));
            }
        });
        return new DeployedFiles(lines);
    }

    /** Whether this is there already, with this hash. */
    boolean has(Delivery delivery, String hash) {
        return line(delivery, hash).equals(lines.get(delivery.path()));
    }

    private static String line(Delivery delivery, String hash) {
        return hash + "\t" + delivery.mediaType() + "\t" + delivery.cacheControl()
                + (delivery.compressed() ? "\tgzip" : "");
    }

    /** All paths that were ever put and not removed. */
    Collection<String> paths() {
        return lines.keySet();
    }

    /** When one of these came; it goes in the opposite order. */
    Delivery.Stage stage(String path) {
        String[] fields = lines.get(path).split("\t");
        return Delivery.stageOf(path, fields.length > 1 ? fields[1] : "");
    }

    void put(Delivery delivery, Optional<String> hash) {
        lines.put(delivery.path(), line(delivery, hash.orElse(UNKNOWN)));
    }

    DeployedFiles copy() {
        return new DeployedFiles(new TreeMap<>(lines));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (path, line) -> text.append(path).append('\t').append(line).append('\n'));
        return text.toString();
    }
}
