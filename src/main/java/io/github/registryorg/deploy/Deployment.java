package io.github.registryorg.deploy;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.host.Host;
import io.github.registryorg.host.ServedAddress;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.site.SiteFiles;
import io.github.registryorg.store.Bucket;
import io.github.registryorg.store.ObjectKind;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.work.ParallelWork;
import io.github.registryorg.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A site → a bucket. Blobs come first, then what names them, then what names that; what is stale goes last. So readers
 * see the old registry or the new, whenever a run ends, and the next run continues.
 */
public final class Deployment {

    private static final int THREADS = 16;
    private static final int MAX_NOTE_SIZE = 512 * 1024 * 1024;

    /** What a site was made for that a bucket can serve; the last one, where it has an address. */
    private static final Set<String> HOSTS =
            Stream.of("s3", "cloudfront", "local").map(Host::of).map(Host::name).collect(Collectors.toSet());

    private final DeployRequest request;
    private final Progress progress;
    private final Bucket bucket;
    private final WantedBlobs blobs;
    private final ItemTransfer transfer;

    public Deployment(DeployRequest request, OpenStores open, Progress progress) {
        this.request = request;
        this.progress = progress;
        DirectoryTree.ofMetadata(request.directory());
        if (!Files.isRegularFile(request.site().resolve(new Endpoint.Base().path()))) {
            throw new RegistryException(
                    Problem.of(ProblemCode.SITE_UNKNOWN, request.site().toString(), "is not a site")
                            .hint("Make it first (registry:site -Dregistry.host=s3), or name its"
                                    + " directory with -Dregistry.site."));
        }
        refuseForOtherHosts();
        this.bucket = open.bucket(request.target());
        this.blobs = new WantedBlobs(request.site());
        this.transfer = new ItemTransfer(request.site(), blobs, open, bucket, progress);
    }

    private void refuseForOtherHosts() {
        Optional<String> host = new SiteFiles(request.site()).host();
        if (host.isPresent() && !HOSTS.contains(host.get())) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            request.site().toString(),
                            "was made for the host " + host.get() + " and not for a bucket")
                    .hint("Make the site for a bucket: registry:site -Dregistry.host=s3 -Dregistry.url=https://… (with"
                            + " CloudFront in front of it: -Dregistry.host=cloudfront)."));
        }
    }

    /** What only {@code registry:serve} replaces would be in the commands that readers copy. */
    private void refuseForServing(List<Item> items) {
        boolean isOpen = new SiteFiles(request.site()).isForServing()
                && items.stream()
                        .filter(Item::isPage)
                        .anyMatch(item -> ServedAddress.isIn(read(request.site().resolve(item.path()))));
        if (isOpen) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            request.site().toString(),
                            "is for registry:serve on this machine, and its pages have no address for other readers")
                    .hint("Make it for its host: registry:site -Dregistry.host=s3 -Dregistry.url=https://…"));
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** The site, and what the bucket has → what is sent and removed. */
    public DeployPlan plan() {
        progress.step("Reading the site", "");
        List<Item> items = items();
        progress.step("Listing " + request.target(), "object");
        ListedObjects there = new ListedObjects(items);
        bucket.list((name, size) -> {
            there.accept(name, size);
            progress.done(1);
        });
        DeployedFiles before = bucket.text(DeployedFiles.FILE, MAX_NOTE_SIZE)
                .map(DeployedFiles::read)
                .orElseGet(DeployedFiles::new);
        refuseEmpty(items, before, there);
        List<Optional<Digest>> deployed = new ParallelWork(items.size())
                .asStep(progress, "Comparing with what is deployed", "file")
                .map(index -> deployed(items.get(index), there.hasAll(index), before));
        DeployedFiles after = new DeployedFiles();
        List<Item> wanted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            after.put(items.get(i), deployed.get(i));
            if (deployed.get(i).isEmpty()) {
                wanted.add(items.get(i));
            }
        }
        return new DeployPlan(wanted, stale(before, after), objects(items) - objects(wanted), before, after);
    }

    /** Reports what {@link #send} would do. */
    public DeployResult preview(DeployPlan plan) {
        plan.wanted()
                .forEach(item -> item.paths()
                        .forEach(path ->
                                progress.report("would send " + path + " (" + ByteCount.binary(item.size()) + ")")));
        plan.stale().forEach(path -> progress.report("would remove " + path));
        return new DeployResult(
                objects(plan.wanted()),
                bytes(plan.wanted()),
                0,
                plan.unchanged(),
                plan.stale().size());
    }

    /** New objects → the bucket, in the order in which readers need them; then the stale ones go. */
    public DeployResult send(DeployPlan plan) {
        DeployedFiles after = plan.after();
        if (!plan.isEmpty()) {
            progress.step("Sending", "object");
            progress.expected(objects(plan.wanted()), bytes(plan.wanted()));
            plan.stale().forEach(path -> after.keep(path, plan.before()));
            note(after);
            for (Stage stage : Stage.values()) {
                send(stage, plan.wanted(), after);
            }
            remove(plan.stale(), after);
        }
        if (!after.isSameAs(plan.before())) {
            note(after);
        }
        return new DeployResult(
                transfer.sent(),
                transfer.bytes(),
                transfer.copied(),
                plan.unchanged(),
                plan.stale().size());
    }

    private List<Item> items() {
        List<Item> items = new SiteContent(request.site(), progress).items();
        refuseForServing(items);
        return Stream.concat(items.stream(), blobs.items(items).stream()).toList();
    }

    /** A site that was made of the wrong directory has no repository, and would remove all that are deployed. */
    private void refuseEmpty(List<Item> items, DeployedFiles before, ListedObjects there) {
        boolean isEmpty = items.stream().map(Item::path).noneMatch(Item::isOfRepository);
        boolean isDeployed = there.haveRepository() || before.paths().stream().anyMatch(Item::isOfRepository);
        if (isEmpty && isDeployed && !request.allowEmpty()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            request.site().toString(),
                            "has no repository, and " + request.target() + " has a registry with some")
                    .hint("Make the site of the registry's directory (registry:site -Dregistry.directory=…). To"
                            + " remove all repositories from the bucket, set -Dregistry.allowEmpty."));
        }
    }

    /** The digest of an item that is in the bucket as it should be; empty of any other, which need not be read for it. */
    private Optional<Digest> deployed(Item item, boolean isThere, DeployedFiles before) {
        Optional<String> hash = before.hash(item);
        boolean known = hash.isPresent() || item.delivery().stage() == Stage.BLOBS;
        if (!known || !isThere) {
            return Optional.empty();
        }
        Digest digest = transfer.digest(item);
        // a blob that is there with its size is that blob, whoever has put it there
        return Optional.of(digest)
                .filter(now ->
                        item.delivery().stage() == Stage.BLOBS || hash.get().equals(now.toString()));
    }

    private static long objects(List<Item> items) {
        return items.stream().mapToLong(item -> item.paths().size()).sum();
    }

    private static long bytes(List<Item> items) {
        return items.stream()
                .mapToLong(item -> item.size() * item.paths().size())
                .sum();
    }

    /** The pages first and the blobs last: no reader finds a name whose content was removed. */
    private static List<String> stale(DeployedFiles before, DeployedFiles after) {
        List<String> stale = before.paths().stream()
                .filter(path -> !after.paths().contains(path))
                .sorted(Comparator.comparing(before::stage).thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(stale);
        return stale;
    }

    private void send(Stage stage, List<Item> wanted, DeployedFiles after) {
        List<Item> now =
                wanted.stream().filter(item -> item.delivery().stage() == stage).toList();
        List<Digest> sent = new ParallelWork(now.size(), THREADS).map(index -> transfer.send(now.get(index)));
        for (int i = 0; i < now.size(); i++) {
            after.put(now.get(i), Optional.of(sent.get(i)));
        }
        if (!now.isEmpty()) {
            progress.report(Count.of(objects(now), "object") + ", " + ByteCount.binary(bytes(now)) + ": "
                    + stage.name().toLowerCase(Locale.ROOT));
        }
    }

    private void remove(List<String> stale, DeployedFiles after) {
        progress.step("Removing", "object");
        progress.expected(stale.size(), 0);
        // one after the other, in their order
        for (String path : stale) {
            bucket.remove(path);
            after.remove(path);
            progress.done(1);
        }
        if (!stale.isEmpty()) {
            progress.report(Count.of(stale.size(), "object") + " removed");
        }
    }

    private void note(DeployedFiles files) {
        bucket.put(DeployedFiles.FILE, new ObjectKind("text/tab-separated-values", "no-cache", null), files.content());
    }
}
