package io.github.registryorg.source;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One image of the several that a source may hold.
 *
 * @param names it is known by; empty where it has none
 * @param id which is unique and can be chosen by: usually a digest
 * @param created when it was built, null where that is unknown or a constant; asked for only where several images are listed
 * @param value what the source needs to read it
 */
record Candidate<T>(List<String> names, String id, Supplier<@Nullable Instant> created, T value) {

    Candidate {
        names = List.copyOf(names);
    }
}
