package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModuleTreeTest {

    @TempDir
    private Path root;

    private Path pom(String directory, String artifactId, String more) throws IOException {
        Path module = Files.createDirectories(root.resolve(directory));
        return Files.writeString(
                module.resolve("pom.xml"),
                "<?xml version=\"1.0\"?>\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><artifactId>"
                        + artifactId + "</artifactId>" + more + "</project>");
    }

    private static void assertTree(Path pom, String artifactId, boolean hasModules) {
        assertThat(ModuleTree.around(pom)).hasValue(new ModuleTree(artifactId, hasModules));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<modules><module>services</module></modules>",
                "<modules>\n<module> ./services/pom.xml </module>\n</modules>",
                "<subprojects><subproject>services</subproject></subprojects>",
                "<profiles><profile><modules><module>services</module></modules></profile></profiles>"
            })
    void around_anyProjectOfSeveral_isTheTopmost(String modules) throws IOException {
        Path top = pom("", "acme", modules);
        Path middle = pom("services", "services", "<modules><module>one</module><module>two</module></modules>");
        Path one = pom("services/one", "one", "");
        Path two = pom("services/two", "two", "<parent><relativePath/></parent>");

        assertTree(top, "acme", true);
        assertTree(middle, "acme", true);
        assertTree(one, "acme", true);
        assertTree(two, "acme", true);
    }

    @Test
    void around_moduleTwoLevelsBelow_isTheTopmost() throws IOException {
        pom("", "acme", "<modules><module>services/one</module></modules>");

        assertTree(pom("services/one", "one", ""), "acme", true);
    }

    @Test
    void around_parentBesideItsModules_isTheParent() throws IOException {
        pom("parent", "acme", "<modules><module>../one</module></modules>");

        assertTree(pom("one", "one", "<parent><relativePath>../parent</relativePath></parent>"), "acme", true);
    }

    @Test
    void around_parentThatListsNoModules_isTheProjectAlone() throws IOException {
        pom(
                "",
                "acme",
                "<build><plugins><plugin><configuration><modules><module>one</module></modules></configuration>"
                        + "</plugin></plugins></build>");

        assertTree(pom("one", "one", "<parent><artifactId>acme</artifactId></parent>"), "one", false);
    }

    /** As Maven 4 finds them. */
    @ParameterizedTest
    @CsvSource({
        "4.1.0, <packaging>pom</packaging>, true",
        "4.1.0, <packaging>pom</packaging><modelVersion>4.1.0</modelVersion>, true",
        "4.1.0, <packaging>pom</packaging><subprojects/>, false",
        "4.1.0, <packaging>jar</packaging>, false",
        "4.0.0, <packaging>pom</packaging>, false"
    })
    void around_directoriesBelowAParentWithoutAList_areItsModules(String model, String more, boolean isTree)
            throws IOException {
        Path top = pom("", "acme", more);
        Files.writeString(top, Files.readString(top).replace("POM/4.0.0", "POM/" + model));
        Path one = pom("one", "one", "");
        Files.createDirectories(root.resolve("src"));

        assertTree(top, "acme", isTree);
        assertTree(one, isTree ? "acme" : "one", isTree);
    }

    @Test
    void around_projectsThatListEachOther_ends() throws IOException {
        pom("", "acme", "<parent><relativePath>one</relativePath></parent><modules><module>one</module></modules>");
        Path one = pom("one", "one", "<modules><module>..</module></modules>");

        assertThat(ModuleTree.around(one))
                .get()
                .extracting(ModuleTree::hasModules)
                .isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<project>", "<!DOCTYPE p [<!ENTITY x \"y\">]><project><artifactId>&x;</artifactId>"})
    void around_fileAboveThatIsNotAPom_isTheProjectAlone(String content) throws IOException {
        Files.writeString(root.resolve("pom.xml"), content);

        assertTree(pom("one", "one", ""), "one", false);
        assertThat(ModuleTree.around(root.resolve("pom.xml"))).isEmpty();
    }
}
