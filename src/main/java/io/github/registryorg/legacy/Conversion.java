package io.github.registryorg.legacy;

import io.github.registryorg.metadata.Contribution;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.ImageManifest;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A tag and the file that was read for it, as what it becomes: the artifact that apptainer makes of a SIF, or, of a
 * Singularity image that is older than SIF, the artifact of a plain file.
 *
 * @param image what the tag claims
 * @param found the file at its URL
 * @param problems what the two don't agree in
 */
record Conversion(LegacyImage image, FoundFile found, List<Problem> problems) {

    /** A name that no system and no tool takes for anything but a file's name. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+-]{0,199}");

    public Conversion {
        problems = List.copyOf(problems);
    }

    public static Conversion of(LegacyImage image, FoundFile found) {
        return new Conversion(image, found, Comparison.of(image, found));
    }

    /** Whether the file is the tag's, so that it may be written. */
    public boolean succeeds() {
        return Comparison.passes(problems);
    }

    /** The artifact; the content of its file stays where it is, and can't be opened. */
    public Image artifact() {
        return found.kind().image(title(), found.digest(), found.size(), () -> {
            throw new IOException("the content that was read is discarded");
        });
    }

    /**
     * Writes the artifact, its note with the URL, and last the tag, in place of what it was.
     *
     * @param registry the directory of the metadata
     * @return paths of files that have changed, relative to it
     */
    public List<String> write(Path registry) {
        Image artifact = artifact();
        Digest config = ((ImageManifest) artifact.root().manifest()).config().digest();
        Blob empty = artifact.blobs().stream()
                .filter(blob -> blob.digest().equals(config))
                .findFirst()
                .orElseThrow();
        return new Contribution(registry, image.repository())
                .writeAt(
                        artifact,
                        Map.of(config, content(empty)),
                        image.tag().tag(),
                        Map.of(found.digest(), List.of(image.url())));
    }

    private static byte[] content(Blob config) {
        try (InputStream in = config.content().open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw Failures.io("reading", Path.of("the empty config"), e);
        }
    }

    /** The file's name in its URL, as whoever published it called it; otherwise as apptainer calls what it pulls. */
    private String title() {
        String path = image.url().replaceFirst("[?#].*", "");
        String name = decoded(path.substring(path.lastIndexOf('/') + 1));
        name = name.substring(name.lastIndexOf('/') + 1);
        if (path.indexOf('/', path.indexOf("//") + 2) > 0
                && PLAIN_NAME.matcher(name).matches()) {
            return name;
        }
        List<String> components = image.repository().components();
        return components.get(components.size() - 1) + "_" + image.tag().tag() + ".sif";
    }

    private static String decoded(String text) {
        try {
            // a + is a + in a path
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
