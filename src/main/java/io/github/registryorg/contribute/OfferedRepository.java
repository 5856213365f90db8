package io.github.registryorg.contribute;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.metadata.ContributedProblems;
import io.github.registryorg.metadata.FrontMatter;
import io.github.registryorg.metadata.MetadataDirectory;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawContent;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is offered of one repository, read whole: its page, its tags, and the files under {@code digests/}. */
final class OfferedRepository {

    private static final String UNPUBLISHED =
            "Publish first (registry:publish), or set -Dregistry.output to the contribution's directory.";

    private final RepositoryName name;
    private final MetadataLayout layout;
    private final Map<Tag, OciTag> tags = new TreeMap<>();
    private final Map<Digest, byte[]> contents = new TreeMap<>();
    private final Map<Digest, byte[]> notes = new TreeMap<>();
    private Optional<byte[]> page = Optional.empty();
    private List<String> stores = List.of();

    private OfferedRepository(RepositoryName name) {
        this.name = name;
        this.layout = MetadataLayout.of(name);
    }

    /**
     * Reads what the modules of a build have published. Two of them may offer the same repository.
     *
     * @throws RegistryException with all that is wrong
     */
    static Map<RepositoryName, OfferedRepository> read(List<Path> directories) {
        List<Problem> problems = new ArrayList<>();
        Map<RepositoryName, OfferedRepository> all = new TreeMap<>();
        for (Path directory : directories) {
            DirectoryTree tree = new DirectoryTree(directory);
            if (tree.list("").isEmpty()) {
                continue;
            }
            MetadataDirectory metadata =
                    new MetadataDirectory(tree, ContributedProblems.ofWhatIsBrought(problems::add));
            for (RepositoryName name : metadata.repositoriesOf(directory, UNPUBLISHED)) {
                all.computeIfAbsent(name, OfferedRepository::new).take(tree, metadata.repository(name), problems);
            }
        }
        List<Problem> errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new RegistryException(errors);
        }
        return all;
    }

    private void take(DirectoryTree tree, Repository repository, List<Problem> problems) {
        Optional<byte[]> ownPage = tree.read(layout.page(), FrontMatter.MAX_SIZE);
        if (page.isEmpty() && ownPage.isPresent()) {
            page = ownPage;
            stores = repository.page().stores();
        }
        for (Digest digest : repository.digests()) {
            String file = layout.content(digest);
            tree.read(file, RawManifest.MAX_SIZE)
                    .filter(content -> isWhole(file, digest, content, problems))
                    .ifPresent(content -> contents.put(digest, content));
            tree.read(layout.note(digest), FrontMatter.MAX_SIZE).ifPresent(content -> notes.put(digest, content));
        }
        for (Tag tag : repository.tags()) {
            TagRecord record = repository.tag(tag).orElse(null);
            if (record instanceof OciTag oci) {
                OciTag other = tags.putIfAbsent(tag, oci);
                if (other != null && !other.digest().equals(oci.digest())) {
                    problems.add(Problem.of(
                                    ProblemCode.NAME_CONFLICT, name + ":" + tag, "names two images in the same build")
                            .hint("Give the modules of the build different repositories or tags."));
                }
            } else if (record != null) {
                problems.add(Problem.of(ProblemCode.TAG_INVALID, layout.tag(tag), "is in the legacy format")
                        .hint("Convert it with registry:import, or publish the image again."));
            }
        }
    }

    private static boolean isWhole(String file, Digest digest, byte[] content, List<Problem> problems) {
        boolean whole = digest.matches(content);
        if (!whole) {
            problems.add(Problem.of(ProblemCode.DIGEST_INVALID, file, "is not what its digest names")
                    .hint("Publish again (registry:publish).")
                    .at(file));
        }
        return whole;
    }

    RepositoryName name() {
        return name;
    }

    /** Where its files are in the registry. */
    MetadataLayout layout() {
        return layout;
    }

    Optional<byte[]> page() {
        return page;
    }

    /** Where its blobs are, by its page; empty where that has no store. */
    List<String> stores() {
        return stores;
    }

    Map<Tag, OciTag> tags() {
        return tags;
    }

    /** Manifests, indexes and small configs. */
    Map<Digest, byte[]> contents() {
        return contents;
    }

    Map<Digest, byte[]> notes() {
        return notes;
    }

    Optional<RawManifest> manifest(Digest digest) {
        return Optional.ofNullable(contents.get(digest))
                .flatMap(content -> RawContent.read(content, digest).manifest());
    }

    /** Every file that it may have to do with. */
    List<String> files() {
        List<String> all = new ArrayList<>(List.of(layout.page()));
        tags.keySet().forEach(tag -> all.add(layout.tag(tag)));
        contents.keySet().forEach(digest -> all.addAll(Arrays.asList(layout.content(digest), layout.note(digest))));
        notes.keySet().forEach(digest -> all.add(layout.note(digest)));
        return all;
    }
}
