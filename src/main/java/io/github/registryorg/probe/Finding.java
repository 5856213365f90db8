package io.github.registryorg.probe;

import io.github.registryorg.problem.PrintableText;
import java.util.Comparator;

/**
 * A fault, where it showed.
 *
 * @param fault what is wrong
 * @param request the method and path that showed it
 * @param saw what the response had, or lacked
 */
public record Finding(Fault fault, String request, String saw) implements Comparable<Finding> {

    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::fault).thenComparing(Finding::request).thenComparing(Finding::saw);

    public Finding {
        saw = PrintableText.of(saw);
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
