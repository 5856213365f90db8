package io.github.registryorg.source;

import java.util.List;

/**
 * One image of the several that a source may hold.
 *
 * @param names it is known by; empty where it has none
 * @param id tells it from the others, and can be chosen by: a digest as a rule
 * @param value what the source needs to read it
 */
record Candidate<T>(List<String> names, String id, T value) {

    Candidate {
        names = List.copyOf(names);
    }
}
