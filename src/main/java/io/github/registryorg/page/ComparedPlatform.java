package io.github.registryorg.page;

import io.github.registryorg.oci.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * One platform of those that two tags have, to be compared with what the other tag has for it.
 *
 * @param name as in {@link PlatformNames}
 * @param digest of its manifest
 */
public record ComparedPlatform(String name, Digest digest) {

    private static final int PARTS_OF_A_BUILD = 3;

    public ComparedPlatform {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(digest, "digest");
    }

    /**
     * What the other tag has for each: the same name; else, where that is one and only one on both sides, the same build
     * of Windows, whose last number is another each month, or any version of it.
     */
    static Map<ComparedPlatform, ComparedPlatform> pairs(List<ComparedPlatform> now, List<ComparedPlatform> before) {
        Map<ComparedPlatform, ComparedPlatform> pairs = new HashMap<>();
        addPairs(pairs, now, before, ComparedPlatform::name);
        addPairs(pairs, now, before, ComparedPlatform::build);
        addPairs(pairs, now, before, ComparedPlatform::base);
        return pairs;
    }

    private static void addPairs(
            Map<ComparedPlatform, ComparedPlatform> pairs,
            List<ComparedPlatform> now,
            List<ComparedPlatform> before,
            Function<ComparedPlatform, String> key) {
        Map<String, List<ComparedPlatform>> free = byKey(now, pairs.keySet(), key);
        Map<String, List<ComparedPlatform>> others = byKey(before, Set.copyOf(pairs.values()), key);
        free.forEach((name, all) -> {
            List<ComparedPlatform> old = others.getOrDefault(name, List.of());
            if (all.size() == 1 && old.size() == 1) {
                pairs.put(all.get(0), old.get(0));
            }
        });
    }

    private static Map<String, List<ComparedPlatform>> byKey(
            List<ComparedPlatform> all, Set<ComparedPlatform> taken, Function<ComparedPlatform, String> key) {
        Map<String, List<ComparedPlatform>> byKey = new HashMap<>();
        all.stream()
                .filter(platform -> !taken.contains(platform))
                .forEach(platform -> byKey.computeIfAbsent(key.apply(platform), none -> new ArrayList<>())
                        .add(platform));
        return byKey;
    }

    /** With the first three numbers of the system's version. */
    private String build() {
        String[] parts = version().split("\\.", PARTS_OF_A_BUILD + 1);
        return parts.length <= PARTS_OF_A_BUILD
                ? name
                : name.substring(0, name.length() - parts[PARTS_OF_A_BUILD].length() - 1);
    }

    /** Without the system's version. */
    private String base() {
        String version = version();
        return version.isEmpty() ? name : name.substring(0, name.length() - version.length() - 1);
    }

    /** Empty where it has none. */
    private String version() {
        int space = name.indexOf(' ');
        String version = name.substring(space + 1);
        return space > 0 && version.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9') ? version : "";
    }
}
