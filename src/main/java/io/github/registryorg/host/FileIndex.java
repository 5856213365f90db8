package io.github.registryorg.host;

import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;

/**
 * The files of a site as a file in it, for whoever serves or deploys it: what each must be served as, and when it comes.
 * Its lines are {@code <path> <stage> <media type>}, separated by tabs and sorted by their bytes; only the notes of a site
 * that change with every file are not among them.
 */
public final class FileIndex {

    /** Where it stands in a site. */
    public static final String FILE = "-/host/files.tsv";

    private FileIndex() {}

    /** The line of a file, with its end. */
    public static String line(String path, Stage stage, MediaType mediaType) {
        return path + "\t" + stage + "\t" + mediaType + "\n";
    }
}
