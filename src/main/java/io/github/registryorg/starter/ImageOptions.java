package io.github.registryorg.starter;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a project wants of its image beyond the image.
 *
 * @param builder of a Dockerfile; null for podman, and for what has no Dockerfile
 * @param platforms that it is built for, such as {@code linux/arm64}; none for that of the machine that builds it
 * @param isSigned whether the CI signs it
 * @param hasSbom whether the CI attaches a software bill of materials
 */
public record ImageOptions(@Nullable Recipe builder, List<String> platforms, boolean isSigned, boolean hasSbom) {

    /** The image alone. */
    public static final ImageOptions NONE = new ImageOptions(null, List.of(), false, false);

    private static final Pattern PLATFORM = Pattern.compile("linux/[a-z0-9]{1,20}(/v[0-9]{1,2})?");

    public ImageOptions {
        platforms = List.copyOf(platforms);
        for (String platform : platforms) {
            if (!PLATFORM.matcher(platform).matches()) {
                throw new RegistryException(Problem.of(
                                ProblemCode.CONFIGURATION_INVALID,
                                "registry.platforms",
                                "\"" + platform + "\" is not a platform that can be built for")
                        .hint("Write linux/ARCHITECTURE or linux/ARCHITECTURE/VARIANT, several with commas, such as"
                                + " linux/amd64,linux/arm64."));
            }
        }
    }
}
