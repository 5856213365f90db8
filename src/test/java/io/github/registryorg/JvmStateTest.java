package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitRepository;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.TreeSet;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stays behind in a JVM that runs many builds: just what the documentation of the packages names. */
class JvmStateTest {

    @TempDir
    Path temporary;

    @Test
    @Timeout(120)
    void use_ofGitAndHttp_leavesWhatIsDocumentedAndNoMore() throws IOException, InterruptedException {
        Path output = temporary.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.log.org.apache.hc=debug",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JvmStateTest.class.getName(),
                        temporary.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(output).content().isEqualTo("""
                        maven.logger.log.org.apache.hc=error
                        maven.logger.log.software.amazon.awssdk=error
                        org.slf4j.simpleLogger.log.software.amazon.awssdk=error
                        SystemReader QuietSystem
                        """);
    }

    /** What the test runs. */
    public static void main(String[] arguments) {
        Object defaults = defaults();
        Properties before = (Properties) System.getProperties().clone();
        try (GitRepository repository = GitRepository.containing(Path.of(arguments[0]))) {
            throw new IllegalStateException(repository.directory());
        } catch (RegistryException e) {
            // it is none
        }
        try (RemoteClient client = RemoteClient.impatient(AllowedHosts.NONE, null)) {
            client.get(RemoteUrl.parse("http://127.0.0.1:1/"));
        } catch (RegistryException e) {
            // not allowed
        }
        for (String name : new TreeSet<>(System.getProperties().stringPropertyNames())) {
            if (!System.getProperty(name).equals(before.getProperty(name))) {
                System.out.print(name + "=" + System.getProperty(name) + "\n");
            }
        }
        System.out.print("SystemReader " + SystemReader.getInstance().getClass().getSimpleName() + "\n");
        if (!defaults.equals(defaults())) {
            System.out.print("other defaults: " + defaults() + "\n");
        }
    }

    private static String defaults() {
        return Locale.getDefault() + " " + TimeZone.getDefault().getID() + " " + ProxySelector.getDefault() + " "
                + Authenticator.getDefault() + " " + Thread.getDefaultUncaughtExceptionHandler();
    }
}
