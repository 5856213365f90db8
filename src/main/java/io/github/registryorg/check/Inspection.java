package io.github.registryorg.check;

import io.github.registryorg.client.SiteAddress;
import io.github.registryorg.metadata.DigestNote;
import io.github.registryorg.metadata.RegistrySettings;
import io.github.registryorg.metadata.Repository;
import io.github.registryorg.metadata.Rules;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Tag;
import io.github.registryorg.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs checks over repositories: every manifest and every tag is read once for all of them. */
public final class Inspection {

    private final List<Check> checks;

    public Inspection(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** Checks that need the files only: metadata that fails them does not become a site. */
    public static List<Check> structure(RegistrySettings settings) {
        return structure(settings, false);
    }

    /** The same for what a contribution brings: it can't rely on what is on one machine only. */
    public static List<Check> contributed(RegistrySettings settings) {
        return structure(settings, true);
    }

    /** What the rules say about all that is in a registry: warnings, since the rules may be newer. */
    static List<Check> rulesOfRegistry(Rules rules) {
        Ruling ruling = Ruling.ofRegistry(rules);
        return List.of(new ContentRules(ruling), new TagRules(ruling), new AddressRules(ruling));
    }

    /**
     * What they say about all that a contribution brings.
     *
     * @param refused receives addresses that it may not name
     */
    static List<Check> rulesOfContribution(Ruling ruling, RefusedAddresses refused) {
        return List.of(
                new ContentRules(ruling),
                new TagRules(ruling),
                new AddressRules(ruling, refused),
                new NewRepositoryRules(ruling),
                new SubjectCheck(ruling));
    }

    private static List<Check> structure(RegistrySettings settings, boolean ofStrangers) {
        List<Check> checks = new ArrayList<>();
        checks.add(new TagNameCheck());
        checks.add(new TagTargetCheck());
        checks.add(new TagClaimsCheck());
        checks.add(new LegacyTagCheck());
        checks.add(new IndexChildrenCheck());
        checks.add(new ConfigCheck());
        checks.add(new PlatformCheck(ofStrangers));
        checks.add(new MediaTypeCheck());
        if (!ofStrangers) {
            checks.add(new SubjectCheck(null));
        }
        checks.add(new CompatibilityCheck(Optional.ofNullable(settings.url()).flatMap(SiteAddress::tryParse)));
        checks.add(new StoreCheck(settings, ofStrangers));
        return checks;
    }

    /** Reports every finding about one repository. What is broken while it is read is reported by the repository itself. */
    public void inspect(Repository repository, Consumer<Problem> problems) {
        checks.forEach(check -> check.repository(repository, problems));
        inspect(repository, repository.digests(), repository.tags(), problems);
    }

    /** Reports every finding about these manifests and tags of a repository, and none about it as a whole. */
    public void inspect(
            Repository repository, Collection<Digest> digests, Collection<Tag> tags, Consumer<Problem> problems) {
        for (Digest digest : digests) {
            DigestNote note = repository.note(digest);
            if (note.removed().isEmpty()) {
                repository
                        .manifest(digest)
                        .ifPresent(manifest -> checks.forEach(check -> check.manifest(repository, manifest, problems)));
            }
        }
        for (Tag tag : tags) {
            repository.tag(tag).ifPresent(record -> checks.forEach(check -> check.tag(repository, record, problems)));
        }
    }
}
