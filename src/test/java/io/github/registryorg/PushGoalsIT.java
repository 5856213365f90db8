package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.source.LayoutFixture;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.MavenRun;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} as builds run it: for one command, whose pushes {@code pull-request} proposes in the same build. */
class PushGoalsIT {

    @TempDir
    private Path root;

    private RegistryRepository registry;
    private Path project;

    @BeforeEach
    void begin() throws IOException {
        registry = RegistryRepository.create(root.resolve("registry.git"));
        project = Files.createDirectories(root.resolve("project"));
    }

    /** The command is a script, which is what people put more than one line into. */
    private MavenRun build(String... script) throws IOException {
        Files.writeString(project.resolve("push.sh"), "set -e\n" + String.join("\n", script) + "\n");
        return MavenRun.goal(
                        project,
                        "serve",
                        "push=true",
                        "run=sh push.sh",
                        "store=file:" + root.resolve("store"),
                        "storeUrl=https://storage.example/acme",
                        "namespace=acme",
                        "registryRepository=file://" + registry.directory(),
                        "forge=none")
                .then("pull-request");
    }

    private void layout() throws IOException {
        LayoutFixture layout = new LayoutFixture();
        layout.entry(layout.image("app"), "1.0");
        layout.writeDirectory(project.resolve("layout"));
    }

    private static String copy(String tag) {
        return "skopeo copy -q --dest-tls-verify=false oci:layout:1.0 docker://$REGISTRY/acme/app:" + tag;
    }

    @Test
    void pushes_ofOneCommand_areOneProposal() throws IOException {
        RealClient.of("skopeo");
        layout();

        MavenRun.Ended ended = build(copy("1.0"), copy("latest")).run().succeeded();

        assertThat(registry.files("update/acme+app"))
                .contains("acme/app/manifests/1.0/README.md", "acme/app/manifests/latest/README.md");
        assertThat(ended.output()).contains("BUILD SUCCESS");
        assertThat(project.resolve("target/registry-port")).doesNotExist();

        // the next build has what it pushes, and nothing of this one
        build(copy("2.0")).run().succeeded();
        assertThat(FileTrees.of(project.resolve("target/registry")).keySet())
                .contains("acme/app/manifests/2.0/README.md")
                .doesNotContain("acme/app/manifests/1.0/README.md");
    }

    /** What CI does: what it attaches to an image is pushed in the build that publishes the image. */
    @Test
    void publication_ofTheSameBuild_isContinued() throws IOException {
        RealClient.of("skopeo");
        RealClient.of("curl");
        layout();
        Files.writeString(project.resolve("attach.sh"), """
                set -e
                curl -fsS "http://$REGISTRY/v2/_catalog" | grep '"acme/app"'
                skopeo copy -q --src-tls-verify=false --dest-tls-verify=false \
                  docker://$REGISTRY/acme/app:1.0 docker://$REGISTRY/acme/app:attached
                """);

        MavenRun.goal(
                        project,
                        "publish",
                        "source=oci:layout:1.0",
                        "repository=acme/app",
                        "tags=1.0",
                        "push=true",
                        "run=sh attach.sh",
                        "store=file:" + root.resolve("store"),
                        "storeUrl=https://storage.example/acme",
                        "registryRepository=file://" + registry.directory(),
                        "forge=none")
                .then("serve")
                .then("pull-request")
                .run()
                .succeeded();

        assertThat(registry.files("update/acme+app"))
                .contains("acme/app/manifests/1.0/README.md", "acme/app/manifests/attached/README.md");
    }

    @Test
    void command_failed_failsTheBuildWithItsStatus() throws IOException {
        RealClient.of("skopeo");
        layout();

        MavenRun.Ended ended = build(copy("1.0"), "exit 7").run();

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output())
                .contains("COMMAND_FAILED registry.run: the command ended with status 7.")
                .doesNotContain("\tat ");
        assertThat(registry.files("main")).noneMatch(file -> file.startsWith("acme/"));
    }

    /** Under {@code -q} too, since skopeo prints no more of a response than its status. */
    @Test
    void store_thatFails_isInTheLog_andNothingIsProposed() throws IOException {
        RealClient.of("skopeo");
        layout();
        Files.writeString(root.resolve("store"), "no directory");

        MavenRun.Ended ended = build(copy("1.0")).with("-q").run();

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output())
                .contains("COMMAND_FAILED", "IO_FAILED", root.resolve("store").toString())
                .doesNotContain("\tat ");
        assertThat(registry.files("main")).noneMatch(file -> file.startsWith("acme/"));
        assertThat(project.resolve("target/registry")).doesNotExist();
    }

    @Test
    void imageOfJib_pushedByANestedBuild_isProposed() throws IOException {
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("src/main/java/Main.java"), "class Main {}");
        Files.writeString(project.resolve("pom.xml"), pom());
        String jib = MavenRun.of(
                        project,
                        "package",
                        "com.google.cloud.tools:jib-maven-plugin:3.5.2:build",
                        "-Djib.allowInsecureRegistries=true")
                .command();

        build(jib + " -Djib.to.image=$REGISTRY/acme/hello:1.0").run().succeeded();

        assertThat(registry.files("update/acme+hello")).contains("acme/hello/manifests/1.0/README.md");
    }

    private static String pom() {
        return """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>acme</groupId><artifactId>hello</artifactId><version>1</version>
                <properties>
                  <maven.compiler.release>17</maven.compiler.release>
                  <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
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
                      <from><image>scratch</image></from>
                      <container><mainClass>Main</mainClass></container>
                    </configuration>
                  </plugin></plugins>
                </build></project>
                """;
    }
}
