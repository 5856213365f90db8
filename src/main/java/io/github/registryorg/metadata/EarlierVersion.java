package io.github.registryorg.metadata;

import io.github.registryorg.file.FileTree;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A repository as it was, while what it is now is broken. What was taken down since stays down: tags, digests and recipes
 * that are not there any more, whatever an index names that is one of these, and tags of all that. What is
 * {@code yanked}, {@code removed} or {@code deprecated} now is so here too; what can't be read now takes nothing down. All
 * else is as it was, the states included that it had then.
 */
public final class EarlierVersion {

    private static final Consumer<Problem> UNHEARD = problem -> {};

    private final FileTree earlier;
    private final FileTree present;
    private final Repository then;
    private final Repository now;

    /** Digests that were there and are not served any more. */
    private final Set<Digest> down = new HashSet<>();

    private EarlierVersion(FileTree earlier, FileTree present, RepositoryName name) {
        this.earlier = earlier;
        this.present = present;
        this.then = new Repository(earlier, name, UNHEARD);
        this.now = new Repository(present, name, UNHEARD);
    }

    /**
     * Opens a repository as it was.
     *
     * @param earlier the files at that time
     * @param present the files now, which may be broken
     * @param problems receives what is wrong with it
     */
    public static Repository of(FileTree earlier, FileTree present, RepositoryName name, Consumer<Problem> problems) {
        return new EarlierVersion(earlier, present, name).open(problems);
    }

    private Repository open(Consumer<Problem> problems) {
        takeDown();
        Map<String, byte[]> notes = new TreeMap<>();
        TreeMap<String, Boolean> hidden = new TreeMap<>();
        for (Digest digest : then.digests()) {
            if (then.has(digest) && !now.has(digest) || isIncomplete(digest)) {
                hidden.put(then.layout().content(digest), false);
            }
            DigestNote old = then.note(digest);
            DigestNote merged = old.withStatesOf(now.note(digest));
            if (down.contains(digest) && merged.removed().isEmpty()) {
                hidden.put(then.layout().note(digest), false);
            } else if (!merged.equals(old)) {
                notes.put(then.layout().note(digest), merged.yaml());
            }
        }
        then.tags().forEach(tag -> hideRecipes(tag, hidden));
        FileTree files = new OverlaidTree(new DraftTree(earlier, notes), earlier, hidden);
        Repository repository = new Repository(files, then.name(), problems);
        RepositoryPage page = repository.page();
        RepositoryPage state = now.page();
        return repository
                .withPage(state.deprecated() == null ? page : page.withState(state.deprecated(), state.successor()))
                .withTags(isKept(repository));
    }

    private void takeDown() {
        for (Digest digest : then.digests()) {
            if (then.has(digest) && !now.has(digest)
                    || now.note(digest).removed().isPresent()) {
                down.add(digest);
            }
        }
        if (!down.isEmpty()) {
            // an index may name an index
            Set<Digest> left = then.digests().stream().filter(then::has).collect(Collectors.toSet());
            while (left.removeIf(digest -> isIncomplete(digest) && down.add(digest))) {
                // until nothing more is found
            }
        }
    }

    /** Whether it is an index of something that is down. */
    private boolean isIncomplete(Digest digest) {
        return !down.isEmpty()
                && then.manifest(digest)
                        .map(RawManifest::manifest)
                        .filter(ImageIndex.class::isInstance)
                        .map(ImageIndex.class::cast)
                        .filter(index -> index.manifests().stream()
                                .map(Descriptor::digest)
                                .anyMatch(down::contains))
                        .isPresent();
    }

    private void hideRecipes(Tag tag, Map<String, Boolean> hidden) {
        String directory = then.layout().tagDirectory(tag);
        Set<String> names = earlier.list(directory).stream()
                .map(FileTree.Entry::name)
                .filter(MetadataLayout::isRecipe)
                .collect(Collectors.toSet());
        if (!names.isEmpty()) {
            present.list(directory).stream().map(FileTree.Entry::name).forEach(names::remove);
            names.forEach(name -> hidden.put(directory + "/" + name, false));
        }
    }

    private Predicate<Tag> isKept(Repository repository) {
        return tag -> now.has(tag)
                && repository
                        .tag(tag)
                        .filter(record -> !(record instanceof OciTag oci) || !down.contains(oci.digest()))
                        .isPresent();
    }
}
