package io.github.registryorg.deploy;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What earlier deployments have put into a bucket, as they noted there: without a doubt only where one has come to its
 * end. Nothing else is ever removed from the bucket. Lines are {@code <path> <hash> <media type> <Cache-Control>},
 * and {@code gzip} where it went compressed, separated by tabs; the hash is that of the site's file, and where it is
 * {@code -}, the content there is unknown.
 */
final class DeployedFiles {

    /** Where the note is. */
    static final String FILE = "-/host/deployed.tsv";

    private static final String UNKNOWN = "-";

    private final Map<String, String> lines = new TreeMap<>();

    /** Reads a note; what isn't one is nothing. */
    static DeployedFiles read(String text) {
        DeployedFiles files = new DeployedFiles();
        text.lines().forEach(line -> {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                files.lines.put(line.substring(0, tab), line.substring(tab + 1));
            }
        });
        return files;
    }

    /** The hash with which all objects of this item are there, delivered as they should be; empty where they are not. */
    Optional<String> hash(Item item) {
        String how = how(item.delivery());
        String line = lines.get(item.path());
        if (line == null
                || !line.endsWith(how)
                || !item.paths().stream().allMatch(path -> line.equals(lines.get(path)))) {
            return Optional.empty();
        }
        return Optional.of(line.substring(0, line.length() - how.length())).filter(hash -> !hash.equals(UNKNOWN));
    }

    private static String how(Delivery delivery) {
        return "\t" + delivery.contentType() + "\t" + delivery.cacheControl() + (delivery.compressed() ? "\tgzip" : "");
    }

    /** All paths that were ever put and not removed. */
    Set<String> paths() {
        return Collections.unmodifiableSet(lines.keySet());
    }

    /** When one of these came; it goes in the opposite order. Path and media type decide what may name what. */
    Stage stage(String path) {
        if (!path.startsWith("v2/")) {
            return path.startsWith("-/assets/") || path.startsWith("v1/imagefile/") ? Stage.ASSETS : Stage.PAGES;
        }
        Endpoint endpoint = Endpoint.ofFile(path).orElse(null);
        if (endpoint instanceof Endpoint.BlobOf) {
            return Stage.BLOBS;
        }
        if (endpoint instanceof Endpoint.ManifestOf manifest) {
            String[] fields = lines.getOrDefault(path, "").split("\t");
            boolean index = fields.length > 1
                    && MediaType.tryParse(fields[1]).filter(MediaType::isIndex).isPresent();
            Stage byDigest = index ? Stage.INDEXES : Stage.DIGESTS;
            return manifest.reference() instanceof Digest ? byDigest : Stage.TAGS;
        }
        return endpoint instanceof Endpoint.TagList || endpoint instanceof Endpoint.Referrers
                ? Stage.LISTS
                : Stage.CATALOG;
    }

    /** @param digest of the site's file; empty where it is not known yet */
    void put(Item item, Optional<Digest> digest) {
        String line = digest.map(Digest::toString).orElse(UNKNOWN) + how(item.delivery());
        item.paths().forEach(path -> lines.put(path, line));
    }

    /** Adds this path as the other note has it. */
    void keep(String path, DeployedFiles other) {
        lines.put(path, other.lines.get(path));
    }

    void remove(String path) {
        lines.remove(path);
    }

    boolean isSameAs(DeployedFiles other) {
        return lines.equals(other.lines);
    }

    /** The note, made line by line each time it is read: it is as long as the registry is large. */
    Blob content() {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        long size = 0;
        for (Enumeration<InputStream> all = streams(); all.hasMoreElements(); ) {
            try (InputStream line = all.nextElement()) {
                byte[] bytes = line.readAllBytes();
                hash.update(bytes);
                size += bytes.length;
            } catch (IOException e) {
                throw new IllegalStateException("memory is always readable", e);
            }
        }
        Digest digest = Digest.of(DigestAlgorithm.SHA256, hash.digest());
        return new Blob(Descriptor.of(MediaType.OCTET_STREAM, digest, size), () -> new SequenceInputStream(streams()));
    }

    private Enumeration<InputStream> streams() {
        Iterator<Map.Entry<String, String>> entries = lines.entrySet().iterator();
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return entries.hasNext();
            }

            @Override
            public InputStream nextElement() {
                Map.Entry<String, String> entry = entries.next();
                return new ByteArrayInputStream(
                        (entry.getKey() + "\t" + entry.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
