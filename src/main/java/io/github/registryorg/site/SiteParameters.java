package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.HashAlgorithm;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a site is made from beside its repositories: this program, the request, the registry's settings. Where anything of
 * it differs, nothing of the last run counts.
 *
 * @param site a hash of what the files of the site depend on; {@value SiteState#FINGERPRINT} bytes, not to be changed
 * @param run the same with how stores are reached, which may differ from machine to machine
 */
record SiteParameters(byte[] site, byte[] run) {

    static SiteParameters of(SiteRequest request, DirectoryTree metadata) {
        MessageDigest hash = HashAlgorithm.SHA256.newMessageDigest();
        addProgram(hash);
        addText(hash, request.host().name());
        addText(hash, String.valueOf(request.url()));
        addText(hash, request.blobs().name());
        addText(hash, String.valueOf(request.tagPages()));
        MetadataDirectory.registryFiles(metadata).forEach((path, content) -> {
            addText(hash, path + " " + content.length);
            hash.update(content);
        });
        if (request.verdict() != null) {
            // what it says is compared for each repository
            addText(hash, "verdict");
        }
        byte[] site = hash.digest();
        hash.update(site);
        addText(hash, request.access().map().toString());
        return new SiteParameters(site, hash.digest());
    }

    private static void addText(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
    }

    /** Its code, and the names of its libraries, which have their versions. */
    private static void addProgram(MessageDigest hash) {
        if (SiteParameters.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL library : loader.getURLs()) {
                addText(hash, library.getPath().substring(library.getPath().lastIndexOf('/') + 1));
            }
        }
        try {
            Path code = Path.of(SiteParameters.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(code)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    addFile(hash, file);
                }
            } catch (IOException e) {
                throw Failures.io("reading", code, e);
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addFile(MessageDigest hash, Path file) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hash.update(buffer, 0, count);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SiteParameters parameters && Arrays.equals(run, parameters.run);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(run);
    }
}
