package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Where the plugin comes from, in what is written for it. */
class PluginRepositoryTest {

    private static final String URL = "https://maven.acme.example/releases";

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {
                URL,
                "HTTPS://maven.acme.example",
                "https://maven.acme.example:8443/a%20b/",
                "http://localhost:8081/releases",
                "http://127.0.0.1:8081",
                "http://[::1]:8081/",
                "file:/srv/maven",
                "file:///srv/maven",
                "file:///C:/maven",
            })
    void url_ofARepository_isTaken(String url) {
        assertThat(PluginRepository.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "maven.acme.example",
                "/srv/maven",
                "file:maven",
                "file://server/maven",
                "http://maven.acme.example/releases",
                "http://localhost.evil.example/",
                "http://sub.localhost/",
                "http://127.1/",
                "ftp://maven.acme.example/",
                "s3://bucket/maven",
                "https://",
                "https:///releases",
                "https://bank:hunter2@maven.acme.example/",
                "https://hunter2@maven.acme.example/",
                "https://maven.acme.example/?token=hunter2",
                "https://maven.acme.example/#hunter2",
                "https://maven.acme.example/${hunter2}",
                "https://maven.acme.example/$hunter2",
                "https://maven.acme.example/a&b",
                "https://maven.acme.example/;hunter2",
                "https://maven.acme.example/a b",
                "https://maven.acme.example/\n",
            })
    void url_thatIsNoneOrHasASecret_isRefusedWithoutIt(String url) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> PluginRepository.parse(url))
                .withMessageContaining("registry.pluginRepository: is not the URL of a Maven repository. Write it like")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void repository_ofThisMachine_isKnownAsSuch() {
        assertThat(List.of("http://localhost:1/", "https://localhost/", "file:/srv/maven"))
                .allMatch(url -> PluginRepository.parse(url).isOfThisMachine());
        assertThat(PluginRepository.parse(URL).isOfThisMachine()).isFalse();
    }

    private static PluginVersion plugin(String version, PluginChecksums checksums) {
        return new PluginVersion(
                "org.example", "registry-maven-plugin", version, PluginRepository.parse(URL), checksums);
    }

    private static StarterFile file(List<StarterFile> files, String path) {
        return files.stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<StarterFile>> files(PluginVersion plugin) {
        return List.of(
                Starters.registry(plugin, "github-pages", null).files(false, null),
                Starters.registry(plugin, "s3", "s3://acme-registry").files(false, null),
                Starters.container(plugin, Recipe.of(List.of("Dockerfile"), null))
                        .files());
    }

    @Test
    void pom_ofAPluginElsewhere_asksCentralFirst() throws Exception {
        for (String version : List.of("1.0", "1.1-SNAPSHOT")) {
            for (List<StarterFile> files : files(plugin(version, null))) {
                Element pom = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(
                                new StringReader(file(files, "pom.xml").text())))
                        .getDocumentElement();
                assertThat(texts(pom, "pluginRepositories", "id")).containsExactly("central", "registry-maven-plugin");
                assertThat(texts(pom, "pluginRepositories", "url"))
                        .containsExactly("https://repo.maven.apache.org/maven2", URL);
                assertThat(texts(pom, "pluginRepositories", "checksumPolicy")).containsExactly("fail", "fail");
                assertThat(texts(pom, "pluginRepositories", "enabled"))
                        .containsExactly("false", String.valueOf(version.equals("1.1-SNAPSHOT")));
                assertThat(files).noneMatch(file -> file.path().contains("checksums"));
            }
        }
    }

    private static List<String> texts(Element root, String ancestor, String name) {
        NodeList all = ((Element) root.getElementsByTagName(ancestor).item(0)).getElementsByTagName(name);
        return IntStream.range(0, all.getLength())
                .mapToObj(index -> all.item(index).getTextContent())
                .toList();
    }

    @Test
    void files_ofAPluginInCentral_nameNoRepository() {
        for (List<StarterFile> files : files(Starters.PLUGIN)) {
            assertThat(files)
                    .noneMatch(file ->
                            file.text().contains("epositories>") || file.path().contains("checksums"));
        }
    }

    @Test
    void snippet_ofAPluginElsewhere_hasItsRepository() {
        for (String recipe : List.of("Dockerfile", "pom.xml")) {
            assertThat(Starters.container(plugin("1.0", null), Recipe.of(List.of(recipe), null))
                            .snippet())
                    .contains("</properties>\n\n<pluginRepositories>\n  <!--", "<url>" + URL + "</url>");
        }
    }

    @Test
    void readme_ofARegistry_saysHowContributorsGetThePlugin() {
        assertThat(file(files(plugin("1.0", null)).get(0), "README.md").text())
                .contains(
                        ":init -Dregistry.kind=container -Dregistry.pluginRepository=" + URL + "\n",
                        "CI included.\n\nThe plugin is in a Maven repository of its own.",
                        "      <pluginRepositories>\n",
                        "        <pluginRepository>\n",
                        "<activeProfile>registry-maven-plugin</activeProfile>")
                .doesNotContain("checksums.sha256");
    }

    @Test
    void checksums_ofThePlugin_areThoseOfItsFiles() throws IOException {
        Path jar = Files.writeString(temporary.resolve("registry-maven-plugin-1.0.jar"), "jar");
        assertThat(PluginChecksums.of(jar)).isEmpty();
        assertThat(PluginChecksums.of(temporary)).isEmpty();
        Files.writeString(temporary.resolve("registry-maven-plugin-1.0.pom"), "pom");
        PluginChecksums checksums = PluginChecksums.of(jar).orElseThrow();
        assertThat(checksums)
                .isEqualTo(new PluginChecksums(
                        Digest.sha256("jar".getBytes(StandardCharsets.UTF_8)),
                        Digest.sha256("pom".getBytes(StandardCharsets.UTF_8))));

        for (List<StarterFile> files : files(plugin("1.0", checksums))) {
            assertThat(file(files, ".mvn/checksums/checksums.sha256").text())
                    .isEqualTo(checksums.jar().hex()
                            + "  org/example/registry-maven-plugin/1.0/registry-maven-plugin-1.0.jar\n"
                            + checksums.pom().hex()
                            + "  org/example/registry-maven-plugin/1.0/registry-maven-plugin-1.0.pom\n");
            // Maven splits it at blanks or lines, and knows no comments in it
            assertThat(file(files, ".mvn/maven.config").text().lines())
                    .hasSize(5)
                    .allMatch(line -> line.startsWith("-Daether.") && !line.contains(" "));
        }
        assertThat(file(files(plugin("1.0", checksums)).get(0), "README.md").text())
                .contains("- `.mvn/checksums/checksums.sha256` has the checksums");
        assertThat(plugin("1.0-SNAPSHOT", checksums).checksumFiles()).isEmpty();
        assertThat(new PluginVersion("org.example", "registry-maven-plugin", "1.0", null, checksums).checksumFiles())
                .isEmpty();
    }
}
