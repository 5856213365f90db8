package io.github.registryorg.site;

import io.github.registryorg.client.Grade;
import io.github.registryorg.host.BlobRule;
import io.github.registryorg.host.BlobRules;
import io.github.registryorg.host.Host;
import io.github.registryorg.oci.BlobAddress;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.tree.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A site that was made: its files, and the blobs that its manifests name. */
public record SiteFiles(Path site) {

    /** Sorted; links are not followed and not among them. */
    public List<Path> all() {
        try (Stream<Path> all = Files.walk(site)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Failures.io("listing", site, e);
        }
    }

    /**
     * A blob that manifests of a repository name.
     *
     * @param path where readers ask for it
     * @param content what it is
     * @param addresses where it is, the best first; empty where nobody says it
     */
    public record WantedBlob(String path, Descriptor content, List<BlobAddress> addresses) {}

    /** Whether it was made for {@code registry:serve}. */
    public boolean isForServing() {
        return host().filter(Host.of("local").name()::equals).isPresent();
    }

    /** The name of the host that it was made for; empty where it doesn't say so. */
    public Optional<String> host() {
        Path grade = site.resolve(Grade.FILE);
        try {
            return Files.isRegularFile(grade)
                    ? Optional.ofNullable(Json.readObject(Files.readAllBytes(grade))
                            .path("host")
                            .textValue())
                    : Optional.empty();
        } catch (JsonFault e) {
            throw new RegistryException(e.problem(ProblemCode.MANIFEST_INVALID, ""), e);
        } catch (IOException e) {
            throw Failures.io("reading", grade, e);
        }
    }

    /** Whether blobs that are not in the site must be brought with it, since its host does not redirect to them. */
    public boolean wantsBlobs() {
        return Files.isRegularFile(site.resolve(BlobRules.FILE));
    }

    /** All that the site's manifests name, each once for each repository. */
    public List<WantedBlob> blobs() {
        Map<String, List<BlobAddress>> rules = rules();
        List<WantedBlob> blobs = new ArrayList<>();
        Set<String> known = new HashSet<>();
        Set<String> withUrls = new HashSet<>();
        for (Path file : all()) {
            String relative = site.relativize(file).toString().replace('\\', '/');
            if (Endpoint.ofFile(relative).orElse(null) instanceof Endpoint.ManifestOf manifest
                    && manifest.reference() instanceof Digest) {
                RepositoryName name = manifest.repository();
                for (Descriptor blob : blobs(file)) {
                    String path = new Endpoint.BlobOf(name, blob.digest()).path();
                    if (!blob.urls().isEmpty()) {
                        withUrls.add(path);
                    }
                    if (known.add(path)) {
                        blobs.add(new WantedBlob(path, blob, addresses(rules, name, blob.digest())));
                    }
                }
            }
        }
        // where the site names no place, since manifests do, it means clients to go there
        blobs.removeIf(blob -> blob.addresses().isEmpty() && withUrls.contains(blob.path()));
        return blobs;
    }

    private static List<Descriptor> blobs(Path file) {
        try {
            return RawManifest.of(Files.readAllBytes(file)).manifest().blobs();
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** By repository, and by repository and digest. */
    private Map<String, List<BlobAddress>> rules() {
        Path file = site.resolve(BlobRules.FILE);
        Map<String, List<BlobAddress>> rules = new HashMap<>();
        if (Files.isRegularFile(file)) {
            try {
                for (BlobRule rule : BlobRules.read(Files.readString(file))) {
                    rules.put(
                            rule.repository() + "\t" + (rule.digest() == null ? "" : rule.digest()), rule.addresses());
                }
            } catch (IOException e) {
                throw Failures.io("reading", file, e);
            }
        }
        return rules;
    }

    private static List<BlobAddress> addresses(
            Map<String, List<BlobAddress>> rules, RepositoryName name, Digest digest) {
        List<BlobAddress> own = rules.get(name + "\t" + digest);
        return own != null ? own : rules.getOrDefault(name + "\t", List.of());
    }
}
