package io.github.registryorg.source;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which image of a source is meant.
 *
 * @param source as the user named it, without the reference
 * @param reference a name, a tag or a digest; null where the user gave none
 */
record Choice(String source, @Nullable String reference) {

    private static final int MAX_SHOWN = 6;

    /**
     * What the reference names, or what is likely without one: not yet a single one, but at least that.
     *
     * @param all what a reference can choose from
     * @param likely what is chosen from without a reference
     * @throws RegistryException {@code SOURCE_UNKNOWN} if there is none
     */
    <T> List<Candidate<T>> among(List<Candidate<T>> all, List<Candidate<T>> likely) {
        if (all.isEmpty()) {
            throw new RegistryException(
                    unknown("holds no image").hint("Build it again: the list of what it holds is empty."));
        }
        return reference == null ? likely : named(reference, all);
    }

    /**
     * The one image that is meant.
     *
     * @param meant at least one candidate
     * @throws RegistryException {@code SOURCE_UNKNOWN} if they are several images
     */
    <T> T only(List<Candidate<T>> meant) {
        if (ids(meant) == 1) {
            return meant.get(0).value();
        }
        if (reference == null) {
            throw new RegistryException(unknown("holds " + ids(meant) + " images, and only one can be published")
                    .hint("Choose one" + shown(meant)));
        }
        throw new RegistryException(unknown("holds " + ids(meant) + " images called \"" + reference + "\"")
                .hint("Choose one by its digest"
                        + shown(meant.stream().map(Choice::nameless).toList())));
    }

    private <T> List<Candidate<T>> named(String wanted, List<Candidate<T>> all) {
        String full = ImageName.full(wanted);
        List<Predicate<String>> strictToLoose = List.of(
                wanted::equals,
                name -> ImageName.tag(name).filter(wanted::equals).isPresent(),
                name -> ImageName.full(name).equals(full));
        for (Predicate<String> matcher : strictToLoose) {
            List<Candidate<T>> matches = all.stream()
                    .filter(one ->
                            one.id().equals(wanted) || one.names().stream().anyMatch(matcher))
                    .toList();
            if (!matches.isEmpty()) {
                return matches;
            }
        }
        throw new RegistryException(
                unknown("holds no image called \"" + wanted + "\"").hint("Choose one" + shown(all)));
    }

    /** How many images these candidates are. */
    static <T> long ids(List<Candidate<T>> candidates) {
        return candidates.stream().map(Candidate::id).distinct().count();
    }

    private static <T> Candidate<T> nameless(Candidate<T> one) {
        return new Candidate<>(List.of(), one.id(), one.created(), one.value());
    }

    /** The first candidates in their order, and the newest of all as the example. */
    private <T> String shown(List<Candidate<T>> candidates) {
        Map<String, @Nullable Instant> created = new LinkedHashMap<>();
        Set<String> ambiguous = ambiguous(candidates);
        candidates.forEach(one -> created.put(
                one.names().isEmpty() || ambiguous.contains(one.names().get(0))
                        ? one.id()
                        : one.names().get(0),
                one.created().get()));
        String newest = created.keySet().stream()
                .reduce((first, next) -> isAfter(created.get(first), created.get(next)) ? first : next)
                .orElseThrow();
        int more = created.size() - MAX_SHOWN;
        return ", as in " + source + ":" + newest + ". It holds "
                + created.entrySet().stream()
                        .limit(MAX_SHOWN)
                        .map(one -> one.getKey() + (one.getValue() == null ? "" : " (created " + one.getValue() + ")"))
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more." : ".");
    }

    /** Names that several images have. */
    private static <T> Set<String> ambiguous(List<Candidate<T>> candidates) {
        Map<String, String> ids = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Candidate<T> one : candidates) {
            for (String name : one.names()) {
                String other = ids.putIfAbsent(name, one.id());
                if (other != null && !other.equals(one.id())) {
                    ambiguous.add(name);
                }
            }
        }
        return ambiguous;
    }

    /** What is listed later counts as newer where times don't decide. */
    private static boolean isAfter(@Nullable Instant first, @Nullable Instant next) {
        return first != null && (next == null || first.isAfter(next));
    }

    private Problem unknown(String what) {
        return Problem.of(ProblemCode.SOURCE_UNKNOWN, source, what);
    }
}
