package io.github.registryorg.metadata;

import io.github.registryorg.metadata.FileTree.Entry;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The metadata of a registry: its settings and its repositories, found by walking its folders. */
public final class MetadataDirectory {

    private static final int LONGEST_NAME = 255;

    private final FileTree tree;
    private final Consumer<Problem> problems;

    /**
     * @param problems told whatever is found wrong while reading; by several threads if several read
     */
    public MetadataDirectory(FileTree tree, Consumer<Problem> problems) {
        this.tree = tree;
        this.problems = problems;
    }

    /** What {@code registry.yaml} says; {@link RegistrySettings#EMPTY} where it is absent or broken. */
    public RegistrySettings settings() {
        try {
            byte[] content = tree.read(RegistrySettings.FILE, FrontMatter.LARGEST);
            if (content == null) {
                return RegistrySettings.EMPTY;
            }
            FrontMatter keys = FrontMatter.readYaml(RegistrySettings.FILE, content);
            return FrontMatterKind.REGISTRY.check(keys, problems) ? RegistrySettings.of(keys) : RegistrySettings.EMPTY;
        } catch (RegistryException e) {
            e.problems().forEach(problems);
            return RegistrySettings.EMPTY;
        }
    }

    /** The names of all repositories, sorted. What stands in the way of a name is told as a problem. */
    public List<RepositoryName> repositories() {
        List<RepositoryName> names = new ArrayList<>();
        for (Entry entry : tree.list("")) {
            String name = entry.name();
            boolean couldBeRepository = RepositoryName.isComponent(name) && !ReservedNames.isSkippedAtRoot(name);
            if (entry.kind() == FileTree.Kind.LINK && (couldBeRepository || name.equals(RegistrySettings.FILE))) {
                problems.accept(link(name));
            }
            if (entry.isFolder() && !ReservedNames.isSkippedAtRoot(name)) {
                Walk walk = new Walk();
                walk.folder(name);
                if (ReservedNames.isPathOfTheSite(name)) {
                    if (walk.found) {
                        problems.accept(Problem.of(
                                        ProblemCode.FOLDER_IGNORED,
                                        name + "/",
                                        "is kept for the site's own paths: the repositories in it are passed over")
                                .hint("Give them names that begin otherwise."));
                    }
                    continue;
                }
                names.addAll(walk.names);
                if (walk.found) {
                    walk.found(problems);
                } else if (walk.hasFiles) {
                    problems.accept(Problem.of(ProblemCode.FOLDER_IGNORED, name + "/", "holds no repository")
                            .hint("It is passed over. Folders named src, docs or target, or with a leading dot or"
                                    + " underscore, are passed over without a word."));
                }
            }
        }
        names.sort(null);
        return names;
    }

    /** Opens one of {@link #repositories()}. */
    public Repository repository(RepositoryName name) {
        return new Repository(tree, name, problems);
    }

    private static Problem link(String path) {
        return Problem.of(ProblemCode.FILE_KIND_INVALID, path, "is a symbolic link")
                .hint("Links are never followed: put the file or folder itself there.")
                .at(path);
    }

    /** The walk below one folder at the root: whether its problems matter is known at its end. */
    private final class Walk {
        private final List<RepositoryName> names = new ArrayList<>();
        private final List<Problem> inTheWay = new ArrayList<>();
        private boolean found;
        private boolean hasFiles;

        void found(Consumer<Problem> sink) {
            inTheWay.forEach(sink);
        }

        void folder(String path) {
            List<Entry> entries = tree.list(path);
            if (isRepository(path, entries)) {
                found = true;
                ReservedNames.problemOf(path)
                        .ifPresentOrElse(inTheWay::add, () -> names.add(RepositoryName.parse(path)));
            }
            boolean repository =
                    !names.isEmpty() && names.get(names.size() - 1).name().equals(path);
            for (Entry entry : entries) {
                String child = path + "/" + entry.name();
                switch (entry.kind()) {
                    case FOLDER -> descend(child, entry.name());
                    case FILE -> {
                        hasFiles |= !isBlob(path, entry.name());
                        if (!entry.name().equals("README.md")) {
                            inTheWay.add(stray(child, entry.name(), repository));
                        }
                    }
                    case LINK -> {
                        hasFiles = true;
                        inTheWay.add(link(child));
                    }
                    case OTHER -> {
                        hasFiles = true;
                        inTheWay.add(Problem.of(ProblemCode.FILE_KIND_INVALID, child, "is neither a file nor a folder")
                                .hint("Remove it: metadata is ordinary files.")
                                .at(child));
                    }
                }
            }
        }

        /** A store may stand beside the repositories. */
        private static boolean isBlob(String folder, String file) {
            return Digest.tryParse(folder.substring(folder.lastIndexOf('/') + 1) + ":" + file)
                    .isPresent();
        }

        private void descend(String child, String name) {
            if (ReservedNames.OWN_FOLDERS.contains(name)) {
                return;
            }
            if (name.startsWith(".")) {
                inTheWay.add(stray(child, name, false));
            } else if (child.length() > LONGEST_NAME) {
                inTheWay.add(
                        Problem.of(ProblemCode.NAME_INVALID, child, "is longer than " + LONGEST_NAME + " characters")
                                .hint("Give the folders shorter names.")
                                .at(child));
            } else {
                folder(child);
            }
        }

        private boolean isRepository(String path, List<Entry> entries) {
            return entries.stream()
                            .anyMatch(entry -> entry.isFolder() && ReservedNames.OWN_FOLDERS.contains(entry.name()))
                    || entries.stream()
                                    .anyMatch(entry ->
                                            entry.isFile() && entry.name().equals("README.md"))
                            && hasFrontMatter(path + "/README.md");
        }

        private boolean hasFrontMatter(String file) {
            try {
                byte[] content = tree.read(file, FrontMatter.LARGEST);
                return content != null && FrontMatter.isIn(content);
            } catch (RegistryException e) {
                inTheWay.addAll(e.problems());
                return false;
            }
        }

        private Problem stray(String path, String name, boolean inRepository) {
            Problem problem = Problem.of(
                            ProblemCode.FILE_STRAY,
                            path,
                            inRepository ? "has no place in a repository" : "has no place in the metadata")
                    .at(path);
            return problem.hint(
                    name.equals(".gitattributes")
                            ? "A nested .gitattributes could change the bytes that digests name: remove it."
                            : "Remove it. A repository has README.md, manifests/, digests/ and tags/.");
        }
    }
}
