package io.github.registryorg.contribute;

import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.GitAddress;
import io.github.registryorg.git.GitPerson;
import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.net.Backoff;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.work.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A build of a container repository: it publishes, then proposes. */
final class Build {

    static final String STORE = "https://storage.example/acme";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private final Path directory;
    String registry;
    String fork;
    String branch;
    String forgeUrl;
    ForgeKind forge = ForgeKind.NONE;
    GitPerson author = new GitPerson("Build", "build@example.org");
    List<String> labels = List.of();
    boolean draft;
    boolean signOff;
    boolean rollback;
    boolean dryRun;
    CommitSigner signer;
    ProxySettings proxy;
    Map<String, String> environment = Map.of();
    Path source;
    Duration longest = Duration.ofMinutes(2);

    Build(Path directory, String registry) {
        this.directory = directory;
        this.source = directory;
        this.registry = registry;
    }

    /** The metadata of a published image. */
    record Made(String created, String revision, String... layers) {}

    /** An image made at this time, by default of one layer of that name. */
    static Image image(Made made) {
        StringBuilder layers = new StringBuilder();
        for (String layer : made.layers()) {
            layers.append(layers.isEmpty() ? "" : ",").append(descriptor(LAYER, layer, 1_000_000L * layer.length()));
        }
        String created =
                made.created() == null ? "" : "\"org.opencontainers.image.created\":\"" + made.created() + "\"";
        String revision =
                made.revision() == null ? "" : "\"org.opencontainers.image.revision\":\"" + made.revision() + "\"";
        String comma = created.isEmpty() || revision.isEmpty() ? "" : ",";
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                + descriptor(CONFIG, Arrays.toString(made.layers()) + created + revision, 4_000) + ",\"layers\":["
                + layers + "],\"annotations\":{" + created + comma + revision + "}}";
        RawManifest raw = RawManifest.of(manifest.getBytes(StandardCharsets.UTF_8));
        return new Image(raw, List.of(raw), List.of());
    }

    private static String descriptor(String mediaType, String seed, long size) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\""
                + Digest.sha256(seed.getBytes(StandardCharsets.UTF_8)) + "\",\"size\":" + size + "}";
    }

    /** Publishes an image; gives its digest. */
    Digest publish(String repository, Made made, String... tags) {
        Image image = image(made);
        new Contribution(directory, RepositoryName.parse(repository))
                .write(image, Map.of(), Arrays.stream(tags).map(Tag::parse).toList(), List.of(STORE));
        return image.root().digest();
    }

    ProposalResult propose() {
        GitAddress address = GitAddress.parse("registry.registryRepository", registry);
        ProposalOptions options = new ProposalOptions(
                address,
                fork == null ? null : GitAddress.parse("registry.fork", fork),
                branch,
                "acme-parent",
                false,
                null,
                forge,
                forgeUrl == null ? null : io.github.registryorg.net.RemoteUrl.parse(forgeUrl),
                author,
                labels,
                draft,
                signOff,
                signer,
                rollback,
                dryRun);
        Backoff quick = new Backoff(
                duration -> Thread.sleep(Math.min(20, duration.toMillis())),
                () -> ThreadLocalRandom.current().nextDouble(),
                Duration.ofMillis(4),
                longest);
        return new Proposals(
                        new Tokens(id -> Optional.<Login>empty(), null, address, environment),
                        proxy,
                        environment,
                        source,
                        quick,
                        Progress.NONE)
                .propose(options, List.of(directory));
    }
}
