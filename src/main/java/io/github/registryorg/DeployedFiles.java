package io.github.registryorg;

import io.github.registryorg.host.Delivery;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What earlier deployments have put into a bucket, as they noted there: without a doubt only where one has come to its
 * end. Nothing else is ever removed from the bucket. Lines are {@code <path> <hash> <media type> <Cache-Control>},
 * separated by tabs; where the hash is {@code -}, nobody knows what is there.
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
        return hash + "\t" + delivery.mediaType() + "\t" + delivery.cacheControl();
    }

    /** All paths that were ever put and not removed. */
    Collection<String> paths() {
        return lines.keySet();
    }

    void put(Delivery delivery, Optional<String> hash) {
        lines.put(delivery.path(), line(delivery, hash.orElse(UNKNOWN)));
    }

    void remove(String path) {
        lines.remove(path);
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
