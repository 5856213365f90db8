package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.file.FileTree.Entry;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.RawContent;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A repository's {@code digests/}: exact bytes by digest, and notes beside them. */
final class DigestDirectory {

    /** Bytes of manifests and configs that are kept in memory of one repository. */
    private static final long BYTES_KEPT = 8L * 1024 * 1024;

    private final FileTree tree;
    private final MetadataLayout layout;
    private final Consumer<Problem> problems;
    private final NavigableMap<Digest, Files> names = new TreeMap<>();
    private final LruCache<Digest, Optional<RawContent>> contents = new LruCache<>(
            BYTES_KEPT, content -> 1_000 + content.map(RawContent::weight).orElse(0L));
    private final LruCache<Digest, DigestNote> notes = new LruCache<>(1_000, note -> 1);

    /** Which files there are of a digest. */
    private enum Files {
        CONTENT,
        NOTE,
        BOTH
    }

    DigestDirectory(FileTree tree, MetadataLayout layout, Consumer<Problem> problems) {
        this.tree = tree;
        this.layout = layout;
        this.problems = problems;
        for (Entry algorithm : tree.list(layout.digests())) {
            Optional<DigestAlgorithm> known = DigestAlgorithm.of(algorithm.name());
            if (algorithm.isDirectory() && known.isPresent()) {
                listAlgorithm(known.get());
            } else {
                stray(layout.digests() + "/" + algorithm.name(), algorithm);
            }
        }
    }

    private void listAlgorithm(DigestAlgorithm algorithm) {
        String shards = layout.digests(algorithm);
        for (Entry shard : tree.list(shards)) {
            String directory = shards + "/" + shard.name();
            if (!shard.isDirectory() || !MetadataLayout.isShard(shard.name())) {
                stray(directory, shard);
                continue;
            }
            for (Entry file : tree.list(directory)) {
                MetadataPath path = file.isFile()
                        ? layout.ofDigest(algorithm.id(), shard.name(), file.name())
                                .orElse(null)
                        : null;
                if (path instanceof MetadataPath.ContentFile content) {
                    add(content.digest(), Files.CONTENT);
                } else if (path instanceof MetadataPath.NoteFile note) {
                    add(note.digest(), Files.NOTE);
                } else {
                    stray(directory + "/" + file.name(), file);
                }
            }
        }
    }

    private void add(Digest digest, Files files) {
        names.merge(digest, files, (one, other) -> Files.BOTH);
    }

    private void stray(String file, Entry entry) {
        problems.accept(StrayFile.problem(
                file,
                entry,
                "is not allowed under digests/",
                "Only <algorithm>/<first two hex digits>/<hex>.json, and .yaml beside it, belong here."));
    }

    Set<Digest> names() {
        return Collections.unmodifiableSet(names.keySet());
    }

    boolean hasContent(Digest digest) {
        Files files = names.get(digest);
        return files == Files.CONTENT || files == Files.BOTH;
    }

    /** What is under this digest; empty if it is absent or broken. */
    Optional<RawContent> content(Digest digest) {
        return hasContent(digest) ? contents.get(digest, this::read) : Optional.empty();
    }

    private Optional<RawContent> read(Digest digest) {
        String file = layout.content(digest);
        try {
            return tree.read(file, RawManifest.MAX_SIZE).map(bytes -> RawContent.read(bytes, digest));
        } catch (RegistryException e) {
            e.problems()
                    .forEach(problem ->
                            problems.accept(explained(problem).about(file).at(file)));
            return Optional.empty();
        }
    }

    private static Problem explained(Problem problem) {
        if (problem.code() == ProblemCode.DIGEST_INVALID) {
            return problem.hint(
                    "The file was changed after it was made (line endings, by git or an editor?): take it again"
                            + " from registry:publish. The line \"" + MetadataLayout.GIT_ATTRIBUTES_LINE
                            + "\" in the registry's .gitattributes keeps git from changing it.");
        }
        return problem.hint() == null
                ? problem.hint("Remove it, and take the files that registry:publish writes.")
                : problem;
    }

    DigestNote note(Digest digest) {
        Files files = names.get(digest);
        return files == Files.NOTE || files == Files.BOTH ? notes.get(digest, this::readNote) : DigestNote.NONE;
    }

    private DigestNote readNote(Digest digest) {
        String file = layout.note(digest);
        try {
            Optional<byte[]> content = tree.read(file, FrontMatter.MAX_SIZE);
            if (content.isEmpty()) {
                return DigestNote.NONE;
            }
            Optional<DigestNote> note = DigestNote.read(file, content.get(), problems);
            if (!hasContent(digest) && note.isPresent() && note.get().removed().isEmpty()) {
                problems.accept(Problem.of(ProblemCode.MANIFEST_UNKNOWN, file, "describes a manifest that is not here")
                        .hint("Add its .json beside it, or set \"removed\" to the reason why it is gone.")
                        .at(file));
            }
            return note.orElse(DigestNote.NONE);
        } catch (RegistryException e) {
            e.problems().forEach(problems);
            return DigestNote.NONE;
        }
    }
}
