package io.github.registryorg.check;

import io.github.registryorg.check.Authority.Standing;
import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.metadata.Rule.ImmutableTags;
import io.github.registryorg.metadata.Rule.Right;
import io.github.registryorg.metadata.Rule.Who;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RankedTag;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a contribution changes is what the rules let its author change. */
final class ChangeRules {

    private final RegistrySettings settings;
    private final Authority authority;
    private final SimilarNames names;
    private final Consumer<Problem> problems;

    /** @param names that the base has */
    ChangeRules(RegistrySettings settings, Authority authority, SimilarNames names, Consumer<Problem> problems) {
        this.names = names;
        this.settings = settings;
        this.authority = authority;
        this.problems = problems;
    }

    /** Reports what may not be changed. */
    void check(ChangedRepository changed) {
        OfRepository one = new OfRepository(changed);
        if (changed.isNew()) {
            one.name();
        }
        changed.files().tags().stream().sorted().forEach(one::tag);
        changed.files().notes().stream().sorted().forEach(one::note);
        if (changed.files().page()) {
            one.page();
        }
    }

    /** Whether somebody who stands so to a repository is among these. */
    static boolean may(Who who, Standing standing) {
        return switch (who) {
            case ANYONE -> true;
            case OWNERS -> standing != Standing.STRANGER;
            case KEEPERS -> standing == Standing.KEEPER;
            case NOBODY -> false;
        };
    }

    private static String those(Who who) {
        return switch (who) {
            case ANYONE -> "anyone";
            case OWNERS -> "its owners";
            case KEEPERS -> "the registry's keepers";
            case NOBODY -> "nobody";
        };
    }

    /** One repository's. */
    private final class OfRepository {

        private final Repository before;
        private final Repository after;
        private final RuleSet set;
        private final Standing standing;
        private final Rollback rollback;
        private final boolean isNew;

        OfRepository(ChangedRepository changed) {
            this.before = changed.before();
            this.after = changed.after();
            this.set = settings.rules().of(after.name());
            this.isNew = changed.isNew();
            this.standing = authority.over(after.name());
            this.rollback = new Rollback(before, after);
        }

        void name() {
            if (!may(set.who(Right.SIMILAR_NAMES), standing)) {
                names.problemOf(after.name()).ifPresent(problems);
            }
        }

        void tag(Tag tag) {
            TagTarget old = TagTarget.of(before, tag).orElse(null);
            if (old == null || old.record() == null) {
                return;
            }
            TagTarget fresh = TagTarget.of(after, tag).orElse(null);
            if (fresh != null && fresh.record() == null) {
                return;
            }
            if (fresh == null) {
                deleted(tag, old);
            } else if (!old.isSame(fresh)) {
                moved(tag, old, fresh);
            } else {
                filesOfLegacy(tag, old, fresh);
            }
        }

        private boolean isImmutable(RankedTag tag) {
            return tag.isImage()
                    && switch (set.immutableTags()) {
                        case VERSIONS -> tag.isFullVersion();
                        case ALL -> true;
                        case NONE -> false;
                    };
        }

        private void deleted(Tag tag, TagTarget old) {
            String file = after.layout().tag(tag);
            boolean isWithdrawn = old.record() instanceof OciTag oci
                    && after.note(oci.digest()).removed().isPresent();
            if (isImmutable(RankedTag.of(tag)) && !isWithdrawn && standing != Standing.KEEPER) {
                problems.accept(immutable(tag, "is deleted")
                        .because("it named " + old.name())
                        .at(file));
            } else {
                require(Right.TAG_DELETION, name(tag), "is deleted", "Leave the tag, or ask them.", Location.of(file));
            }
        }

        private Problem immutable(Tag tag, String what) {
            boolean isAll = set.immutableTags() == ImmutableTags.ALL;
            return Ruling.problem(
                    ProblemCode.TAG_IMMUTABLE,
                    set.immutableTags(),
                    name(tag),
                    what + ", and " + (isAll ? "tags here stay" : "tags of full versions stay") + " as they are",
                    "People rely on them: leave it as it is on the default branch, and publish what is new as another"
                            + " version.");
        }

        private void moved(Tag tag, TagTarget old, TagTarget fresh) {
            Location at = Objects.requireNonNull(fresh.record()).frontMatter().at("digest");
            if (isImmutable(RankedTag.of(tag))) {
                if (!fresh.isConversionOf(old, after, standing == Standing.KEEPER)) {
                    problems.accept(immutable(tag, "moves from " + old.name() + " to " + fresh.name())
                            .at(at));
                }
            } else if (old.record() instanceof OciTag from && fresh.record() instanceof OciTag to) {
                rollback.of(from, to).ifPresent(how -> movedBack(from, to, how));
            }
        }

        private void movedBack(OciTag from, OciTag to, String how) {
            Who who = set.who(Right.ROLLBACK);
            String what = "moves back from " + from.digest().abbreviated() + " to "
                    + to.digest().abbreviated();
            boolean hasReason = to.rollback() != null && !to.rollback().equals(from.rollback());
            if (hasReason && may(who, standing)) {
                return;
            }
            String hint = may(who, standing)
                    ? "If that is meant, write \"rollback: <why>\" into the front matter of the tag"
                            + (to.rollback() == null ? "" : ", not the reason of the last time") + "."
                    : "Name the newer image, or ask them.";
            problems.accept(Ruling.problem(
                            ProblemCode.TAG_ROLLBACK,
                            Right.ROLLBACK,
                            name(to.tag()),
                            what
                                    + (may(who, standing)
                                            ? " without a reason"
                                            : ", which only " + those(who) + " may do"),
                            hint)
                    .because(how)
                    .at(to.frontMatter().at(to.rollback() == null ? "digest" : "rollback")));
        }

        private void filesOfLegacy(Tag tag, TagTarget old, TagTarget fresh) {
            if (old.record() instanceof LegacyTag was && fresh.record() instanceof LegacyTag is) {
                removed(
                        was.layers().stream().map(LegacyTag.Layer::url).toList(),
                        is.layers().stream().map(LegacyTag.Layer::url).toList(),
                        name(tag),
                        is.frontMatter().at("layers"));
            }
        }

        void note(Digest digest) {
            DigestNote old = before.note(digest);
            DigestNote fresh = after.note(digest);
            String file = after.layout().note(digest);
            state(Right.REMOVAL, "removed", old.removedReason(), fresh.removedReason(), file);
            state(Right.YANKING, "yanked", old.yankedReason(), fresh.yankedReason(), file);
            // of what is new, nobody relies on a location
            if (before.has(digest) || !old.equals(DigestNote.NONE)) {
                locations(digest, old, fresh, file);
            }
        }

        /** Those of the page and of the registry apply as long as a note has none. */
        private void locations(Digest digest, DigestNote old, DigestNote fresh, String file) {
            Set<String> gone = new LinkedHashSet<>(before.bases(digest, settings));
            gone.removeAll(after.bases(digest, settings));
            Set<Digest> blobs = new TreeSet<>(old.urls().keySet());
            blobs.addAll(fresh.urls().keySet());
            for (Digest blob : blobs) {
                Set<String> is = urls(after, digest, blob);
                urls(before, digest, blob).stream()
                        .filter(url -> !is.contains(url))
                        .forEach(gone::add);
            }
            Location urls = after.locate(file, "urls", "");
            removed(
                    gone,
                    List.of(),
                    after.name() + "@" + digest,
                    urls.line() == 0 ? after.locate(file, "bases", "") : urls);
        }

        private Set<String> urls(Repository repository, Digest manifest, Digest blob) {
            return repository.addresses(manifest, blob, settings).stream()
                    .map(address -> address.url(blob))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        void page() {
            if (after.hasBrokenPage()) {
                return;
            }
            RepositoryPage old = before.page();
            RepositoryPage fresh = after.page();
            String file = after.layout().page();
            state(Right.DEPRECATION, "deprecated", old.deprecated(), fresh.deprecated(), file);
            state(Right.DEPRECATION, "successor", text(old.successor()), text(fresh.successor()), file);
            if (!isNew) {
                removed(
                        old.bases(settings),
                        fresh.bases(settings),
                        after.name().name(),
                        after.locate(file, "store", ""));
            }
        }

        private static @Nullable String text(@Nullable Object value) {
            return value == null ? null : value.toString();
        }

        private void state(Right right, String key, @Nullable String old, @Nullable String fresh, String file) {
            if (!Objects.equals(old, fresh)) {
                require(
                        right,
                        file,
                        "changes \"" + key + "\"",
                        "Leave \"" + key + "\" as it is on the default branch, or ask them.",
                        after.locate(file, key, ""));
            }
        }

        private void removed(Collection<String> old, Collection<String> fresh, String subject, Location at) {
            Optional<String> gone =
                    old.stream().filter(address -> !fresh.contains(address)).findFirst();
            gone.ifPresent(address -> require(
                    Right.LOCATION_REMOVAL,
                    subject,
                    "does not name " + RemoteUrl.redacted(address) + " any more",
                    "Keep it beside the new ones: mirrors are read in their order.",
                    at));
        }

        private void require(Right right, String subject, String what, String hint, Location at) {
            Who who = set.who(right);
            if (!may(who, standing)) {
                problems.accept(Ruling.problem(
                                ProblemCode.CHANGE_FORBIDDEN,
                                right,
                                subject,
                                what + ", which " + (who == Who.NOBODY ? "nobody" : "only " + those(who)) + " may do",
                                hint)
                        .at(at));
            }
        }

        private String name(Tag tag) {
            return after.name() + ":" + tag;
        }
    }
}
