package io.github.registryorg.check;

import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.store.StoreAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** The metadata has the addresses of blobs, and the registry allows each of them. */
final class StoreCheck implements Check {

    private final RegistrySettings settings;
    private final AllowedStores allowed;
    private final boolean ofStrangers;

    /**
     * @param ofStrangers whether the metadata comes from another machine than this, so that its directories are of no use
     */
    StoreCheck(RegistrySettings settings, boolean ofStrangers) {
        this.settings = settings;
        this.allowed = new AllowedStores(settings);
        this.ofStrangers = ofStrangers;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        if (!ofStrangers) {
            // who contributes to a repository can't change the policy
            allowed.unusable().forEach(problems);
        }
        check(
                repository.name().name(),
                repository.page().stores(),
                base -> repository.locate(repository.layout().page(), "store", base),
                problems);
        if (repository.page().stores().isEmpty()) {
            check("", settings.stores(), base -> Location.of(MetadataLayout.SETTINGS), problems);
        }
        repository.digests().stream()
                .filter(digest -> repository.manifest(digest).isEmpty()
                        || repository.note(digest).removed().isPresent())
                .forEach(digest -> checkUnused(repository, digest, problems));
    }

    /** A note of what is not served names addresses too, and what is not used now may be so later. */
    private void checkUnused(Repository repository, Digest digest, Consumer<Problem> problems) {
        Consumer<Problem> found = problem -> problems.accept(ofStrangers ? problem : asWarning(problem));
        checkNote(repository, digest, found);
    }

    private void checkNote(Repository repository, Digest digest, Consumer<Problem> problems) {
        String subject = repository.name() + "@" + digest;
        String file = repository.layout().note(digest);
        check(subject, repository.note(digest).bases(), base -> repository.locate(file, "bases", base), problems);
        repository
                .note(digest)
                .urls()
                .values()
                .forEach(urls -> checkUrls(subject, urls, url -> repository.locate(file, "urls", url), problems));
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        String subject = repository.name() + "@" + manifest.digest();
        checkNote(repository, manifest.digest(), problems);
        checkUrls(
                subject,
                manifest.manifest().urls(),
                url -> Location.of(repository.layout().content(manifest.digest())),
                problems);
        Set<Digest> urls = repository.note(manifest.digest()).urls().keySet();
        boolean known = repository.hasBrokenPage()
                || !repository.bases(manifest.digest(), settings).isEmpty()
                || manifest.manifest().blobs().stream()
                        .allMatch(blob -> urls.contains(blob.digest())
                                || blob.isForeign()
                                || repository.keeps(manifest.digest(), blob.digest()));
        if (!known) {
            problems.accept(
                    Problem.of(ProblemCode.STORE_INVALID, repository.name().name(), "has no valid store")
                            .hint("Write \"store: https://…\" into its README.md, or into registry.yaml for all.")
                            .at(repository.layout().page()));
        }
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (record instanceof LegacyTag tag) {
            String subject = repository.name() + ":" + tag.tag();
            for (LegacyTag.Layer layer : tag.layers()) {
                Location at = new Location(tag.frontMatter().file(), layer.line());
                allowed.problemWithUrl(layer.url())
                        .map(problem -> ofStrangers ? problem : asWarning(problem))
                        .ifPresent(problem ->
                                problems.accept(problem.about(subject).at(at)));
            }
        }
    }

    /** Legacy tags of a registry, and what it doesn't serve, never keep the site from being made. */
    private static Problem asWarning(Problem problem) {
        return new Problem(
                ProblemCode.ADDRESS_UNUSUAL,
                problem.subject(),
                problem.what(),
                null,
                problem.hint(),
                problem.location());
    }

    private void checkUrls(
            String subject, List<String> urls, Function<String, Location> places, Consumer<Problem> problems) {
        for (String url : urls) {
            allowed.problemWithUrl(url)
                    .ifPresent(problem -> problems.accept(problem.about(subject).at(places.apply(url))));
        }
    }

    private void check(
            String subject, List<String> bases, Function<String, Location> places, Consumer<Problem> problems) {
        for (String base : bases) {
            Optional<Problem> refused = allowed.problemWithBase(base);
            if (refused.isPresent()) {
                problems.accept(refused.get().about(subject).at(places.apply(base)));
            } else if (StoreAddress.parse(base, Path.of("")) instanceof StoreAddress.Directory directory
                    && !directory.portable()) {
                // who names it among the allowed stores knows that all of the registry's machines have it
                boolean isKnown = !ofStrangers || !settings.allowedStores().isEmpty();
                problems.accept(Problem.of(
                                isKnown ? ProblemCode.STORE_LOCAL : ProblemCode.STORE_INVALID,
                                subject,
                                "the store " + base + " is a directory of one machine")
                        .hint("Others can't read it. Publish to a store with a public address, or name its address"
                                + " with registry.storeUrl.")
                        .at(places.apply(base)));
            }
        }
    }
}
