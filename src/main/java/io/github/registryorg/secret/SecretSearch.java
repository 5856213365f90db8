package io.github.registryorg.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.Manifest;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.secret.Place.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Searches an image for secrets before it becomes public: all its manifests and indexes, with their annotations, and all
 * configs, of images and of other artifacts. Layers are not read.
 */
public final class SecretSearch {

    /** Bytes of a config that is searched, at most: clients refuse larger ones. */
    static final int MAX_CONFIG_SIZE = 4 * 1024 * 1024;

    /** A platform that can be printed as it is. */
    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9][a-z0-9./-]{0,39}");

    private final AllowedSecrets allowed;

    public SecretSearch(AllowedSecrets allowed) {
        this.allowed = Objects.requireNonNull(allowed, "allowed");
    }

    /**
     * Reads all manifests and configs.
     *
     * @return which of the allowed places were needed
     * @throws RegistryException {@code SECRET_FOUND} for each secret at a place that is not allowed; {@code
     *     DIGEST_INVALID} or {@code IO_FAILED} if a config can't be read
     */
    public AllowedSecrets.Use check(Image image) {
        Map<Digest, Blob> blobs = new HashMap<>();
        image.blobs().forEach(blob -> blobs.put(blob.digest(), blob));
        Map<Digest, Platform> platforms = platforms(image);
        SecretFindings findings = new SecretFindings(allowed);
        Set<Digest> seen = new HashSet<>();
        for (RawManifest raw : image.manifests()) {
            String subject = subject(raw, platforms);
            ImageTexts texts = new ImageTexts(text -> findings.search(subject, text));
            texts.manifest(raw.json());
            if (raw.manifest() instanceof ImageManifest manifest) {
                Blob config = blobs.get(manifest.config().digest());
                if (config != null && seen.add(config.digest())) {
                    config(config, subject, texts, findings);
                }
            }
        }
        findings.orThrow();
        return allowed.use(findings.places());
    }

    private static void config(Blob config, String subject, ImageTexts texts, SecretFindings findings) {
        if (config.size() > MAX_CONFIG_SIZE) {
            findings.unsearched(subject, Place.of(Kind.CONFIG), config.size());
            return;
        }
        byte[] content = config.read();
        Optional<JsonNode> json = json(content);
        if (json.isPresent()) {
            texts.config(json.get());
        } else {
            String text = new String(content, StandardCharsets.UTF_8);
            findings.search(subject, new NamedText(Place.of(Kind.CONFIG), null, text));
        }
    }

    /** Empty where it is something else, whatever that is: the config of an artifact may be anything. */
    private static Optional<JsonNode> json(byte[] content) {
        try {
            return Optional.of(Json.readObject(content));
        } catch (JsonFault e) {
            return Optional.empty();
        }
    }

    private static Map<Digest, Platform> platforms(Image image) {
        Map<Digest, Platform> platforms = new HashMap<>();
        for (RawManifest raw : image.manifests()) {
            if (raw.manifest() instanceof ImageIndex index) {
                index.manifests().stream()
                        .filter(child -> child.platform() != null)
                        .forEach(child -> platforms.putIfAbsent(child.digest(), child.platform()));
            }
        }
        return platforms;
    }

    private static String subject(RawManifest raw, Map<Digest, Platform> platforms) {
        Manifest manifest = raw.manifest();
        String platform = Optional.ofNullable(platforms.get(raw.digest()))
                .map(Platform::toString)
                .filter(text -> PLATFORM.matcher(text).matches())
                .map(text -> text + " ")
                .orElse("");
        String kind = manifest instanceof ImageIndex ? "index " : "";
        return kind + platform + raw.digest();
    }
}
