package io.github.registryorg.metadata;

import static io.github.registryorg.metadata.ManifestText.size;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a registry, written one by one by hand and not by our own writers. */
public final class RegistryDirectory {

    private final Path root;

    public RegistryDirectory(Path root) {
        this.root = root;
    }

    /**
     * One well-formed repository, acme/app: the tag 1.4.2 names an index of two images, the tag arm64 one of them. All
     * blobs are in the store {@code file:.store}.
     */
    public static RegistryDirectory wellFormed(Path root) {
        RegistryDirectory registry = new RegistryDirectory(root);
        registry.page("acme/app", "store: file:.store");
        registry.content("acme/app", Sample.AMD64_CONFIG);
        registry.content("acme/app", Sample.ARM64_CONFIG);
        registry.content("acme/app", Sample.AMD64);
        registry.content("acme/app", Sample.ARM64);
        registry.content("acme/app", Sample.BOTH);
        registry.tag("acme/app", "1.4.2", ManifestText.INDEX, Sample.BOTH, Sample.BOTH_SIZE);
        registry.tag("acme/app", "arm64", ManifestText.MANIFEST, Sample.ARM64, Sample.ARM64_SIZE);
        for (String blob : Sample.BLOBS) {
            registry.blob(".store", blob);
        }
        return registry;
    }

    /** The manifests and blobs of {@link #wellFormed}. */
    public static final class Sample {

        public static final String SHARED_LAYER = "files that both have";
        public static final String AMD64_LAYER = "files for amd64";
        public static final String AMD64_CONFIG = ManifestText.config("amd64", 2);
        public static final String ARM64_CONFIG = ManifestText.config("arm64", 1);
        public static final String AMD64 = ManifestText.image(AMD64_CONFIG, SHARED_LAYER, AMD64_LAYER);
        public static final String ARM64 = ManifestText.image(ARM64_CONFIG, SHARED_LAYER);
        public static final String BOTH = ManifestText.index(child("amd64", AMD64), child("arm64", ARM64));

        public static final long ARM64_SIZE = size(ARM64) + size(ARM64_CONFIG) + size(SHARED_LAYER);
        public static final long BOTH_SIZE =
                size(BOTH) + size(AMD64) + size(AMD64_CONFIG) + size(AMD64_LAYER) + ARM64_SIZE;

        static final String[] BLOBS = {SHARED_LAYER, AMD64_LAYER, AMD64_CONFIG, ARM64_CONFIG};

        private Sample() {}

        public static String child(String architecture, String manifest) {
            return ManifestText.with(
                    ManifestText.descriptor(ManifestText.MANIFEST, manifest),
                    "platform",
                    ManifestText.platform("linux", architecture));
        }
    }

    public Path root() {
        return root;
    }

    public Path path(String relative) {
        return root.resolve(relative);
    }

    public RegistryDirectory file(String relative, String content) {
        return file(relative, content.getBytes(StandardCharsets.UTF_8));
    }

    public RegistryDirectory file(String relative, byte[] content) {
        try {
            Files.createDirectories(path(relative).getParent());
            Files.write(path(relative), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A symbolic link, to somewhere that need not exist. */
    public RegistryDirectory link(String relative, Path target) {
        try {
            Files.createDirectories(path(relative).getParent());
            Files.createSymbolicLink(path(relative), target);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RegistryDirectory remove(String relative) {
        try {
            Files.delete(path(relative));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page with these keys below its layout, the first of them in line 3. */
    public RegistryDirectory page(String repository, String... keys) {
        String lines = keys.length == 0 ? "" : String.join("\n", keys) + "\n";
        return file(repository + "/README.md", "---\nlayout: collection\n" + lines + "---\n");
    }

    /** A tag with layout, mediaType, digest, size in lines 2 to 5. */
    public RegistryDirectory tag(String repository, String tag, String mediaType, String manifest, long size) {
        return tag(
                repository,
                tag,
                "mediaType: " + mediaType,
                "digest: " + ManifestText.digest(manifest),
                "size: " + size);
    }

    /** A tag with these keys below its layout, the first of them in line 3. */
    public RegistryDirectory tag(String repository, String tag, String... keys) {
        return file(
                repository + "/manifests/" + tag + "/README.md",
                "---\nlayout: manifests/oci\n" + String.join("\n", keys) + "\n---\n");
    }

    /** The bytes of a manifest or config, where they belong. */
    public RegistryDirectory content(String repository, String content) {
        return file(digestFile(repository, ManifestText.digest(content)), content);
    }

    public static String digestFile(String repository, Digest digest) {
        return repository + "/digests/" + digest.algorithm().id() + "/"
                + digest.hex().substring(0, 2) + "/" + digest.hex() + ".json";
    }

    /** The note of a digest. */
    public RegistryDirectory note(String repository, Digest digest, String... keys) {
        return file(noteFile(repository, digest), String.join("\n", keys) + "\n");
    }

    public static String noteFile(String repository, Digest digest) {
        return digestFile(repository, digest).replaceFirst("json$", "yaml");
    }

    /** A blob in a store that is a directory below the registry. */
    public RegistryDirectory blob(String store, String content) {
        return file(blobFile(store, content), content);
    }

    public static String blobFile(String store, String content) {
        return store + "/sha256/" + ManifestText.digest(content).hex();
    }
}
