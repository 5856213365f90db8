package io.github.registryorg.verdict;

import io.github.registryorg.problem.PrintableText;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a repository is not good, or why it is not known whether it is.
 *
 * @param kind what is wrong
 * @param codes how many findings there are of each code; at least one
 * @param message one of the findings, in one line
 */
public record Reason(Kind kind, SortedMap<String, Integer> codes, String message) {

    /** What is wrong with a repository. */
    public enum Kind {
        /** Its metadata can't be read, contradicts itself, or breaks a rule. */
        STRUCTURE,
        /** Blobs are absent from where it says that they are, or are others. */
        BLOBS,
        /** Blobs could not be looked for: a store does not respond, or refuses. */
        UNREACHABLE;

        /** As the file has it. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Reason {
        Objects.requireNonNull(kind, "kind");
        codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
        message = PrintableText.of(message);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("without a code");
        }
    }

    /** As {@code FRONT_MATTER_INVALID, TAG_INVALID (3)}. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Integer> code : codes.entrySet()) {
            text.append(text.isEmpty() ? "" : ", ").append(code.getKey());
            text.append(code.getValue() == 1 ? "" : " (" + code.getValue() + ")");
        }
        return text.toString();
    }
}
