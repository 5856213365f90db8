package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.DocumentationPage;
import io.github.registryorg.testkit.MavenCentral;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.PlainJson;
import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.StagedRelease;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A release of this commit: what Maven Central requires is there, and Maven takes the plugin from where it is staged. */
class ReleaseIT {

    private static final List<String> FILES =
            List.of(".jar", "-sources.jar", "-javadoc.jar", ".pom", "-cyclonedx.json");

    private static final DocumentationPage PAGE = DocumentationPage.ofSite("getting");

    /** What the parent pom of JGit declares. */
    private static final String OF_JGIT = "Downloading from jgit-repository";

    @TempDir
    Path temporary;

    private static StagedRelease release;
    private static LoopbackServer repository;
    private static MavenCentral central;

    /** Begun once. */
    @TempDir
    private static Path begun;

    @BeforeAll
    static void find() {
        release = StagedRelease.ofThisBuild();
        repository = release.serve();
        central = MavenCentral.start();
    }

    @AfterAll
    static void end() {
        if (repository != null) {
            repository.close();
        }
        if (central != null) {
            central.close();
        }
    }

    private static Stream<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void files_staged_haveTheirChecksums() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (String suffix : FILES) {
            Path file = release.file(suffix);
            expected.add(file.getFileName().toString());
            expected.add(file.getFileName() + ".asc");
            for (String algorithm : StagedRelease.checksums()) {
                expected.add(file.getFileName() + "." + algorithm);
                MessageDigest digest = MessageDigest.getInstance(
                        algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-"));
                assertThat(release.file(suffix + "." + algorithm))
                        .content()
                        .isEqualToIgnoringCase(HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file))));
            }
        }
        assertThat(list(release.files()).map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(release.version()).doesNotContain("SNAPSHOT");
    }

    @Test
    void signatures_staged_areOfTheKey() throws IOException {
        // gpg-agent is not needed to verify, and the socket of one would need a short path
        Path home = Files.createDirectory(
                temporary.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        RealClient gpg = RealClient.of("gpg", "--batch", "--no-autostart", "--homedir", home.toString());
        gpg.run(temporary, "--import", release.directory().resolve("key.asc").toString());
        for (String suffix : FILES) {
            assertThat(gpg.run(
                            temporary,
                            "--status-fd=1",
                            "--verify",
                            release.file(suffix + ".asc").toString(),
                            release.file(suffix).toString()))
                    .contains("[GNUPG:] GOODSIG", "[GNUPG:] VALIDSIG");
        }
    }

    private static Document xml(byte[] content) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(content));
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE
                    && nodes.item(i).getNodeName().equals(name)) {
                found.add((Element) nodes.item(i));
            }
        }
        return found;
    }

    private static String text(Element root, String path) {
        Element element = root;
        for (String name : path.split("/")) {
            List<Element> found = children(element, name);
            assertThat(found).as(path).isNotEmpty();
            element = found.get(0);
        }
        return element.getTextContent().strip();
    }

    @Test
    void pom_staged_hasWhatMavenCentralRequires() throws Exception {
        String content = Files.readString(release.file(".pom"));
        Element pom = xml(content.getBytes(StandardCharsets.UTF_8)).getDocumentElement();
        assertThat(text(pom, "groupId")).isEqualTo("io.github.registry-org");
        assertThat(text(pom, "version")).isEqualTo(release.version());
        for (String path : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/url",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(text(pom, path)).as(path).isNotEmpty().doesNotContain("${");
        }
        // no other place that a user's build would contact, and nothing that can change
        assertThat(content)
                .doesNotContain("<distributionManagement>", "<repositories>", "<pluginRepositories>", "-SNAPSHOT<");
    }

    /** Of the jar that runs: what Maven loads with it. */
    private Set<String> runtime() throws Exception {
        Set<String> names = new TreeSet<>();
        try (ZipFile jar = new ZipFile(release.file(".jar").toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/maven/plugin.xml"))) {
            Element plugin = xml(in.readAllBytes()).getDocumentElement();
            for (Element dependency : children(children(plugin, "dependencies").get(0), "dependency")) {
                names.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId") + ":"
                        + text(dependency, "version"));
            }
        }
        return names;
    }

    @Test
    void sbom_staged_namesAllThatMavenLoads() throws Exception {
        JsonNode sbom = PlainJson.READER.readTree(Files.readAllBytes(release.file("-cyclonedx.json")));
        assertThat(sbom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(sbom.get("specVersion").asText()).isEqualTo("1.6");
        JsonNode subject = sbom.get("metadata").get("component");
        assertThat(subject.get("purl").asText())
                .startsWith("pkg:maven/io.github.registry-org/registry-maven-plugin@" + release.version());
        assertThat(subject.get("licenses").toString()).contains("AGPL-3.0-or-later");
        Set<String> named = new TreeSet<>();
        for (JsonNode component : sbom.get("components")) {
            named.add(component.get("group").asText() + ":"
                    + component.get("name").asText() + ":"
                    + component.get("version").asText());
            assertThat(component.get("hashes")).as(component.toString()).isNotEmpty();
        }
        assertThat(named)
                .isEqualTo(runtime())
                .anyMatch(name -> name.startsWith("org.eclipse.jgit:"))
                .noneMatch(name -> name.startsWith("org.junit") || name.startsWith("org.apache.maven"));
    }

    @Test
    void build_elsewhere_makesTheSameBytes() throws IOException {
        for (String suffix : List.of(".jar", "-sources.jar", "-cyclonedx.json")) {
            Path file = release.file(suffix);
            assertThat(release.directory().resolve("again").resolve(file.getFileName()))
                    .as("made again in another directory and time zone")
                    .hasSameBinaryContentAs(file);
        }
    }

    @Test
    void jar_staged_hasTheLicence() throws IOException {
        for (String suffix : List.of(".jar", "-sources.jar")) {
            try (ZipFile jar = new ZipFile(release.file(suffix).toFile());
                    InputStream in = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
                assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of("LICENSE")));
            }
        }
    }

    @Test
    void bundle_forMavenCentral_hasTheStagedFiles() throws IOException {
        String folder = "io/github/registry-org/registry-maven-plugin/" + release.version() + "/";
        try (ZipFile bundle =
                new ZipFile(release.directory().resolve("central-bundle.zip").toFile())) {
            assertThat(bundle.stream().map(entry -> entry.getName()))
                    .containsExactlyInAnyOrderElementsOf(list(release.files())
                            .map(file -> folder + file.getFileName())
                            .toList());
            for (String suffix : FILES) {
                try (InputStream in = bundle.getInputStream(
                        bundle.getEntry(folder + release.file(suffix).getFileName()))) {
                    assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(release.file(suffix)));
                }
            }
        }
    }

    /** A command of a page, by how it begins. */
    private static String command(String page, String start) throws IOException {
        return Files.readString(Path.of("src/site/markdown/" + page + ".md"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bundle_uploaded_bringsItsTokenInAHeaderOnly() throws IOException {
        RealClient.of("curl");
        Path work = Files.createDirectories(temporary.resolve("work/target")).getParent();
        Files.copy(release.directory().resolve("central-bundle.zip"), work.resolve("target/central-bundle.zip"));
        List<String> tokens = new ArrayList<>();
        List<byte[]> bodies = new ArrayList<>();
        try (LoopbackServer central = LoopbackServer.start(exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(201, -1);
        })) {
            String upload =
                    command("releasing", "printf 'header").replace("https://central.sonatype.com", central.url(""));
            RealClient.of("bash")
                    .withEnvironment("CENTRAL_TOKEN=name:secret")
                    .run(work, "-euo", "pipefail", "-c", upload);
            assertThat(central.requests())
                    .singleElement()
                    .asString()
                    .startsWith("POST /api/v1/publisher/upload?name=registry-maven-plugin-")
                    .endsWith("&publishingType=USER_MANAGED");
        }
        assertThat(tokens)
                .containsExactly(
                        "Bearer " + Base64.getEncoder().encodeToString("name:secret".getBytes(StandardCharsets.UTF_8)));
        byte[] bundle = Files.readAllBytes(work.resolve("target/central-bundle.zip"));
        assertThat(new String(bodies.get(0), StandardCharsets.ISO_8859_1))
                .contains("name=\"bundle\"", new String(bundle, StandardCharsets.ISO_8859_1));
    }

    /** A local repository that has nothing yet. */
    private Path empty() throws IOException {
        return Files.createTempDirectory(temporary, "local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.maven", "it.newestMaven"})
    void goal_withoutPom_comesFromTheRepositoryOfTheSettings(String maven) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve("empty"));
        Path local = empty();
        String output = MavenRun.of(directory, "registry:help")
                .maven(System.getProperty(maven))
                .settings(central.settings(temporary, PAGE, repository))
                .localRepository(local)
                .run()
                .succeeded()
                .output();
        assertThat(output)
                .contains("registry-maven-plugin " + release.version(), "mvn registry:site -Dregistry.host=")
                .doesNotContain(OF_JGIT);
        assertThat(repository.requests()).anyMatch(request -> request.endsWith("/registry-org/maven-metadata.xml"));

        Path other = central.settings(temporary, PAGE, repository);
        Files.writeString(other, Files.readString(other).replaceAll("(?s)<pluginGroups>.*</pluginGroups>", ""));
        assertThat(MavenRun.of(directory, release.plugin() + ":help")
                        .maven(System.getProperty(maven))
                        .settings(other)
                        .localRepository(local)
                        .run()
                        .succeeded()
                        .output())
                .contains("mvn " + release.plugin() + ":site -Dregistry.host=", "<pluginGroup>io.github.registry-org<");
    }

    /** The files of a registry that the staged plugin has begun, with the plugin there. */
    private Path registry(LoopbackServer place) throws IOException {
        if (!Files.exists(begun.resolve("pom.xml"))) {
            MavenRun.of(
                            begun,
                            release.plugin() + ":init",
                            "-Dregistry.kind=registry",
                            "-Dregistry.pluginRepository=" + repository.url("/"))
                    .settings(central.settings(temporary, PAGE, repository))
                    .localRepository(empty())
                    .run()
                    .succeeded();
        }
        Path pom = begun.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceAll("http://127\\.0\\.0\\.1:\\d+/", place.url("/")));
        assertThat(pom).content().contains("<url>" + place.url("/") + "</url>");
        return begun;
    }

    private MavenRun.Ended validate(LoopbackServer place, String maven) throws IOException {
        return MavenRun.of(registry(place), "registry:validate")
                .maven(System.getProperty(maven))
                .settings(central.settings(temporary))
                .localRepository(empty())
                .run();
    }

    /** StoryIT shows the same of the other one. */
    @ParameterizedTest
    @ValueSource(strings = {"it.maven", "it.newestMaven"})
    void registry_begunWithThePluginsRepository_getsThePluginThere(String maven) throws IOException {
        try (LoopbackServer place = release.serve()) {
            assertThat(validate(place, maven).succeeded().output())
                    .contains(":" + release.version() + ":validate", "0 errors")
                    .doesNotContain(OF_JGIT);
            // all others are in Maven Central, which is asked first
            assertThat(place.requests())
                    .filteredOn(request -> request.endsWith(".jar"))
                    .isNotEmpty()
                    .allMatch(request -> request.contains("/registry-maven-plugin/"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"it.commonMaven", "it.newestMaven"})
    void plugin_replacedWithItsChecksums_isRefused(String maven) throws Exception {
        byte[] jar = Files.readAllBytes(release.file("-sources.jar"));
        String name = release.file(".jar").getFileName().toString();
        try (LoopbackServer place = release.serve(Map.of(name, jar, name + ".sha1", MavenCentral.sha1(jar)))) {
            MavenRun.Ended ended = validate(place, maven);
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.output().toLowerCase(Locale.ROOT))
                    .contains("checksum", "registry-maven-plugin:jar:" + release.version());
        }
    }

    @Test
    void plugin_damaged_failsTheBuild() throws IOException {
        byte[] damaged = Files.readAllBytes(release.file(".jar"));
        damaged[damaged.length / 2] ^= 1;
        try (LoopbackServer place =
                release.serve(Map.of(release.file(".jar").getFileName().toString(), damaged))) {
            MavenRun.Ended ended = validate(place, "it.maven");
            assertThat(ended.exit()).isNotZero();
            assertThat(ended.output()).contains("Checksum validation failed");
        }
    }
}
