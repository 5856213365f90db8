package io.github.registryorg.mojo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goals are thin: parameters, one request, one call. */
class MojoSizeTest {

    private static final int MAX_LINES = 80;
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *(/\\*\\*|\\*|//).*$");
    private static final Pattern FIELD =
            Pattern.compile("@(Parameter\\([^;]*\\)|Inject)\\s+(private )?(@Nullable )?[\\w<>]+ \\w+;");
    private static final Pattern HEAD = Pattern.compile("(?m)^(package|import) .*$");

    static Stream<Path> goals() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/registryorg/mojo"))) {
            return files.filter(file -> file.toString().endsWith("Mojo.java")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("goals")
    void goal_withoutItsParameters_hasFewLines(Path goal) {
        assertThat(lines(goal)).isLessThanOrEqualTo(MAX_LINES);
    }

    /** Of code, without the package, imports, comments, parameters and blank lines. */
    private static long lines(Path goal) {
        try {
            String code = HEAD.matcher(Files.readString(goal)).replaceAll("");
            code = COMMENT.matcher(code).replaceAll("");
            code = FIELD.matcher(code).replaceAll("");
            return code.lines().filter(line -> !line.isBlank()).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
