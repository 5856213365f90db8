package io.github.registryorg.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.client.Client;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.host.FileIndex;
import io.github.registryorg.host.Host;
import io.github.registryorg.metadata.RegistryDirectory;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.testkit.HostileRegistry;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs and recipes that begin as pages do, on a host that looks at first bytes and on others. */
class SiteDocumentContentTest {

    private static final String TAG = "old/recipes/manifests/1.0/";

    @TempDir
    Path directory;

    @BeforeEach
    void registry() {
        Path registry = directory.resolve("registry");
        new HostileRegistry(registry);
        new RegistryDirectory(registry)
                .page("old/recipes")
                .file(TAG + "README.md", """
                        ---
                        layout: manifests/singularity
                        size: 756
                        digest: "md5:WGQgL3Ok6o6uD2ZRdClzDQ=="
                        layers: []
                        ---
                        """)
                .file(TAG + "Singularity", "Bootstrap: docker\n# <script>\n")
                .file(TAG + "Singularity.v2", "\n <script>alert(1)</script>");
    }

    private SiteResult make(String host, BlobMode blobs) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        directory.resolve("registry"),
                        directory.resolve(host),
                        Host.of(host),
                        "https://registry.example",
                        blobs,
                        RegistryStory.ACCESS));
    }

    /** Those of contributors that are served as they are, and begin as pages do. */
    private List<String> documents(String host) {
        List<String> documents = new ArrayList<>();
        new FileIndex(directory.resolve(host)).forEach(row -> {
            boolean isRaw = row.stage() == Stage.BLOBS
                    || row.path().startsWith(TAG) && !row.path().endsWith("index.html");
            if (isRaw
                    && read(directory.resolve(host).resolve(row.path())).strip().startsWith("<")) {
                documents.add(row.path());
            }
        });
        return documents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "COPY"})
    void content_thatLooksLikePages_isNotOnAHostThatGoesByIt(BlobMode blobs) {
        SiteResult result = make("gitlab-pages", blobs);

        assertThat(documents("gitlab-pages")).isEmpty();
        assertThat(directory.resolve("gitlab-pages").resolve(TAG + "Singularity"))
                .exists();
        assertThat(result.grade().cells().get(Client.CRANE).get(Operation.PULL).needs())
                .contains(Need.DATA_BLOBS);
        assertThat(result.warnings())
                .filteredOn(problem -> problem.code() == ProblemCode.RECIPE_LEFT_OUT)
                .extracting(Problem::subject)
                .containsOnlyOnce(TAG + "Singularity.v2");
    }

    @Test
    void content_thatLooksLikePages_isDataElsewhere() {
        SiteResult result = make("github-pages", BlobMode.AUTO);

        assertThat(documents("github-pages")).contains(TAG + "Singularity.v2").hasSizeGreaterThan(3);
        assertThat(result.grade().needs()).doesNotContain(Need.DATA_BLOBS);
    }
}
