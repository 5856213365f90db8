package io.github.registryorg.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Pulls by skopeo into directories: all platforms, with unchanged manifests.
 *
 * @param client skopeo
 * @param directory that the pulls are below
 */
public record Skopeo(RealClient client, Path directory) {

    /** Skips the test where skopeo is absent. */
    public static Skopeo in(Path directory) {
        return new Skopeo(RealClient.of("skopeo"), directory);
    }

    /**
     * Pulls an image from a registry without TLS.
     *
     * @param reference {@code HOST/NAME:TAG} or {@code HOST/NAME@DIGEST}
     * @param name of the new directory
     * @return the new directory
     */
    public Path pull(String reference, String name, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--src-tls-verify=false");
        return copy("docker://" + reference, name, all);
    }

    /** The same directory as skopeo makes it from a source such as {@code oci:layout:1.0}. */
    public Path read(String source, String name) {
        return copy(source, name, List.of());
    }

    /** Asserts that what is pulled is what skopeo reads from the source. */
    public void assertPulled(String source, String reference, String name) {
        Path expected = read(source, name + "-expected");
        assertThat(FileTrees.of(pull(reference, name))).isEqualTo(FileTrees.of(expected));
    }

    private Path copy(String source, String name, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of("copy", "-q", "--all", "--preserve-digests"));
        arguments.addAll(options);
        arguments.add(source);
        arguments.add("dir:" + name);
        client.run(directory, arguments.toArray(String[]::new));
        return directory.resolve(name);
    }
}
