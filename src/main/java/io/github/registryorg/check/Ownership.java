package io.github.registryorg.check;

import io.github.registryorg.event.Contributor;
import io.github.registryorg.event.ContributorSearch;
import io.github.registryorg.event.ForgeUser;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.metadata.MetadataLayout;
import io.github.registryorg.metadata.Owners;
import io.github.registryorg.oci.RepositoryName;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What those who make a contribution own of what it changes. There may be several of them, who opened it and who pushed to
 * it: the one who may do the least counts.
 */
final class Ownership implements Authority {

    private static final int MAX_NAMED = 5;

    private final Owners owners;
    private final @Nullable Contributor contributor;
    private final Consumer<Problem> problems;
    private final Set<Identity> unreadable = new HashSet<>();

    private Ownership(Owners owners, @Nullable Contributor contributor, Consumer<Problem> problems) {
        this.owners = owners;
        this.contributor = contributor;
        this.problems = problems;
    }

    /**
     * Finds out who contributes, where the registry names owners at all.
     *
     * @param problems receives why that is not known
     */
    static Ownership of(Owners owners, ContributorSearch search, Consumer<Problem> problems) {
        if (owners.isEmpty()) {
            return new Ownership(owners, null, problems);
        }
        try {
            Optional<Contributor> found = search.find();
            if (found.isEmpty()) {
                problems.accept(unknown());
            }
            return new Ownership(owners, found.orElse(null), problems);
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            e.problems().forEach(problems);
            return new Ownership(owners, null, problems);
        }
    }

    private static Problem unknown() {
        return Problem.of(
                        ProblemCode.OWNER_REQUIRED,
                        "",
                        "who makes this contribution is not known, and " + MetadataLayout.SETTINGS + " names owners")
                .hint("Specify the user's name and the forge's number of them, such as"
                        + " -Dregistry.contributor=bob#1002 or gitlab.example/bob#1002. In the CI of a pull request,"
                        + " the event says it: there, validate in the directory that was checked out.");
    }

    @Override
    public Standing over(RepositoryName name) {
        if (owners.isEmpty()) {
            return Standing.UNRESTRICTED;
        }
        if (contributor == null) {
            return Standing.STRANGER;
        }
        Standing least = Standing.KEEPER;
        for (ForgeUser user : contributor.people()) {
            Standing standing = standing(contributor, user, name);
            least = standing.compareTo(least) > 0 ? standing : least;
        }
        return least;
    }

    private Standing standing(Contributor among, ForgeUser user, RepositoryName name) {
        if (user.isUnknown()) {
            return Standing.STRANGER;
        }
        if (isIn(owners.keepers(), among, user)) {
            return Standing.KEEPER;
        }
        return isIn(owners.of(name), among, user) ? Standing.OWNER : Standing.STRANGER;
    }

    /** Teams are asked for only if no user is it. */
    private boolean isIn(List<Identity> identities, Contributor among, ForgeUser user) {
        List<Identity> there = identities.stream()
                .filter(identity -> identity.forge().equals(among.forge()))
                .toList();
        Optional<Identity> same = there.stream()
                .filter(identity -> !identity.isTeam() && identity.id() == user.id())
                .findFirst();
        same.filter(identity -> !identity.name().equalsIgnoreCase(user.name()))
                .ifPresent(identity -> problems.accept(renamed(identity, user)));
        return same.isPresent() || there.stream().filter(Identity::isTeam).anyMatch(team -> has(among, team, user));
    }

    /** A team that can't be read is asked for and reported once. */
    private boolean has(Contributor among, Identity team, ForgeUser user) {
        if (unreadable.contains(team)) {
            return false;
        }
        try {
            return among.teams().has(team, user);
        } catch (RunInterruptedException e) {
            throw e;
        } catch (RegistryException e) {
            unreadable.add(team);
            e.problems().forEach(problems);
            return false;
        }
    }

    private static Problem renamed(Identity identity, ForgeUser user) {
        return Problem.of(ProblemCode.OWNER_RENAMED, identity.toString(), "is now called " + user.name())
                .hint("The number decides, so nothing is refused. A keeper can correct the name in "
                        + MetadataLayout.SETTINGS + ".")
                .at(identity.at());
    }

    /**
     * Reports a repository that is changed and is not the contributor's. Where it is not known who that is, that was
     * reported once for all.
     *
     * @param isNew whether the base has no such repository
     */
    void check(RepositoryName name, boolean isNew) {
        if (contributor == null || over(name) != Standing.STRANGER) {
            return;
        }
        List<Identity> owning = owners.of(name);
        String what = owning.isEmpty()
                ? (isNew
                        ? "is new, and nobody owns its namespace"
                        : "is not owned by anybody, so that keepers change it")
                : (isNew ? "is new in a namespace that belongs to " : "belongs to ") + names(owning);
        List<Identity> allowed =
                Stream.concat(owning.stream(), owners.keepers().stream()).toList();
        problems.accept(Problem.of(ProblemCode.OWNER_REQUIRED, name.name(), what)
                .because("this contribution is made by " + strangers(contributor, name, allowed))
                .hint((allowed.isEmpty()
                                ? "A keeper can add"
                                : "Let " + names(allowed)
                                        + " contribute it, without commits of others. Or a keeper adds")
                        + " the user to owners in " + MetadataLayout.SETTINGS + " on the base.")
                .at(name.name()));
    }

    /** Who of several is not allowed, and from what that is known. */
    private String strangers(Contributor among, RepositoryName name, List<Identity> allowed) {
        List<String> strangers = among.people().stream()
                .filter(user -> standing(among, user, name) == Standing.STRANGER)
                .map(user -> user + namesake(user, allowed))
                .toList();
        return listed(strangers) + " of " + among.forge() + ", by " + among.source();
    }

    /** Somebody may have taken the name that an owner had. */
    private static String namesake(ForgeUser user, List<Identity> allowed) {
        return allowed.stream()
                .filter(identity -> !identity.isTeam() && identity.name().equalsIgnoreCase(user.name()))
                .findFirst()
                .map(identity -> ", who is not the " + identity + " of " + identity.forge() + " that "
                        + MetadataLayout.SETTINGS + " names,")
                .orElse("");
    }

    private static String names(List<Identity> identities) {
        return listed(identities.stream().map(Identity::toString).toList());
    }

    private static String listed(List<String> items) {
        String first = items.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
        return items.size() > MAX_NAMED ? first + " and " + (items.size() - MAX_NAMED) + " more" : first;
    }

    /** What people should know of how far this was checked. */
    List<String> notes() {
        if (owners.isEmpty()) {
            return List.of(
                    MetadataLayout.SETTINGS + " names no owners: anyone may change any repository (keepers, owners).");
        }
        return contributor == null ? List.of() : List.of("Contributed by " + contributor + ".");
    }
}
