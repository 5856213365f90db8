package io.github.registryorg.contribute;

import io.github.registryorg.git.RemoteTree;
import io.github.registryorg.metadata.Age;
import io.github.registryorg.metadata.FrontMatter;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.MetadataPath;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.RawContent;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changes for readers: tags that the registry does not have so. */
final class ChangedTags {

    private final RemoteTree base;
    private final RemoteTree onto;
    private final Map<String, byte[]> files;
    private final Collection<OfferedRepository> contributions;
    private final Age.History history;

    /**
     * @param base the registry's
     * @param onto what the files are put onto
     * @param files that are put
     */
    ChangedTags(
            RemoteTree base,
            RemoteTree onto,
            Map<String, byte[]> files,
            Collection<OfferedRepository> contributions,
            Age.History history) {
        this.base = base;
        this.onto = onto;
        this.files = files;
        this.contributions = contributions;
        this.history = history;
    }

    private record Pair(RepositoryName repository, @Nullable OciTag before, OciTag after) {}

    List<ProposedTag> list() {
        Set<String> paths = new TreeSet<>(files.keySet());
        contributions.forEach(
                one -> one.tags().keySet().forEach(tag -> paths.add(one.layout().tag(tag))));
        List<Pair> pairs = new ArrayList<>();
        for (String path : paths) {
            OpenProposal.tagFile(path).flatMap(file -> pair(path, file)).ifPresent(pairs::add);
        }
        Map<RepositoryName, Manifests> manifests = new TreeMap<>();
        for (Pair pair : pairs) {
            manifests.computeIfAbsent(pair.repository(), Manifests::new).want(pair);
        }
        manifests.values().forEach(Manifests::load);
        return pairs.stream()
                .map(pair -> change(pair, manifests.computeIfAbsent(pair.repository(), Manifests::new)))
                .toList();
    }

    private Optional<Pair> pair(String path, MetadataPath.TagFile file) {
        Optional<byte[]> content = Optional.ofNullable(files.get(path)).or(() -> onto.read(path, FrontMatter.MAX_SIZE));
        Optional<OciTag> after = content.flatMap(bytes -> parsed(file.tag(), path, bytes));
        OciTag before = base.read(path, FrontMatter.MAX_SIZE)
                .flatMap(bytes -> parsed(file.tag(), path, bytes))
                .orElse(null);
        return after.filter(tag -> before == null || !before.digest().equals(tag.digest()))
                .map(tag -> new Pair(RepositoryName.parse(file.directory()), before, tag));
    }

    /** Empty for a tag of the first registry's format. */
    static Optional<OciTag> parsed(Tag tag, String file, byte[] content) {
        List<Problem> problems = new ArrayList<>();
        Optional<OciTag> read = OciTag.read(tag, file, content, problems::add);
        refuse(problems);
        return read;
    }

    /** Fails for errors in what the registry has already. */
    static void refuse(List<Problem> problems) {
        List<Problem> errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(problem -> problem.hint("It is so in the registry: fix it there first."))
                .toList();
        if (!errors.isEmpty()) {
            throw new RegistryException(errors);
        }
    }

    private ProposedTag change(Pair pair, Manifests manifests) {
        Age age = pair.before() == null ? Age.NEWER : Age.of(pair.after(), pair.before(), history);
        RawManifest before = pair.before() == null
                ? null
                : manifests.find(pair.before().digest()).orElse(null);
        RawManifest after = manifests.find(pair.after().digest()).orElse(null);
        return new ProposedTag(
                pair.repository(),
                pair.before(),
                pair.after(),
                age,
                LayerDifference.of(before, after, manifests::find));
    }

    /** The manifests of one repository, as far as they are needed to compare layers. */
    private final class Manifests {

        private final MetadataLayout layout;
        private final Set<Digest> wanted = new TreeSet<>();

        Manifests(RepositoryName name) {
            this.layout = MetadataLayout.of(name);
        }

        void want(Pair pair) {
            wanted.add(pair.after().digest());
            if (pair.before() != null) {
                wanted.add(pair.before().digest());
            }
        }

        /** An index first, then what it names. */
        void load() {
            Set<Digest> known = new TreeSet<>();
            Set<Digest> level = wanted;
            while (!level.isEmpty()) {
                fetch(level);
                known.addAll(level);
                Set<Digest> below = new TreeSet<>();
                for (Digest digest : level) {
                    if (find(digest).map(RawManifest::manifest).orElse(null) instanceof ImageIndex index) {
                        index.manifests().stream().map(Descriptor::digest).forEach(below::add);
                    }
                }
                below.removeAll(known);
                level = below;
            }
        }

        private void fetch(Set<Digest> digests) {
            onto.load(digests.stream()
                    .map(layout::content)
                    .filter(file -> !files.containsKey(file))
                    .toList());
        }

        Optional<RawManifest> find(Digest digest) {
            String file = layout.content(digest);
            try {
                return Optional.ofNullable(files.get(file))
                        .or(() -> onto.read(file, RawManifest.MAX_SIZE))
                        .flatMap(content -> RawContent.read(content, digest).manifest());
            } catch (RegistryException e) {
                // only for the text that reviewers read: validate reports what is wrong in the registry
                return Optional.empty();
            }
        }
    }
}
