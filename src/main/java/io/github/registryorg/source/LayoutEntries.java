package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code index.json} lists: images that can be chosen, and referrers that come along with their subjects. An entry
 * that is broken, or whose content is not there, is an error only if it is chosen.
 */
final class LayoutEntries {

    private static final List<String> NAME_ANNOTATIONS =
            List.of("org.opencontainers.image.ref.name", "io.containerd.image.name");

    /** What may be wrong with one entry alone. */
    private static final Set<ProblemCode> BROKEN = EnumSet.of(
            ProblemCode.MANIFEST_BLOB_UNKNOWN,
            ProblemCode.MANIFEST_INVALID,
            ProblemCode.DIGEST_INVALID,
            ProblemCode.SIZE_INVALID,
            ProblemCode.FILE_TOO_LARGE);

    private final LayoutReader layout;
    private final RawManifest index;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Digest, List<Descriptor>> referrers = new HashMap<>();
    private final Map<String, ImageIndex> referrersTags = new HashMap<>();

    LayoutEntries(LayoutReader layout) {
        this.layout = layout;
        this.index = layout.index();
        for (Descriptor descriptor : index.manifest().references()) {
            if (descriptor.mediaType().isManifest()) {
                add(descriptor);
            }
        }
    }

    private void add(Descriptor descriptor) {
        List<String> names = NAME_ANNOTATIONS.stream()
                .map(descriptor.annotations()::get)
                .filter(name -> name != null && !name.isEmpty())
                .toList();
        Optional<String> referrersTag = names.stream()
                .filter(name -> Tag.tryParse(name).filter(Tag::isReferrersTag).isPresent())
                .findFirst();
        RawManifest raw;
        try {
            raw = layout.manifest(descriptor, LayoutReader.INDEX);
        } catch (RegistryException e) {
            if (!BROKEN.contains(e.problem().code())) {
                throw e;
            }
            entries.add(new Entry(descriptor, names, null, referrersTag.isPresent(), e.problem()));
            return;
        }
        Optional<Digest> subject = raw.manifest().subject().map(Descriptor::digest);
        entries.add(new Entry(descriptor, names, subject.orElse(null), referrersTag.isPresent(), null));
        subject.ifPresent(digest ->
                referrers.computeIfAbsent(digest, any -> new ArrayList<>()).add(descriptor));
        if (referrersTag.isPresent() && raw.manifest() instanceof ImageIndex list) {
            referrersTags.putIfAbsent(referrersTag.get(), list);
        }
    }

    /**
     * The image that is meant. Without a reference, a manifest that is about another is meant only where there is
     * nothing else: a signature in a layout of its own. Several manifests that are one image for several platforms
     * are meant together, as the index that {@code index.json} is of them.
     *
     * @param platforms that are wanted; empty for all
     * @param warnings of entries that can't be read and are not meant
     */
    Descriptor choose(Choice choice, List<Platform> platforms, Consumer<Problem> warnings) {
        List<Candidate<Entry>> meant = withoutChildren(
                choice.among(candidates(entry -> true), withoutReplaced(withoutChildren(candidates(likely())))));
        if (Choice.ids(meant) > 1) {
            List<Candidate<Entry>> wanted = meant.stream()
                    .filter(one -> isForAny(platforms, one.value().descriptor))
                    .toList();
            meant = wanted.isEmpty() ? meant : wanted;
        }
        Descriptor chosen = isOneImage(meant) ? together(meant) : choice.only(meant).descriptor;
        Set<Digest> digests =
                meant.stream().map(one -> one.value().descriptor.digest()).collect(Collectors.toSet());
        List<Entry> broken = entries.stream()
                .filter(entry -> entry.broken != null && !digests.contains(entry.descriptor.digest()))
                .toList();
        broken.stream()
                .findFirst()
                .flatMap(Entry::reason)
                .ifPresent(first -> warnings.accept(layout.problem(
                                ProblemCode.SOURCE_INCOMPLETE,
                                broken.size() + " of the " + entries.size() + " entries of " + LayoutReader.INDEX
                                        + " can't be read and are not published",
                                first.hint())
                        .because(first.what())));
        return chosen;
    }

    /**
     * The image that has a config, for whoever knows an image by that.
     *
     * @param names it is known by; an entry of one of these comes before the others
     */
    Optional<Found> holding(Digest config, List<String> names) {
        Map<Entry, Descriptor> holding = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.broken == null) {
                image(entry.descriptor, config).ifPresent(image -> holding.put(entry, image));
            }
        }
        Set<String> full = names.stream().map(ImageName::full).collect(Collectors.toSet());
        List<Entry> meant = withoutChildren(candidates(holding::containsKey)).stream()
                .map(Candidate::value)
                .toList();
        return meant.stream()
                .filter(entry -> entry.names.stream().map(ImageName::full).anyMatch(full::contains))
                .findFirst()
                .or(() -> meant.stream().findFirst())
                .map(entry -> new Found(entry.descriptor, Objects.requireNonNull(holding.get(entry))));
    }

    /** The manifest with this config, among those that a descriptor leads to. */
    private Optional<Descriptor> image(Descriptor root, Digest config) {
        Set<Digest> seen = new HashSet<>();
        Deque<Descriptor> descriptors = new ArrayDeque<>(List.of(root));
        while (!descriptors.isEmpty()) {
            Descriptor next = descriptors.remove();
            if (hasConfig(next, config)) {
                return Optional.of(next);
            }
            children(next).stream().filter(child -> seen.add(child.digest())).forEach(descriptors::add);
        }
        return Optional.empty();
    }

    private boolean hasConfig(Descriptor descriptor, Digest config) {
        try {
            return descriptor.mediaType().isImageManifest()
                    && layout.find(descriptor, LayoutReader.INDEX)
                            .filter(raw -> raw.manifest() instanceof ImageManifest image
                                    && image.config().digest().equals(config))
                            .isPresent();
        } catch (RegistryException broken) {
            return false;
        }
    }

    /**
     * An image that was found by its config.
     *
     * @param root the entry of {@code index.json}
     * @param image the manifest with the config, which may be the same
     */
    record Found(Descriptor root, Descriptor image) {}

    /** What is meant without a reference. */
    private Predicate<Entry> likely() {
        Set<Digest> listed = new HashSet<>();
        entries.forEach(entry -> listed.add(entry.descriptor.digest()));
        Predicate<Entry> broken = entry -> entry.broken != null;
        Predicate<Entry> image = entry -> entry.broken == null && !entry.isReferrersTag && entry.subject == null;
        if (entries.stream().anyMatch(image)) {
            // one platform of an image of which others are there is missed
            return image.or(broken.and(entry -> entry.descriptor.platform() != null));
        }
        return Stream.<Predicate<Entry>>of(
                        broken, entry -> !entry.isReferrersTag && !listed.contains(entry.subject), entry -> true)
                .filter(which -> entries.stream().anyMatch(which))
                .findFirst()
                .orElse(entry -> true);
    }

    /** Tools that copy an index list its manifests beside it: then the index is meant. */
    private List<Candidate<Entry>> withoutChildren(List<Candidate<Entry>> some) {
        Set<Digest> children = new HashSet<>();
        // indexes may be nested as deep as their maker likes
        Deque<Descriptor> indexes = new ArrayDeque<>();
        some.forEach(one -> indexes.add(one.value().descriptor));
        while (!indexes.isEmpty()) {
            children(indexes.remove()).stream()
                    .filter(child -> children.add(child.digest()))
                    .forEach(indexes::add);
        }
        List<Candidate<Entry>> kept = some.stream()
                .filter(one -> !children.contains(one.value().descriptor.digest()))
                .toList();
        return kept.isEmpty() ? some : kept;
    }

    /** What an index lists; empty for what is no index, and for one that can't be read. */
    private List<Descriptor> children(Descriptor descriptor) {
        if (!descriptor.mediaType().isIndex()) {
            return List.of();
        }
        try {
            return layout.find(descriptor, LayoutReader.INDEX)
                    .map(raw -> raw.manifest().references())
                    .orElse(List.of());
        } catch (RegistryException broken) {
            return List.of();
        }
    }

    /**
     * A tool that adds an image under a name that another one has takes the name from that one, and lists the new one
     * behind it. Where all without a name are before those with one, these are what the layout is for.
     */
    private static List<Candidate<Entry>> withoutReplaced(List<Candidate<Entry>> likely) {
        List<Candidate<Entry>> named =
                likely.stream().dropWhile(one -> one.names().isEmpty()).toList();
        return named.isEmpty() || named.stream().anyMatch(one -> one.names().isEmpty()) ? likely : named;
    }

    private boolean isForAny(List<Platform> platforms, Descriptor descriptor) {
        List<Descriptor> images = descriptor.mediaType().isIndex() ? children(descriptor) : List.of(descriptor);
        return images.stream()
                .flatMap(image -> layout.platform(image, LayoutReader.INDEX).stream())
                .anyMatch(own -> platforms.stream().anyMatch(one -> one.covers(own)));
    }

    /**
     * Whether these are images for different platforms under one name. Images without a name could be different ones
     * that were built here one after the other, unless they are listed with their platforms, as only the entries of an
     * index are.
     */
    private boolean isOneImage(List<Candidate<Entry>> meant) {
        List<Entry> images = meant.stream().map(Candidate::value).distinct().toList();
        Set<Platform> platforms = new HashSet<>();
        List<String> names = images.get(0).names;
        return images.size() > 1
                && images.stream()
                        .allMatch(image -> image.descriptor.mediaType().isImageManifest()
                                && image.subject == null
                                && image.names.equals(names)
                                && (!names.isEmpty() || image.descriptor.platform() != null)
                                && layout.platform(image.descriptor, LayoutReader.INDEX)
                                        .filter(platforms::add)
                                        .isPresent());
    }

    /** The bytes of {@code index.json} where it lists these alone, so that it keeps the digest that its maker gave it. */
    private Descriptor together(List<Candidate<Entry>> meant) {
        Set<Descriptor> descriptors =
                meant.stream().map(one -> one.value().descriptor).collect(Collectors.toSet());
        List<Descriptor> all = index.manifest().references();
        if (descriptors.containsAll(all)) {
            return layout.made(index);
        }
        ObjectNode made = index.json();
        JsonNode nodes = made.get("manifests");
        List<JsonNode> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (descriptors.contains(all.get(i))) {
                kept.add(nodes.get(i));
            }
        }
        made.putArray("manifests").addAll(kept);
        return layout.made(RawManifest.of(Json.write(made)));
    }

    private List<Candidate<Entry>> candidates(Predicate<Entry> which) {
        return entries.stream()
                .filter(which)
                .map(entry -> new Candidate<>(
                        entry.names, entry.descriptor.digest().toString(), () -> created(entry.descriptor), entry))
                .toList();
    }

    /** When an image was built, by its config, or that of the first image of an index. */
    private @Nullable Instant created(Descriptor descriptor) {
        Descriptor first = children(descriptor).stream().findFirst().orElse(descriptor);
        try {
            return layout.config(first, descriptor.digest().toString())
                    .map(ImageConfig::created)
                    .map(created -> OffsetDateTime.parse(created).toInstant())
                    .orElse(null);
        } catch (DateTimeParseException unknown) {
            return null;
        }
    }

    /**
     * What in this layout is about a manifest: entries by their {@code subject}, and what is listed under the tag of
     * the referrers tag schema, where some tools put them.
     */
    List<Descriptor> referrers(RawManifest manifest) {
        Stream<Descriptor> bySubject = referrers.getOrDefault(manifest.digest(), List.of()).stream();
        ImageIndex list = referrersTags.get(manifest.digest().referrersTag().name());
        if (list == null) {
            return bySubject.toList();
        }
        Stream<Descriptor> byTag = list.manifests().stream()
                .filter(one -> one.mediaType().isManifest() && isAbout(one, manifest.digest()));
        return Stream.concat(bySubject, byTag).toList();
    }

    /** What a tag names, or named last. */
    Optional<Descriptor> tagged(Tag tag) {
        return entries.stream()
                .filter(entry -> entry.names.contains(tag.name()))
                .map(Entry::descriptor)
                .reduce((first, last) -> last);
    }

    private boolean isAbout(Descriptor referrer, Digest digest) {
        return layout.find(referrer, LayoutReader.INDEX)
                .flatMap(raw -> raw.manifest().subject())
                .filter(subject -> subject.digest().equals(digest))
                .isPresent();
    }

    /**
     * One manifest that {@code index.json} lists.
     *
     * @param subject null where it has none, or can't be read
     * @param broken why it can't be read; null where it can
     */
    private record Entry(
            Descriptor descriptor,
            List<String> names,
            @Nullable Digest subject,
            boolean isReferrersTag,
            @Nullable Problem broken) {

        Optional<Problem> reason() {
            return Optional.ofNullable(broken);
        }
    }
}
