package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The registry's logo: {@code logo.svg} or {@code logo.png} beside {@code registry.yaml}.
 *
 * @param isVector whether it is an SVG, which can be shown as a document of its own too
 * @param content its bytes, never changed
 */
public record LogoFile(boolean isVector, byte[] content) {

    static final String SVG = "logo.svg";
    static final String PNG = "logo.png";
    static final List<String> NAMES = List.of(SVG, PNG);

    private static final int MAX_SIZE = 256 * 1024;
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    public LogoFile {
        content = content.clone();
    }

    /**
     * Reads the logo.
     *
     * @param problems receives why one that is there can't be used
     * @return empty where there is none that can be used
     */
    static Optional<LogoFile> read(FileTree tree, Consumer<Problem> problems) {
        try {
            Optional<byte[]> svg = tree.read(SVG, MAX_SIZE);
            Optional<byte[]> png = tree.read(PNG, MAX_SIZE);
            if (svg.isPresent() && png.isPresent()) {
                problems.accept(invalid(PNG, "is a second logo beside " + SVG, "Remove one of the two."));
                return Optional.empty();
            }
            if (svg.isPresent()) {
                Optional<String> fault = SvgSafety.fault(svg.get());
                fault.ifPresent(what -> problems.accept(invalid(
                        SVG,
                        what,
                        "Export it as a plain SVG that refers to nothing but its own parts, or use " + PNG + ".")));
                return fault.isPresent() ? Optional.empty() : svg.map(content -> new LogoFile(true, content));
            }
            if (png.isPresent()
                    && !Arrays.equals(
                            png.get(),
                            0,
                            Math.min(PNG_SIGNATURE.length, png.get().length),
                            PNG_SIGNATURE,
                            0,
                            PNG_SIGNATURE.length)) {
                problems.accept(invalid(PNG, "is not a PNG image", "Export the logo as PNG."));
                return Optional.empty();
            }
            return png.map(content -> new LogoFile(false, content));
        } catch (RegistryException e) {
            if (!e.problems().stream().allMatch(problem -> problem.code().isUserError())) {
                throw e;
            }
            // registries that are older than logos may have anything there
            e.problems().stream()
                    .map(problem -> problem.as(ProblemCode.LOGO_IGNORED))
                    .forEach(problems);
            return Optional.empty();
        }
    }

    private static Problem invalid(String file, String what, String hint) {
        return Problem.of(ProblemCode.LOGO_IGNORED, file, what).hint(hint).at(file);
    }
}
