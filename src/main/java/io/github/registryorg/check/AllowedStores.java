package io.github.registryorg.check;

import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.RegistrySettings.AllowedStore;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.store.NormalAddress;
import io.github.registryorg.store.StoreAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for every address of a blob in metadata, whether it is a store's base or a URL of its own: it can be
 * read, and where {@code registry.yaml} has {@code allowedStores}, it can be read in one way only and lies at or below
 * one of them.
 */
final class AllowedStores {

    private final List<String> texts;
    private final List<NormalAddress> bases = new ArrayList<>();
    private final List<Problem> unusable = new ArrayList<>();

    /** The last base that was right: most manifests of a repository, and most repositories, have the same. */
    private volatile @Nullable String right;

    AllowedStores(RegistrySettings settings) {
        this.texts = settings.allowedStores().stream().map(AllowedStore::base).toList();
        for (AllowedStore allowed : settings.allowedStores()) {
            try {
                bases.add(NormalAddress.parse(allowed.base()));
            } catch (RegistryException e) {
                unusable.add(withAddress("an entry of allowedStores,", e.problem())
                        .about(MetadataLayout.SETTINGS)
                        .at(allowed.at()));
            }
        }
    }

    /** Of bases that a rule names; one that is not the address of a store allows nothing. */
    AllowedStores(List<String> texts) {
        this.texts = List.copyOf(texts);
        for (String text : texts) {
            try {
                bases.add(NormalAddress.parse(text));
            } catch (RegistryException e) {
                unusable.add(e.problem());
            }
        }
    }

    /** Whether an address can be read in one way only and lies at or below one of them, or there are none. */
    boolean allows(String address) {
        try {
            return texts.isEmpty() || isWithinOne(NormalAddress.parse(address));
        } catch (RegistryException e) {
            return false;
        }
    }

    /** One problem for each entry that allows nothing, because it is not the address of a store. */
    List<Problem> unusable() {
        return unusable;
    }

    /**
     * What is wrong with a store's base.
     *
     * @return of code {@code STORE_INVALID}, without subject and location; empty where nothing is
     */
    Optional<Problem> problemWithBase(String base) {
        if (base.equals(right)) {
            return Optional.empty();
        }
        Optional<Problem> problem = problem("the store", base, () -> StoreAddress.parse(base, Path.of("")));
        if (problem.isEmpty()) {
            right = base;
        }
        return problem;
    }

    /** The same of the full URL of a blob. */
    Optional<Problem> problemWithUrl(String url) {
        return problem("the URL", url, () -> RemoteUrl.parse(url));
    }

    private Optional<Problem> problem(String kind, String address, Runnable parser) {
        try {
            parser.run();
            if (texts.isEmpty() || isWithinOne(NormalAddress.parse(address))) {
                return Optional.empty();
            }
        } catch (RegistryException e) {
            return Optional.of(withAddress(kind, e.problem()));
        }
        return Optional.of(
                Problem.of(ProblemCode.STORE_INVALID, "", kind + " " + RemoteUrl.redacted(address) + " is not allowed")
                        .hint("registry.yaml allows " + String.join(", ", texts) + "."));
    }

    private static Problem withAddress(String kind, Problem problem) {
        String what = kind + " " + problem.subject() + " " + problem.what();
        return new Problem(problem.code(), "", what, problem.cause(), problem.hint(), null);
    }

    private boolean isWithinOne(NormalAddress address) {
        return bases.stream().anyMatch(address::isWithin);
    }
}
