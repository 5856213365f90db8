package io.github.registryorg.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parsers of metadata files, for the fuzzer. */
public final class MetadataParsers {

    private static final String FILE = "acme/app/README.md";

    private MetadataParsers() {}

    private static void requireReadable(List<Problem> problems) {
        problems.forEach(problem -> assertThat(problem.toString().codePoints()).noneMatch(Character::isISOControl));
    }

    /** Pages of repositories and of tags, legacy ones too. */
    public static void frontMatter(byte[] input) {
        List<Problem> problems = new ArrayList<>();
        if (FrontMatter.isIn(input)) {
            FrontMatter keys = FrontMatter.readMarkdown(FILE, input);
            keys.forEachText((text, line) -> assertThat(line).isPositive());
            for (FrontMatterKind kind : FrontMatterKind.values()) {
                kind.check(keys, problems::add);
            }
        }
        RepositoryPage.read(FILE, input, problems::add);
        TagRecord.read(new Tag("1.0"), FILE, input, problems::add);
        requireReadable(problems);
    }

    /** {@code registry.yaml}, and what follows from it. */
    public static void settings(byte[] input) {
        List<Problem> problems = new ArrayList<>();
        RegistrySettings settings = RegistrySettings.read(input, problems::add);
        RepositoryName name = RepositoryName.parse("acme/app");
        settings.owners().of(name);
        settings.rules().of(name);
        settings.signatures().of(name);
        settings.signatures().files();
        new CodeOwners(settings.owners()).text();
        requireReadable(problems);
    }

    /** Notes about a digest: what is written of one that was read is the same when it is read again. */
    public static void note(byte[] input) {
        List<Problem> problems = new ArrayList<>();
        Optional<DigestNote> note = DigestNote.read(FILE, input, problems::add);
        if (note.isPresent() && !note.get().equals(DigestNote.NONE)) {
            assertThat(DigestNote.read(FILE, note.get().yaml(), problems::add)).isEqualTo(note);
        }
        requireReadable(problems);
    }

    /** Paths of files: what one names has that path. */
    public static void paths(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        MetadataLayout.parse(text).ifPresent(path -> {
            assertThat(text).startsWith(path.directory());
            path.repository();
            MetadataLayout layout = new MetadataLayout(path.directory());
            if (path instanceof MetadataPath.ContentFile file) {
                Digest digest = file.digest();
                assertThat(layout.content(digest)).isEqualTo(text);
            } else if (path instanceof MetadataPath.NoteFile file) {
                assertThat(layout.note(file.digest())).isEqualTo(text);
            } else if (path instanceof MetadataPath.TagFile file) {
                assertThat(layout.tag(file.tag())).isEqualTo(text);
            }
        });
        NamePattern.reasonAgainst(text);
    }

    /** Logos: of what is accepted nothing is left that a browser runs. */
    public static void svg(byte[] input) {
        if (SvgSafety.fault(input).isEmpty()) {
            assertThat(new String(input, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT))
                    .doesNotContain("<script", "<!doctype", "<foreignobject");
        }
    }
}
