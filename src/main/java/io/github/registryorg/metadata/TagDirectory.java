package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A repository's {@code manifests/}: a directory for each tag, with its file and, in the legacy format, its recipes; and
 * the marker of that format. What can't be read is reported.
 */
final class TagDirectory {

    private final FileTree tree;
    private final MetadataLayout layout;
    private final Consumer<Problem> problems;
    /** Whether it has the marker of the legacy format: what is of no format is a legacy tag then. */
    private final boolean isMarked;

    private final List<Tag> names = new ArrayList<>();

    TagDirectory(FileTree tree, MetadataLayout layout, Consumer<Problem> problems) {
        this.tree = tree;
        this.layout = layout;
        this.problems = problems;
        this.isMarked = tree.list(layout.marker()).stream().anyMatch(TagDirectory::isPage);
        listTags();
        listMarker();
    }

    /** All tags whose directory is well named, in the specification's order. */
    List<Tag> names() {
        return List.copyOf(names);
    }

    /** The content of a tag's file; empty where it is broken. */
    Optional<TagRecord> read(Tag tag) {
        String directory = layout.tagDirectory(tag);
        List<Entry> entries = tree.list(directory);
        Optional<TagRecord> record = readPage(tag, directory, entries);
        boolean ours = record.filter(OciTag.class::isInstance).isPresent();
        for (Entry entry : entries) {
            boolean isRecipe = !ours && MetadataLayout.isRecipe(entry.name());
            boolean known = entry.name().equals(MetadataLayout.PAGE) || isRecipe;
            if (isRecipe && entry.kind() == FileTree.Kind.LINK) {
                String file = directory + "/" + entry.name();
                problems.accept(Problem.of(ProblemCode.RECIPE_LEFT_OUT, file, "is a symbolic link")
                        .hint("Links are never followed: put the file itself there.")
                        .at(file));
            } else if (!known || !entry.isFile()) {
                stray(directory + "/" + entry.name(), entry, "A tag's directory has README.md and nothing else.");
            } else if (MetadataLayout.isRecipe(entry.name()) && !isServedRecipe(entry)) {
                // reports that it is too large
                recipe(tag, entry.name());
            }
        }
        return record;
    }

    private Optional<TagRecord> readPage(Tag tag, String directory, List<Entry> entries) {
        String file = layout.tag(tag);
        boolean legacy = hasRecipe(entries);
        try {
            Optional<byte[]> content = tree.read(file, FrontMatter.MAX_SIZE);
            if (content.isEmpty()) {
                ofTag(
                        legacy || isMarked,
                        Problem.of(ProblemCode.FRONT_MATTER_INVALID, file, "is missing")
                                .hint("A tag is a directory with a README.md that has the tag's digest.")
                                .at(directory));
                return Optional.empty();
            }
            legacy |= isLegacy(content.get());
            return TagRecord.read(tag, file, content.get(), problems);
        } catch (RegistryException e) {
            for (Problem problem : e.problems()) {
                ofTag(legacy, problem);
            }
            return Optional.empty();
        }
    }

    private boolean isLegacy(byte[] content) {
        return LegacyTag.isMeant(content) || isMarked && !FrontMatter.isIn(content);
    }

    private static boolean hasRecipe(List<Entry> entries) {
        return entries.stream().anyMatch(entry -> entry.isFile() && MetadataLayout.isRecipe(entry.name()));
    }

    private void ofTag(boolean legacy, Problem problem) {
        problems.accept(legacy ? LegacyTag.leavingOut(problem) : problem);
    }

    /** One that is larger is reported with its tag, and neither served nor linked. */
    private static boolean isServedRecipe(Entry entry) {
        return entry.isFile() && MetadataLayout.isRecipe(entry.name()) && entry.size() <= FrontMatter.MAX_SIZE;
    }

    /** The names of the files of a legacy tag that are served as they are. */
    List<String> recipes(Tag tag) {
        return tree.list(layout.tagDirectory(tag)).stream()
                .filter(TagDirectory::isServedRecipe)
                .map(Entry::name)
                .toList();
    }

    /** The content of one of them; empty where it can't be read. */
    Optional<byte[]> recipe(Tag tag, String name) {
        try {
            return tree.read(layout.recipe(tag, name), FrontMatter.MAX_SIZE);
        } catch (RegistryException e) {
            e.problems().stream().map(TagDirectory::leavingOutRecipe).forEach(problems);
            return Optional.empty();
        }
    }

    private static Problem leavingOutRecipe(Problem problem) {
        return problem.severity() == Severity.ERROR && problem.code().isUserError()
                ? problem.as(ProblemCode.RECIPE_LEFT_OUT)
                : problem;
    }

    private void listTags() {
        for (Entry entry : tree.list(layout.tags())) {
            String file = layout.tagDirectory(entry.name());
            if (entry.isDirectory()) {
                Optional<Tag> tag = Tag.tryParse(entry.name());
                tag.ifPresentOrElse(names::add, () -> ofTag(isLegacy(file), badTag(file, entry.name())));
            } else if (!isPage(entry)) {
                // legacy metadata has a README.md here, without content
                stray(file, entry, "manifests/ has one directory for each tag, and nothing else.");
            }
        }
        names.sort(null);
    }

    private static boolean isPage(Entry entry) {
        return entry.isFile() && entry.name().equals(MetadataLayout.PAGE);
    }

    /** Whether a directory of no valid name is a legacy tag. */
    private boolean isLegacy(String directory) {
        if (hasRecipe(tree.list(directory))) {
            return true;
        }
        try {
            return tree.read(directory + "/" + MetadataLayout.PAGE, FrontMatter.MAX_SIZE)
                    .filter(this::isLegacy)
                    .isPresent();
        } catch (RegistryException e) {
            return false;
        }
    }

    private static Problem badTag(String file, String name) {
        return Problem.of(ProblemCode.TAG_INVALID, file, "\"" + name + "\" is not a tag")
                .hint("A tag has at most 128 letters, digits, '.', '_' and '-', and starts with a letter, a digit or"
                        + " '_'.")
                .at(file);
    }

    private void listMarker() {
        Set<String> expected = new TreeSet<>(Set.of(MetadataLayout.PAGE));
        for (Entry entry : tree.list(layout.marker())) {
            if (!entry.isFile() || !expected.remove(entry.name())) {
                stray(layout.marker() + "/" + entry.name(), entry, "tags/ has README.md and nothing else.");
            }
        }
    }

    private void stray(String file, Entry entry, String hint) {
        problems.accept(StrayFile.problem(file, entry, "is not allowed here", hint));
    }
}
