package io.github.registryorg.source.file;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a tar archive by name, each readable on its own: nothing is extracted, so no name in an archive ever
 * becomes a path on this machine.
 */
public final class TarIndex implements SourceFiles {

    private static final int MAX_LINKS = 16;

    private final String subject;
    private final Path archive;
    private final Map<String, TarEntry> entries;

    private TarIndex(String subject, Path archive, Map<String, TarEntry> entries) {
        this.subject = subject;
        this.archive = archive;
        this.entries = entries;
    }

    /**
     * Reads all headers.
     *
     * @param subject of problems
     * @throws RegistryException {@code SOURCE_INVALID} if it is not a complete and safe tar archive
     */
    public static TarIndex read(String subject, Path archive) {
        return new TarIndex(subject, archive, TarIndexReader.read(subject, archive));
    }

    @Override
    public Optional<SourceFile> find(String name) {
        try {
            return Optional.ofNullable(resolve(name)).map(this::file);
        } catch (TarFormatException e) {
            throw new RegistryException(
                    Problem.of(ProblemCode.SOURCE_INVALID, subject, "\"" + name + "\" can't be read")
                            .because(e.getMessage())
                            .hint("Build or save the archive again."));
        }
    }

    /** Follows links; null where nothing is at their end. */
    private @Nullable TarEntry resolve(String name) throws TarFormatException {
        String current = TarName.normalise(name);
        for (int links = 0; links <= MAX_LINKS; links++) {
            TarEntry entry = entries.get(current);
            if (entry == null || entry.kind() == TarEntry.Kind.FILE) {
                return entry;
            }
            current = switch (entry.kind()) {
                case SYMBOLIC_LINK -> TarName.follow(entry.name(), entry.target());
                case HARD_LINK -> TarName.normalise(entry.target());
                default -> throw new TarFormatException("it is " + entry.kind() + ", not a file");
            };
        }
        throw new TarFormatException("its links lead in a circle, or through more than " + MAX_LINKS);
    }

    private SourceFile file(TarEntry entry) {
        return new SourceFile(
                archive, entry.name(), entry.size(), () -> FileRegion.open(archive, entry.offset(), entry.size()));
    }
}
