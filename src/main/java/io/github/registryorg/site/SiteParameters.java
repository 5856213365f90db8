package io.github.registryorg.site;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.problem.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** What a site is made from beside its repositories: where anything of it differs, nothing of the last run counts. */
final class SiteParameters {

    /** Of this program, which doesn't change while it runs. */
    private static final class Program {
        private static final byte[] HASH = hash();

        private static byte[] hash() {
            try {
                Path code = Path.of(SiteParameters.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
                MessageDigest hash = RepositoryBuild.sha256();
                try (Stream<Path> files = Files.walk(code)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        update(hash, file);
                    }
                }
                return hash.digest();
            } catch (IOException e) {
                throw Failures.io("reading", Path.of("."), e);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void update(MessageDigest hash, Path file) throws IOException {
            byte[] buffer = new byte[1 << 16];
            try (InputStream in = Files.newInputStream(file)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    hash.update(buffer, 0, count);
                }
            }
        }
    }

    private SiteParameters() {}

    /** A hash of all of them: this program, the request, and the registry's settings. */
    static byte[] hash(SiteRequest request, DirectoryTree metadata) {
        MessageDigest hash = RepositoryBuild.sha256();
        hash.update(Program.HASH);
        List<String> texts = List.of(
                request.host().name(),
                String.valueOf(request.url()),
                request.blobs().name(),
                request.access().map().toString());
        texts.forEach(text -> {
            hash.update(text.getBytes(StandardCharsets.UTF_8));
            hash.update((byte) 0);
        });
        hash.update(MetadataDirectory.settingsFile(metadata));
        return hash.digest();
    }
}
