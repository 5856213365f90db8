package io.github.registryorg.push;

import static io.github.registryorg.push.PushServer.artifact;
import static io.github.registryorg.push.PushServer.config;
import static io.github.registryorg.push.PushServer.image;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.file.FileTree;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.secret.AllowedSecrets;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import io.github.registryorg.testkit.MortalFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed at each change of its files: nothing wrong has a name, and the next one completes the push. */
@Timeout(120)
class KilledPushTest {

    private static final RepositoryName APP = RepositoryName.parse("acme/app");
    private static final byte[] LAYER = new byte[300_000];

    static {
        new Random(19).nextBytes(LAYER);
    }

    @Test
    void server_killedAtEachChange_leavesWhatTheNextOneCompletes(@TempDir Path root) throws IOException {
        Path whole = root.resolve("whole");
        push(whole);
        Map<String, byte[]> expected = PushServer.files(whole.resolve("contribution"));
        int most = 0;
        MortalFiles files;
        do {
            files = new MortalFiles(most);
            Path directory = root.resolve("killed" + most++);
            try {
                push(files.path(directory));
            } catch (MortalFiles.Death e) {
                // as if its process was killed
            }
            assertNothingWrong(directory);
            push(directory);
            assertNothingWrong(directory);
            Map<String, byte[]> completed = PushServer.files(directory.resolve("contribution"));
            // of a file that was not renamed yet: no part of the contribution, as everything hidden
            completed.keySet().removeIf(name -> name.endsWith(".tmp") && name.contains("/."));
            assertThat(completed).containsExactlyInAnyOrderEntriesOf(expected);
        } while (files.isDead());
        assertThat(most).isGreaterThan(10);
    }

    private static void push(Path directory) throws IOException {
        PushRequest request = new PushRequest(
                "file:store",
                "https://storage.example/acme",
                directory,
                directory.resolve("contribution"),
                false,
                null,
                true,
                AllowedSecrets.NONE);
        StoreAccess access = new StoreAccess(StoreMap.NONE, AllowedHosts.NONE, null, BucketSettings.NONE);
        try (Pushing pushing = Pushing.begin(request, FileTree.EMPTY, FileTree.EMPTY, access, problem -> {})) {
            byte[] config = config(LAYER);
            byte[] image = image(config, LAYER);
            for (byte[] blob : new byte[][] {LAYER, config, PushServer.EMPTY_CONFIG}) {
                pushing.uploads()
                        .begin(APP, DigestAlgorithm.SHA256)
                        .finish(Chunk.NEXT, new ByteArrayInputStream(blob), Digest.sha256(blob));
            }
            pushing.accept(APP, Tag.parse("1.0"), List.of(Tag.parse("latest")), image, Optional.empty());
            byte[] sbom = artifact("application/vnd.example.sbom", Digest.sha256(image), "sbom");
            pushing.accept(APP, Digest.sha256(sbom), List.of(), sbom, Optional.empty());
        }
    }

    /** Each blob has its digest, and whatever the contribution names is there. */
    private static void assertNothingWrong(Path directory) throws IOException {
        Map<String, byte[]> store = PushServer.files(directory.resolve("store"));
        store.keySet().removeIf(name -> name.contains(".partial/"));
        store.forEach((name, content) ->
                assertThat(name).isEqualTo("sha256/" + Digest.sha256(content).hex()));
        Repository repository = new MetadataDirectory(
                        new DirectoryTree(directory.resolve("contribution")), problem -> {})
                .repository(APP);
        for (Digest digest : repository.digests()) {
            repository
                    .manifest(digest)
                    .ifPresent(manifest -> manifest.manifest()
                            .blobs()
                            .forEach(blob -> assertThat(store)
                                    .containsKey("sha256/" + blob.digest().hex())));
        }
        for (Tag tag : repository.tags()) {
            repository
                    .tag(tag)
                    .ifPresent(named -> assertThat(repository.manifest(((OciTag) named).digest()))
                            .isPresent());
        }
    }
}
