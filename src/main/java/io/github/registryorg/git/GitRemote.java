package io.github.registryorg.git;

import io.github.registryorg.net.Backoff;
import io.github.registryorg.net.Login;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.net.RetryAfter;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.work.Progress;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A repository on a git server. Of its history only tips are fetched, and of those, where the server is able to, only
 * the directories and files that are requested. What a server refuses for a moment is tried again.
 */
public final class GitRemote {

    private static final String HEADS = "refs/heads/";
    private static final int TIMEOUT_SECONDS = 60;
    private static final int TRIES = 5;
    /** A tip, and what it was made from. */
    private static final int DEPTH = 2;

    private final GitObjects objects;
    private final GitAddress address;
    private final @Nullable Login login;
    private final Backoff backoff;
    private final RemoteProgress progress;
    private final Advertisement advertisement = new Advertisement();
    private final GitWeb web;
    private final SshProgram ssh;
    private final ServerDeadline deadline;
    private volatile boolean isPartial;
    private volatile Collection<String> seen = List.of();

    /**
     * @param objects where what is fetched goes
     * @param login null for none
     * @param proxy null for none
     * @param environment the variables of the process
     * @param progress hears how far it is
     */
    public GitRemote(
            GitObjects objects,
            GitAddress address,
            @Nullable Login login,
            @Nullable ProxySettings proxy,
            Map<String, String> environment,
            Backoff backoff,
            Progress progress) {
        this.objects = objects;
        this.address = address;
        this.login = login;
        this.backoff = backoff;
        this.progress = new RemoteProgress(
                progress,
                address,
                !environment.getOrDefault("GIT_SSH_COMMAND", "").isBlank());
        this.web = new GitWeb(address, advertisement, proxy);
        this.ssh = new SshProgram(environment, advertisement);
        this.deadline = new ServerDeadline(backoff.longest());
        // here the library is its own server, and that one sends no single directories
        this.isPartial = !address.scheme().equals("file");
    }

    public GitAddress address() {
        return address;
    }

    /**
     * Branches as the server has them.
     *
     * @param defaultBranch null where the repository is empty
     * @param tips commits by the names of branches, of those that were requested and are there, and the default one
     */
    public record Branches(@Nullable String defaultBranch, Map<String, String> tips) {

        public Optional<String> tip(String branch) {
            return Optional.ofNullable(tips.get(branch));
        }
    }

    /** Asks for branches and the default branch, and fetches what they point at. */
    public Branches fetch(Collection<String> names) {
        seen = List.copyOf(names);
        return withRetries("reading", () -> fetchOnce(names, false));
    }

    /** @param again whether tips are fetched that are here, since what they have is not */
    private Branches fetchOnce(Collection<String> names, boolean again) throws IOException {
        progress.fetching();
        List<String> prefixes = new ArrayList<>(List.of("HEAD"));
        names.forEach(name -> prefixes.add(HEADS + name));
        Map<String, String> tips = new HashMap<>();
        String defaultBranch = null;
        try (Transport transport = open()) {
            transport.setDepth(DEPTH);
            try (FetchConnection connection = transport.openFetch(List.of(), prefixes.toArray(String[]::new))) {
                Map<ObjectId, Ref> wanted = new HashMap<>();
                Ref head = connection.getRef("HEAD");
                ObjectId tip = head == null ? null : head.getObjectId();
                if (head != null && tip != null) {
                    defaultBranch = branch(head, tip, connection);
                }
                for (Ref ref : connection.getRefs()) {
                    boolean isHead = ref.getName().equals("HEAD");
                    String name = isHead ? defaultBranch : withoutHeads(ref.getName());
                    if (ref.getObjectId() != null && name != null && (isHead || names.contains(name))) {
                        tips.put(name, ref.getObjectId().name());
                        wanted.putIfAbsent(ref.getObjectId(), ref);
                    }
                }
                wanted.keySet().removeIf(id -> !again && objects.has(id));
                if (!wanted.isEmpty()) {
                    connection.fetch(progress, wanted.values(), Set.of());
                }
            }
        }
        objects.findEnds(tips.values());
        return new Branches(defaultBranch, Map.copyOf(tips));
    }

    /** Old servers don't report which branch HEAD is: then one that is at the same commit, the usual names first. */
    private static @Nullable String branch(Ref head, ObjectId tip, FetchConnection connection) {
        if (head.isSymbolic()) {
            return withoutHeads(head.getTarget().getName());
        }
        for (String usual : List.of("main", "master")) {
            Ref ref = connection.getRef(HEADS + usual);
            if (ref != null && tip.equals(ref.getObjectId())) {
                return usual;
            }
        }
        return connection.getRefs().stream()
                .filter(ref -> ref.getName().startsWith(HEADS) && tip.equals(ref.getObjectId()))
                .map(ref -> withoutHeads(ref.getName()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String withoutHeads(String ref) {
        return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : null;
    }

    /** Fetches single directories (not what is in them) and files that are not here yet; all of them, if need be. */
    void fetchObjects(Collection<ObjectId> ids) {
        if (isPartial && withRetries("reading", () -> fetchSingly(ids))) {
            return;
        }
        isPartial = false;
        withRetries("reading", () -> fetchOnce(seen, true));
    }

    /** Whether the server sends single objects: some send nothing but what branches point at. */
    private boolean fetchSingly(Collection<ObjectId> ids) throws IOException {
        progress.fetching();
        try (Transport transport = open();
                FetchConnection connection = transport.openFetch(List.of(), HEADS + "none")) {
            List<Ref> wanted = new ArrayList<>();
            ids.forEach(id -> wanted.add(new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, "object " + id.name(), id)));
            connection.fetch(progress, wanted, Set.of());
            return true;
        } catch (TransportException e) {
            if (GitFailures.isWantRefused(e)) {
                return false;
            }
            throw e;
        }
    }

    /** How a push ended. */
    public enum Pushed {
        /** The branch is what it should be. */
        DONE,
        /** Another push was concurrent: repeat. */
        LOST
    }

    /**
     * Moves a branch, if it still is where it was seen.
     *
     * @param from what it was seen at; null where it was not there
     * @throws RegistryException {@code DENIED} or {@code UNAUTHORIZED} if the server refuses
     */
    public Pushed push(String branch, @Nullable String from, String to) {
        return withRetries("pushing to", () -> pushOnce(branch, from, to));
    }

    private Pushed pushOnce(String branch, @Nullable String from, String to) throws IOException {
        progress.pushing();
        ObjectId expected = from == null ? ObjectId.zeroId() : ObjectId.fromString(from);
        try (Transport transport = open()) {
            // forced, since what is pushed may be on a newer base; never blindly, since the old place is named
            RemoteRefUpdate update = new RemoteRefUpdate(
                    objects.repository(), to, ObjectId.fromString(to), HEADS + branch, true, null, expected);
            PushResult result = transport.push(progress, List.of(update));
            boolean isDone = update.getStatus() == RemoteRefUpdate.Status.OK
                    || update.getStatus() == RemoteRefUpdate.Status.UP_TO_DATE;
            if (from == null && !isDone) {
                refuseBlocked(branch, result.getAdvertisedRefs());
            }
            return switch (update.getStatus()) {
                case OK, UP_TO_DATE -> Pushed.DONE;
                case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD, NON_EXISTING -> Pushed.LOST;
                default -> {
                    if (GitFailures.isRace(update.getMessage())) {
                        yield Pushed.LOST;
                    }
                    throw new RegistryException(GitFailures.refused(address, branch, update.getMessage()));
                }
            };
        }
    }

    /** Servers call it a failed lock, as they do where another push was concurrent: trying again would not help. */
    private void refuseBlocked(String branch, Collection<Ref> refs) {
        for (Ref ref : refs) {
            String other = withoutHeads(ref.getName());
            if (other != null && (branch.startsWith(other + "/") || other.startsWith(branch + "/"))) {
                throw new RegistryException(GitFailures.blocked(address, branch, other));
            }
        }
    }

    private Transport open() throws IOException {
        if (address.scheme().equals("file")) {
            expectReadable(new File(address.path()));
        }
        Transport transport;
        try {
            transport = Transport.open(objects.repository(), new URIish(address.toString()));
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
        transport.setTimeout(TIMEOUT_SECONDS);
        if (isPartial) {
            // the root directory, and not what is in it
            transport.setFilterSpec(FilterSpec.fromFilterLine("tree:1"));
        }
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(web);
            if (login != null && address.keepsSecrets()) {
                http.setPreemptiveBasicAuthentication(login.username(), login.secret());
            }
        } else if (transport instanceof SshTransport program) {
            program.setSshSessionFactory(ssh);
        }
        return transport;
    }

    /** Of a server, its list of branches shows it; here the library is the server, and would see damage. */
    private void expectReadable(File directory) throws IOException {
        File found = RepositoryCache.FileKey.resolve(directory, FS.DETECTED);
        if (found != null) {
            try (Repository repository =
                    new FileRepositoryBuilder().setGitDir(found).build()) {
                ObjectFormat.expectReadable(address.toString(), repository);
            }
        }
    }

    /** A request to the server. */
    private interface Call<T> {
        T run() throws IOException;
    }

    private <T> T withRetries(String doing, Call<T> call) {
        for (int tried = 1; ; tried++) {
            web.forget();
            try {
                return deadline.spendOn(call::run, ssh::end);
            } catch (IOException e) {
                if (advertisement.isOfSha256()) {
                    throw Failures.of(ObjectFormat.unreadable(address.toString()), e);
                }
                if (isPartial && cantFilter(e)) {
                    isPartial = false;
                } else if (tried == TRIES || deadline.isSpent() || !GitFailures.mayPass(web.failure(), web.via(), e)) {
                    throw Failures.of(GitFailures.of(doing, address, web.failure(), web.via(), e), e);
                } else {
                    wait(tried, doing, e);
                }
            }
        }
    }

    private void wait(int tried, String doing, IOException failure) {
        Optional<Duration> asked = web.retryAfter().flatMap(header -> RetryAfter.parse(header, Instant.now()));
        if (asked.isEmpty()) {
            backoff.pause(tried);
        } else if (asked.get().compareTo(Backoff.MAX_RETRY_AFTER) <= 0) {
            backoff.sleep(asked.get());
        } else {
            throw new RegistryException(GitFailures.of(doing, address, web.failure(), web.via(), failure), failure);
        }
    }

    /** Servers without filters send everything, but only where none was requested. */
    private static boolean cantFilter(IOException failure) {
        return failure instanceof TransportException
                && failure.getCause() instanceof PackProtocolException
                && String.valueOf(failure.getMessage()).contains("filter");
    }
}
