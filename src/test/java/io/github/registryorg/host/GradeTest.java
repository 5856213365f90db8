package io.github.registryorg.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.host.Grade.Cell;
import io.github.registryorg.host.Grade.Works;
import io.github.registryorg.host.Pull.Kind;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps clients away, as it was found with real ones. */
class GradeTest {

    private static final SiteContent ALL = new SiteContent(EnumSet.allOf(Kind.class), Set.of(), true, true);
    private static final SiteContent ONE_PLATFORM = new SiteContent(Set.of(Kind.IMAGE), Set.of(), false, false);

    private static Ground ground(Set<HostAbility> abilities) {
        return new Ground(HostCapabilities.unlimited(abilities), true, true);
    }

    private static Ground of(String host) {
        return new Ground(Host.of(host).capabilities(), true, true);
    }

    private static Grade grade(Ground ground, SiteContent content) {
        return Grade.of(Host.of("local"), ground, content);
    }

    private static Ground without(HostAbility... abilities) {
        return ground(EnumSet.complementOf(EnumSet.copyOf(List.of(abilities))));
    }

    private static Cell cell(Grade grade, Client client, Operation operation) {
        return grade.cells().get(client).get(operation);
    }

    private static void all(Grade grade, Operation operation, Works works, Client... clients) {
        assertThat(clients)
                .allSatisfy(client ->
                        assertThat(cell(grade, client, operation).works()).isEqualTo(works));
    }

    private static List<String> commands(Ground ground, boolean secure, Kind kind, boolean hasBlobs) {
        Pull pull = new Pull("registry.example", secure, RepositoryName.parse("acme/app"), Tag.parse("1.0"), kind);
        return ground.commands(pull, hasBlobs).stream()
                .map(ClientCommand::command)
                .toList();
    }

    @Test
    void whereAHostDoesAllEveryClientWorks() {
        Grade grade = grade(ground(EnumSet.allOf(HostAbility.class)), ALL);
        assertThat(grade.needs()).isEmpty();
        grade.cells()
                .forEach((client, row) -> row.forEach((operation, cell) ->
                        assertThat(cell).as(client + " " + operation).isEqualTo(new Cell(Works.YES, List.of()))));
        assertThat(grade.cells()).containsOnlyKeys(Client.values());
    }

    @Test
    void theLocalHostDoesAll() {
        assertThat(grade(of("local"), ALL).needs()).isEmpty();
    }

    @Test
    void withoutMediaTypesOnlyTheseWork() {
        Grade grade = grade(of("github-pages"), ALL);
        all(
                grade,
                Operation.PULL,
                Works.NO,
                Client.DOCKER,
                Client.DOCKER_CONTAINERD,
                Client.PODMAN,
                Client.SKOPEO,
                Client.CONTAINERD,
                Client.APPTAINER_DOCKER,
                Client.ORAS);
        all(grade, Operation.PULL, Works.YES, Client.APPTAINER_ORAS);
        all(grade, Operation.PULL, Works.PARTLY, Client.CRANE);
        all(grade, Operation.LIST, Works.YES, Client.CRANE, Client.SKOPEO, Client.ORAS);
        all(grade, Operation.VERIFY, Works.YES, Client.COSIGN);
        all(grade, Operation.REFERRERS, Works.NO, Client.ORAS, Client.COSIGN);
        assertThat(cell(grade, Client.SKOPEO, Operation.PULL).missing())
                .extracting(Requirement::message)
                .containsExactly("unsupported schema version 2");
        assertThat(cell(grade, Client.DOCKER, Operation.PULL).missing())
                .extracting(Requirement::message)
                .containsExactly("missing signature key");
        Grade simple = grade(of("github-pages"), ONE_PLATFORM);
        all(simple, Operation.PULL, Works.YES, Client.CRANE);
        all(simple, Operation.PULL, Works.NOTHING, Client.ORAS, Client.APPTAINER_ORAS);
    }

    @Test
    void withoutLengthsOfHeadsDockersOldStoreFails() {
        Grade grade = grade(without(HostAbility.HEAD_LENGTHS), ALL);
        all(grade, Operation.PULL, Works.NO, Client.DOCKER);
        all(grade, Operation.PULL, Works.PARTLY, Client.ORAS);
        all(
                grade,
                Operation.PULL,
                Works.YES,
                Client.DOCKER_CONTAINERD,
                Client.PODMAN,
                Client.SKOPEO,
                Client.CRANE,
                Client.CONTAINERD,
                Client.APPTAINER_DOCKER);
    }

    @Test
    void withoutDigestsOrasAsksByDigestOnly() {
        Grade grade = grade(of("s3"), ALL);
        assertThat(grade.needs()).containsExactly(Need.DIGESTS);
        all(grade, Operation.REFERRERS, Works.PARTLY, Client.ORAS);
        all(grade, Operation.PULL, Works.YES, Client.ORAS, Client.DOCKER, Client.PODMAN);
    }

    @Test
    void whatIsMissingMustBe404() {
        Grade grade = grade(without(HostAbility.NOT_FOUND), ALL);
        all(grade, Operation.REFERRERS, Works.NO, Client.ORAS, Client.COSIGN);
        all(grade, Operation.VERIFY, Works.NO, Client.COSIGN);
        all(grade, Operation.PULL, Works.YES, Client.DOCKER, Client.ORAS);
    }

    @Test
    void underAPathNothingIsFound() {
        Grade grade = grade(new Ground(of("local").host(), false, true), ALL);
        grade.cells()
                .forEach((client, row) -> row.forEach((operation, cell) ->
                        assertThat(cell.works()).as(client + " " + operation).isEqualTo(Works.NO)));
    }

    @Test
    void withoutTlsDockerRefuses() {
        Grade grade = grade(new Ground(of("local").host(), true, false), ALL);
        all(grade, Operation.PULL, Works.NO, Client.DOCKER, Client.DOCKER_CONTAINERD);
        all(grade, Operation.PULL, Works.YES, Client.PODMAN, Client.CRANE, Client.ORAS);
    }

    @Test
    void blobsThatNobodyFindsKeepAllFromPullingAndNoneFromListing() {
        Grade hollow = grade(of("local"), new SiteContent(Set.of(), EnumSet.allOf(Kind.class), true, true));
        all(hollow, Operation.PULL, Works.NO, Client.DOCKER, Client.ORAS, Client.CRANE, Client.APPTAINER_ORAS);
        all(hollow, Operation.LIST, Works.YES, Client.SKOPEO);
        Grade mixed = grade(of("local"), new SiteContent(Set.of(Kind.IMAGE), Set.of(Kind.IMAGE), false, false));
        all(mixed, Operation.PULL, Works.PARTLY, Client.DOCKER);
    }

    @Test
    void anEmptySiteIsNotGraded() {
        assertThat(grade(of("local"), SiteContent.of(List.of())).isEmpty()).isTrue();
        assertThat(grade(of("local"), ONE_PLATFORM).isEmpty()).isFalse();
    }

    @Test
    void commandsAreThoseThatWorkThere() {
        assertThat(commands(of("local"), false, Kind.IMAGE, true))
                .containsExactly(
                        "docker pull registry.example/acme/app:1.0",
                        "podman pull --tls-verify=false registry.example/acme/app:1.0",
                        "skopeo copy --all --src-tls-verify=false docker://registry.example/acme/app:1.0 oci:app-1.0:1.0",
                        "apptainer pull --no-https docker://registry.example/acme/app:1.0",
                        "crane pull --insecure registry.example/acme/app:1.0 app-1.0.tar");
        assertThat(commands(of("local"), false, Kind.SIF, true))
                .containsExactly(
                        "apptainer pull --no-https oras://registry.example/acme/app:1.0",
                        "oras pull --plain-http registry.example/acme/app:1.0");
        assertThat(commands(of("s3"), true, Kind.ARTIFACT, true))
                .containsExactly(
                        "skopeo copy --all docker://registry.example/acme/app:1.0 oci:app-1.0:1.0",
                        "oras pull registry.example/acme/app:1.0");
        assertThat(commands(of("github-pages"), true, Kind.IMAGE, true))
                .containsExactly("crane pull registry.example/acme/app:1.0 app-1.0.tar");
        assertThat(commands(of("github-pages"), true, Kind.MULTI_PLATFORM_IMAGE, true))
                .isEmpty();
        assertThat(commands(of("github-pages"), true, Kind.SIF, true))
                .containsExactly("apptainer pull oras://registry.example/acme/app:1.0");
        assertThat(commands(of("local"), true, Kind.IMAGE, false)).isEmpty();
        assertThat(commands(without(HostAbility.HEAD_LENGTHS), true, Kind.IMAGE, true))
                .startsWith("docker pull registry.example/acme/app:1.0", "podman pull registry.example/acme/app:1.0");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyCommandFitsOnOneLineWithoutQuotes(Kind kind) {
        Stream.of(true, false)
                .flatMap(secure -> commands(of("local"), secure, kind, true).stream())
                .forEach(command -> assertThat(command).matches("[A-Za-z0-9 ./:@=_-]+"));
    }

    @Test
    void aPageSaysWhoCannot() {
        assertThat(GradeNotes.of(of("local"), Kind.IMAGE, true)).isEmpty();
        assertThat(GradeNotes.of(of("github-pages"), Kind.IMAGE, true))
                .containsExactly("docker, docker (containerd store), podman, skopeo, containerd and apptainer docker://"
                        + " can't pull this from here: manifests are not served as their media types.");
        assertThat(GradeNotes.of(of("github-pages"), Kind.IMAGE, false))
                .containsExactly("This can't be pulled from here: layers are not on this site, and it can't redirect to"
                        + " where they are.");
        assertThat(GradeNotes.of(of("github-pages"), Kind.MULTI_PLATFORM_IMAGE, true))
                .containsExactly("This can't be pulled from here: manifests are not served as their media types.");
        assertThat(GradeNotes.of(new Ground(of("local").host(), false, true), Kind.SIF, true))
                .containsExactly("This can't be pulled from here: its /v2/ is not at the root of a host.");
    }

    @Test
    void peopleReadATable() {
        List<String> lines = GradeTable.lines(grade(of("github-pages"), ALL));
        assertThat(lines)
                .startsWith(
                        "client                     pull        list  referrers   verify",
                        "docker                     no (1)",
                        "docker (containerd store)  no (1)",
                        "podman                     no (1)      yes")
                .contains(
                        "crane                      partly (1)  yes",
                        "cosign                                       no (3)      yes",
                        "    podman, skopeo: unsupported schema version 2",
                        "    docker: missing signature key")
                .anyMatch(line -> line.startsWith("(1) manifests are not served as their media types. Serve each"));
        assertThat(GradeTable.lines(grade(of("local"), ONE_PLATFORM)))
                .contains(
                        "oras                       -     yes   -",
                        "cosign                                 -          -");
    }

    @Test
    void programsReadJson() {
        String json = new String(grade(of("s3"), ONE_PLATFORM).json(), StandardCharsets.UTF_8);
        assertThat(json)
                .startsWith("{\"host\":\"local\",\"clients\":[{\"client\":\"docker\",\"pull\":{\"works\":\"yes\"}}")
                .contains(
                        "{\"client\":\"cosign\",\"referrers\":{\"works\":\"nothing\"},\"verify\":{\"works\":\"nothing\"}}");
        String pages = new String(grade(of("github-pages"), ALL).json(), StandardCharsets.UTF_8);
        assertThat(pages)
                .contains(
                        "{\"need\":\"MEDIA_TYPES\",\"lack\":\"manifests are not served as their media types\",\"message\":"
                                + "\"takes the index for the manifest of one platform\",\"kinds\":[\"images of several platforms\"]}");
    }

    @Test
    void everyNeedMattersToSomebody() {
        assertThat(Need.values())
                .allSatisfy(need -> assertThat(Requirement.of(need)).isNotEmpty());
    }

    @Test
    void limitsAreData() {
        HostCapabilities pages = Host.of("github-pages").capabilities();
        assertThat(pages.limits()).isEqualTo(Map.of(Limit.FILE_BYTES, 100_000_000L, Limit.SITE_BYTES, 1_000_000_000L));
        assertThat(pages.most(Limit.FILES)).isEqualTo(Long.MAX_VALUE);
        assertThat(Limit.FILES.amount(20_001)).isEqualTo("20001 files");
    }

    /** What no client asks for is said too, since the specification does. */
    @Test
    void whatOnlyTheSpecificationAsksForIsSaid() {
        Grade nginx = Grade.of(Host.of("nginx"), of("nginx"), ALL);
        assertThat(nginx.unmet()).containsExactly(HostAbility.TAG_PAGES);
        assertThat(Grade.of(Host.of("apache"), of("apache"), ALL).unmet()).contains(HostAbility.TAG_PAGES);
        assertThat(Grade.of(Host.of("local"), of("local"), ALL).unmet()).isEmpty();
        assertThat(Grade.of(Host.of("cloudflare-pages"), of("cloudflare-pages"), ALL)
                        .unmet())
                .isEmpty();
        assertThat(GradeTable.lines(nginx)).contains("    tags/list is never cut as n says: all tags come at once");
        assertThat(new String(nginx.json(), StandardCharsets.UTF_8)).contains("\"unmet\":[{\"ability\":\"TAG_PAGES\",");
    }
}
