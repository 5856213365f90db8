package io.github.registryorg.metadata;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata has on one digest beside its bytes.
 *
 * @param bases public base URLs of its blobs; empty where the page's count
 * @param urls full URLs of single blobs; empty where there are none
 * @param yankedReason why it should no longer be used; null where it is fine
 * @param removedReason why it is gone; null where it is not
 */
public record DigestNote(
        List<String> bases,
        Map<Digest, List<String>> urls,
        @Nullable String yankedReason,
        @Nullable String removedReason) {

    /** An empty note. */
    public static final DigestNote NONE = new DigestNote(List.of(), Map.of(), null, null);

    public DigestNote {
        bases = List.copyOf(bases);
        urls = Collections.unmodifiableMap(new TreeMap<>(urls));
    }

    /** The note of keys that are valid by their schema. */
    private static DigestNote of(FrontMatter keys) {
        Map<Digest, List<String>> urls = new TreeMap<>();
        if (keys.keys().entries().get("urls") instanceof YamlValue.Mapping byDigest) {
            byDigest.entries().forEach((digest, list) -> urls.put(Digest.parse(digest), FrontMatter.texts(list)));
        }
        return new DigestNote(
                keys.texts("bases"),
                urls,
                keys.text("yanked").orElse(null),
                keys.text("removed").orElse(null));
    }

    /**
     * Reads a note.
     *
     * @param file its path, for problems
     * @param problems receives what is wrong with it
     * @return empty where it is broken
     */
    public static Optional<DigestNote> read(String file, byte[] content, Consumer<Problem> problems) {
        FrontMatter keys = FrontMatter.readYaml(file, content);
        return FrontMatterKind.DIGEST.check(keys, problems) ? Optional.of(of(keys)) : Optional.empty();
    }

    /** The same, with blobs in these stores. */
    public DigestNote withBases(List<String> stores) {
        return new DigestNote(stores, urls, yankedReason, removedReason);
    }

    /** The same, with URLs of single blobs. */
    DigestNote withUrls(Map<Digest, List<String>> all) {
        return new DigestNote(bases, all, yankedReason, removedReason);
    }

    /** The same, yanked or removed too where another note says so. */
    DigestNote withStatesOf(DigestNote other) {
        return new DigestNote(
                bases,
                urls,
                other.yankedReason == null ? yankedReason : other.yankedReason,
                other.removedReason == null ? removedReason : other.removedReason);
    }

    /** The content of its file. */
    public byte[] yaml() {
        return new FrontMatterWriter()
                .putOneOrMany("bases", bases)
                .putLists("urls", urls)
                .put("yanked", yankedReason)
                .put("removed", removedReason)
                .yaml();
    }

    public Optional<String> yanked() {
        return Optional.ofNullable(yankedReason);
    }

    public Optional<String> removed() {
        return Optional.ofNullable(removedReason);
    }
}
