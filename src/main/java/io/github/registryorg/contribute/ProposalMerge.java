package io.github.registryorg.contribute;

import io.github.registryorg.git.RemoteTree;
import io.github.registryorg.metadata.Age;
import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.FrontMatter;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.MetadataPath;
import io.github.registryorg.metadata.OciTag;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.RepositoryPage;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.oci.Timestamp;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings contributions together with what the registry has now, and what is proposed to it already. */
final class ProposalMerge {

    private final Collection<OfferedRepository> contributions;
    private final Age.History history;
    private final boolean mayRollBack;
    private final String published;

    /**
     * @param mayRollBack whether tags may go back to older images
     * @param published the time that is written into tags that move
     */
    ProposalMerge(
            Collection<OfferedRepository> contributions, Age.History history, boolean mayRollBack, String published) {
        this.contributions = contributions;
        this.history = history;
        this.mayRollBack = mayRollBack;
        this.published = published;
    }

    /**
     * One attempt.
     *
     * @param base the registry's default branch
     * @param onto what the commit goes onto: the base, or a branch that others have pushed to
     * @param pending what our branch changes already
     */
    ProposalDraft draft(RemoteTree base, RemoteTree onto, OpenProposal pending) {
        Attempt attempt = new Attempt(base, onto, pending);
        attempt.load();
        attempt.takePending();
        contributions.forEach(attempt::take);
        return attempt.draft();
    }

    private final class Attempt {

        private final RemoteTree base;
        private final RemoteTree onto;
        private final OpenProposal pending;
        private final Map<String, byte[]> files = new TreeMap<>();
        private final List<Problem> leftOut = new ArrayList<>();

        Attempt(RemoteTree base, RemoteTree onto, OpenProposal pending) {
            this.base = base;
            this.onto = onto;
            this.pending = pending;
        }

        void load() {
            List<String> read = new ArrayList<>(List.of(MetadataLayout.SETTINGS));
            List<String> looked = new ArrayList<>(pending.files().keySet());
            for (OfferedRepository contributed : contributions) {
                read.add(contributed.layout().page());
                contributed
                        .tags()
                        .keySet()
                        .forEach(tag -> read.add(contributed.layout().tag(tag)));
                contributed
                        .notes()
                        .keySet()
                        .forEach(digest -> read.add(contributed.layout().note(digest)));
                looked.addAll(contributed.files());
            }
            pending.files().keySet().stream()
                    .filter(path -> OpenProposal.tagFile(path).isPresent())
                    .forEach(read::add);
            for (RemoteTree tree : base == onto ? List.of(base) : List.of(base, onto)) {
                tree.loadDirectories(looked);
                tree.load(read);
            }
        }

        private Optional<byte[]> current(String file) {
            byte[] changed = files.get(file);
            return changed == null ? onto.read(file, FrontMatter.MAX_SIZE) : Optional.of(changed);
        }

        private void put(String file, byte[] content) {
            if (onto.holds(file, content)) {
                files.remove(file);
            } else {
                files.put(file, content);
            }
        }

        /** What others proposed stays proposed, unless the registry has changed since. */
        void takePending() {
            pending.files().forEach((file, content) -> {
                Optional<MetadataPath.TagFile> tag = OpenProposal.tagFile(file);
                if (tag.isEmpty() ? !base.has(file) : isStillCurrent(file, tag.get(), content)) {
                    put(file, content);
                }
            });
        }

        private boolean isStillCurrent(String file, MetadataPath.TagFile name, byte[] content) {
            byte[] before = pending.before().get(file);
            byte[] now = base.read(file, FrontMatter.MAX_SIZE).orElse(null);
            if (now == null || Arrays.equals(before, now)) {
                return before == null || now != null;
            }
            Optional<OciTag> proposed = ChangedTags.parsed(name.tag(), file, content);
            Optional<OciTag> merged = ChangedTags.parsed(name.tag(), file, now);
            if (proposed.isEmpty() || merged.isEmpty()) {
                return false;
            }
            boolean same = proposed.get().digest().equals(merged.get().digest());
            boolean newer = !same && Age.of(proposed.get(), merged.get(), history) == Age.NEWER;
            if (!same && !newer) {
                leftOut.add(superseded(name, merged.get().digest()));
            }
            return newer;
        }

        void take(OfferedRepository contributed) {
            Map<Tag, OciTag> moving = new TreeMap<>();
            contributed.tags().forEach((tag, offered) -> {
                if (moves(contributed, tag, offered)) {
                    moving.put(tag, offered);
                }
            });
            boolean old = !contributed.tags().isEmpty()
                    && moving.isEmpty()
                    && contributed.tags().entrySet().stream().noneMatch(tag -> isCurrent(contributed, tag.getValue()));
            if (old) {
                return;
            }
            takeContent(contributed);
            moving.forEach((tag, offered) -> {
                String file = contributed.layout().tag(tag);
                String prose = offered.frontMatter().body();
                String known = current(file)
                        .map(content -> FrontMatter.readMarkdown(file, content).body())
                        .orElse("");
                put(file, offered.published(published).markdown(prose.isBlank() ? known : prose));
            });
        }

        private boolean isCurrent(OfferedRepository contributed, OciTag offered) {
            return known(contributed, offered.tag())
                    .filter(tag -> tag.digest().equals(offered.digest()))
                    .isPresent();
        }

        private Optional<OciTag> known(OfferedRepository contributed, Tag tag) {
            String file = contributed.layout().tag(tag);
            return current(file).flatMap(content -> ChangedTags.parsed(tag, file, content));
        }

        private boolean moves(OfferedRepository contributed, Tag tag, OciTag offered) {
            Optional<OciTag> known = known(contributed, tag);
            if (known.isEmpty()) {
                return true;
            }
            if (known.get().digest().equals(offered.digest())) {
                return false;
            }
            if (mayRollBack || Age.of(offered, known.get(), history) != Age.OLDER) {
                return true;
            }
            leftOut.add(older(contributed.name() + ":" + tag, offered, known.get()));
            return false;
        }

        private void takeContent(OfferedRepository contributed) {
            boolean hasPage = current(contributed.layout().page()).isPresent();
            List<String> bases = hasPage ? elsewhere(contributed) : List.of();
            contributed.contents().forEach((digest, content) -> {
                String file = contributed.layout().content(digest);
                if (onto.has(file) && !onto.holds(file, content)) {
                    throw new RegistryException(
                            Problem.of(ProblemCode.DIGEST_INVALID, file, "is in the registry, with other bytes")
                                    .hint("Remove it there, then run the same command again: git or an editor has"
                                            + " changed it (" + MetadataLayout.GIT_ATTRIBUTES_LINE
                                            + " in .gitattributes keeps git"
                                            + " from that)."));
                }
                if (!bases.isEmpty()
                        && !onto.has(file)
                        && contributed.manifest(digest).isPresent()) {
                    takeNote(contributed, digest, bases);
                }
                put(file, content);
            });
            contributed.notes().forEach((digest, content) -> {
                String file = contributed.layout().note(digest);
                if (current(file).isEmpty()) {
                    put(file, content);
                }
            });
            if (!hasPage) {
                contributed.page().ifPresent(content -> put(contributed.layout().page(), content));
            }
        }

        private void takeNote(OfferedRepository contributed, Digest digest, List<String> bases) {
            String file = contributed.layout().note(digest);
            byte[] own = contributed.notes().get(digest);
            DigestNote note = Optional.ofNullable(own)
                    .flatMap(content -> DigestNote.read(file, content, problem -> {}))
                    .orElse(DigestNote.NONE);
            if (current(file).isEmpty()) {
                boolean hasBlobs = !note.bases().isEmpty() || !note.urls().isEmpty();
                put(file, (hasBlobs ? note : note.withBases(bases)).yaml());
            }
        }

        /** Where the contribution's blobs are, if the registry has others; empty where both agree. */
        private List<String> elsewhere(OfferedRepository contributed) {
            String file = contributed.layout().page();
            List<Problem> problems = new ArrayList<>();
            RepositoryPage page = current(file)
                    .map(content -> RepositoryPage.read(file, content, problems::add))
                    .orElse(RepositoryPage.EMPTY);
            ChangedTags.refuse(problems);
            return page.basesInNotes(contributed.stores(), this::settings);
        }

        private RegistrySettings settings() {
            Optional<byte[]> content = onto.read(MetadataLayout.SETTINGS, FrontMatter.MAX_SIZE);
            try {
                return content.map(bytes -> RegistrySettings.read(bytes, problem -> {}))
                        .orElse(RegistrySettings.EMPTY);
            } catch (RegistryException e) {
                // what is wrong in the registry is reported by registry:validate
                return RegistrySettings.EMPTY;
            }
        }

        ProposalDraft draft() {
            ChangedTags changed = new ChangedTags(base, onto, files, contributions, history);
            return new ProposalDraft(files, changed.list(), leftOut);
        }
    }

    private static Problem older(String subject, OciTag offered, OciTag known) {
        String what = "stays at " + known.digest().abbreviated() + ", since "
                + offered.digest().abbreviated() + " is older";
        String cause = isCreatedBefore(offered, known)
                ? "created " + offered.created() + ", and not " + known.created()
                : "its revision " + offered.revision() + " comes before " + known.revision();
        return Problem.of(ProblemCode.TAG_OLDER, subject, what)
                .because(cause)
                .hint(
                        "To move it back, set -Dregistry.rollback, and write why into the tag's front matter: rollback: …");
    }

    private static boolean isCreatedBefore(OciTag offered, OciTag known) {
        Optional<Timestamp> latest = Timestamp.ofAge(known.ownCreated());
        return Timestamp.ofAge(offered.ownCreated())
                .filter(created -> latest.isPresent()
                        && created.instant().isBefore(latest.get().instant()))
                .isPresent();
    }

    private static Problem superseded(MetadataPath.TagFile name, Digest merged) {
        return Problem.of(
                ProblemCode.TAG_OLDER,
                name.directory() + ":" + name.tag(),
                "is not proposed to move any more, since the registry has moved it to " + merged.abbreviated()
                        + " meanwhile");
    }
}
