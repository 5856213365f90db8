package io.github.registryorg.search;

import io.github.registryorg.page.ListedRepository;
import io.github.registryorg.search.Postings.Place;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All repositories → the files that {@code search.js} finds them by: {@code index.json} names the {@linkplain WordFiles
 * files of words}, which have ids of repositories, and says over how many {@linkplain DetailFiles files} what is shown of
 * them is spread. An answer needs the index, one file for each word, and one for each repository that is shown. Files
 * are named and cut so that a change of one repository changes few of them, and a reader with an old index finds nearly all.
 */
public final class SearchIndex {

    private static final int FORMAT_VERSION = 1;

    /** Of one repository: strangers write long descriptions. */
    private static final int MAX_WORDS = 400;

    private SearchIndex() {}

    /** @param repositories sorted by name */
    public static void emit(List<ListedRepository> repositories, TreeSink sink) {
        // of several that a word fits equally, the shortest name is the likeliest
        List<ListedRepository> numbered = repositories.stream()
                .sorted(Comparator.comparingInt(one -> one.name().name().length()))
                .toList();
        DetailFiles details = new DetailFiles(numbered);
        details.emit(sink);
        WordFiles words = new WordFiles(words(numbered), details.ids());
        List<String> starts = words.emit(sink);
        IndexFile.emit("index", Stage.PAGES, sink, json -> {
            json.writeStartObject();
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            json.writeNumberField("repositories", numbered.size());
            json.writeNumberField("details", details.files());
            json.writeArrayFieldStart("words");
            for (String start : starts) {
                json.writeString(start);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static TreeMap<String, Postings> words(List<ListedRepository> repositories) {
        Map<String, Postings> words = new HashMap<>();
        for (int i = 0; i < repositories.size(); i++) {
            new RepositoryWords(words, repositories.get(i), i).add();
        }
        return new TreeMap<>(words);
    }

    /** Adds the words of one repository, those of better places first. */
    private static final class RepositoryWords {

        private final Map<String, Postings> words;
        private final ListedRepository repository;
        private final int number;
        private int count;

        RepositoryWords(Map<String, Postings> words, ListedRepository repository, int number) {
            this.words = words;
            this.repository = repository;
            this.number = number;
        }

        void add() {
            String name = repository.name().name();
            String last = name.substring(name.lastIndexOf('/') + 1);
            SearchWords.forEach(name, word -> add(word, word.equals(last) ? Place.NAME : Place.NAME_PART));
            SearchWords.forEach(repository.title(), word -> add(word, Place.TITLE));
            SearchWords.forEach(repository.description(), word -> add(word, Place.DESCRIPTION));
            for (String words : repository.words()) {
                SearchWords.forEach(words, word -> add(word, Place.WORDS));
            }
        }

        private void add(String word, Place place) {
            if (count < MAX_WORDS) {
                count++;
                words.computeIfAbsent(word, any -> new Postings())
                        .add(number, repository.isDiscouraged() ? Place.DISCOURAGED : place);
            }
        }
    }
}
