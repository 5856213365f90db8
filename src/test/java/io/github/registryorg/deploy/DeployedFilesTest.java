package io.github.registryorg.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.FileIndex;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployedFilesTest {

    private static final Digest DIGEST = Digest.sha256(new byte[0]);
    private static final Item PAGE =
            Item.inSite(new FileIndex.Row("acme/index.html", Stage.PAGES, new MediaType("text/html")), 7);
    private static final String LINES = "acme/\tDIGEST\ttext/html; charset=utf-8\tpublic, max-age=60\tgzip\n"
            + "acme/index.html\tDIGEST\ttext/html; charset=utf-8\tpublic, max-age=60\tgzip\n";

    private static String text(DeployedFiles files) throws IOException {
        Blob content = files.content();
        try (InputStream in = content.content().open()) {
            byte[] bytes = in.readAllBytes();
            assertThat(content.size()).isEqualTo(bytes.length);
            assertThat(content.digest()).isEqualTo(Digest.sha256(bytes));
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    void note_ofWhatWasDeployed_isReadAgain() throws IOException {
        DeployedFiles files = new DeployedFiles();
        assertThat(text(files)).isEmpty();
        files.put(PAGE, Optional.of(DIGEST));

        assertThat(text(files)).isEqualTo(LINES.replace("DIGEST", DIGEST.toString()));
        DeployedFiles read = DeployedFiles.read(text(files));
        assertThat(read.isSameAs(files)).isTrue();
        assertThat(read.hash(PAGE)).hasValue(DIGEST.toString());
        assertThat(read.paths()).containsExactly("acme/", "acme/index.html");
    }

    @Test
    void hash_ofWhatIsNotKnownToBeThereAsItShouldBe_isEmpty() {
        DeployedFiles unknown = new DeployedFiles();
        assertThat(unknown.hash(PAGE)).isEmpty();
        unknown.put(PAGE, Optional.empty());
        assertThat(unknown.hash(PAGE)).isEmpty();

        String lines = LINES.replace("DIGEST", DIGEST.toString());
        assertThat(DeployedFiles.read(lines.replaceFirst("gzip", "")).hash(PAGE))
                .isEmpty();
        assertThat(DeployedFiles.read(lines.replaceFirst("acme/\t.*\n", "")).hash(PAGE))
                .isEmpty();
        assertThat(DeployedFiles.read(lines.replaceFirst("text/html", "text/css"))
                        .hash(PAGE))
                .isEmpty();
        assertThat(DeployedFiles.read("acme/index.html\n\n\t\nnonsense").hash(PAGE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "v2/a/b/blobs/DIGEST, BLOBS, application/octet-stream",
        "v2/a/manifests/DIGEST, DIGESTS, application/vnd.oci.image.manifest.v1+json",
        "v2/a/manifests/DIGEST, INDEXES, application/vnd.docker.distribution.manifest.list.v2+json",
        "v2/a/manifests/1.0, TAGS, application/vnd.oci.image.index.v1+json",
        "v2/a/manifests/sha256-00, TAGS, application/vnd.oci.image.index.v1+json",
        "v2/a/tags/tags/list, LISTS, application/json",
        "v2/a/b/referrers/DIGEST, LISTS, application/vnd.oci.image.index.v1+json",
        "v2/_catalog, CATALOG, application/json",
        "v2/index.html, CATALOG, application/json",
        "v2/, CATALOG, application/json",
        "-/assets/style.00.css, ASSETS, text/css; charset=utf-8",
        "v1/imagefile/a/b/c:1.0, ASSETS, application/octet-stream",
        "v1/images/a/b/c:1.0, PAGES, application/json",
        "a/, PAGES, text/html; charset=utf-8"
    })
    void stage_ofWhatWasDeployed_followsFromItsLine(String path, Stage stage, String type) {
        String real = path.replace("DIGEST", DIGEST.toString());
        DeployedFiles files = DeployedFiles.read(real + "\t" + DIGEST + "\t" + type + "\tpublic, max-age=60\n");

        assertThat(files.stage(real)).isEqualTo(stage);
    }

    @Test
    void stage_ofALineWithoutFields_isThatOfItsPath() {
        String path = "v2/a/manifests/" + DIGEST;

        assertThat(DeployedFiles.read(path + "\t").stage(path)).isEqualTo(Stage.DIGESTS);
    }
}
