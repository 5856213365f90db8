package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageConfig;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Manifest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code index.json} lists: images that can be chosen, and referrers that come along with their subjects. */
final class LayoutEntries {

    private static final List<String> NAME_ANNOTATIONS =
            List.of("org.opencontainers.image.ref.name", "io.containerd.image.name");

    private static final int MAX_CONFIG_SIZE = 1024 * 1024;

    private final LayoutReader layout;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Digest, List<Descriptor>> referrers = new HashMap<>();
    private final Map<String, ImageIndex> referrersTags = new HashMap<>();

    LayoutEntries(LayoutReader layout) {
        this.layout = layout;
        for (Descriptor descriptor : layout.index().manifests()) {
            if (descriptor.mediaType().isManifest()) {
                add(descriptor);
            }
        }
    }

    private void add(Descriptor descriptor) {
        RawManifest raw = layout.manifest(descriptor, LayoutReader.INDEX);
        Optional<Digest> subject = raw.manifest().subject().map(Descriptor::digest);
        List<String> names = NAME_ANNOTATIONS.stream()
                .map(descriptor.annotations()::get)
                .filter(name -> name != null && !name.isEmpty())
                .toList();
        Optional<String> referrersTag = names.stream()
                .filter(name -> Tag.tryParse(name).filter(Tag::isReferrersTag).isPresent())
                .findFirst();
        entries.add(new Entry(descriptor, names, subject.orElse(null), referrersTag.isPresent()));
        subject.ifPresent(digest ->
                referrers.computeIfAbsent(digest, any -> new ArrayList<>()).add(descriptor));
        if (referrersTag.isPresent() && raw.manifest() instanceof ImageIndex index) {
            referrersTags.putIfAbsent(referrersTag.get(), index);
        }
    }

    /**
     * The image that is meant. Without a reference, a manifest that is about another is meant only where there is
     * nothing else: a signature in a layout of its own.
     */
    Descriptor choose(Choice choice) {
        Set<Digest> listed = new HashSet<>();
        entries.forEach(entry -> listed.add(entry.descriptor.digest()));
        List<Predicate<Entry>> likelyFirst = List.of(
                entry -> !entry.isReferrersTag && entry.subject == null,
                entry -> !entry.isReferrersTag && !listed.contains(entry.subject),
                entry -> true);
        List<Candidate<Descriptor>> likely = likelyFirst.stream()
                .map(this::candidates)
                .filter(some -> !some.isEmpty())
                .findFirst()
                .orElse(List.of());
        return choice.among(candidates(entry -> true), withoutReplaced(likely));
    }

    /**
     * A tool that adds an image under a name that another one has takes the name from that one, and lists the new one
     * behind it. Where all without a name are before those with one, these are what the layout is for.
     */
    private static List<Candidate<Descriptor>> withoutReplaced(List<Candidate<Descriptor>> likely) {
        List<Candidate<Descriptor>> named =
                likely.stream().dropWhile(one -> one.names().isEmpty()).toList();
        return named.isEmpty() || named.stream().anyMatch(one -> one.names().isEmpty()) ? likely : named;
    }

    private List<Candidate<Descriptor>> candidates(Predicate<Entry> which) {
        return entries.stream()
                .filter(which)
                .map(entry -> new Candidate<>(
                        entry.names,
                        entry.descriptor.digest().toString(),
                        () -> created(entry.descriptor),
                        entry.descriptor))
                .toList();
    }

    /** When an image was built, by its config, or that of the first image of an index. */
    private @Nullable Instant created(Descriptor descriptor) {
        try {
            Manifest manifest = layout.manifest(descriptor, LayoutReader.INDEX).manifest();
            if (manifest instanceof ImageIndex index && !index.manifests().isEmpty()) {
                Descriptor first = index.manifests().get(0);
                manifest =
                        layout.manifest(first, descriptor.digest().toString()).manifest();
            }
            if (!(manifest instanceof ImageManifest image) || image.config().size() > MAX_CONFIG_SIZE) {
                return null;
            }
            Optional<Blob> config =
                    layout.blob(image.config(), descriptor.digest().toString());
            if (config.isEmpty()) {
                return null;
            }
            try (InputStream in = config.get().content().open()) {
                String created =
                        ImageConfig.read(in.readNBytes(MAX_CONFIG_SIZE)).created();
                return created == null ? null : OffsetDateTime.parse(created).toInstant();
            }
        } catch (RegistryException | IOException | DateTimeParseException unknown) {
            return null;
        }
    }

    /**
     * What in this layout is about a manifest: entries by their {@code subject}, and what is listed under the tag of
     * the referrers tag schema, where some tools put them.
     */
    List<Descriptor> referrers(RawManifest manifest) {
        Stream<Descriptor> bySubject = referrers.getOrDefault(manifest.digest(), List.of()).stream();
        ImageIndex index = referrersTags.get(manifest.digest().referrersTag().name());
        if (index == null) {
            return bySubject.toList();
        }
        Stream<Descriptor> byTag = index.manifests().stream()
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
        return layout.manifest(referrer, LayoutReader.INDEX)
                .manifest()
                .subject()
                .filter(subject -> subject.digest().equals(digest))
                .isPresent();
    }

    /** One manifest that {@code index.json} lists; the subject is null where it has none. */
    private record Entry(
            Descriptor descriptor,
            List<String> names,
            @Nullable Digest subject,
            boolean isReferrersTag) {}
}
