package io.github.registryorg.search;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Words with the ids of the repositories that have them: {@code {word: [count, ids, …]}}, where ids of one place are one
 * text. The words are sorted and cut into files, each of which is named by the shortest text that no word before it
 * reaches. A beginning of words that are in several files has a file of its own with the best for it: that is so where a
 * file's name begins with it and is longer.
 */
final class WordFiles {

    /** Bytes after which a file may end: at the next word whose hash says so, so that cuts stay where they are. */
    private static final int MIN_SIZE = 20_000;

    /** Bytes after which it ends anyway. */
    private static final int MAX_SIZE = 48_000;

    private static final int CUTS_ONE_OF = 32;

    /** Repositories that are listed of a word, the best first. */
    private static final int MAX_IDS = 2_000;

    /** The same of a beginning. */
    private static final int MAX_IDS_OF_BEGINNING = 500;

    private final NavigableMap<String, Postings> words;
    private final String[] ids;

    /** @param ids of the repositories, by their numbers */
    WordFiles(NavigableMap<String, Postings> words, String[] ids) {
        this.words = words;
        this.ids = ids;
    }

    /** Emits all files and gives the names of those of words, sorted; the first is empty. */
    List<String> emit(TreeSink sink) {
        TreeMap<String, List<String>> files = files();
        files.forEach((start, members) -> IndexFile.emit("w-" + encoded(start), Stage.ASSETS, sink, json -> {
            json.writeStartObject();
            for (String word : members) {
                Postings postings = Objects.requireNonNull(words.get(word));
                write(word, postings.size(), postings.sorted(), MAX_IDS, json);
            }
            json.writeEndObject();
        }));
        beginnings(files.keySet()).forEach(beginning -> emitBeginning(beginning, sink));
        return new ArrayList<>(files.keySet());
    }

    private TreeMap<String, List<String>> files() {
        TreeMap<String, List<String>> files = new TreeMap<>();
        List<String> file = new ArrayList<>();
        files.put("", file);
        String last = "";
        long size = 0;
        for (Map.Entry<String, Postings> word : words.entrySet()) {
            long more = 16
                    + word.getKey().getBytes(StandardCharsets.UTF_8).length
                    + (long) DetailFiles.ID * Math.min(MAX_IDS, word.getValue().size());
            if (size >= MIN_SIZE && isCut(word.getKey()) || size > 0 && size + more > MAX_SIZE) {
                file = new ArrayList<>();
                files.put(separator(last, word.getKey()), file);
                size = 0;
            }
            file.add(word.getKey());
            size += more;
            last = word.getKey();
        }
        return files;
    }

    private static boolean isCut(String word) {
        int hash = word.hashCode() * 0x9E3779B9;
        return (hash >>> 16) % CUTS_ONE_OF == 0;
    }

    /** The shortest beginning of {@code next} that is greater than {@code last}. */
    private static String separator(String last, String next) {
        int same = Arrays.mismatch(last.toCharArray(), next.toCharArray());
        return next.substring(0, same + 1);
    }

    private static TreeSet<String> beginnings(Iterable<String> starts) {
        TreeSet<String> beginnings = new TreeSet<>();
        for (String start : starts) {
            for (int length = 1; length < start.length(); length++) {
                beginnings.add(start.substring(0, length));
            }
        }
        return beginnings;
    }

    private void emitBeginning(String beginning, TreeSink sink) {
        int[] best = new int[ids.length];
        int count = 0;
        for (Map.Entry<String, Postings> word :
                words.subMap(beginning, beginning + Character.MAX_VALUE).entrySet()) {
            int rest = word.getKey().length() == beginning.length() ? 1 : 2;
            Postings postings = word.getValue();
            for (int i = 0; i < postings.size(); i++) {
                int entry = postings.entry(i);
                int repository = Postings.repository(entry);
                int rank = 2 * Postings.place(entry) + rest;
                count += best[repository] == 0 ? 1 : 0;
                best[repository] = best[repository] == 0 ? rank : Math.min(best[repository], rank);
            }
        }
        // of one place, whole words come before others
        long[] ranked = new long[count];
        int next = 0;
        for (int i = 0; i < best.length; i++) {
            if (best[i] > 0) {
                ranked[next++] = (long) best[i] << Integer.SIZE | i;
            }
        }
        Arrays.sort(ranked);
        int[] entries = new int[Math.min(count, MAX_IDS_OF_BEGINNING)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Postings.entry((int) ranked[i], ((int) (ranked[i] >> Integer.SIZE) - 1) / 2);
        }
        int all = count;
        IndexFile.emit("p-" + encoded(beginning), Stage.ASSETS, sink, json -> {
            json.writeStartObject();
            write(beginning, all, entries, MAX_IDS_OF_BEGINNING, json);
            json.writeEndObject();
        });
    }

    /**
     * @param count of all that have the word
     * @param entries the best of them, by their places
     */
    private void write(String word, int count, int[] entries, int most, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(word);
        json.writeNumber(count);
        StringBuilder ofPlace = new StringBuilder();
        int place = 0;
        for (int i = 0; i < Math.min(most, entries.length); i++) {
            for (; place < Postings.place(entries[i]); place++) {
                json.writeString(ofPlace.toString());
                ofPlace.setLength(0);
            }
            ofPlace.append(ids[Postings.repository(entries[i])]);
        }
        json.writeString(ofPlace.toString());
        json.writeEndArray();
    }

    /** A name of a file on every system. */
    private static String encoded(String text) {
        StringBuilder name = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                name.append(c);
            } else {
                name.append('_').append(HexFormat.of().toHexDigits(c));
            }
        }
        return name.toString();
    }
}
