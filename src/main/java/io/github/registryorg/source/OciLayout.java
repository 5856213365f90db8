package io.github.registryorg.source;

import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An OCI layout, as a directory or a tar archive of one. Only what {@code index.json} leads to is taken: tools leave
 * orphans among the blobs.
 *
 * @param name as the user wrote it, without the reference
 * @param path of the directory or archive
 * @param reference what to choose; null where the user gave none
 * @param sources what is open until the blobs have been read
 */
record OciLayout(String name, Path path, @Nullable String reference, OpenSources sources) implements ImageSource {

    @Override
    public Image read(List<Platform> platforms, Consumer<Problem> warnings) {
        LayoutReader layout = new LayoutReader(name, SourceKind.OCI.open(name, path, sources));
        LayoutEntries entries = new LayoutEntries(layout);
        return new ManifestGraph(layout, TypeCheck.refusing(name))
                .image(
                        entries.choose(new Choice(name, reference), platforms, warnings),
                        LayoutReader.INDEX,
                        platforms,
                        entries::referrers,
                        entries::tagged);
    }

    @Override
    public String toString() {
        return reference == null ? name : name + ":" + reference;
    }
}
