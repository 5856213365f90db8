package io.github.registryorg.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.client.Client;
import io.github.registryorg.client.Requirement;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import io.github.registryorg.remote.Clients;
import io.github.registryorg.remote.Logins;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.serve.LocalServer;
import io.github.registryorg.testkit.ReservedPort;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryProbeTest {

    /** What some clients can't deal with on any host. */
    private static final Set<Fault> OF_CONTENT = EnumSet.of(
            Fault.PLATFORMS_OF_VARIANTS,
            Fault.VARIANT_V1_ALONE,
            Fault.VARIANTS_FIRST,
            Fault.INDEX_OF_INDEXES,
            Fault.INDEX_NESTED,
            Fault.NAME_SHORT,
            Fault.NAME_LONG);

    private static LocalServer server;
    private static RightRegistry right;

    @BeforeAll
    static void serve(@TempDir Path directory) throws IOException {
        server = ProbeSite.serve(directory);
        right = new RightRegistry(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ProbeReport probe(String url) {
        return probe(new ProbeTarget(RemoteUrl.parse(url), null, null, false), Duration.ofSeconds(20));
    }

    private static ProbeReport probe(ProbeTarget target, Duration timeout) {
        try (RemoteClient client = Clients.withTimeout(timeout)) {
            return RegistryProbe.run(client, target, Logins.NONE, Progress.NONE);
        }
    }

    private static Set<Fault> faults(ProbeReport report) {
        return report.findings().stream().map(Finding::fault).collect(Collectors.toSet());
    }

    @Test
    void registry_correct_hasNoFault() {
        ProbeReport report = probe("http://" + right.address());
        assertThat(report.findings()).isEmpty();
        assertThat(report.looked())
                .containsExactly(
                        "acme/app:1.0", "acme/app:docker", "acme/app:docker-both", "acme/app:sif", "acme/app:sig");
        assertThat(report.right()).containsExactly(Area.values());
    }

    @ParameterizedTest
    @EnumSource(Misconfiguration.class)
    void registry_misconfigured_hasTheFault(Misconfiguration wrong) {
        // all responses are silent then, so that it makes no difference how slow the machine is
        Duration timeout = wrong == Misconfiguration.SILENCE ? Duration.ofMillis(300) : Duration.ofSeconds(20);
        RepositoryName repository = RepositoryName.parse("acme/app");
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", wrong::spoil)) {
            RemoteUrl url = RemoteUrl.parse(spoilt.url());
            ProbeReport report = probe(new ProbeTarget(url, repository, null, false), timeout);
            assertThat(faults(report)).as(report.findings().toString()).isEqualTo(wrong.faults());
        }
    }

    /** Of tags that are not listed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "docker-config | MANIFEST_CONFIG_OF_DOCKER | a manifest that is an OCI manifest with Docker's type of config",
                "oci-layer | MANIFEST_LAYER_OF_OCI | a manifest that is Docker's manifest with a layer of an OCI type",
                "bzip2-layer | LAYER_COMPRESSION_UNKNOWN | a layer that is compressed with something else than gzip or zstd",
            })
    void image_contradictingItsMediaTypes_hasTheFault(String tag, Fault fault, String saw) {
        RemoteUrl url = RemoteUrl.parse("http://" + right.address());
        RepositoryName repository = RepositoryName.parse("acme/app");

        ProbeReport report =
                probe(new ProbeTarget(url, repository, Reference.parse(tag), false), Duration.ofSeconds(20));

        assertThat(report.findings()).singleElement().satisfies(one -> {
            assertThat(one.fault()).isEqualTo(fault);
            assertThat(one.saw()).isEqualTo(saw);
        });
        assertThat(faults(probe(
                        new ProbeTarget(url, repository, Reference.parse("bzip2-file"), true), Duration.ofSeconds(20))))
                .isEmpty();
    }

    @Test
    void registry_belowAPath_hasOneFault() {
        try (SpoiltRegistry spoilt = new SpoiltRegistry(
                right,
                "/registry",
                response -> response.headers.computeIfPresent(
                        "Link", (name, link) -> link.replace("</v2/", "</registry/v2/")))) {
            assertThat(faults(probe(spoilt.url()))).containsExactly(Fault.NOT_AT_ROOT);
        }
    }

    @Test
    void registry_notListening_isReported() {
        try (ReservedPort port = ReservedPort.take()) {
            ProbeReport report = probe("http://" + port.address());
            assertThat(report.findings()).singleElement().satisfies(one -> {
                assertThat(one.fault()).isEqualTo(Fault.UNREACHABLE);
                assertThat(one.saw()).contains("the connection was refused");
            });
        }
    }

    /** The words of an address are not those of a failure. */
    @Test
    void probe_ofAnUnreachableAddressWithWordsOfOtherFaults_isUnreachable() {
        try (ReservedPort port = ReservedPort.take()) {
            ProbeReport report = probe("http://" + port.address() + "/certificate/NotAfter/WWW-Authenticate");
            assertThat(faults(report)).containsExactlyInAnyOrder(Fault.UNREACHABLE, Fault.NOT_AT_ROOT);
        }
    }

    @Test
    void probe_withLoginsThatCannotBeRead_reportsThemAndNoServer() {
        Problem problem = Problem.of(ProblemCode.CONFIGURATION_INVALID, "config.json", "can't be read");
        Logins broken = (host, repository) -> {
            throw new RegistryException(problem);
        };
        try (SpoiltRegistry spoilt = new SpoiltRegistry(
                        right, "", wrong -> wrong.headers.put("WWW-Authenticate", "Basic realm=\"x\""));
                SpoiltRegistry closed = new SpoiltRegistry(right, "", response -> {
                    response.say(401, "application/json", "{\"errors\":[]}");
                    response.headers.put("WWW-Authenticate", "Basic realm=\"x\"");
                });
                RemoteClient client = Clients.withTimeout(Duration.ofSeconds(20))) {
            ProbeTarget open = new ProbeTarget(RemoteUrl.parse(spoilt.url()), null, null, false);
            assertThat(RegistryProbe.run(client, open, broken, Progress.NONE).findings())
                    .isEmpty();
            ProbeTarget target = new ProbeTarget(RemoteUrl.parse(closed.url()), null, null, false);
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> RegistryProbe.run(client, target, broken, Progress.NONE))
                    .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
        }
    }

    @ParameterizedTest
    @CsvSource({"/v2/acme/, CHALLENGE_NOT_AT_BASE", "/v2/, "})
    void challenge_missingAtTheBase_isReported(String challenged, Fault fault) {
        AtomicReference<String> realm = new AtomicReference<>();
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.path.equals("/token")) {
                response.say(200, "application/json", "{\"token\":\"x\"}");
            } else if (response.path.startsWith(challenged) && !response.asked.containsKey("Authorization")) {
                response.say(401, "application/json", "{\"errors\":[]}");
                response.headers.put("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"x\"");
            }
        })) {
            realm.set(RemoteUrl.parse(spoilt.url()).child("token").text());
            ProbeReport report = probe(spoilt.url());
            assertThat(faults(report)).isEqualTo(fault == null ? Set.of() : Set.of(fault));
            assertThat(report.findings().stream().flatMap(one -> one.fault().clients().stream()))
                    .extracting(Requirement::client)
                    .allMatch(Set.of(Client.PODMAN, Client.SKOPEO)::contains);
        }
    }

    @Test
    void registry_withoutACatalog_needsARepository() {
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.path.endsWith("_catalog")) {
                response.say(404, "application/json", "{\"errors\":[]}");
            }
        })) {
            assertThatExceptionOfType(RegistryException.class)
                    .isThrownBy(() -> probe(spoilt.url()))
                    .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                    .withMessageContaining("-Dregistry.repository");
        }
    }

    @ParameterizedTest
    @CsvSource({"503,,SERVER_FAILS", "401,Bearer realm=\"http://127.0.0.2:1/\",TOKEN_SERVER_PRIVATE"})
    void failure_ofTheCatalog_isInTheReport(int status, String challenge, Fault fault) {
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.path.endsWith("_catalog")) {
                response.say(status, "application/json", "{\"errors\":[]}");
                response.headers.put("WWW-Authenticate", challenge == null ? "" : challenge);
            }
        })) {
            assertThat(faults(probe(spoilt.url()))).containsExactly(fault);
        }
    }

    @Test
    void tag_named_isProbedWithAllBlobs() {
        ProbeTarget target = new ProbeTarget(
                RemoteUrl.parse("http://" + right.address()),
                RepositoryName.parse("acme/app"),
                Tag.parse("docker-both"),
                true);
        ProbeReport report = probe(target, Duration.ofSeconds(20));
        assertThat(report.findings()).isEmpty();
        assertThat(report.looked()).containsExactly("acme/app:docker-both");
    }

    @Test
    void signature_knownByTagOnly_isReported() {
        Misconfiguration wrong = Misconfiguration.REFERRERS_API_LISTS_NOTHING;
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", wrong::spoil)) {
            ProbeTarget target = new ProbeTarget(
                    RemoteUrl.parse(spoilt.url()), RepositoryName.parse("acme/app"), Tag.parse("1.0"), false);
            assertThat(faults(probe(target, Duration.ofSeconds(20)))).containsExactly(Fault.REFERRERS_LOST);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "//%s/v2/", "http://%s/v2/"})
    void link_toTheSameServer_isFollowed(String link) {
        AtomicReference<String> here = new AtomicReference<>("");
        try (SpoiltRegistry spoilt = new SpoiltRegistry(
                right,
                "",
                response -> response.headers.computeIfPresent(
                        "Link", (name, value) -> value.replace("</v2/", "<" + link.formatted(here.get()))))) {
            here.set(RemoteUrl.parse(spoilt.url()).origin().substring("http://".length()));
            assertThat(probe(spoilt.url()).findings()).isEmpty();
        }
    }

    /** As ghcr.io and Quay do, and one that takes no notice of n besides. */
    @ParameterizedTest
    @CsvSource({"2,true,", "2,false,TAG_LIST_WHOLE"})
    void tagList_pagedWithoutQuery_isReadToItsEnd(int page, boolean isCut, Fault fault) {
        List<String> tags = List.of("1.0", "docker", "docker-both", "sif", "sig");
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.isTagList() && (!isCut || response.query == null || !response.query.contains("n=1"))) {
                String last = response.query == null ? "" : response.query.replaceFirst(".*last=|.*", "");
                List<String> left =
                        tags.stream().filter(tag -> tag.compareTo(last) > 0).toList();
                List<String> shown = left.subList(0, Math.min(page, left.size()));
                response.say(
                        200,
                        "application/json",
                        "{\"name\":\"acme/app\",\"tags\":[\"" + String.join("\",\"", shown) + "\"]}");
                response.headers.remove("Link");
                if (left.size() > page) {
                    response.headers.put(
                            "Link", "</v2/acme/app/tags/list?last=" + shown.get(page - 1) + ">; rel=\"next\"");
                }
            }
        })) {
            ProbeReport report = probe(spoilt.url());
            assertThat(faults(report)).isEqualTo(fault == null ? Set.of() : Set.of(fault));
            assertThat(report.looked()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 429, 500})
    void refusal_withAMessage_isReportedWithIt(int status) {
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.isBlob()) {
                response.say(
                        status,
                        "application/json",
                        "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"not from this network\"}]}");
            }
        })) {
            assertThat(probe(spoilt.url()).findings())
                    .anyMatch(one -> one.saw().equals("status " + status + ": DENIED: not from this network"));
        }
    }

    /** More than are followed. */
    @Test
    void tagList_ofManyPages_isComparedAsFarAsItIsRead() {
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.isTagList()) {
                int page = response.query == null || !response.query.contains("page=")
                        ? 0
                        : Integer.parseInt(response.query.replaceFirst(".*page=", ""));
                response.say(
                        200,
                        "application/json",
                        "{\"name\":\"acme/app\",\"tags\":[\"" + (page == 0 ? "1.0" : "x" + (1000 + page)) + "\"]}");
                response.headers.put("Link", "</v2/acme/app/tags/list?page=" + (page + 1) + ">; rel=\"next\"");
            }
        })) {
            assertThat(faults(probe(
                            new ProbeTarget(
                                    RemoteUrl.parse(spoilt.url()),
                                    RepositoryName.parse("acme/app"),
                                    Tag.parse("1.0"),
                                    false),
                            Duration.ofSeconds(20))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//%s", "http://%s"})
    void redirect_ofEveryStatus_isFollowed(String start) {
        AtomicReference<String> here = new AtomicReference<>("");
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            if (response.isBlob() && !response.path.startsWith("/elsewhere/")) {
                response.redirect(start.formatted(here.get()) + "/elsewhere" + response.path);
            }
        })) {
            here.set(RemoteUrl.parse(spoilt.url()).origin().substring("http://".length()));
            assertThat(probe(spoilt.url()).findings()).isEmpty();
        }
    }

    @Test
    void redirects_ofBlobs_areFollowed() {
        try (SpoiltRegistry store = new SpoiltRegistry(right, "", response -> {});
                SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
                    if (response.isBlob()) {
                        response.redirect(store.url() + response.path.substring(1));
                    }
                })) {
            assertThat(probe(spoilt.url()).findings()).isEmpty();
        }
    }

    @Test
    void server_withRetryAfter_isReportedWithIt() {
        Misconfiguration wrong = Misconfiguration.MANIFESTS_ARE_429;
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", wrong::spoil)) {
            assertThat(ReportText.faults(probe(spoilt.url()), Severity.ERROR))
                    .anyMatch(line -> line.startsWith("RATE_LIMITED it limits the rate of requests. Try again later"))
                    .contains(
                            "    GET /v2/acme/app/manifests/1.0: status 429, Retry-After: 1: TOOMANYREQUESTS",
                            "    podman, skopeo, crane: pull, list fail: unexpected status 429 Too Many Requests, or toomanyrequests")
                    .noneMatch(line -> line.contains("Publish"));
        }
    }

    @Test
    void server_requiringTls_isReported() {
        assertThat(Fault.TLS_MISSING.clients())
                .filteredOn(one -> one.message().equals("http: server gave HTTP response to HTTPS client"))
                .extracting(Requirement::client)
                .containsExactly(Client.DOCKER, Client.DOCKER_CONTAINERD, Client.CONTAINERD);
        assertThat(Fault.TLS_MISSING.what()).contains("containerd");
        assertThat(Fault.TLS_MISSING.advice()).contains("insecure-registries", "hosts.toml");
    }

    @Test
    void fault_reported_hasClientsAndMessages() {
        Misconfiguration wrong = Misconfiguration.MANIFESTS_AS_OCTET_STREAM;
        try (SpoiltRegistry spoilt = new SpoiltRegistry(right, "", response -> {
            wrong.spoil(response);
            response.headers.put("Server", "GitHub.com");
        })) {
            ProbeReport report = probe(spoilt.url());
            assertThat(ReportText.faults(report, Severity.ERROR))
                    .anyMatch(line ->
                            line.startsWith("MEDIA_TYPE_UNKNOWN manifests are not served as their media types."))
                    .contains(
                            "    GET /v2/acme/app/manifests/1.0: Content-Type: application/octet-stream, not"
                                    + " application/vnd.oci.image.index.v1+json",
                            "    docker: pull fails: missing signature key",
                            "    podman, skopeo, podman artifact: pull fails: unsupported schema version 2",
                            "    crane: pull of images of several platforms fails: takes the index for the manifest of"
                                    + " one platform")
                    .anyMatch(line -> line.matches("    … and \\d+ more"));
            assertThat(ReportText.faults(report, Severity.WARNING)).isEmpty();
            assertThat(ReportText.lines(report))
                    .contains("Right: /v2/, tag lists, blobs, what is missing, referrers, browsers");
            assertThat(ReportText.advice(report))
                    .hasValueSatisfying(advice -> assertThat(advice)
                            .startsWith("Its Server header is GitHub.com: registry:site -Dregistry.host=github-pages"));
            String json = new String(report.json(), StandardCharsets.UTF_8);
            assertThat(json)
                    .contains(
                            "\"fault\" : \"MEDIA_TYPE_UNKNOWN\"",
                            "\"message\" : \"missing signature key\"",
                            "\"errors\" : 1")
                    .endsWith("}\n");
            assertThat(probe(spoilt.url()).json()).isEqualTo(report.json());
        }
    }

    @Test
    void error_reported_hasClientsAndWarningsHaveNoneUnlessOfContent() {
        assertThat(Fault.values()).allSatisfy(fault -> {
            boolean isOfContent = OF_CONTENT.contains(fault);
            assertThat(fault.severity() == Severity.WARNING)
                    .isEqualTo(isOfContent || fault.clients().isEmpty());
            assertThat(fault.clients().isEmpty()).isEqualTo(fault.severity() == Severity.WARNING && !isOfContent);
            assertThat(fault.advice()).endsWith(".");
            assertThat(fault.what()).doesNotEndWith(".");
            // it reads /v2/ only, so it reports nothing on clients of other paths
            assertThat(fault.clients())
                    .extracting(Requirement::client)
                    .doesNotContain(Client.APPTAINER_LIBRARY, Client.APPTAINER_HUB);
        });
    }

    /** As docker's own store, podman and skopeo take layers of any size, and only docker's own store takes such a config. */
    @Test
    void length_thatIsWrongInAManifest_failsForSomeClients() {
        assertThat(Fault.BLOB_LENGTH_WRONG.clients())
                .extracting(Requirement::client)
                .containsExactly(
                        Client.DOCKER_CONTAINERD,
                        Client.HELM,
                        Client.CONTAINERD,
                        Client.APPTAINER_DOCKER,
                        Client.APPTAINER_ORAS,
                        Client.CRANE,
                        Client.ORAS);
        assertThat(Fault.CONFIG_LENGTH_WRONG.clients())
                .extracting(Requirement::client)
                .contains(Client.DOCKER_CONTAINERD, Client.PODMAN, Client.SKOPEO, Client.CRANE, Client.CONTAINERD)
                .doesNotContain(Client.DOCKER);
    }
}
