package io.github.registryorg.check;

import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.StoreAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Somebody says where the blobs are, and the registry allows a store there. */
final class StoreCheck implements Check {

    private final RegistrySettings settings;
    private final boolean ofStrangers;

    /**
     * @param ofStrangers whether the metadata comes from another machine than this, so that its folders are of no use
     */
    StoreCheck(RegistrySettings settings, boolean ofStrangers) {
        this.settings = settings;
        this.ofStrangers = ofStrangers;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        check(repository.name().name(), repository.page().stores(), repository.path("README.md"), problems);
        if (repository.page().stores().isEmpty()) {
            check("", settings.stores(), RegistrySettings.FILE, problems);
        }
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        String subject = repository.name() + "@" + manifest.digest();
        String note = repository.noteFile(manifest.digest());
        check(subject, repository.note(manifest.digest()).bases(), note, problems);
        Set<Digest> urls = repository.note(manifest.digest()).urls().keySet();
        boolean known = !repository.bases(manifest.digest(), settings).isEmpty()
                || manifest.manifest().blobs().stream()
                        .allMatch(blob -> urls.contains(blob.digest())
                                || BlobCheck.isForeign(blob)
                                || repository
                                        .keptBlob(manifest.digest(), blob.digest())
                                        .isPresent());
        if (!known) {
            problems.accept(
                    Problem.of(ProblemCode.STORE_INVALID, repository.name().name(), "names no store")
                            .hint("Write \"store: https://…\" into its README.md, or into registry.yaml for all.")
                            .at(repository.path("README.md")));
        }
    }

    /** An address that is none is told as a problem. */
    private static boolean isOfOneMachine(String subject, String base, String file, Consumer<Problem> problems) {
        try {
            return StoreAddress.parse(base, Path.of("")) instanceof StoreAddress.Folder folder && !folder.portable();
        } catch (RegistryException e) {
            Problem problem = e.problem();
            problems.accept(new Problem(
                    problem.code(),
                    subject,
                    "the store " + problem.subject() + " " + problem.what(),
                    problem.cause(),
                    problem.hint(),
                    Location.of(file)));
            return false;
        }
    }

    private void check(String subject, List<String> bases, String file, Consumer<Problem> problems) {
        for (String base : bases) {
            if (!settings.allows(base)) {
                problems.accept(Problem.of(ProblemCode.STORE_INVALID, subject, "the store " + base + " is not allowed")
                        .hint("registry.yaml allows " + String.join(", ", settings.allowedStores()) + ".")
                        .at(Location.of(file)));
            }
            if (isOfOneMachine(subject, base, file, problems)) {
                // who names it among the allowed stores knows that all of the registry's machines have it
                boolean allowed = !ofStrangers || !settings.allowedStores().isEmpty();
                problems.accept(Problem.of(
                                allowed ? ProblemCode.STORE_LOCAL : ProblemCode.STORE_INVALID,
                                subject,
                                "the store " + base + " is a folder of one machine")
                        .hint("Nobody else can read it. Publish to a store with a public address, or name its address"
                                + " with registry.storeUrl.")
                        .at(Location.of(file)));
            }
        }
    }
}
