package io.github.registryorg.check;

import io.github.registryorg.check.Change.Kind;
import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.ImageIndex;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.oci.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that a contribution changes, repository by repository. */
final class ContributedChanges {

    private static final Comparator<Change> ORDER = Comparator.comparing(Change::kind)
            .thenComparing(Change::repository)
            .thenComparing(change -> Objects.requireNonNullElse(change.reference(), ""));

    private final List<Change> changes = new ArrayList<>();

    /** What was added so far, in the order of what it means. */
    List<Change> sorted() {
        return changes.stream().sorted(ORDER).toList();
    }

    void add(ChangedRepository changed) {
        OfRepository one = new OfRepository(changed);
        changed.files().tags().forEach(one::tag);
        changed.files().notes().forEach(one::note);
        one.untagged();
        one.page();
    }

    /** One repository's. */
    private final class OfRepository {

        private final ChangedRepository changed;
        private final Repository before;
        private final Repository after;
        private final Set<Digest> named = new HashSet<>();

        OfRepository(ChangedRepository changed) {
            this.changed = changed;
            this.before = changed.before();
            this.after = changed.after();
        }

        void tag(Tag tag) {
            TagTarget old = TagTarget.of(before, tag).orElse(null);
            TagTarget fresh = TagTarget.of(after, tag).orElse(null);
            if (fresh != null && fresh.record() instanceof OciTag oci) {
                named.add(oci.digest());
            }
            String name = tag.name();
            if (fresh == null) {
                if (old != null) {
                    add(Kind.REMOVED, name, old.name(), null, null);
                }
            } else if (old == null) {
                add(Kind.NEW, name, null, fresh.name(), null);
            } else if (!old.isSame(fresh)) {
                add(Kind.MOVED, name, old.name(), fresh.name(), reason(old, fresh));
            } else {
                same(name, old, fresh);
            }
        }

        private static @Nullable String reason(TagTarget old, TagTarget fresh) {
            String known = old.record() instanceof OciTag was ? was.rollback() : null;
            String now = fresh.record() instanceof OciTag is ? is.rollback() : null;
            return Objects.equals(known, now) ? null : now;
        }

        private void same(String tag, TagTarget old, TagTarget fresh) {
            List<String> was = urls(old);
            List<String> is = urls(fresh);
            if (was.equals(is)) {
                add(Kind.PAGE, tag, null, null, null);
            } else {
                add(Kind.LOCATIONS, tag, joined(was), joined(is), null);
            }
        }

        private static List<String> urls(TagTarget target) {
            return target.record() instanceof LegacyTag legacy
                    ? legacy.layers().stream().map(LegacyTag.Layer::url).toList()
                    : List.of();
        }

        void note(Digest digest) {
            DigestNote old = before.note(digest);
            DigestNote fresh = after.note(digest);
            state(Kind.WITHDRAWN, digest, old.removedReason(), fresh.removedReason());
            state(Kind.YANKED, digest, old.yankedReason(), fresh.yankedReason());
            List<String> was = locations(old);
            List<String> is = locations(fresh);
            if (!was.equals(is) && before.has(digest)) {
                add(Kind.LOCATIONS, digest.toString(), joined(was), joined(is), null);
            }
        }

        private void state(Kind kind, Digest digest, @Nullable String old, @Nullable String fresh) {
            if (!Objects.equals(old, fresh)) {
                add(kind, digest.toString(), old, fresh, fresh);
            }
        }

        private static List<String> locations(DigestNote note) {
            return Stream.concat(
                            note.bases().stream(), note.urls().values().stream().flatMap(Collection::stream))
                    .toList();
        }

        /** New manifests that people find by their digests alone, such as signatures: no tag or index that is new names them. */
        void untagged() {
            SortedMap<Digest, RawManifest> found = new TreeMap<>();
            for (Digest digest : changed.files().contents()) {
                RawManifest manifest =
                        before.has(digest) ? null : after.manifest(digest).orElse(null);
                if (manifest != null) {
                    found.put(digest, manifest);
                    if (manifest.manifest() instanceof ImageIndex index) {
                        index.manifests().stream().map(Descriptor::digest).forEach(named::add);
                    }
                }
            }
            found.keySet().removeAll(named);
            found.forEach((digest, manifest) -> add(Kind.NEW, digest.toString(), null, content(manifest), null));
        }

        /** Of what is attached to another manifest, its type and that one; of all else, the digest. */
        private static String content(RawManifest manifest) {
            return manifest.manifest()
                    .subject()
                    .map(subject -> manifest.manifest()
                                    .artifactType()
                                    .map(MediaType::value)
                                    .orElse("attached")
                            + ", of " + subject.digest().abbreviated())
                    .orElse(manifest.digest().toString());
        }

        void page() {
            RepositoryPage old = before.page();
            RepositoryPage fresh = after.page();
            if (changed.isNew() || !changed.files().page()) {
                return;
            }
            if (after.hasBrokenPage()) {
                add(Kind.PAGE, null, null, null, null);
                return;
            }
            boolean hasMoved = !old.stores().equals(fresh.stores());
            boolean isOtherwiseDeprecated = !Objects.equals(old.deprecated(), fresh.deprecated())
                    || !Objects.equals(old.successor(), fresh.successor());
            if (hasMoved) {
                add(Kind.STORE, null, joined(old.stores()), joined(fresh.stores()), null);
            }
            if (isOtherwiseDeprecated) {
                add(Kind.DEPRECATED, null, deprecation(old), deprecation(fresh), fresh.deprecated());
            }
            if (!hasMoved && !isOtherwiseDeprecated) {
                add(Kind.PAGE, null, null, null, null);
            }
        }

        private static @Nullable String deprecation(RepositoryPage page) {
            if (page.successor() == null) {
                return page.deprecated();
            }
            return (page.deprecated() == null ? "" : page.deprecated() + "; ") + "successor: " + page.successor();
        }

        private static @Nullable String joined(List<String> addresses) {
            return addresses.isEmpty()
                    ? null
                    : addresses.stream().map(RemoteUrl::redacted).collect(Collectors.joining(", "));
        }

        private void add(
                Kind kind,
                @Nullable String reference,
                @Nullable String old,
                @Nullable String fresh,
                @Nullable String reason) {
            changes.add(new Change(kind, after.name().name(), reference, old, fresh, reason));
        }
    }
}
