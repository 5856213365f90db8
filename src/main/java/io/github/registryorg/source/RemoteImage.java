package io.github.registryorg.source;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An image that is in a registry. Reading it fetches its manifests, and no blob. */
final class RemoteImage extends ImageParts implements ImageSource {

    private final RemoteRepository registry;
    private final RegistryReference name;
    private final boolean withReferrers;

    RemoteImage(RemoteRepository registry, boolean withReferrers) {
        super(
                registry.name().toString(),
                "the registry",
                "The registry has only a part of the image: push it again there, with all its platforms.",
                "The registry sends something else than was pushed: push the image there again.");
        this.registry = registry;
        this.name = registry.name();
        this.withReferrers = withReferrers;
    }

    @Override
    public Image read(List<Platform> platforms, Consumer<Problem> warnings) {
        ManifestGraph graph = new ManifestGraph(this, TypeCheck.warning(name.toString(), warnings));
        return withReferrers
                ? graph.image(root(), place(), platforms, this::referrers, this::tagged)
                : graph.image(root(), place(), platforms, manifest -> List.of(), tag -> Optional.empty());
    }

    private List<Descriptor> referrers(RawManifest manifest) {
        return registry.referrers(manifest.digest()).stream()
                .filter(one -> manifest(one, place()).manifest().subject().stream()
                        .anyMatch(subject -> subject.digest().equals(manifest.digest())))
                .toList();
    }

    private Optional<Descriptor> tagged(Tag tag) {
        return registry.tagged(tag).map(bytes -> descriptor(bytes, tag));
    }

    private Descriptor root() {
        return descriptor(registry.named(), name.reference());
    }

    private Descriptor descriptor(byte[] bytes, Reference reference) {
        return SourceProblems.withSubject(
                name.toString(),
                reference.equals(name.reference()) ? "the manifest" : "the manifest " + reference,
                () -> (reference instanceof Digest digest ? RawManifest.of(bytes, digest) : RawManifest.of(bytes))
                        .descriptor());
    }

    @Override
    Optional<byte[]> manifestBytes(Descriptor descriptor, String namedBy) {
        return registry.manifest(descriptor.digest());
    }

    /** Registries have no layers that may not be passed on: they stay where their URLs say. */
    @Override
    Optional<Blob> blob(Descriptor descriptor, String namedBy) {
        return descriptor.isForeign()
                ? Optional.empty()
                : Optional.of(new Blob(descriptor, () -> registry.blob(descriptor)));
    }

    @Override
    public String toString() {
        return name.toString();
    }
}
