package io.github.registryorg.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.ReadableIndex;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** What may be wrong with one entry alone. */
    private static final Set<ProblemCode> BROKEN = EnumSet.of(
            ProblemCode.MANIFEST_BLOB_UNKNOWN,
            ProblemCode.MANIFEST_INVALID,
            ProblemCode.DIGEST_INVALID,
            ProblemCode.SIZE_INVALID,
            ProblemCode.FILE_TOO_LARGE);

    private final LayoutReader layout;
    private final RawManifest index;
    private final List<Problem> unreadable;
    private final List<LayoutEntry> entries = new ArrayList<>();
    private final Map<Digest, List<Descriptor>> referrers = new HashMap<>();
    private final Map<Tag, ImageIndex> referrersTags = new HashMap<>();

    /** The first entry that is not a manifest. */
    private @Nullable Descriptor other;

    LayoutEntries(LayoutReader layout) {
        this.layout = layout;
        ReadableIndex read = layout.index();
        this.index = read.index();
        this.unreadable = read.broken();
        for (Descriptor descriptor : index.manifest().references()) {
            if (descriptor.mediaType().isManifest()) {
                add(descriptor);
            } else if (other == null) {
                other = descriptor;
            }
        }
    }

    private void add(Descriptor descriptor) {
        List<String> names = LayoutEntry.names(descriptor);
        RawManifest raw;
        try {
            raw = layout.manifest(descriptor, LayoutReader.INDEX);
        } catch (RegistryException e) {
            if (!BROKEN.contains(e.problem().code())) {
                throw e;
            }
            entries.add(new LayoutEntry(descriptor, names, null, e.problem()));
            return;
        }
        Optional<Digest> subject = raw.manifest().subject().map(Descriptor::digest);
        LayoutEntry entry = new LayoutEntry(descriptor, names, subject.orElse(null), null);
        entries.add(entry);
        subject.ifPresent(digest ->
                referrers.computeIfAbsent(digest, any -> new ArrayList<>()).add(descriptor));
        if (raw.manifest() instanceof ImageIndex list) {
            entry.referrersTag().ifPresent(tag -> referrersTags.putIfAbsent(tag, list));
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
        List<Candidate<LayoutEntry>> meant = withoutChildren(among(choice));
        if (Choice.ids(meant) > 1) {
            List<Candidate<LayoutEntry>> wanted = meant.stream()
                    .filter(one -> isForAny(platforms, one.value().descriptor()))
                    .toList();
            meant = wanted.isEmpty() ? meant : wanted;
        }
        Descriptor chosen =
                isOneImage(meant) ? together(meant) : choice.only(meant).descriptor();
        Set<Digest> digests =
                meant.stream().map(one -> one.value().descriptor().digest()).collect(Collectors.toSet());
        List<Problem> broken = new ArrayList<>(unreadable);
        entries.stream()
                .filter(entry -> !digests.contains(entry.descriptor().digest()))
                .flatMap(entry -> entry.reason().stream())
                .forEach(broken::add);
        if (!broken.isEmpty()) {
            warnings.accept(layout.problem(
                            ProblemCode.SOURCE_INCOMPLETE,
                            broken.size() + " of the " + (entries.size() + unreadable.size()) + " entries of "
                                    + LayoutReader.INDEX + " can't be read and are not published",
                            broken.get(0).hint())
                    .because(broken.get(0).what()));
        }
        return chosen;
    }

    /** A name that nothing has may be that of an entry that can't be read. */
    private List<Candidate<LayoutEntry>> among(Choice choice) {
        if (entries.isEmpty() && unreadable.isEmpty() && other != null) {
            throw new RegistryException(layout.problem(
                            ProblemCode.SOURCE_UNKNOWN,
                            "holds no image",
                            "Manifests and indexes of OCI and Docker are published. Make it again with a newer version of"
                                    + " its tool: OCI's artifact manifest was never released.")
                    .because(LayoutReader.INDEX + " lists " + other.digest() + ", of the type " + other.mediaType()));
        }
        try {
            return choice.among(candidates(entry -> true), withoutReplaced(withoutChildren(candidates(likely()))));
        } catch (RegistryException e) {
            if (unreadable.isEmpty()) {
                throw e;
            }
            throw new RegistryException(
                    e.problem()
                            .because(unreadable.size() + " of the entries of " + LayoutReader.INDEX
                                    + " can't be read, since "
                                    + unreadable.get(0).what()),
                    e);
        }
    }

    /** Those whose manifests can be read. */
    List<LayoutEntry> readable() {
        return entries.stream().filter(entry -> !entry.isBroken()).toList();
    }

    /** Of some entries, those that no other one of them leads to. */
    List<LayoutEntry> roots(Predicate<LayoutEntry> which) {
        return withoutChildren(candidates(which)).stream().map(Candidate::value).toList();
    }

    /** What is meant without a reference. */
    private Predicate<LayoutEntry> likely() {
        Set<Digest> listed = new HashSet<>();
        entries.forEach(entry -> listed.add(entry.descriptor().digest()));
        Predicate<LayoutEntry> broken = LayoutEntry::isBroken;
        Predicate<LayoutEntry> image = entry -> !entry.isBroken() && !entry.isAboutAnother() && entry.subject() == null;
        if (entries.stream().anyMatch(image)) {
            // one platform of an image of which others are there is missed
            return image.or(broken.and(entry -> entry.descriptor().platform() != null));
        }
        return Stream.<Predicate<LayoutEntry>>of(
                        broken, entry -> !entry.isAboutAnother() && !listed.contains(entry.subject()), entry -> true)
                .filter(which -> entries.stream().anyMatch(which))
                .findFirst()
                .orElse(entry -> true);
    }

    /** Tools that copy an index list its manifests beside it: then the index is meant. */
    private List<Candidate<LayoutEntry>> withoutChildren(List<Candidate<LayoutEntry>> some) {
        Set<Digest> children = new HashSet<>();
        // indexes may be nested as deep as their maker likes
        Deque<Descriptor> indexes = new ArrayDeque<>();
        some.forEach(one -> indexes.add(one.value().descriptor()));
        while (!indexes.isEmpty()) {
            layout.children(indexes.remove()).stream()
                    .filter(child -> children.add(child.digest()))
                    .forEach(indexes::add);
        }
        List<Candidate<LayoutEntry>> kept = some.stream()
                .filter(one -> !children.contains(one.value().descriptor().digest()))
                .toList();
        return kept.isEmpty() ? some : kept;
    }

    /**
     * A tool that adds an image under a name that another one has takes the name from that one, and lists the new one
     * behind it. Where all without a name are before those with one, these are what the layout is for.
     */
    private static List<Candidate<LayoutEntry>> withoutReplaced(List<Candidate<LayoutEntry>> likely) {
        List<Candidate<LayoutEntry>> named =
                likely.stream().dropWhile(one -> one.names().isEmpty()).toList();
        return named.isEmpty() || named.stream().anyMatch(one -> one.names().isEmpty()) ? likely : named;
    }

    private boolean isForAny(List<Platform> platforms, Descriptor descriptor) {
        List<Descriptor> images = descriptor.mediaType().isIndex() ? layout.children(descriptor) : List.of(descriptor);
        return images.stream()
                .flatMap(image -> layout.platform(image, LayoutReader.INDEX).stream())
                .anyMatch(own -> platforms.stream().anyMatch(one -> one.covers(own)));
    }

    /**
     * Whether these are images for different platforms under one name. Images without a name could be different ones
     * that were built here one after the other, unless they are listed with their platforms, as only the entries of an
     * index are.
     */
    private boolean isOneImage(List<Candidate<LayoutEntry>> meant) {
        List<LayoutEntry> images =
                meant.stream().map(Candidate::value).distinct().toList();
        Set<Platform> platforms = new HashSet<>();
        List<String> names = images.get(0).names();
        return images.size() > 1
                && images.stream()
                        .allMatch(image -> image.descriptor().mediaType().isImageManifest()
                                && image.subject() == null
                                && image.names().equals(names)
                                && (!names.isEmpty() || image.descriptor().platform() != null)
                                && layout.platform(image.descriptor(), LayoutReader.INDEX)
                                        .filter(platforms::add)
                                        .isPresent());
    }

    /** The bytes of {@code index.json} where it lists these alone, so that it keeps the digest that its maker gave it. */
    private Descriptor together(List<Candidate<LayoutEntry>> meant) {
        Set<Descriptor> descriptors =
                meant.stream().map(one -> one.value().descriptor()).collect(Collectors.toSet());
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

    private List<Candidate<LayoutEntry>> candidates(Predicate<LayoutEntry> which) {
        return entries.stream()
                .filter(which)
                .map(entry -> new Candidate<>(
                        entry.names(),
                        entry.descriptor().digest().toString(),
                        () -> created(entry.descriptor()),
                        entry))
                .toList();
    }

    /** When an image was built, by its config, or that of the first image of an index. */
    private @Nullable Instant created(Descriptor descriptor) {
        Descriptor first = layout.children(descriptor).stream().findFirst().orElse(descriptor);
        return layout.config(first, descriptor.digest().toString())
                .map(ImageConfig::created)
                .flatMap(Timestamp::ofAge)
                .map(Timestamp::instant)
                .orElse(null);
    }

    /**
     * What in this layout is about a manifest: entries by their {@code subject}, and what is listed under the tag of
     * the referrers tag schema, where some tools put them.
     */
    List<Descriptor> referrers(RawManifest manifest) {
        Stream<Descriptor> bySubject = referrers.getOrDefault(manifest.digest(), List.of()).stream();
        ImageIndex list = referrersTags.get(manifest.digest().referrersTag());
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
                .filter(entry -> entry.isTagged(tag))
                .map(LayoutEntry::descriptor)
                .reduce((first, last) -> last);
    }

    private boolean isAbout(Descriptor referrer, Digest digest) {
        return layout.find(referrer, LayoutReader.INDEX)
                .flatMap(raw -> raw.manifest().subject())
                .filter(subject -> subject.digest().equals(digest))
                .isPresent();
    }
}
