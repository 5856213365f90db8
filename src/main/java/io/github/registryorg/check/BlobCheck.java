package io.github.registryorg.check;

import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.ManifestReferences;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects every blob that metadata names, with each address at which it must be, so that each is requested once,
 * whoever shares it.
 */
public final class BlobCheck implements Check {

    private final RegistrySettings settings;
    private final AllowedStores allowed;
    private final Map<WantedBlob.Key, WantedBlob> wanted = new LinkedHashMap<>();
    private @Nullable ManifestReferences references;

    public BlobCheck(RegistrySettings settings) {
        this.settings = settings;
        this.allowed = new AllowedStores(settings);
    }

    /** Forgets what another has collected too: only what is named anew is left. */
    public void forget(BlobCheck known) {
        wanted.keySet().removeAll(known.wanted.keySet());
    }

    /** What was collected, each once, in the order in which it was first named. */
    List<WantedBlob> wanted() {
        return List.copyOf(wanted.values());
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        references = new ManifestReferences(repository);
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        String subject =
                Objects.requireNonNull(references, "repository() comes first").of(manifest.digest());
        List<String> bases = repository.bases(manifest.digest(), settings).stream()
                .filter(base -> allowed.problemWithBase(base).isEmpty())
                .toList();
        for (Descriptor blob : manifest.manifest().blobs()) {
            LayerFormat format = manifest.manifest() instanceof ImageManifest image
                    ? LayerFormat.of(image, blob)
                    : LayerFormat.OTHER;
            want(repository, manifest.digest(), blob, format, bases, subject);
        }
    }

    /** How many requests there are to send. */
    public int count() {
        return wanted.size();
    }

    private void want(
            Repository repository,
            Digest manifest,
            Descriptor blob,
            LayerFormat format,
            List<String> bases,
            String subject) {
        Location at = Location.of(repository.layout().content(manifest));
        List<String> urls = repository.note(manifest).urls().get(blob.digest());
        if (repository.keeps(manifest, blob.digest())) {
            return;
        }
        if (urls != null) {
            Location note = Location.of(repository.layout().note(manifest));
            urls.forEach(url -> addUrl(WantedBlob.atUrl(subject, blob, format, url, note)));
        } else if (blob.isForeign()) {
            blob.urls().forEach(url -> addUrl(WantedBlob.foreign(subject, blob, format, url, at)));
        } else {
            bases.forEach(base -> add(WantedBlob.inStore(subject, blob, format, base, at)));
        }
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (record instanceof LegacyTag tag) {
            String subject = repository.name() + ":" + tag.tag();
            for (LegacyTag.Layer layer : tag.layers()) {
                long size = layer.size().number().orElse(WantedBlob.UNKNOWN);
                Location at = new Location(tag.frontMatter().file(), layer.line());
                addUrl(WantedBlob.ofLegacy(subject, layer.digest(), size, layer.url(), at));
            }
        }
    }

    /** Addresses that may not be named get no request either. */
    private void addUrl(WantedBlob blob) {
        if (allowed.problemWithUrl(blob.address()).isEmpty()) {
            add(blob);
        }
    }

    private void add(WantedBlob blob) {
        wanted.putIfAbsent(blob.key(), blob);
    }
}
