package io.github.registryorg.check;

import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.LegacyTag;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rule;
import io.github.registryorg.metadata.Rule.Limit;
import io.github.registryorg.metadata.Rule.Permission;
import io.github.registryorg.metadata.Rule.Values;
import io.github.registryorg.metadata.RuleSet;
import io.github.registryorg.metadata.TagRecord;
import io.github.registryorg.net.LoopbackName;
import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.RegistryException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * New addresses of blobs are where the rules for the repository allow it, and not too many. What is not an address at all
 * is for {@link StoreCheck}.
 */
final class AddressRules implements Check {

    private final Ruling ruling;
    private final @Nullable RefusedAddresses refused;
    private @Nullable RuleSet storesOf;
    private @Nullable AllowedStores stores;

    /** Of a registry: addresses that can be changed on the way are left to those who keep it. */
    AddressRules(Ruling ruling) {
        this(ruling, null);
    }

    /** @param refused receives what a contribution may not name; null where there is none */
    AddressRules(Ruling ruling, @Nullable RefusedAddresses refused) {
        this.ruling = ruling;
        this.refused = refused;
    }

    @Override
    public void repository(Repository repository, Consumer<Problem> problems) {
        Repository before = ruling.before(repository.name());
        Addresses page = new Addresses(
                repository,
                repository.name().name(),
                address -> repository.locate(repository.layout().page(), "store", address),
                problems);
        page.check(repository.page().stores(), before.page().stores());
        for (Digest digest : repository.digests()) {
            DigestNote note = repository.note(digest);
            if (note.bases().isEmpty() && note.urls().isEmpty()) {
                continue;
            }
            DigestNote old = before.note(digest);
            String subject = repository.name() + "@" + digest;
            String file = repository.layout().note(digest);
            new Addresses(repository, subject, address -> repository.locate(file, "bases", address), problems)
                    .check(note.bases(), old.bases());
            Addresses single =
                    new Addresses(repository, subject, address -> repository.locate(file, "urls", address), problems);
            note.urls().forEach((blob, urls) -> single.check(urls, old.urls().getOrDefault(blob, List.of())));
        }
    }

    @Override
    public void manifest(Repository repository, RawManifest manifest, Consumer<Problem> problems) {
        List<String> urls = manifest.manifest().urls();
        if (!urls.isEmpty() && !ruling.before(repository.name()).has(manifest.digest())) {
            Addresses own = new Addresses(
                    repository,
                    repository.name() + "@" + manifest.digest(),
                    address -> Location.of(repository.layout().content(manifest.digest())),
                    problems);
            urls.stream().distinct().forEach(own::check);
        }
    }

    @Override
    public void tag(Repository repository, TagRecord record, Consumer<Problem> problems) {
        if (!(record instanceof LegacyTag tag)) {
            return;
        }
        Set<String> known = ofLegacy(ruling.before(repository.name()), tag);
        for (LegacyTag.Layer layer : tag.layers()) {
            if (!known.contains(layer.url())) {
                Location at = new Location(tag.frontMatter().file(), layer.line());
                new Addresses(repository, repository.name() + ":" + tag.tag(), address -> at, problems)
                        .check(layer.url());
            }
        }
    }

    private static Set<String> ofLegacy(Repository before, LegacyTag tag) {
        return before.has(tag.tag()) && before.tag(tag.tag()).orElse(null) instanceof LegacyTag old
                ? old.layers().stream().map(LegacyTag.Layer::url).collect(Collectors.toSet())
                : Set.of();
    }

    /** Parsed once for all addresses of a repository. */
    private AllowedStores stores(RuleSet rules) {
        if (stores == null || !rules.equals(storesOf)) {
            stores = new AllowedStores(rules.list(Values.ALLOWED_STORES));
            storesOf = rules;
        }
        return stores;
    }

    /** Those that one file has. */
    private final class Addresses {

        private final Repository repository;
        private final String subject;
        /** Where an address is. */
        private final Function<String, Location> places;

        private final Consumer<Problem> problems;
        private final RuleSet rules;

        Addresses(
                Repository repository, String subject, Function<String, Location> places, Consumer<Problem> problems) {
            this.repository = repository;
            this.subject = subject;
            this.places = places;
            this.problems = problems;
            this.rules = ruling.rules(repository.name());
        }

        void check(List<String> addresses, Collection<String> before) {
            long most = rules.limit(Limit.MIRRORS);
            if (addresses.size() > most && addresses.size() > before.size()) {
                report(
                        Limit.MIRRORS,
                        addresses.get(0),
                        "has " + Count.of(addresses.size(), "mirror") + ", and " + Count.grouped(most) + " are allowed",
                        "Keep those that readers need.");
            }
            addresses.stream().filter(address -> !before.contains(address)).forEach(this::check);
        }

        void check(String address) {
            Optional<RemoteUrl> url = url(address);
            String shown = RemoteUrl.redacted(address);
            if (!stores(rules).allows(address)) {
                refuse(
                        Values.ALLOWED_STORES,
                        address,
                        shown + " is not in a store that is allowed here",
                        "Allowed: " + String.join(", ", rules.list(Values.ALLOWED_STORES)) + ".");
            }
            if (url.isEmpty()) {
                return;
            }
            if (!rules.allows(Values.ALLOWED_HOSTS, url.get().host())) {
                refuse(
                        Values.ALLOWED_HOSTS,
                        address,
                        shown + " is not at a host that is allowed here",
                        "Allowed: " + String.join(", ", rules.list(Values.ALLOWED_HOSTS)) + ".");
            }
            boolean isPlain = url.get().scheme().equals("http")
                    && !LoopbackName.isLoopback(url.get().host());
            if (refused != null && isPlain && !rules.permits(Permission.PLAIN_HTTP)) {
                refuse(
                        Permission.PLAIN_HTTP,
                        address,
                        shown + " is not an https address",
                        "Write https://, if the server has it: what is read without can be watched and changed.");
            }
        }

        private static Optional<RemoteUrl> url(String address) {
            try {
                return Optional.of(RemoteUrl.parse(address));
            } catch (RegistryException e) {
                return Optional.empty();
            }
        }

        /** An address that is refused. */
        private void refuse(Rule rule, String address, String what, String hint) {
            report(rule, address, what, hint);
            if (refused != null) {
                refused.add(repository.name(), address);
            }
        }

        private void report(Rule rule, String address, String what, String hint) {
            problems.accept(ruling.problem(rule, subject, what, hint).at(places.apply(address)));
        }
    }
}
