package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a directory: the repositories in it, what is in their way, and whether this is a registry at all.
 */
final class RegistryWalk {

    private static final int MAX_NAME_LENGTH = 255;

    /** Without registry.yaml, a registry may have this many other files at least, and as many as it has repositories. */
    private static final int MAX_STRAY = 20;

    /** A file that the policy of signatures may name. */
    private static final Pattern KEY = Pattern.compile(".+\\.(pub|pem|crt)");

    private final FileTree tree;
    private final List<RepositoryName> names = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean settings;
    private boolean proven;
    private long stray;
    private boolean hasRegistryBelow;
    private @Nullable String settingsBelow;

    RegistryWalk(FileTree tree) {
        this.tree = tree;
        for (Entry entry : tree.list("")) {
            root(entry);
        }
        names.sort(null);
    }

    /** Sorted. */
    List<RepositoryName> names() {
        return names;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Why this is neither a registry nor a contribution; empty if it is one, however broken. */
    Optional<String> reasonAgainst() {
        if (settings || proven && !hasRegistryBelow && (stray <= MAX_STRAY || stray <= names.size())) {
            return Optional.empty();
        }
        String without = "is not a registry: it has no " + MetadataLayout.SETTINGS
                + (settingsBelow == null ? "" : "; there is one in " + settingsBelow);
        if (!proven) {
            return Optional.of(
                    without + ", and no repository (a directory such as acme/app with README.md and manifests/)");
        }
        return Optional.of(hasRegistryBelow ? without : without + ", and " + stray + " files that no registry has");
    }

    private void root(Entry entry) {
        String name = entry.name();
        settings |= name.equals(MetadataLayout.SETTINGS);
        boolean couldBeRepository = RepositoryName.isComponent(name) && !ReservedNames.isSkippedAtRoot(name);
        boolean isSettings = name.equals(MetadataLayout.SETTINGS);
        if (entry.kind() == FileTree.Kind.LINK && (couldBeRepository && !LogoFile.NAMES.contains(name) || isSettings)) {
            problems.add(link(name));
        }
        if (!entry.isDirectory() || ReservedNames.isSkippedAtRoot(name)) {
            return;
        }
        Walk walk = new Walk();
        walk.directory(name);
        if (ReservedNames.isPathOfTheSite(name)) {
            if (walk.found) {
                problems.add(Problem.of(
                                ProblemCode.FOLDER_IGNORED,
                                name + "/",
                                "is reserved for the site's own paths: the repositories in it are skipped")
                        .hint("Use names with another first part."));
            }
            return;
        }
        names.addAll(walk.names);
        settingsBelow = settingsBelow == null ? walk.settings : settingsBelow;
        if (walk.found) {
            hasRegistryBelow |= walk.settings != null;
            problems.addAll(walk.inTheWay);
            stray += walk.strayFiles;
        } else if (walk.hasFiles) {
            problems.add(Problem.of(ProblemCode.FOLDER_IGNORED, name + "/", "holds no repository")
                    .hint("It is skipped. Directories named src, docs or target, or with a leading dot or"
                            + " underscore, are skipped silently."));
        }
    }

    /** Whether there is a repository of this name. */
    static boolean isRepository(FileTree tree, RepositoryName name) {
        return ReservedNames.reasonAgainst(name).isEmpty()
                && isRepository(tree, name.name(), tree.list(name.name()), problem -> {});
    }

    private static boolean isRepository(FileTree tree, String path, List<Entry> entries, Consumer<Problem> problems) {
        return entries.stream()
                        .anyMatch(entry -> entry.isDirectory() && MetadataLayout.OWN_DIRECTORIES.contains(entry.name()))
                || entries.stream()
                                .anyMatch(
                                        entry -> entry.isFile() && entry.name().equals(MetadataLayout.PAGE))
                        && hasFrontMatter(tree, new MetadataLayout(path).page(), problems);
    }

    /** Only the first registry writes this directory; it took more names than the specification has. */
    private static boolean isLegacy(List<Entry> entries) {
        return entries.stream()
                .anyMatch(entry -> entry.isDirectory() && entry.name().equals(MetadataLayout.MARKER));
    }

    private static boolean hasFrontMatter(FileTree tree, String file, Consumer<Problem> problems) {
        try {
            return tree.read(file, FrontMatter.MAX_SIZE)
                    .filter(FrontMatter::isIn)
                    .isPresent();
        } catch (RegistryException e) {
            e.problems().forEach(problems);
            return false;
        }
    }

    /** The walk below one directory at the root: whether its problems matter is known at its end. */
    private final class Walk {
        private final List<RepositoryName> names = new ArrayList<>();
        private final List<Problem> inTheWay = new ArrayList<>();
        private boolean found;
        private boolean hasFiles;
        private long strayFiles;
        private @Nullable String settings;

        void directory(String path) {
            List<Entry> entries = tree.list(path);
            if (isRepository(tree, path, entries, inTheWay::add)) {
                found = true;
                proven = proven || isProof(new MetadataLayout(path));
                ReservedNames.problemOf(path)
                        .map(problem -> isLegacy(entries) ? problem.as(ProblemCode.REPOSITORY_LEFT_OUT) : problem)
                        .ifPresentOrElse(inTheWay::add, () -> names.add(RepositoryName.parse(path)));
            }
            boolean repository =
                    !names.isEmpty() && names.get(names.size() - 1).name().equals(path);
            for (Entry entry : entries) {
                String child = path + "/" + entry.name();
                switch (entry.kind()) {
                    case DIRECTORY -> descend(child, entry);
                    case FILE -> {
                        hasFiles |= !isBlob(path, entry.name())
                                && !KEY.matcher(entry.name()).matches();
                        if (settings == null && entry.name().equals(MetadataLayout.SETTINGS)) {
                            settings = path;
                        }
                        if (!entry.name().equals(MetadataLayout.PAGE)) {
                            inTheWay.add(stray(child, entry, repository));
                        }
                    }
                    case LINK -> {
                        hasFiles = true;
                        inTheWay.add(link(child));
                    }
                    case OTHER -> {
                        hasFiles = true;
                        inTheWay.add(
                                Problem.of(ProblemCode.FILE_KIND_INVALID, child, "is neither a file nor a directory")
                                        .hint("Remove it: metadata consists of regular files.")
                                        .at(child));
                    }
                }
            }
        }

        /** A store may be beside the repositories. */
        private static boolean isBlob(String directory, String file) {
            return Digest.tryParse(directory.substring(directory.lastIndexOf('/') + 1) + ":" + file)
                    .isPresent();
        }

        private void descend(String child, Entry entry) {
            String name = entry.name();
            if (MetadataLayout.OWN_DIRECTORIES.contains(name)) {
                return;
            }
            if (name.startsWith(".")) {
                inTheWay.add(stray(child, entry, false));
            } else if (child.length() > MAX_NAME_LENGTH) {
                inTheWay.add(
                        Problem.of(ProblemCode.NAME_INVALID, child, "is longer than " + MAX_NAME_LENGTH + " characters")
                                .hint("Give the directories shorter names.")
                                .at(child));
            } else {
                directory(child);
            }
        }

        private Problem stray(String path, Entry entry, boolean inRepository) {
            strayFiles += MetadataLayout.isOfOperatingSystem(entry.name()) ? 0 : 1;
            return StrayFile.problem(
                    path,
                    entry,
                    inRepository ? "is not allowed in a repository" : "is not allowed in the metadata",
                    entry.name().equals(MetadataLayout.GIT_ATTRIBUTES)
                            ? "A nested .gitattributes could change the bytes that digests name: remove it."
                            : "Remove it. A repository has README.md, manifests/, digests/ and tags/.");
        }
    }

    /** Whether this can't be anything but a repository: directories of other projects are named tags too. */
    private boolean isProof(MetadataLayout layout) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (!tree.list(layout.digests(algorithm)).isEmpty()) {
                return true;
            }
        }
        return isPage(layout.page())
                || begins(layout.markerPage())
                || tree.list(layout.tags()).stream()
                        .filter(Entry::isDirectory)
                        .anyMatch(tag -> begins(layout.tag(tag.name())));
    }

    /** Other sites made of Markdown have front matter too, with layouts of their own. */
    private boolean isPage(String file) {
        if (!begins(file)) {
            return false;
        }
        try {
            return tree.read(file, FrontMatter.MAX_SIZE)
                    .flatMap(content -> FrontMatter.readMarkdown(file, content).text("layout"))
                    .map(layout -> layout.equals(FrontMatterKind.COLLECTION.layout()))
                    .orElse(true);
        } catch (RegistryException e) {
            return true;
        }
    }

    /** Whether a file begins with front matter; what is wrong with it is reported by who needs it. */
    private boolean begins(String file) {
        try {
            return tree.read(file, FrontMatter.MAX_SIZE)
                    .filter(FrontMatter::isIn)
                    .isPresent();
        } catch (RegistryException e) {
            return false;
        }
    }

    private static Problem link(String path) {
        return Problem.of(ProblemCode.FILE_KIND_INVALID, path, "is a symbolic link")
                .hint("Links are never followed: put the file or directory itself there.")
                .at(path);
    }
}
