package io.github.registryorg.search;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What an answer shows of each repository, in files by the beginning of its id: {@code [id, name, title, description, kind,
 * newest tag, state]}, where a text that there is none of is empty, and the state is 0, 1 for deprecated or 2 for yanked.
 */
final class DetailFiles {

    /** Characters of an id. */
    static final int ID = 6;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int BITS_OF_CHARACTER = 6;

    /** As many as two characters tell apart. */
    private static final int MAX_BITS = 2 * BITS_OF_CHARACTER;

    /** About 6 KB in a file. */
    private static final int REPOSITORIES_OF_FILE = 24;

    private final List<ListedRepository> repositories;
    private final String[] ids;
    private final int bits;

    DetailFiles(List<ListedRepository> repositories) {
        this.repositories = repositories;
        this.ids = repositories.stream().map(one -> id(one.name().hash())).toArray(String[]::new);
        int files = Math.max(1, repositories.size() / REPOSITORIES_OF_FILE);
        this.bits = Math.min(MAX_BITS, Integer.SIZE - 1 - Integer.numberOfLeadingZeros(files));
    }

    /** From a hash: it stays whatever other repositories there are. An answer shows all that have an id. */
    private static String id(long hash) {
        StringBuilder id = new StringBuilder(ID);
        for (int i = 1; i <= ID; i++) {
            id.append(ALPHABET.charAt((int) (hash >>> (Long.SIZE - i * BITS_OF_CHARACTER)) & (ALPHABET.length() - 1)));
        }
        return id.toString();
    }

    /** The ids of the repositories, in their order. */
    String[] ids() {
        return ids.clone();
    }

    /** How many files there are. */
    int files() {
        return 1 << bits;
    }

    /** Emits all files, each of which is there even where it is empty. */
    void emit(TreeSink sink) {
        List<List<Integer>> files = IntStream.range(0, files())
                .<List<Integer>>mapToObj(i -> new ArrayList<>())
                .toList();
        for (int i = 0; i < ids.length; i++) {
            files.get(file(ids[i])).add(i);
        }
        for (int i = 0; i < files.size(); i++) {
            List<Integer> numbers = files.get(i);
            IndexFile.emit("d-" + i, Stage.ASSETS, sink, json -> {
                json.writeStartArray();
                for (int number : numbers) {
                    write(number, json);
                }
                json.writeEndArray();
            });
        }
    }

    private int file(String id) {
        int start = ALPHABET.indexOf(id.charAt(0)) << BITS_OF_CHARACTER | ALPHABET.indexOf(id.charAt(1));
        return start >>> (MAX_BITS - bits);
    }

    private void write(int number, JsonGenerator json) throws IOException {
        ListedRepository repository = repositories.get(number);
        json.writeStartArray();
        json.writeString(ids[number]);
        json.writeString(repository.name().name());
        json.writeString(text(repository.title()));
        json.writeString(text(repository.description()));
        json.writeString(repository.kind() == null ? "" : repository.kind().shortLabel());
        json.writeString(repository.newest() == null ? "" : repository.newest().tag());
        json.writeNumber(repository.deprecated() != null ? 1 : repository.yanked() ? 2 : 0);
        json.writeEndArray();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
