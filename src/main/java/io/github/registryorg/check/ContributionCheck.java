package io.github.registryorg.check;

import io.github.registryorg.git.ChangedPath;
import io.github.registryorg.git.TreeEntry;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.MetadataPath;
import io.github.registryorg.metadata.ReservedNames;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a contribution changes is its to change: files of repositories, and digests only by adding. The rest belongs to
 * those who keep the registry. Remembers what must be looked into.
 */
final class ContributionCheck implements Consumer<ChangedPath> {

    private final String prefix;
    private final Consumer<Problem> problems;
    private final SortedMap<RepositoryName, Set<Tag>> changed = new TreeMap<>();
    private final Map<RepositoryName, Set<Digest>> notes = new HashMap<>();
    private final Map<RepositoryName, Set<Digest>> contents = new HashMap<>();
    private final Set<RepositoryName> pages = new HashSet<>();
    private final Set<String> executable = new HashSet<>();
    private final SortedMap<String, Boolean> paths = new TreeMap<>();
    private long files;

    /**
     * @param directory of the metadata, from the root of the git repository; empty for that
     */
    public ContributionCheck(String directory, Consumer<Problem> problems) {
        this.prefix = directory.isEmpty() ? "" : directory + "/";
        this.problems = problems;
    }

    @Override
    public void accept(ChangedPath change) {
        files++;
        Optional<Problem> problem = kind(change).or(() -> dotFile(change));
        if (problem.isPresent()) {
            problems.accept(problem.get());
            return;
        }
        MetadataPath owned = change.path().startsWith(prefix)
                ? MetadataLayout.parse(change.path().substring(prefix.length())).orElse(null)
                : null;
        if (owned == null) {
            problems.accept(foreign(change));
            return;
        }
        ReservedNames.problemOf(owned.directory()).ifPresentOrElse(problems, () -> accept(change, owned));
    }

    private void accept(ChangedPath change, MetadataPath owned) {
        if (change.meanwhile() != ChangedPath.Meanwhile.UNCHANGED) {
            problems.accept(conflict(change));
            return;
        }
        if (owned.isContent() && change.replaces()) {
            problems.accept(Problem.of(
                            ProblemCode.CHANGE_FORBIDDEN,
                            change.path(),
                            change.kind().isPresent() ? "was changed" : "was removed")
                    .hint("Files of a digest may be added, but not changed, since people pin digests. Restore the file"
                            + " (git checkout origin/HEAD -- FILE); only a maintainer of the registry may remove it.")
                    .at(change.path()));
        }
        RepositoryName name = RepositoryName.parse(owned.directory());
        Set<Tag> tags = changed.computeIfAbsent(name, none -> new TreeSet<>());
        if (owned instanceof MetadataPath.TagFile file) {
            tags.add(file.tag());
        } else if (owned instanceof MetadataPath.RecipeFile file) {
            tags.add(file.tag());
        } else if (owned instanceof MetadataPath.NoteFile file) {
            notes.computeIfAbsent(name, none -> new HashSet<>()).add(file.digest());
        } else if (owned instanceof MetadataPath.ContentFile file) {
            contents.computeIfAbsent(name, none -> new HashSet<>()).add(file.digest());
        } else if (owned instanceof MetadataPath.PageFile) {
            pages.add(name);
        }
        if (isExecutable(change.after()) && !isExecutable(change.before())) {
            executable.add(change.path().substring(prefix.length()));
        }
        paths.put(change.path().substring(prefix.length()), change.kind().isPresent());
    }

    private static boolean isExecutable(@Nullable TreeEntry entry) {
        return entry != null && entry.isExecutable();
    }

    private static Optional<Problem> kind(ChangedPath change) {
        String what = switch (change.kind().orElse(TreeEntry.Kind.FILE)) {
            case LINK -> "is a symbolic link";
            case SUBMODULE -> "is a submodule";
            case OTHER, DIRECTORY -> "is neither a file nor a directory";
            case FILE -> null;
        };
        return Optional.ofNullable(what)
                .map(text -> Problem.of(ProblemCode.FILE_KIND_INVALID, change.path(), text)
                        .hint("A contribution consists of regular files: put the file itself there.")
                        .at(change.path()));
    }

    private static Optional<Problem> dotFile(ChangedPath change) {
        boolean hidden = Arrays.stream(change.path().split("/", -1)).anyMatch(name -> name.startsWith("."));
        return hidden
                ? Optional.of(Problem.of(
                                ProblemCode.CHANGE_FORBIDDEN,
                                change.path(),
                                "has a name with a leading dot, which a contribution may not add or change")
                        .hint((change.replaces()
                                        ? "Leave it as it is on the default branch."
                                        : "Take it out of the contribution (git rm --cached FILE).")
                                + " Such files configure git and CI, or are those of one machine: a maintainer of the"
                                + " registry changes them on the default branch.")
                        .at(change.path()))
                : Optional.empty();
    }

    private static Problem conflict(ChangedPath change) {
        boolean isGone = change.kind().isEmpty();
        String what = switch (change.meanwhile()) {
            case REMOVED -> "was changed here, and removed on the base";
            case BLOCKED ->
                "was changed here, and the base has a file in place of a directory, or a directory in place of a file";
            default ->
                isGone
                        ? "was removed here, and changed on the base"
                        : (change.replaces() ? "was changed" : "was added") + " here, and otherwise on the base";
        };
        return Problem.of(ProblemCode.CHANGE_CONFLICT, change.path(), what)
                .hint(
                        "Fetch the registry's default branch, then merge it into the contribution or rebase onto it (git merge,"
                                + " git rebase), and keep what is right.")
                .at(change.path());
    }

    private static Problem foreign(ChangedPath change) {
        return Problem.of(
                        ProblemCode.CHANGE_FORBIDDEN,
                        change.path(),
                        "is not a file of a repository, and a contribution may change only those")
                .hint("Contribute README.md, manifests/, digests/ and tags/ of your repository only. Other files are"
                        + " changed on the default branch, by a maintainer of the registry.")
                .at(change.path());
    }

    /** The repositories that are changed, with those of their tags that are. */
    public SortedMap<RepositoryName, Set<Tag>> changed() {
        return Collections.unmodifiableSortedMap(changed);
    }

    /** What is changed of one of these repositories. */
    public ChangedFiles files(RepositoryName repository) {
        return new ChangedFiles(
                changed.getOrDefault(repository, Set.of()),
                notes.getOrDefault(repository, Set.of()),
                contents.getOrDefault(repository, Set.of()),
                pages.contains(repository));
    }

    /** Paths within the metadata of files that have got the executable bit. */
    public Set<String> executable() {
        return Collections.unmodifiableSet(executable);
    }

    /**
     * The files that are changed and may be, as far as nothing conflicts: by path within the metadata, whether they are
     * there or gone.
     */
    public SortedMap<String, Boolean> paths() {
        return Collections.unmodifiableSortedMap(paths);
    }

    /** How many files are new, other or gone. */
    public long files() {
        return files;
    }
}
