package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.testkit.MavenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three modules that Jib builds images of, a library and their parent, published and proposed in every way of calling. */
class ReactorIT {

    private static final String PLUGIN = System.getProperty("it.plugin");
    private static final String BRANCH = "update/all";

    @TempDir
    private Path root;

    private Path project;
    private RegistryRepository registry;
    private String maven;

    private MavenRun run(String version, String... arguments) {
        return runAsConfigured(version, arguments).with("-Dregistry.registryRepository=file://" + registry.directory());
    }

    /** For the registry that the modules name. */
    private MavenRun runAsConfigured(String version, String... arguments) {
        MavenRun run = MavenRun.goal(project, "help", "tags=" + version, "branch=" + BRANCH, "forge=none")
                .maven(maven);
        for (String argument : arguments) {
            run.with(argument);
        }
        return run;
    }

    private void begin(String version) throws IOException {
        maven = Path.of(System.getProperty("it.maven"))
                .resolveSibling("apache-maven-" + version)
                .toString();
        registry = RegistryRepository.create(root.resolve("registry.git"));
        project = Files.createDirectories(root.resolve("reactor/.mvn")).getParent();
        Files.writeString(project.resolve("pom.xml"), parent());
        for (String module : List.of("lib", "one", "two", "three")) {
            Path directory = Files.createDirectories(project.resolve(module));
            Files.writeString(directory.resolve("pom.xml"), module(module));
            Path sources = Files.createDirectories(directory.resolve("src/main/java"));
            Files.writeString(sources.resolve("Main.java"), "class Main { String name = \"" + module + "\"; }");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.1", "3.9.16", "4.0.0-rc-6"})
    void reactor_calledInEveryWay_isPublishedAndProposed(String version) throws IOException {
        begin(version);

        run("1.0", "-T2", "-Pbound", "package").run().succeeded();
        assertProposed("1.0", "one", "two", "three");

        run("2.0", "-T2", PLUGIN + ":publish", PLUGIN + ":pull-request").run().succeeded();
        assertProposed("2.0", "one", "two", "three");
        assertThat(project.resolve("one/target/registry/acme/one/manifests/1.0"))
                .doesNotExist();

        run("3.0", "-pl", ":lib,:two", PLUGIN + ":publish", PLUGIN + ":pull-request")
                .run()
                .succeeded();
        assertProposed("3.0", "two");

        Files.delete(project.resolve("two/target/jib-image.tar"));
        MavenRun.Ended refused =
                run("4.0", PLUGIN + ":publish", PLUGIN + ":pull-request").run();
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output()).contains("acme:two: no image to publish");
        assertProposed("4.0");
    }

    private void assertProposed(String tag, String... modules) {
        assertThat(registry.files(BRANCH).stream().filter(file -> file.endsWith("/manifests/" + tag + "/README.md")))
                .containsExactlyInAnyOrderElementsOf(List.of(modules).stream()
                        .map(module -> "acme/" + module + "/manifests/" + tag + "/README.md")
                        .toList());
    }

    /** What the build doesn't reach is nothing to wait for. */
    @ParameterizedTest
    @ValueSource(strings = {"3.8.1", "3.9.16", "4.0.0-rc-6"})
    void reactor_withTheGoalInALaterPhaseOfOneModule_proposesTheOthers(String version) throws IOException {
        begin(version);
        configure("two", "<phase>deploy</phase>");

        run("1.0", "-T2", "-Pbound", "package").run().succeeded();

        assertProposed("1.0", "one", "three");
    }

    @Test
    void reactor_whereNothingIsPublished_failsUnlessItIsALibraryOfIts() throws IOException {
        begin("3.8.1");

        MavenRun.Ended asked = run("1.0", PLUGIN + ":publish").run();
        assertThat(asked.exit()).isNotZero();
        assertThat(asked.output()).contains("acme:one: no image", "acme:two: no image", "acme:three: no image");

        run("1.0", "-Pbound", "-pl", ":lib", "validate", "-Dphase=validate", "-Dregistry.requireContribution=false")
                .run()
                .succeeded();

        MavenRun.Ended early =
                run("1.0", "-Pbound", "validate", "-Dphase=validate").run();
        assertThat(early.exit()).isNotZero();
        assertThat(early.output()).contains("acme:one: no image to publish");
    }

    @Test
    void reactor_withOneRepositoryForSeveralImages_failsAndNamesThem() throws IOException {
        begin("3.8.1");
        for (String module : List.of("one", "two")) {
            Files.writeString(project.resolve(module).resolve("artifact"), module);
        }

        MavenRun.Ended asked = run(
                        "1.0", "-pl", ":one,:two", "-Dregistry.repository=acme/all", "-Psource", PLUGIN + ":publish")
                .run();
        assertThat(asked.exit()).isNotZero();
        assertThat(asked.output()).contains("CONFIGURATION_INVALID registry.repository", "acme:one, acme:two");

        MavenRun.Ended bound = run(
                        "1.0",
                        "-pl",
                        ":one,:two",
                        "-Dregistry.repository=acme/all",
                        "-Psource,bound",
                        "-Dphase=validate",
                        "validate")
                .run();
        assertThat(bound.exit()).isNotZero();
        assertThat(bound.output()).contains("NAME_CONFLICT acme/all:1.0", "acme:one and acme:two");
    }

    @Test
    void reactor_withASkippedModuleAndAnotherOutput_isProposedAsConfigured() throws IOException {
        begin("3.9.16");
        for (String module : List.of("one", "two", "three")) {
            Files.writeString(project.resolve(module).resolve("artifact"), module);
        }
        run("1.0", "-Psource", PLUGIN + ":publish").run().succeeded();
        configure("one", "<registry.skip>true</registry.skip>");
        configure("two", "<registry.output>${project.build.directory}/contribution</registry.output>");

        run("2.0", "-Psource", PLUGIN + ":publish", PLUGIN + ":pull-request")
                .run()
                .succeeded();

        assertProposed("1.0");
        assertProposed("2.0", "two", "three");
    }

    /** The topmost project, in which Maven runs the goal, does not require a registry of its own. */
    @Test
    void reactor_whereModulesNameTheirRegistries_isProposedToThose() throws IOException {
        begin("3.9.16");
        RegistryRepository other = RegistryRepository.create(root.resolve("other.git"));
        for (String module : List.of("one", "two", "three")) {
            Files.writeString(project.resolve(module).resolve("artifact"), module);
            String directory =
                    (module.equals("three") ? other : registry).directory().toString();
            configure(module, "<registry.registryRepository>file://" + directory + "</registry.registryRepository>");
        }

        runAsConfigured("1.0", "-Psource", PLUGIN + ":publish", PLUGIN + ":pull-request")
                .run()
                .succeeded();

        assertProposed("1.0", "one", "two");
        assertThat(other.files(BRANCH))
                .contains("acme/three/manifests/1.0/README.md")
                .doesNotContain("acme/one/manifests/1.0/README.md");
    }

    /** Maven can't plan the modules that use it before it is built. */
    @ParameterizedTest
    @ValueSource(strings = {"3.8.1", "4.0.0-rc-6"})
    void reactor_withAModuleThatIsAPluginOfAnother_isProposed(String version) throws IOException {
        begin(version);
        for (String module : List.of("one", "two", "three")) {
            Files.writeString(project.resolve(module).resolve("artifact"), module);
        }
        Path descriptor = project.resolve("lib/src/main/resources/META-INF/maven/plugin.xml");
        Files.createDirectories(descriptor.getParent());
        Files.writeString(descriptor, """
                <plugin><groupId>acme</groupId><artifactId>lib</artifactId><version>1</version>
                <goalPrefix>lib</goalPrefix><mojos><mojo><goal>later</goal><phase>deploy</phase>
                <language>java</language><implementation>acme.Later</implementation></mojo></mojos></plugin>
                """);
        Path pom = project.resolve("two/pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("</project>", """
                <build><plugins><plugin><groupId>acme</groupId><artifactId>lib</artifactId><version>1</version>
                <executions><execution><goals><goal>later</goal></goals></execution></executions></plugin></plugins></build>
                </project>"""));

        run("1.0", "-Psource,bound", "package", "-Djib.skip=true").run().succeeded();

        assertProposed("1.0", "one", "two", "three");
    }

    private void configure(String module, String property) throws IOException {
        Path pom = project.resolve(module).resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replace("<properties>", "<properties>" + property));
    }

    private String parent() {
        String[] ids = PLUGIN.split(":");
        String plugin = "<groupId>" + ids[0] + "</groupId><artifactId>" + ids[1] + "</artifactId><version>" + ids[2]
                + "</version>";
        return """
                <project><modelVersion>4.0.0</modelVersion><groupId>acme</groupId><artifactId>parent</artifactId>
                <version>1</version><packaging>pom</packaging>
                <modules><module>lib</module><module>one</module><module>two</module><module>three</module></modules>
                <properties>
                  <maven.compiler.release>17</maven.compiler.release>
                  <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  <phase>package</phase>
                  <registry.repository>acme/${project.artifactId}</registry.repository>
                  <registry.store>file:%s</registry.store>
                  <registry.storeUrl>https://storage.example/acme</registry.storeUrl>
                </properties>
                <build>
                  <pluginManagement><plugins>
                    <plugin><artifactId>maven-resources-plugin</artifactId><version>3.4.0</version></plugin>
                    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.16.0</version></plugin>
                    <plugin><artifactId>maven-surefire-plugin</artifactId><version>3.5.4</version></plugin>
                    <plugin><artifactId>maven-jar-plugin</artifactId><version>3.5.0</version></plugin>
                  </plugins></pluginManagement>
                  <plugins><plugin>
                    <groupId>com.google.cloud.tools</groupId><artifactId>jib-maven-plugin</artifactId>
                    <version>3.5.2</version>
                    <configuration>
                      <skip>${image.none}</skip>
                      <from><image>scratch</image></from><to><image>x</image></to>
                      <container><mainClass>Main</mainClass></container>
                    </configuration>
                    <executions><execution><id>image</id><phase>package</phase><goals><goal>buildTar</goal></goals>
                    </execution></executions>
                  </plugin></plugins>
                </build>
                <profiles>
                  <profile><id>bound</id><build><plugins><plugin>%s<executions><execution>
                    <id>publish</id><phase>${phase}</phase><goals><goal>publish</goal><goal>pull-request</goal></goals>
                  </execution></executions></plugin></plugins></build></profile>
                  <profile><id>source</id><properties><registry.source>artifact</registry.source></properties></profile>
                </profiles></project>
                """.formatted(root.resolve("store"), plugin);
    }

    private static String module(String name) {
        return """
                <project><modelVersion>4.0.0</modelVersion>
                <parent><groupId>acme</groupId><artifactId>parent</artifactId><version>1</version></parent>
                <artifactId>%s</artifactId><properties><image.none>%s</image.none></properties></project>
                """.formatted(name, name.equals("lib"));
    }
}
