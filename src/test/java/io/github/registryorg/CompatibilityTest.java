package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.registryorg.client.Client;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.client.Need;
import io.github.registryorg.client.Operation;
import io.github.registryorg.host.Host;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.probe.Fault;
import io.github.registryorg.probe.Finding;
import io.github.registryorg.probe.ProbeReport;
import io.github.registryorg.probe.ProbeTarget;
import io.github.registryorg.probe.RegistryProbe;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.remote.Clients;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.site.BlobMode;
import io.github.registryorg.site.SiteRequest;
import io.github.registryorg.site.SiteResult;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.RegistryStory;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content that not every client can deal with: what publish, validate, site and probe report of it. */
class CompatibilityTest {

    private static final String TITLE = "org.opencontainers.image.title";

    @TempDir
    Path directory;

    private final LayoutFixture layout = new LayoutFixture();
    private RegistryStory story;

    @BeforeEach
    void begin() {
        story = new RegistryStory(directory);
    }

    @AfterEach
    void end() {
        story.close();
    }

    private Descriptor image(String platform) {
        return layout.image("image for " + platform, Platform.parse(platform));
    }

    private Descriptor artifact(MediaType config, Descriptor... layers) {
        Descriptor stored = layout.blob(config, "{}".getBytes(StandardCharsets.UTF_8));
        return layout.manifest(LayoutFixture.image(stored, layers));
    }

    private Descriptor layer(String type, String title) {
        Descriptor layer = layout.blob(new MediaType(type), ("layer " + title).getBytes(StandardCharsets.UTF_8));
        return title.isEmpty() ? layer : layer.withAnnotations(Map.of(TITLE, title));
    }

    private List<Problem> publish(Descriptor content, String repository, String tag) {
        layout.entry(content, tag).writeDirectory(directory.resolve("layout"));
        return found(story.publish("oci:layout:" + tag, repository, tag).warnings());
    }

    private static List<Problem> found(List<Problem> warnings) {
        return warnings.stream()
                .filter(problem -> problem.code() == ProblemCode.CLIENTS_FAIL)
                .toList();
    }

    private SiteResult site(String url) {
        return new StaticRegistry()
                .site(new SiteRequest(
                        story.registry, story.site, Host.of("nginx"), url, BlobMode.AUTO, RegistryStory.ACCESS));
    }

    private static List<Works> pulls(SiteResult made, Client... clients) {
        return Stream.of(clients)
                .map(client ->
                        made.grade().cells().get(client).get(Operation.PULL).works())
                .toList();
    }

    private String page(String repository) throws IOException {
        return Files.readString(story.site.resolve(repository).resolve("index.html"));
    }

    private List<Fault> probe(String authority, String repository) {
        ProbeTarget target =
                new ProbeTarget(RemoteUrl.parse("http://" + authority), RepositoryName.parse(repository), null, false);
        try (RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20))) {
            ProbeReport report = RegistryProbe.run(client, target, Logins.NONE, Progress.NONE);
            return report.findings().stream()
                    .map(Finding::fault)
                    .filter(fault -> !fault.clients().isEmpty())
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64/v2 linux/amd64/v3, PLATFORMS_OF_VARIANTS, NO PARTLY",
        "linux/amd64/v1, VARIANT_V1_ALONE, NO YES",
        "linux/amd64/v3 linux/amd64, VARIANTS_FIRST, YES PARTLY",
        "linux/amd64 linux/amd64/v3 linux/arm64/v8 linux/arm/v7,, YES YES"
    })
    void index_withVariants_isAWarningEverywhere(String platforms, Fault fault, String works) {
        Descriptor index =
                layout.index(Stream.of(platforms.split(" ")).map(this::image).toArray(Descriptor[]::new));
        List<Problem> published = publish(index, "acme/app", "1.0");
        String address = story.serve();
        List<Problem> validated = found(story.validate().warnings());
        List<Fault> probed = probe(address, "acme/app");
        assertThat(validated).isEqualTo(published);
        if (fault == null) {
            assertThat(published).isEmpty();
            assertThat(probed).isEmpty();
        } else {
            assertThat(published).singleElement().satisfies(problem -> {
                assertThat(problem.subject()).isEqualTo("acme/app@" + index.digest());
                assertThat(problem.location())
                        .hasToString("acme/app/digests/sha256/"
                                + index.digest().hex().substring(0, 2) + "/"
                                + index.digest().hex() + ".json");
            });
            assertThat(probed).containsExactly(fault);
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
        }
        assertThat(pulls(site("https://registry.acme.example"), Client.PODMAN, Client.CRANE))
                .extracting(Works::name)
                .containsExactly(works.split(" "));
    }

    @Test
    void warning_ofAnIndex_namesPlatformsAndClients() {
        Descriptor index = layout.index(image("linux/amd64/v2"), image("linux/amd64/v3"));
        assertThat(publish(index, "acme/app", "1.0"))
                .extracting(Problem::what, Problem::hint)
                .containsExactly(tuple(
                        "is not for every client, since an index has images of an architecture for variants of it only:"
                                + " linux/amd64/v2, linux/amd64/v3",
                        "Add an image without a variant: most clients look for no other. Clients that fail: docker (on"
                                + " processors without the variant), docker (containerd store), podman, skopeo (without"
                                + " --all), containerd, apptainer docker:// (on other processors), crane (on other"
                                + " processors)."));
    }

    @Test
    void index_insideAnIndex_isAWarningEverywhere() throws IOException {
        Descriptor inner = layout.index(image("linux/arm64"));
        Descriptor index = layout.index(image("linux/amd64"), inner);
        assertThat(publish(index, "acme/app", "1.0"))
                .extracting(Problem::what)
                .containsExactly(
                        "is not for every client, since an index names another index beside images: " + inner.digest());
        String address = story.serve();
        assertThat(found(story.validate().warnings())).hasSize(1);
        assertThat(probe(address, "acme/app")).containsExactly(Fault.INDEX_NESTED);
        assertThat(pulls(site("https://registry.acme.example"), Client.PODMAN, Client.SKOPEO, Client.CRANE))
                .containsExactly(Works.PARTLY, Works.PARTLY, Works.YES);
        assertThat(page("acme/app"))
                .contains("skopeo copy docker://registry.acme.example/acme/app:1.0 oci:app-1.0:1.0")
                .doesNotContain("--all");
    }

    @Test
    void index_ofIndexesAlone_hasNoCommandOfPodman() throws IOException {
        Descriptor index = layout.index(layout.index(image("linux/arm64")), layout.index(image("linux/amd64")));
        assertThat(publish(index, "acme/app", "1.0")).hasSize(1);
        String address = story.serve();
        assertThat(probe(address, "acme/app")).containsExactly(Fault.INDEX_OF_INDEXES);
        SiteResult made = site("https://registry.acme.example");
        assertThat(pulls(made, Client.PODMAN, Client.SKOPEO, Client.DOCKER))
                .containsExactly(Works.NO, Works.NO, Works.YES);
        assertThat(page("acme/app"))
                .contains(
                        "docker pull registry.acme.example/acme/app:1.0",
                        "podman and skopeo can't pull this from here: an index names nothing but other indexes.")
                .doesNotContain("podman pull", "skopeo copy");
    }

    @Test
    void name_ofOneCharacter_isAWarningEverywhere() throws IOException {
        assertThat(publish(image("linux/amd64"), "a", "1.0"))
                .extracting(Problem::subject, Problem::what)
                .containsExactly(
                        tuple("a", "is not for every client, since the name of a repository has one character: a"));
        String address = story.serve();
        assertThat(found(story.validate().warnings())).hasSize(1);
        assertThat(probe(address, "a")).containsExactly(Fault.NAME_SHORT);
        SiteResult made = site("https://registry.acme.example");
        assertThat(pulls(made, Client.CRANE, Client.APPTAINER_DOCKER, Client.PODMAN))
                .containsExactly(Works.NO, Works.NO, Works.YES);
        assertThat(page("a")).doesNotContain("crane pull", "apptainer pull");
    }

    /** The host counts where it is known. */
    @Test
    void name_thatIsLongWithItsHost_isAWarningWhereTheHostIsKnown() throws IOException {
        String name = "acme/" + "a".repeat(100) + "/" + "b".repeat(137);
        assertThat(publish(image("linux/amd64"), name, "1.0")).isEmpty();
        String address = story.serve();
        assertThat(probe(address, name)).containsExactly(Fault.NAME_LONG);
        assertThat(pulls(site("https://r.example"), Client.PODMAN, Client.SKOPEO))
                .containsOnly(Works.YES);
        assertThat(pulls(
                        site("https://registry.acme.example"),
                        Client.PODMAN,
                        Client.SKOPEO,
                        Client.APPTAINER_DOCKER,
                        Client.DOCKER))
                .containsExactly(Works.NO, Works.NO, Works.NO, Works.YES);
        assertThat(page(name)).doesNotContain("podman pull");
        Files.writeString(
                story.registry.resolve("registry.yaml"), "formatVersion: 1\nurl: https://registry.acme.example\n");
        assertThat(found(story.validate().warnings()))
                .extracting(Problem::what)
                .containsExactly("is not for every client, since host and name of a repository have more than 255"
                        + " characters together: 265 characters with the host registry.acme.example");
    }

    @Test
    void chart_onAPage_isPulledByHelm() throws IOException {
        publish(
                artifact(MediaType.HELM_CONFIG, layer("application/vnd.cncf.helm.chart.content.v1.tar+gzip", "")),
                "charts/app",
                "1.0.0_b.1");
        SiteResult made = site("https://registry.acme.example");
        assertThat(pulls(made, Client.HELM, Client.ORAS, Client.PODMAN_ARTIFACT, Client.DOCKER))
                .containsExactly(Works.YES, Works.PARTLY, Works.YES, Works.NOTHING);
        assertThat(page("charts/app"))
                .contains(
                        "helm pull oci://registry.acme.example/charts/app --version 1.0.0+b.1",
                        "oras cp --to-oci-layout registry.acme.example/charts/app:1.0.0_b.1 app-1.0.0_b.1:1.0.0_b.1",
                        "podman artifact pull registry.acme.example/charts/app:1.0.0_b.1",
                        "Helm chart")
                .doesNotContain("oras pull");
    }

    @Test
    void sif_withAnOldLayerAndNoConfig_isOne() throws IOException {
        publish(
                artifact(MediaType.OCI_EMPTY, layer("appliciation/vnd.sylabs.sif.layer.tar", "app.sif")),
                "lab/app",
                "1.0");
        SiteResult made = site("https://registry.acme.example");
        assertThat(made.grade().needs()).doesNotContain(Need.SIF_FILES);
        assertThat(pulls(made, Client.APPTAINER_ORAS, Client.APPTAINER_LIBRARY, Client.ORAS))
                .containsOnly(Works.YES);
        assertThat(page("lab/app"))
                .contains("apptainer pull oras://registry.acme.example/lab/app:1.0", "SIF image", "oras pull ");
        assertThat(story.site.resolve("v1/images/lab/app:1.0")).isRegularFile();
    }
}
