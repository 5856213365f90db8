package io.github.registryorg.check;

import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.ManifestReferences;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects every blob that metadata names, with each address at which it must be, so that each is requested once,
 * whoever shares it.
 */
public final class BlobCheck implements Check {

    private final RegistrySettings settings;
    private final AllowedStores allowed;
    private final BlobOutcomes outcomes;
    private final Map<WantedBlob.Key, WantedBlob> wanted = new LinkedHashMap<>();
    private final boolean isRead;
    private final ImageContents images = new ImageContents();
    private final ConfigClaims configs = new ConfigClaims();
    private final Set<WantedBlob.Key> known = new HashSet<>();
    private final Map<WantedBlob.Key, OptionalLong> hashUpTo = new HashMap<>();
    private final @Nullable BlobCheck base;
    private final RefusedAddresses refused;
    private final long mostNew;
    private long fresh;
    private OptionalLong ruleOfCurrent = OptionalLong.empty();
    private @Nullable ManifestReferences references;

    /** For blobs that are looked for, and not read. */
    public BlobCheck(RegistrySettings settings) {
        this(settings, false, BlobOutcomes.forgotten());
    }

    /**
     * @param isRead whether layers are read, and compared with what configs say of them
     * @param outcomes receives which repository names which blob, and what becomes of it
     */
    BlobCheck(RegistrySettings settings, boolean isRead, BlobOutcomes outcomes) {
        this(settings, isRead, outcomes, null, Long.MAX_VALUE, new RefusedAddresses());
    }

    private BlobCheck(
            RegistrySettings settings,
            boolean isRead,
            BlobOutcomes outcomes,
            @Nullable BlobCheck base,
            long mostNew,
            RefusedAddresses refused) {
        this.settings = settings;
        this.isRead = isRead;
        this.outcomes = outcomes;
        this.base = base;
        this.mostNew = mostNew;
        this.refused = refused;
        this.allowed = new AllowedStores(settings);
    }

    /**
     * For blobs of a contribution, which are read.
     *
     * @param base collects those of each repository before this does
     * @param mostNew how many are collected that are not in the base so far: what follows then is left out
     * @param refused addresses of each repository that are known before its manifests are collected
     */
    static BlobCheck ofContribution(RegistrySettings settings, BlobCheck base, long mostNew, RefusedAddresses refused) {
        return new BlobCheck(settings, true, BlobOutcomes.forgotten(), base, mostNew, refused);
    }

    /** Whether some were left out, since there were more than so many. */
    boolean isCut() {
        return fresh > mostNew;
    }

    /**
     * Forgets what another has collected too: only what is named anew is left, and what has to be read since something new is
     * said of it, wherever it is: configs that are not kept, and layers.
     */
    public void forget(BlobCheck other) {
        images.forget(other.images);
        configs.forget(other.configs);
        Set<Digest> undescribed = configs.layers();
        wanted.values().removeIf(blob -> {
            if (!other.wanted.containsKey(blob.key()) || configs.isConfig(blob)) {
                return false;
            }
            known.add(blob.key());
            return images.diffIds(blob).isEmpty()
                    && blob.strongDigest().filter(undescribed::contains).isEmpty();
        });
    }

    /** Whether a blob has to be looked at by what is known so far: not where only a config that is still unread may say why. */
    boolean isNeeded(WantedBlob blob) {
        return !known.contains(blob.key()) || !images.diffIds(blob).isEmpty();
    }

    /**
     * Takes what another has collected of one repository, behind what is here.
     *
     * @return what was not here
     */
    List<WantedBlob> take(RepositoryName repository, BlobCheck of) {
        images.take(of.images);
        configs.take(of.configs);
        return of.wanted.values().stream().filter(blob -> add(repository, blob)).toList();
    }

    /** What the layers of the images should be. */
    ImageContents images() {
        return images;
    }

    /** What is said of configs that are not kept. */
    ConfigClaims configs() {
        return configs;
    }

    /** What was collected, each once, in the order in which it was first named. */
    List<WantedBlob> wanted() {
        return List.copyOf(wanted.values());
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        references = new ManifestReferences(repository);
        Long rule = settings.rules().of(repository.name()).limits().get(Limit.HASH_UP_TO);
        ruleOfCurrent = rule == null ? OptionalLong.empty() : OptionalLong.of(rule);
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        if (isCut()) {
            return;
        }
        String subject =
                Objects.requireNonNull(references, "repository() comes first").of(manifest.digest());
        // where a page can't be read, the registry's stores are not known to be meant
        boolean isKnown = !repository.hasBrokenPage()
                || !repository.note(manifest.digest()).bases().isEmpty();
        List<String> all = isKnown ? repository.bases(manifest.digest(), settings) : List.of();
        List<String> bases = all.stream()
                .filter(base -> allowed.problemWithBase(base).isEmpty() && !refused.has(repository.name(), base))
                .toList();
        if (isRead) {
            configs.collect(repository, manifest);
        }
        if (isRead && manifest.manifest() instanceof ImageManifest image && image.isContainerImage()) {
            repository.imageConfig(image.config().digest()).ifPresent(config -> images.describe(image, config));
        }
        for (Descriptor blob : manifest.manifest().blobs()) {
            LayerFormat format = manifest.manifest() instanceof ImageManifest image
                    ? LayerFormat.of(image, blob)
                    : LayerFormat.OTHER;
            want(repository, manifest.digest(), blob, format, bases, subject);
        }
    }

    /** The size up to which the rules of those that name a blob want it hashed; empty where none says it. */
    OptionalLong hashUpTo(WantedBlob blob) {
        return hashUpTo.getOrDefault(blob.key(), OptionalLong.empty());
    }

    private static OptionalLong larger(OptionalLong one, OptionalLong other) {
        long unasked = Limit.HASH_UP_TO.unasked();
        return one.equals(other) ? one : OptionalLong.of(Math.max(one.orElse(unasked), other.orElse(unasked)));
    }

    /** Receives what becomes of each. */
    BlobOutcomes outcomes() {
        return outcomes;
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
            urls.forEach(url -> addUrl(repository, WantedBlob.atUrl(subject, blob, format, url, note)));
        } else if (blob.isForeign()) {
            blob.urls().forEach(url -> addUrl(repository, WantedBlob.foreign(subject, blob, format, url, at)));
        } else {
            bases.forEach(base -> add(repository.name(), WantedBlob.inStore(subject, blob, format, base, at)));
        }
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (record instanceof LegacyTag tag) {
            String subject = repository.name() + ":" + tag.tag();
            for (LegacyTag.Layer layer : tag.layers()) {
                long size = layer.size().number().orElse(WantedBlob.UNKNOWN);
                Location at = new Location(tag.frontMatter().file(), layer.line());
                addUrl(repository, WantedBlob.ofLegacy(subject, layer.digest(), size, layer.url(), at));
            }
        }
    }

    /** Addresses that may not be named get no request either. */
    private void addUrl(Repository repository, WantedBlob blob) {
        if (allowed.problemWithUrl(blob.address()).isEmpty() && !refused.has(repository.name(), blob.address())) {
            add(repository.name(), blob);
        }
    }

    private boolean add(RepositoryName repository, WantedBlob blob) {
        if (base != null && !wanted.containsKey(blob.key()) && !base.wanted.containsKey(blob.key())) {
            fresh++;
            if (isCut()) {
                return false;
            }
        }
        outcomes.names(repository, blob);
        if (isRead) {
            hashUpTo.merge(blob.key(), ruleOfCurrent, BlobCheck::larger);
        }
        return wanted.putIfAbsent(blob.key(), blob) == null;
    }
}
