package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.store.S3Server;
import io.github.registryorg.testkit.Jdk;
import io.github.registryorg.testkit.LegacyRegistry;
import io.github.registryorg.testkit.MavenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every goal on newer Mavens and JDKs; all other tests run goals on the oldest Maven that is supported. */
class SupportedVersionsIT {

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @CsvSource({"it.commonMaven, JDK_21", "it.newestMaven, OWN", "it.newestMaven, JDK_25"})
    void goals_onEachVersion_work(String maven, Jdk jdk) throws IOException {
        Path work = Files.createDirectory(temporary.resolve("work"));
        Versions on = new Versions(System.getProperty(maven), jdk);
        on.goal(work, "init", "kind=registry", "directory=registry", "title=Acme")
                .run()
                .succeeded();
        assertThat(work.resolve("registry/pom.xml")).isRegularFile();

        Files.writeString(work.resolve("hello.txt"), "Hello\n");
        RegistryRepository registry = RegistryRepository.create(temporary.resolve("registry.git"));
        MavenRun.Ended published = on.goal(
                        work,
                        "publish",
                        "source=hello.txt",
                        "repository=acme/hello",
                        "tags=1.0",
                        "store=file:target/registry/store",
                        "registryRepository=file://" + temporary.resolve("registry.git"),
                        "forge=none",
                        "deep=true",
                        "host=local,s3")
                .then("pull-request")
                .then("validate")
                .then("site")
                .run()
                .succeeded();
        assertThat(published.output()).contains("Published acme/hello:1.0", "Pushed update/acme+hello");
        assertThat(registry.files("update/acme+hello")).contains("acme/hello/manifests/1.0/README.md");

        MavenRun.Started server = on.goal(work, "serve", "site=target/registry-site/local", "port=0")
                .start();
        try {
            server.awaitSaid("until Ctrl-C");
            Matcher address = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/").matcher(server.output());
            assertThat(address.find()).isTrue();
            assertThat(on.goal(work, "probe", "url=" + address.group(), "deep=true")
                            .run()
                            .succeeded()
                            .output())
                    .contains("No client is known to fail here.");
        } finally {
            server.kill();
        }
        deploy(on, work);
        importLegacy(on);
    }

    private void deploy(Versions on, Path work) throws IOException {
        try (S3Server bucket = S3Server.start(Files.createDirectory(temporary.resolve("objects")))) {
            MavenRun.Ended deployed = on.goal(
                            work,
                            "deploy",
                            "site=target/registry-site/s3",
                            "target=s3://" + S3Server.BUCKET,
                            "endpoint=" + bucket.endpoint(),
                            "pathStyle=true",
                            "region=us-east-1",
                            "server=bucket")
                    .server("bucket", S3Server.ACCESS_KEY, S3Server.SECRET_KEY)
                    .run();
            assertThat(deployed.output()).contains("Deployed to s3://" + S3Server.BUCKET);
            deployed.succeeded();
        }
    }

    private void importLegacy(Versions on) throws IOException {
        try (LegacyRegistry legacy = new LegacyRegistry(Files.createDirectory(temporary.resolve("legacy")))) {
            legacy.likeTheRealOne();
            MavenRun.Ended imported = on.goal(
                            legacy.directory, "import", "allowedHosts=127.0.0.1:" + legacy.storage.port())
                    .run()
                    .succeeded();
            assertThat(imported.output()).contains("4 tags imported");
        }
    }

    /** Of one run of all goals. */
    private record Versions(String maven, Jdk jdk) {

        MavenRun goal(Path directory, String goal, String... properties) {
            return MavenRun.goal(directory, goal, properties).maven(maven).on(jdk);
        }
    }
}
