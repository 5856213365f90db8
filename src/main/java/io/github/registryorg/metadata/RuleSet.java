package io.github.registryorg.metadata;

import io.github.registryorg.metadata.Rule.ImmutableTags;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.Rule.Right;
import io.github.registryorg.metadata.Rule.Values;
import io.github.registryorg.metadata.Rule.Who;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rules for one repository: what the registry says, and defaults for the rest.
 *
 * @param immutableTags which tags stay as they are
 * @param rights who may do what, of those that are not as by default
 * @param limits of those that are not as by default
 * @param lists of those that are not empty
 * @param permissions what is allowed
 */
public record RuleSet(
        ImmutableTags immutableTags,
        Map<Right, Who> rights,
        Map<Limit, Long> limits,
        Map<Values, List<String>> lists,
        Set<Permission> permissions) {

    /** The rules of a registry that says nothing. */
    public static final RuleSet DEFAULT = RuleSet.of(Map.of());

    public RuleSet {
        Objects.requireNonNull(immutableTags, "immutableTags");
        rights = Map.copyOf(rights);
        limits = Map.copyOf(limits);
        lists = Map.copyOf(lists);
        permissions = Set.copyOf(permissions);
    }

    /** The rules of keys that are valid by their schema. */
    static RuleSet of(Map<String, YamlValue> keys) {
        Map<Right, Who> rights = new EnumMap<>(Right.class);
        for (Right right : Right.values()) {
            FrontMatter.text(keys.get(right.key())).ifPresent(who -> rights.put(right, Who.of(who)));
        }
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        for (Limit limit : Limit.values()) {
            FrontMatter.integer(keys.get(limit.key())).ifPresent(number -> limits.put(limit, number));
        }
        Map<Values, List<String>> lists = new EnumMap<>(Values.class);
        for (Values list : Values.values()) {
            List<String> items = FrontMatter.texts(keys.get(list.key()));
            if (!items.isEmpty()) {
                lists.put(list, items);
            }
        }
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (Permission permission : Permission.values()) {
            FrontMatter.text(keys.get(permission.key()))
                    .filter("true"::equals)
                    .ifPresent(yes -> permissions.add(permission));
        }
        if (!keys.containsKey(Permission.LEGACY_TAGS.key()) && !limitContent(limits, lists)) {
            permissions.add(Permission.LEGACY_TAGS);
        }
        ImmutableTags immutable = FrontMatter.text(keys.get(ImmutableTags.KEY))
                .map(ImmutableTags::of)
                .orElse(ImmutableTags.VERSIONS);
        return new RuleSet(immutable, rights, limits, lists, permissions);
    }

    /** Whether there are rules about what only manifests and configs say. */
    private static boolean limitContent(Map<Limit, Long> limits, Map<Values, List<String>> lists) {
        return limits.containsKey(Limit.IMAGE_SIZE)
                || limits.containsKey(Limit.LAYERS)
                || lists.containsKey(Values.ALLOWED_MEDIA_TYPES)
                || lists.containsKey(Values.ALLOWED_PLATFORMS)
                || lists.containsKey(Values.REQUIRED_ANNOTATIONS)
                || lists.containsKey(Values.REQUIRED_TAG_KEYS);
    }

    public Who who(Right right) {
        return rights.getOrDefault(right, right.unasked());
    }

    public long limit(Limit limit) {
        return limits.getOrDefault(limit, limit.unasked());
    }

    /** Empty where the registry has no such list. */
    public List<String> list(Values list) {
        return lists.getOrDefault(list, Collections.emptyList());
    }

    /** Whether a list of what is allowed is empty, or has something that stands for this text. */
    public boolean allows(Values list, String text) {
        List<String> items = list(list);
        return items.isEmpty() || items.stream().map(Wildcard::new).anyMatch(item -> item.matches(text));
    }

    public boolean permits(Permission permission) {
        return permissions.contains(permission);
    }
}
