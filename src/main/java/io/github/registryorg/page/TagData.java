package io.github.registryorg.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one repository, small enough to be sorted and filtered in a browser: {@code -/tags.json} below the
 * repository's page, which {@code tags.js} reads. Each column is one string, in the order of the tags:
 *
 * <ul>
 *   <li>{@code names}: separated by spaces; each begins with the number of characters, one digit to the base 36, that it
 *       has in common with the one before
 *   <li>{@code digests}: base64 of the first six bytes of each
 *   <li>{@code sizes}: bytes to the base 36, separated by spaces; {@code -} where unknown
 *   <li>{@code times}: seconds that a clock shows since 1970 to the base 36, separated by spaces; {@code -} where unknown;
 *       with the clock's offset after it where it is none of UTC, and {@code ?} where only the date is known
 *   <li>{@code groups}: which of {@code kinds} it is, to the base 36, separated by spaces
 * </ul>
 *
 * {@code yanked} has the positions of tags that are yanked, by reason; {@code pages}, of those with a page of their own;
 * {@code lists}, of the first tag of each page of the list; {@code kinds}, what many tags have in common; {@code total}, how
 * many tags the repository has. For one thread.
 */
public final class TagData {

    /** Tags of one file, the first of the repository: more would take too long to fetch. */
    public static final int MAX_TAGS = 20_000;

    private static final int RADIX = 36;
    private static final int DIGEST_BYTES = 6;

    /** Characters of all reasons together. */
    private static final int MAX_REASONS = 20_000;

    /** Different platforms that are named: a hostile repository has as many as it has tags. */
    private static final int MAX_PLATFORMS = 200;

    private static final int CLOCK = "2026-11-20T10:11:12".length();

    private static final String UNKNOWN = "-";

    /**
     * What many tags have in common.
     *
     * @param kind short text; empty where the platforms tell it
     * @param algorithm of the digest; empty where there is none that can be abbreviated
     * @param date what the day is: {@code published}, {@code created} or {@code doubtful}
     * @param hasUnit whether sizes are in bytes
     * @param isOfAll whether sizes are those of all platforms together
     * @param platforms indexes of their names
     * @param more platforms that are not named
     */
    private record Kind(
            String kind,
            String algorithm,
            String date,
            boolean hasUnit,
            boolean isOfAll,
            List<Integer> platforms,
            int more) {}

    private final StringBuilder names = new StringBuilder();
    private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
    private final List<String> sizes = new ArrayList<>();
    private final List<String> times = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private final Map<String, List<Integer>> yanked = new LinkedHashMap<>();
    private int room = MAX_REASONS;
    private final ArrayNode pages;
    private final ArrayNode lists;
    private final Map<Kind, Integer> kinds = new LinkedHashMap<>();
    private final Map<String, Integer> platforms = new LinkedHashMap<>();
    private final ObjectNode root = Json.object();
    private String before = "";

    public TagData() {
        pages = root.putArray("pages");
        lists = root.putArray("lists");
    }

    /** What is added from here on is on the next page of the list. */
    public void nextPage() {
        lists.add(groups.size());
    }

    /** Adds the next tag; nothing where there are {@link #MAX_TAGS} already, or what is named like no tag. */
    public void add(TagView tag) {
        if (groups.size() == MAX_TAGS || Tag.tryParse(tag.tag()).isEmpty()) {
            return;
        }
        if (tag.yanked() != null) {
            yanked.computeIfAbsent(reason(tag.yanked()), none -> new ArrayList<>())
                    .add(groups.size());
        }
        if (tag.page() != null) {
            pages.add(groups.size());
        }
        addName(tag.tag());
        Optional<Digest> digest = Optional.ofNullable(tag.digest()).flatMap(Digest::tryParse);
        digests.writeBytes(digest.map(
                        known -> HexFormat.of().parseHex(known.hex().substring(0, 2 * DIGEST_BYTES)))
                .orElse(new byte[DIGEST_BYTES]));
        Long size = tag.size();
        sizes.add(size == null || size < 0 || !tag.isSizeInBytes() ? UNKNOWN : Long.toString(size, RADIX));
        times.add(time(tag.date()));
        Kind kind = new Kind(
                tag.kindLabel() == null ? "" : tag.kindLabel(),
                digest.map(known -> known.algorithm().id()).orElse(""),
                tag.published() != null ? "published" : tag.isCreatedDoubtful() ? "doubtful" : "created",
                tag.isSizeInBytes(),
                tag.isSizeOfAll(),
                tag.platforms().stream()
                        .flatMap(platform -> index(platform.name()).stream())
                        .toList(),
                tag.morePlatforms());
        Integer known = kinds.putIfAbsent(kind, kinds.size());
        groups.add(Integer.toString(known == null ? kinds.size() - 1 : known, RADIX));
    }

    private void addName(String name) {
        int most = Math.min(RADIX - 1, Math.min(name.length(), before.length()));
        int common = 0;
        while (common < most && name.charAt(common) == before.charAt(common)) {
            common++;
        }
        names.append(names.isEmpty() ? "" : " ")
                .append(Integer.toString(common, RADIX))
                .append(name, common, name.length());
        before = name;
    }

    /** Empty for those that there is no room for. */
    private String reason(String reason) {
        if (yanked.containsKey(reason)) {
            return reason;
        }
        if (reason.length() > room) {
            return "";
        }
        room -= reason.length();
        return reason;
    }

    private static String time(@Nullable String text) {
        if (text == null || !Moment.isValid(text)) {
            return UNKNOWN;
        }
        String clock = text.length() < CLOCK ? text : text.substring(0, CLOCK) + "Z";
        String offset = text.length() < CLOCK ? "?" : text.replaceFirst("^.{19}(?:\\.\\d+)?Z?", "");
        return Timestamp.tryParse(clock)
                .map(time -> Long.toString(time.instant().getEpochSecond(), RADIX) + offset)
                .orElse(UNKNOWN);
    }

    private Optional<Integer> index(String platform) {
        if (platforms.size() < MAX_PLATFORMS) {
            platforms.putIfAbsent(platform, platforms.size());
        }
        return Optional.ofNullable(platforms.get(platform));
    }

    /**
     * The file.
     *
     * @param total how many tags the repository has
     */
    public byte[] json(int total) {
        root.put("total", total);
        root.put("names", names.toString());
        root.put("digests", Base64.getEncoder().encodeToString(digests.toByteArray()));
        root.put("sizes", String.join(" ", sizes));
        root.put("times", String.join(" ", times));
        root.put("groups", String.join(" ", groups));
        ArrayNode named = root.putArray("platforms");
        platforms.keySet().forEach(named::add);
        ArrayNode reasons = root.putArray("yanked");
        yanked.forEach((reason, tags) -> {
            ObjectNode node = reasons.addObject().put("reason", reason);
            tags.forEach(node.putArray("tags")::add);
        });
        ArrayNode common = root.putArray("kinds");
        kinds.keySet().forEach(kind -> {
            ObjectNode node = common.addObject();
            node.put("kind", kind.kind());
            node.put("algorithm", kind.algorithm());
            node.put("date", kind.date());
            node.put("unit", kind.hasUnit());
            if (kind.isOfAll()) {
                node.put("all", true);
            }
            ArrayNode indexes = node.putArray("platforms");
            kind.platforms().forEach(indexes::add);
            node.put("more", kind.more());
        });
        return Json.write(root);
    }
}
