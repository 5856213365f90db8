package io.github.registryorg.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.client.Content.Kind;
import io.github.registryorg.client.Grade.Cell;
import io.github.registryorg.client.Grade.Works;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.HostAbility;
import io.github.registryorg.host.HostCapabilities;
import io.github.registryorg.host.Limit;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.tree.SingularityApi.Lack;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What keeps clients away, as it was found with real ones. */
class GradeTest {

    private static final SiteContent ALL = whole(true, Kind.values());
    private static final SiteContent ONE_PLATFORM = whole(false, Kind.IMAGE);

    private static SiteContent whole(boolean signed, Kind... kinds) {
        return new SiteContent(
                Stream.of(kinds).map(kind -> new Content(kind, Set.of())).collect(Collectors.toSet()), signed, signed);
    }

    private static SiteLocation location(Set<HostAbility> abilities) {
        return new SiteLocation(HostCapabilities.unlimited(abilities), true, true);
    }

    private static SiteLocation of(String host) {
        return new SiteLocation(Host.of(host).capabilities(), true, true);
    }

    private static Grade grade(SiteLocation location, SiteContent content) {
        return Grade.of(Host.of("local"), location, content);
    }

    private static SiteLocation without(HostAbility... abilities) {
        return location(EnumSet.complementOf(EnumSet.copyOf(List.of(abilities))));
    }

    private static Cell cell(Grade grade, Client client, Operation operation) {
        return grade.cells().get(client).get(operation);
    }

    private static void all(Grade grade, Operation operation, Works works, Client... clients) {
        assertThat(clients)
                .allSatisfy(client ->
                        assertThat(cell(grade, client, operation).works()).isEqualTo(works));
    }

    private static List<String> commands(SiteLocation location, boolean secure, Kind kind, boolean hasBlobs) {
        Set<Need> blobs = hasBlobs ? Set.of() : Set.of(Need.BLOBS);
        // images that only clients of /v2/ find
        Content content = kind == Kind.SIF
                ? Content.singularity(kind, blobs, Set.of(Lack.COPY, Lack.ADDRESS), true)
                : new Content(kind, blobs);
        return commands(location, secure, "", "acme/app", content);
    }

    private static List<String> commands(
            SiteLocation location, boolean secure, String path, String repository, Content content) {
        Pull pull =
                new Pull("registry.example", path, secure, RepositoryName.parse(repository), Tag.parse("1.0"), content);
        return location.commands(pull).stream().map(ClientCommand::command).toList();
    }

    @Test
    void host_withAllAbilities_supportsEveryClient() {
        Grade grade = grade(location(EnumSet.allOf(HostAbility.class)), ALL);
        assertThat(grade.needs()).isEmpty();
        grade.cells()
                .forEach((client, row) -> row.forEach((operation, cell) ->
                        assertThat(cell).as(client + " " + operation).isEqualTo(new Cell(Works.YES, List.of()))));
        assertThat(grade.cells()).containsOnlyKeys(Client.values());
    }

    @Test
    void host_local_supportsEverything() {
        assertThat(grade(of("local"), ALL).needs()).isEmpty();
    }

    @Test
    void host_withoutMediaTypes_supportsFewClients() {
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
    void host_withoutLengthsOfHeads_failsForDockersOldStore() {
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
    void host_withoutDigests_supportsOrasByDigestOnly() {
        Grade grade = grade(of("s3"), ALL);
        assertThat(grade.needs()).containsExactly(Need.DIGESTS);
        all(grade, Operation.REFERRERS, Works.PARTLY, Client.ORAS);
        all(grade, Operation.PULL, Works.YES, Client.ORAS, Client.DOCKER, Client.PODMAN);
    }

    @Test
    void host_withoutStatus404_failsForClients() {
        Grade grade = grade(without(HostAbility.NOT_FOUND), ALL);
        all(grade, Operation.REFERRERS, Works.NO, Client.ORAS, Client.COSIGN);
        all(grade, Operation.VERIFY, Works.NO, Client.COSIGN);
        all(grade, Operation.PULL, Works.YES, Client.DOCKER, Client.ORAS);
    }

    @Test
    void site_belowAPath_isNotFound() {
        Grade grade = grade(new SiteLocation(of("local").host(), false, true), ALL);
        grade.cells()
                .forEach((client, row) -> row.forEach((operation, cell) -> assertThat(cell.works())
                        .as(client + " " + operation)
                        .isEqualTo(client.usesDistribution() ? Works.NO : Works.YES)));
    }

    @Test
    void site_withoutTls_failsForDocker() {
        Grade grade = grade(new SiteLocation(of("local").host(), true, false), ALL);
        all(grade, Operation.PULL, Works.NO, Client.DOCKER, Client.DOCKER_CONTAINERD, Client.CONTAINERD);
        all(grade, Operation.PULL, Works.YES, Client.PODMAN, Client.CRANE, Client.ORAS);
    }

    @Test
    void blobs_absent_preventPullsButNotLists() {
        Grade hollow = grade(
                of("local"),
                new SiteContent(
                        Stream.of(Kind.values())
                                .map(kind -> new Content(kind, Set.of(Need.BLOBS)))
                                .collect(Collectors.toSet()),
                        true,
                        true));
        all(hollow, Operation.PULL, Works.NO, Client.DOCKER, Client.ORAS, Client.CRANE, Client.APPTAINER_ORAS);
        all(hollow, Operation.LIST, Works.YES, Client.SKOPEO);
        all(hollow, Operation.VERIFY, Works.NO, Client.COSIGN);
        Set<Content> both = Set.of(new Content(Kind.IMAGE, Set.of()), new Content(Kind.IMAGE, Set.of(Need.BLOBS)));
        Grade mixed = grade(of("local"), new SiteContent(both, false, false));
        all(mixed, Operation.PULL, Works.PARTLY, Client.DOCKER);
    }

    @Test
    void site_empty_isNotGraded() {
        assertThat(grade(of("local"), SiteContent.of(List.of())).isEmpty()).isTrue();
        assertThat(grade(of("local"), ONE_PLATFORM).isEmpty()).isFalse();
    }

    @Test
    void commands_ofAHost_areThoseThatWork() {
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
                        "oras pull --plain-http registry.example/acme/app:1.0",
                        "podman artifact pull --tls-verify=false registry.example/acme/app:1.0");
        assertThat(commands(of("s3"), true, Kind.ARTIFACT, true))
                .containsExactly(
                        "skopeo copy --all docker://registry.example/acme/app:1.0 oci:app-1.0:1.0",
                        "oras pull registry.example/acme/app:1.0",
                        "podman artifact pull registry.example/acme/app:1.0");
        assertThat(commands(of("s3"), true, Kind.CHART, true))
                .containsExactly(
                        "helm pull oci://registry.example/acme/app --version 1.0",
                        "skopeo copy --all docker://registry.example/acme/app:1.0 oci:app-1.0:1.0",
                        "oras pull registry.example/acme/app:1.0",
                        "podman artifact pull registry.example/acme/app:1.0");
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
    void command_ofAnyClient_isOneLineWithoutQuotes(Kind kind) {
        Stream.of(true, false)
                .flatMap(secure -> commands(of("local"), secure, kind, true).stream())
                .forEach(command -> assertThat(command).matches("[A-Za-z0-9 ./:@=_-]+"));
    }

    @Test
    void page_listsClientsThatCannotPull() {
        assertThat(GradeNotes.of(of("local"), new Content(Kind.IMAGE, Set.of())))
                .isEmpty();
        assertThat(GradeNotes.of(of("github-pages"), new Content(Kind.IMAGE, Set.of())))
                .containsExactly("docker, docker (containerd store), podman, skopeo, containerd and apptainer docker://"
                        + " can't pull this from here: manifests are not served as their media types.");
        assertThat(GradeNotes.of(of("github-pages"), new Content(Kind.IMAGE, Set.of(Need.BLOBS))))
                .containsExactly("This can't be pulled from here: layers are not on this site, and it can't redirect to"
                        + " where they are.");
        assertThat(GradeNotes.of(of("github-pages"), new Content(Kind.MULTI_PLATFORM_IMAGE, Set.of())))
                .containsExactly("This can't be pulled from here: manifests are not served as their media types.");
        SiteLocation path = new SiteLocation(of("local").host(), false, true);
        assertThat(GradeNotes.of(path, Content.singularity(Kind.SIF, Set.of(), Set.of(Lack.COPY, Lack.ADDRESS), true)))
                .containsExactly("This can't be pulled from here: its /v2/ is not at the root of a host.");
        // their commands are shown
        assertThat(GradeNotes.of(path, Content.singularity(Kind.SIF, Set.of(), Set.of(Lack.ADDRESS), true)))
                .isEmpty();
        // those of other protocols are not listed
        assertThat(GradeNotes.of(of("local"), Content.singularity(Kind.SIF, Set.of(), Set.of(Lack.COPY), true)))
                .isEmpty();
        assertThat(GradeNotes.of(of("github-pages"), new Content(Kind.SIF, Set.of())))
                .containsExactly(
                        "apptainer library:// gets this image whatever architecture it asks for, since this host ignores"
                                + " queries: compare the architecture with that of the machine.",
                        "oras and podman artifact can't pull this from here: manifests are not served as their media types.");
    }

    private static void singularity(Content content, List<Need> library, List<Need> hub) {
        Grade grade = grade(of("github-pages"), new SiteContent(Set.of(content), false, false));
        assertThat(cell(grade, Client.APPTAINER_LIBRARY, Operation.PULL).needs())
                .containsExactlyElementsOf(library);
        assertThat(cell(grade, Client.APPTAINER_HUB, Operation.PULL).needs()).containsExactlyElementsOf(hub);
        all(grade, Operation.PULL, library.isEmpty() ? Works.YES : Works.NO, Client.APPTAINER_LIBRARY);
        all(grade, Operation.PULL, hub.isEmpty() ? Works.YES : Works.NO, Client.APPTAINER_HUB);
        List<String> commands = commands(of("github-pages"), true, "", "acme/app", content);
        assertThat(commands.stream().anyMatch(command -> command.contains(" library://")))
                .isEqualTo(library.isEmpty());
        assertThat(commands.stream().anyMatch(command -> command.contains(" shub://")))
                .isEqualTo(hub.isEmpty());
    }

    @Test
    void protocols_ofSingularity_haveTheirOwnReasons() {
        singularity(new Content(Kind.SIF, Set.of(Need.BLOBS)), List.of(), List.of());
        Map.of(
                        Lack.COPY, Need.IMAGES_IN_SITE,
                        Lack.LIBRARY_NAME, Need.LIBRARY_NAMES,
                        Lack.SHA256, Need.SHA256)
                .forEach((lack, need) -> singularity(
                        Content.singularity(Kind.SIF, Set.of(), Set.of(lack), true), List.of(need), List.of()));
        Map.of(Lack.ADDRESS, Need.IMAGE_ADDRESSES, Lack.HUB_NAME, Need.HUB_NAMES)
                .forEach((lack, need) -> singularity(
                        Content.singularity(Kind.SIF, Set.of(), Set.of(lack), true), List.of(), List.of(need)));
        singularity(
                Content.singularity(Kind.SIF, Set.of(), Set.of(Lack.FILE), true),
                List.of(Need.SIF_FILES),
                List.of(Need.SIF_FILES));
        singularity(
                Content.singularity(Kind.SIF, Set.of(), EnumSet.of(Lack.COPY, Lack.ADDRESS), false),
                List.of(Need.IMAGES_IN_SITE),
                List.of(Need.IMAGE_ADDRESSES, Need.HUB_ADDRESS));
    }

    @Test
    void images_someUnsupported_areReportedAsAPart() {
        Content here = Content.singularity(Kind.SIF, Set.of(), Set.of(), true);
        Content elsewhere = Content.singularity(Kind.SIF, Set.of(), Set.of(Lack.COPY), true);
        Content legacy = Content.singularity(Kind.LEGACY, Set.of(), Set.of(Lack.HUB_NAME), true);
        Grade grade = grade(of("github-pages"), new SiteContent(Set.of(here, elsewhere, legacy), false, false));
        all(grade, Operation.PULL, Works.PARTLY, Client.APPTAINER_LIBRARY, Client.APPTAINER_HUB);
        assertThat(GradeTable.lines(grade))
                .anyMatch(line -> line.startsWith("apptainer library://  partly ("))
                .anyMatch(line ->
                        line.endsWith(") SIF images are not in the site itself, where library:// takes them from."
                                + " Copy them into it with registry.blobs=copy."))
                .contains("    apptainer library://: image does not exist in the library: …");
        Grade images = grade(of("github-pages"), ONE_PLATFORM);
        all(images, Operation.PULL, Works.NOTHING, Client.APPTAINER_LIBRARY, Client.APPTAINER_HUB);
    }

    /** They are in no list and below no {@code /v2/}. */
    @Test
    void images_ofTheLegacyFormat_areForShubOnly() {
        Content legacy = Content.singularity(Kind.LEGACY, Set.of(), Set.of(), true);
        Grade grade = grade(of("local"), new SiteContent(Set.of(legacy), false, false));
        grade.cells()
                .forEach((client, row) -> row.forEach((operation, cell) -> assertThat(cell.works())
                        .as(client + " " + operation)
                        .isEqualTo(client == Client.APPTAINER_HUB ? Works.YES : Works.NOTHING)));
        assertThat(commands(of("local"), true, "/registry", "acme/app", legacy))
                .containsExactly("apptainer pull shub://registry.example/registry/acme/app:1.0");
    }

    @Test
    void commands_ofSingularityProtocols_haveTheSitesAddress() {
        Content sif = new Content(Kind.SIF, Set.of());
        SiteLocation path = new SiteLocation(of("github-pages").host(), false, true);
        assertThat(commands(path, true, "/registry", "lab/chem/app", sif))
                .containsExactly(
                        "apptainer pull --library https://registry.example/registry library://lab/chem/app:1.0",
                        "apptainer pull shub://registry.example/registry/lab/chem/app:1.0");
        assertThat(commands(of("github-pages"), false, "", "lab/app", sif))
                .containsExactly(
                        "apptainer pull --no-https oras://registry.example/lab/app:1.0",
                        "apptainer pull --no-https --library http://registry.example library://lab/app:1.0",
                        "apptainer pull --no-https shub://registry.example/lab/app:1.0");
        assertThat(commands(of("github-pages"), true, "", "lab/chem/app", sif))
                .contains("apptainer pull library://registry.example/lab/chem/app:1.0");
    }

    @ParameterizedTest
    @CsvSource({
        "acme.github.io/registry, lab/app, true",
        "acme.example:8443, lab/app, false",
        "acme.example/a_b, lab/app, false",
        "acme.example, a_b/lab/app, false",
        "acme.example, a_b/app, true",
        "acme.example, app, true",
        "acme-with-a-long-name.containers.registry.example, lab/app, true",
        "acme-with-a-long-name.containers.registry.example, a/bc/def/ghi/jk/lab/app, false"
    })
    void shub_withAnAddress_acceptsSome(String site, String repository, boolean taken) {
        assertThat(HubAddress.isTaken(site, RepositoryName.parse(repository))).isEqualTo(taken);
    }

    @Test
    void grade_asText_isATable() {
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
                        "    podman, skopeo, podman artifact: unsupported schema version 2",
                        "    docker: missing signature key")
                .anyMatch(line -> line.startsWith("(1) manifests are not served as their media types. Serve each"));
    }

    /** Nor a column for what nobody can do with it. */
    @Test
    void table_ofImages_hasNoRowForClientsOfOtherContent() {
        assertThat(GradeTable.lines(grade(of("local"), ONE_PLATFORM)))
                .containsSequence(
                        "client                     pull  list",
                        "docker                     yes",
                        "docker (containerd store)  yes",
                        "podman                     yes   yes",
                        "skopeo                     yes   yes",
                        "containerd                 yes",
                        "apptainer docker://        yes",
                        "crane                      yes   yes")
                .noneMatch(line -> line.startsWith("oras") || line.startsWith("helm") || line.startsWith("cosign"));
    }

    /** crane, podman and skopeo only list the tags of SIF images, so that they have no line. */
    @Test
    void reasons_inTheTable_areThoseOfClientsWithARow() {
        Grade listed = lacking(Kind.SIF, Need.TAG_LISTS);
        all(listed, Operation.LIST, Works.NO, Client.ORAS, Client.CRANE, Client.PODMAN);
        assertThat(GradeTable.lines(listed))
                .contains("    oras: lists no tags, or wrong ones")
                .noneMatch(line -> line.contains("crane") || line.contains("podman:"));

        Grade queried = lacking(Kind.SIF, Need.QUERIES);
        assertThat(queried.needs()).containsExactly(Need.QUERIES);
        assertThat(GradeTable.lines(queried)).noneMatch(line -> line.startsWith("("));
    }

    @Test
    void grade_asJson_isReadable() {
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
    void need_ofAnyKind_affectsAClient() {
        assertThat(Need.values())
                .allSatisfy(need -> assertThat(Requirement.of(need)).isNotEmpty());
    }

    @Test
    void limits_inJson_areData() {
        HostCapabilities pages = Host.of("github-pages").capabilities();
        assertThat(pages.limits()).isEqualTo(Map.of(Limit.FILE_BYTES, 100_000_000L, Limit.SITE_BYTES, 1_000_000_000L));
        assertThat(pages.most(Limit.FILES)).isEqualTo(Long.MAX_VALUE);
        assertThat(Limit.FILES.amount(20_001)).isEqualTo("20,001 files");
    }

    /** What only the specification requires is reported too. */
    @Test
    void feature_ofTheSpecificationOnly_isReported() {
        Grade nginx = Grade.of(Host.of("nginx"), of("nginx"), ALL);
        assertThat(nginx.unmet()).containsExactly(HostAbility.TAG_PAGES, HostAbility.TAGS_AFTER_ANY);
        assertThat(Grade.of(Host.of("apache"), of("apache"), ALL).unmet()).contains(HostAbility.TAG_PAGES);
        assertThat(Grade.of(Host.of("local"), of("local"), ALL).unmet()).isEmpty();
        assertThat(Grade.of(Host.of("cloudflare-pages"), of("cloudflare-pages"), ALL)
                        .unmet())
                .isEmpty();
        assertThat(GradeTable.lines(nginx)).contains("    tags/list is never cut as n says: all tags come at once");
        assertThat(new String(nginx.json(), StandardCharsets.UTF_8)).contains("\"unmet\":[{\"ability\":\"TAG_PAGES\",");
    }

    private static Grade lacking(Kind kind, Need... needs) {
        return grade(of("local"), new SiteContent(Set.of(new Content(kind, Set.of(needs))), true, true));
    }

    private static List<Works> pulls(Grade grade, Client... clients) {
        return Stream.of(clients)
                .map(client -> cell(grade, client, Operation.PULL).works())
                .toList();
    }

    /** v1 is the same as none to most. */
    @Test
    void index_withV1Only_failsForPodmanAndSkopeo() {
        Grade grade = lacking(Kind.MULTI_PLATFORM_IMAGE, Need.NO_V1);
        all(grade, Operation.PULL, Works.NO, Client.PODMAN);
        all(grade, Operation.PULL, Works.PARTLY, Client.SKOPEO);
        all(grade, Operation.PULL, Works.YES, Client.DOCKER, Client.DOCKER_CONTAINERD, Client.CONTAINERD);
        all(grade, Operation.PULL, Works.YES, Client.CRANE, Client.APPTAINER_DOCKER);
    }

    /** docker with its own store takes a variant that the processor has; crane and apptainer take whatever is first. */
    @Test
    void index_withVariantsOnly_failsForMostClients() {
        Grade grade = lacking(Kind.MULTI_PLATFORM_IMAGE, Need.PLAIN_PLATFORMS);
        all(grade, Operation.PULL, Works.NO, Client.DOCKER_CONTAINERD, Client.CONTAINERD, Client.PODMAN);
        all(grade, Operation.PULL, Works.PARTLY, Client.DOCKER, Client.SKOPEO, Client.CRANE, Client.APPTAINER_DOCKER);
        assertThat(commands(
                        of("local"),
                        true,
                        "",
                        "acme/app",
                        new Content(Kind.MULTI_PLATFORM_IMAGE, Set.of(Need.PLAIN_PLATFORMS))))
                .contains("skopeo copy --all docker://registry.example/acme/app:1.0 oci:app-1.0:1.0")
                .noneMatch(command -> command.startsWith("podman"));
        assertThat(GradeTable.lines(grade))
                .contains(
                        "    podman: no image found in image index for architecture … (images of several platforms)",
                        "    skopeo: no image found in image index for architecture … (without --all) (images of several"
                                + " platforms)",
                        "    containerd: no match for platform in manifest, or ends well, having fetched no layer (images"
                                + " of several platforms)");
    }

    @Test
    void index_withVariantsFirst_givesThemToCraneAndApptainer() {
        Grade grade = lacking(Kind.MULTI_PLATFORM_IMAGE, Need.PLAIN_FIRST);
        all(grade, Operation.PULL, Works.PARTLY, Client.CRANE, Client.APPTAINER_DOCKER);
        all(
                grade,
                Operation.PULL,
                Works.YES,
                Client.DOCKER,
                Client.DOCKER_CONTAINERD,
                Client.CONTAINERD,
                Client.PODMAN,
                Client.SKOPEO);
    }

    @Test
    void index_ofIndexes_failsForPodmanAndSkopeo() {
        Grade alone = lacking(Kind.MULTI_PLATFORM_IMAGE, Need.DIRECT_IMAGES);
        all(alone, Operation.PULL, Works.NO, Client.PODMAN, Client.SKOPEO);
        Grade mixed = lacking(Kind.MULTI_PLATFORM_IMAGE, Need.FLAT_INDEXES);
        all(mixed, Operation.PULL, Works.PARTLY, Client.PODMAN, Client.SKOPEO);
        for (Grade grade : List.of(alone, mixed)) {
            all(
                    grade,
                    Operation.PULL,
                    Works.YES,
                    Client.DOCKER,
                    Client.DOCKER_CONTAINERD,
                    Client.CONTAINERD,
                    Client.CRANE,
                    Client.APPTAINER_DOCKER);
        }
    }

    @Test
    void name_tooShortOrTooLong_failsForSomeClients() {
        Grade shorter = lacking(Kind.IMAGE, Need.LONGER_NAMES);
        all(shorter, Operation.PULL, Works.NO, Client.CRANE, Client.APPTAINER_DOCKER);
        all(shorter, Operation.LIST, Works.NO, Client.CRANE);
        all(shorter, Operation.LIST, Works.YES, Client.PODMAN, Client.SKOPEO, Client.ORAS);
        all(shorter, Operation.VERIFY, Works.NO, Client.COSIGN);
        all(shorter, Operation.PULL, Works.YES, Client.DOCKER, Client.PODMAN, Client.SKOPEO, Client.CONTAINERD);
        assertThat(pulls(lacking(Kind.SIF, Need.LONGER_NAMES), Client.APPTAINER_ORAS, Client.ORAS))
                .containsExactly(Works.NO, Works.YES);
        Grade longer = lacking(Kind.IMAGE, Need.SHORTER_ADDRESSES);
        all(longer, Operation.PULL, Works.NO, Client.PODMAN, Client.SKOPEO, Client.APPTAINER_DOCKER);
        all(longer, Operation.LIST, Works.NO, Client.PODMAN, Client.SKOPEO);
        all(longer, Operation.PULL, Works.YES, Client.DOCKER, Client.CONTAINERD, Client.CRANE);
        assertThat(pulls(lacking(Kind.SIF, Need.SHORTER_ADDRESSES), Client.APPTAINER_ORAS, Client.PODMAN_ARTIFACT))
                .containsExactly(Works.YES, Works.NO);
    }

    @Test
    void artifact_withoutTitles_isCopiedByOras() {
        Grade grade = lacking(Kind.CHART, Need.LAYER_TITLES, Need.VERSION_TAGS);
        assertThat(pulls(grade, Client.ORAS, Client.HELM, Client.SKOPEO, Client.PODMAN_ARTIFACT))
                .containsExactly(Works.PARTLY, Works.PARTLY, Works.YES, Works.YES);
        assertThat(GradeTable.lines(grade))
                .contains(
                        "    oras: ends well, having written no file of such a layer (oras pull)",
                        "    helm: improper constraint: … (by tag)");
    }

    @Test
    void chart_onAHost_isPulledByHelm() {
        assertThat(pulls(grade(of("github-pages"), ALL), Client.HELM, Client.PODMAN_ARTIFACT))
                .containsExactly(Works.NO, Works.NO);
        assertThat(pulls(grade(without(HostAbility.HEAD_LENGTHS, HostAbility.DIGESTS), ALL), Client.HELM))
                .containsExactly(Works.YES);
        assertThat(pulls(lacking(Kind.CHART, Need.BLOBS), Client.HELM, Client.PODMAN_ARTIFACT))
                .containsExactly(Works.NO, Works.NO);
    }
}
