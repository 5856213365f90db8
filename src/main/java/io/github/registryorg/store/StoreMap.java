package io.github.registryorg.store;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operator says about where stores really are: behind this base stands that folder or address. */
public final class StoreMap {

    /** Every store is where its base says. */
    public static final StoreMap NONE = new StoreMap(Map.of());

    private static final Pattern ENTRY = Pattern.compile("(?<base>[^\\s]+?)=(?<location>(?:file:|https?://).+)");

    private final Map<String, String> locations;

    private StoreMap(Map<String, String> locations) {
        this.locations = Collections.unmodifiableMap(new TreeMap<>(locations));
    }

    /**
     * Reads entries of the form {@code BASE=LOCATION}. A base is matched as a whole.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} for any other form, or a base that stands there twice
     */
    public static StoreMap parse(Collection<String> entries) {
        Map<String, String> locations = new TreeMap<>();
        for (String entry : entries) {
            Matcher matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches()) {
                throw invalid(entry, "does not say what stands behind a store");
            }
            String base = StoreAddress.base(matcher.group("base"));
            if (locations.put(base, StoreAddress.base(matcher.group("location"))) != null) {
                throw invalid(entry, "speaks of a store that was spoken of before");
            }
        }
        return new StoreMap(locations);
    }

    private static RegistryException invalid(String entry, String what) {
        return new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, "\"" + entry + "\"", what)
                .hint("Write registry.storeMap as BASE=LOCATION, such as"
                        + " https://storage.example/acme=file:/srv/registry/acme."));
    }

    /** What really stands behind a base: itself, if nothing else is said. */
    public String locationOf(String base) {
        return locations.getOrDefault(base, base);
    }

    /** The folder that stands behind a public base; empty where none is said. */
    public Optional<Path> folderBehind(String base) {
        return Optional.ofNullable(locations.get(base))
                .filter(StoreAddress::isFile)
                .map(location -> StoreAddress.folder(location, Path.of("")));
    }
}
