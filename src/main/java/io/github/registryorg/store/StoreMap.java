package io.github.registryorg.store;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is behind a public base, as the operator knows: {@code https://storage.example/acme=file:/srv/blobs}. A base
 * below a mapped one is mapped with it, the rest of its path added; of several that fit, the longest counts.
 */
public final class StoreMap {

    /** Maps nothing. */
    public static final StoreMap NONE = new StoreMap(Map.of());

    /** At the first = that an address follows: a base may have others. */
    private static final Pattern ENTRY = Pattern.compile("(?<base>.+?)=(?<location>(?:file|https?|s3|gs):.*)");

    /** Strangers write bases: of what they write, nothing may lead out of where the operator points. */
    private static final Pattern PLAIN_NAMES =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    private final Map<String, StoreAddress> locations;

    private StoreMap(Map<String, StoreAddress> locations) {
        this.locations = locations;
    }

    /**
     * Reads entries {@code BASE=LOCATION}.
     *
     * @param entries empty ones are ignored
     * @param directory what {@code file:} addresses are relative to
     * @throws RegistryException {@code CONFIGURATION_INVALID} if one is not of this form, {@code STORE_INVALID} if one
     *     of its halves is not an address
     */
    public static StoreMap parse(Collection<String> entries, Path directory) {
        Map<String, StoreAddress> locations = new TreeMap<>();
        for (String entry : entries) {
            if (!entry.isBlank()) {
                Matcher parts = ENTRY.matcher(entry.strip());
                if (!parts.matches()) {
                    throw invalid(entry, "is not of the form BASE=LOCATION");
                }
                String base = StoreAddress.parse(parts.group("base").strip(), directory)
                        .base()
                        .toString();
                StoreAddress location = StoreAddress.parse(parts.group("location"), directory);
                if (locations.putIfAbsent(base, location) != null) {
                    throw invalid(entry, "maps a base that another entry maps too");
                }
            }
        }
        return new StoreMap(locations);
    }

    /** Where the store of this base really is; empty where the operator set none. */
    public Optional<StoreAddress> locate(StoreAddress address) {
        String base = address.base().toString();
        return mapping(base)
                .map(mapped -> mapped.getKey().equals(base)
                        ? mapped.getValue()
                        : mapped.getValue().below(base.substring(mapped.getKey().length() + 1)));
    }

    /** The entry that maps this base, as it was written; empty where the operator set none. */
    public Optional<String> entry(StoreAddress address) {
        return mapping(address.base().toString())
                .map(mapped -> mapped.getKey() + "=" + mapped.getValue().base());
    }

    /** All entries, for whoever compares one map with another. */
    @Override
    public String toString() {
        return locations.toString();
    }

    private Optional<Map.Entry<String, StoreAddress>> mapping(String base) {
        StoreAddress own = locations.get(base);
        if (own != null) {
            return Optional.of(Map.entry(base, own));
        }
        for (int slash = base.lastIndexOf('/'); slash > 0; slash = base.lastIndexOf('/', slash - 1)) {
            String above = base.substring(0, slash);
            StoreAddress location = locations.get(above);
            if (location != null
                    && PLAIN_NAMES.matcher(base.substring(slash + 1)).matches()) {
                return Optional.of(Map.entry(above, location));
            }
        }
        return Optional.empty();
    }

    /**
     * The directory that is behind a public base; empty where the operator named none, and for what is not the base of
     * a store.
     */
    public Optional<Path> directoryBehind(String base) {
        try {
            return locate(StoreAddress.parse(base, Path.of("")))
                    .filter(StoreAddress.Directory.class::isInstance)
                    .map(address -> ((StoreAddress.Directory) address).path());
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private static RegistryException invalid(String entry, String what) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.storeMap", "\"" + entry + "\" " + what)
                        .hint("Write for example https://storage.example/acme=file:/srv/blobs, each base once."));
    }
}
