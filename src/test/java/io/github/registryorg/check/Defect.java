package io.github.registryorg.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A contribution that is broken or hostile in one way.
 *
 * @param name what is wrong with it; unique
 * @param base the branch of {@link CatalogueRegistry} that it is for
 * @param change what it does
 * @param blobs whether blobs must be looked for to see what is wrong
 * @param places code, file and line of each finding, as {@code CODE file:line}
 */
record Defect(String name, String base, Consumer<ContributedFiles> change, boolean blobs, List<String> places) {

    Defect {
        places = List.copyOf(places);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Defects of one kind. */
    static final class Shelf {

        private final String kind;
        private final List<Defect> defects = new ArrayList<>();

        Shelf(String kind) {
            this.kind = kind;
        }

        /** A contribution to a registry with the default rules, by somebody who owns all repositories. */
        void add(String name, Consumer<ContributedFiles> change, String... places) {
            add(name, CatalogueRegistry.MAIN, change, places);
        }

        void add(String name, String base, Consumer<ContributedFiles> change, String... places) {
            defects.add(new Defect(kind + ": " + name, base, change, false, List.of(places)));
        }

        /** The same to main, of which the blobs are looked for. */
        void addWithBlobs(String name, Consumer<ContributedFiles> change, String... places) {
            defects.add(new Defect(kind + ": " + name, CatalogueRegistry.MAIN, change, true, List.of(places)));
        }

        List<Defect> defects() {
            return List.copyOf(defects);
        }
    }
}
