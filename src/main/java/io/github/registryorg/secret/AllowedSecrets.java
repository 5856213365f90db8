package io.github.registryorg.secret;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.secret.Place.Kind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The places of an image in which the user accepts what looks like a secret. */
public final class AllowedSecrets {

    /** Nothing is accepted. */
    public static final AllowedSecrets NONE = new AllowedSecrets(Set.of());

    private final Set<String> places;

    private AllowedSecrets(Set<String> places) {
        this.places = places;
    }

    /**
     * Reads places as findings print them, such as {@code env:API_KEY}.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if one has a kind that no place has
     */
    public static AllowedSecrets parse(List<String> places) {
        places.forEach(AllowedSecrets::check);
        return new AllowedSecrets(Set.copyOf(places));
    }

    private static void check(String place) {
        String kind = place.split(":", 2)[0];
        if (Arrays.stream(Kind.values()).noneMatch(known -> known.text().equals(kind))) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            "registry.allowSecrets",
                            "has an entry that is not a place")
                    .hint("List places as the messages print them, such as env:API_KEY. A place starts with "
                            + Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", ")) + "."));
        }
    }

    boolean contains(Place place) {
        return places.contains(place.toString());
    }

    /**
     * What these did for an image.
     *
     * @param found the places of its secrets, all of them allowed
     */
    Use use(Set<String> found) {
        Set<String> unused = places.stream()
                .filter(place -> !found.contains(place))
                .map(place -> TextSearch.hasToken(place) ? place.split(":", 2)[0] + ":********" : place)
                .collect(Collectors.toSet());
        return new Use(found, unused);
    }

    /**
     * Which places were needed.
     *
     * @param found places of an image that look like secrets, as findings print them
     * @param unused places that are allowed, and where nothing looks like a secret; printable
     */
    public record Use(Set<String> found, Set<String> unused) {

        public Use {
            found = Collections.unmodifiableSet(new TreeSet<>(found));
            unused = Collections.unmodifiableSet(new TreeSet<>(unused));
        }
    }
}
