package io.github.registryorg.host;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files of a site as a file in it, for whoever serves or deploys it: what each must be served as, and when it comes.
 * Its lines are {@code <path> <stage> <media type>}, separated by tabs and sorted by their bytes; only the notes of a site
 * that change with every file are not among them.
 */
public final class FileIndex {

    /** Where it is in a site. */
    public static final String FILE = "-/host/files.tsv";

    private static final Map<String, Stage> STAGES =
            Arrays.stream(Stage.values()).collect(Collectors.toUnmodifiableMap(Stage::name, Function.identity()));
    private static final Set<Stage> NAMED_BY_HASH = EnumSet.of(Stage.BLOBS, Stage.DIGESTS, Stage.INDEXES);
    private static final MediaType PLAIN_TEXT = new MediaType("text/plain");

    private final SiteNote note;

    public FileIndex(Path site) {
        this.note = new SiteNote(site, FILE);
    }

    /**
     * One file of a site.
     *
     * @param path relative to the site, with {@code /}
     * @param stage when it comes
     * @param mediaType that it must be served as
     */
    public record Row(String path, Stage stage, MediaType mediaType) {

        /**
         * Of a file that was added to a site. Its media type is unknown, and it may be a stranger's: only text
         * that is nothing but text is served by its name.
         */
        public static Row unlisted(String path) {
            return new Row(path, Stage.PAGES, path.endsWith(".txt") ? PLAIN_TEXT : MediaType.OCTET_STREAM);
        }

        /** The value of {@code Content-Type}. All text of a site is UTF-8; what is not text has no charset. */
        public String contentType() {
            return mediaType.value().startsWith("text/") ? mediaType + "; charset=utf-8" : mediaType.value();
        }

        /** Whether its name is the digest of its content, so that nothing else will ever be there. */
        public boolean isNamedByHash() {
            return NAMED_BY_HASH.contains(stage);
        }

        /** Empty where a line is not one of ours. */
        private static Optional<Row> parse(String line) {
            String[] fields = line.split("\t", -1);
            if (fields.length != 3 || fields[0].isEmpty()) {
                return Optional.empty();
            }
            Stage stage = STAGES.get(fields[1]);
            return Optional.ofNullable(stage)
                    .flatMap(known -> MediaType.tryParse(fields[2]).map(type -> new Row(fields[0], known, type)))
                    .filter(row -> !row.isNamedByHash() || row.name().isPresent());
        }

        /** The digest that is its name, of what is named by its hash. */
        public Digest digest() {
            return name().orElseThrow();
        }

        private Optional<Digest> name() {
            return Digest.tryParse(path.substring(path.lastIndexOf('/') + 1));
        }
    }

    /** The line of a file, without its end. */
    public static String line(String path, Stage stage, MediaType mediaType) {
        return path + "\t" + stage + "\t" + mediaType;
    }

    /** How many bytes a file has in the index, with the end of its line; paths and types are ASCII. */
    public static int length(String path, Stage stage, MediaType mediaType) {
        return path.length() + stage.name().length() + mediaType.value().length() + 3;
    }

    /** How the line of a file begins. */
    public static String beginning(String path) {
        return path + "\t";
    }

    /** The file itself. */
    public Path file() {
        return note.file();
    }

    /**
     * The row of one file; empty where the index does not have it or does not exist.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if the row is not one of ours
     */
    public Optional<Row> find(String path) throws IOException {
        Optional<String> line = note.find(path + "\t");
        Optional<Row> row = line.flatMap(Row::parse);
        if (line.isPresent() && row.isEmpty()) {
            throw note.refuse(0, "a line is not <path> <stage> <media type>");
        }
        return row;
    }

    /**
     * Reads all rows, sorted by the bytes of their paths, each path once.
     *
     * @throws RegistryException {@code SITE_UNKNOWN} if the index does not exist, or is not one of ours
     */
    public void forEach(Consumer<Row> rows) {
        note.forEach(new Consumer<>() {
            private int number;
            private String previous = "";

            @Override
            public void accept(String line) {
                number++;
                Row row = Row.parse(line)
                        .orElseThrow(() -> note.refuse(number, "a line is not <path> <stage> <media type>"));
                if (row.path().equals(previous)) {
                    throw note.refuse(number, "a file is listed twice");
                }
                previous = row.path();
                rows.accept(row);
            }
        });
    }
}
