package io.github.registryorg.deploy;

import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.host.Delivery;
import io.github.registryorg.host.ServedAddress;
import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.site.SiteFiles;
import io.github.registryorg.store.Bucket;
import io.github.registryorg.store.CountedContent;
import io.github.registryorg.store.ObjectKind;
import io.github.registryorg.store.OpenStores;
import io.github.registryorg.tree.Endpoint;
import io.github.registryorg.work.ParallelWork;
import io.github.registryorg.work.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A site → a bucket. Blobs come first, then what names them, then what names that; what is stale goes last. So readers
 * see the old registry or the new, whenever a run ends, and the next run goes on.
 */
public final class Deployment {

    private static final int THREADS = 16;
    private static final int LARGEST_NOTE = 512 * 1024 * 1024;
    private static final String INDEX = "index.html";

    private final DeployRequest request;
    private final OpenStores open;
    private final Progress progress;
    private final Bucket bucket;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();

    public Deployment(DeployRequest request, OpenStores open, Progress progress) {
        this.request = request;
        this.open = open;
        this.progress = progress;
        DirectoryTree.ofMetadata(request.directory());
        if (!Files.isRegularFile(request.site().resolve(new Endpoint.Base().path()))) {
            throw new RegistryException(
                    Problem.of(ProblemCode.SITE_UNKNOWN, request.site().toString(), "there is no site here")
                            .hint("Make it first (registry:site -Dregistry.host=s3), or say where it is with"
                                    + " -Dregistry.site."));
        }
        refuseForServing();
        this.bucket = open.bucket(request.target());
    }

    /** What only {@code registry:serve} replaces would be in the commands that readers copy. */
    private void refuseForServing() {
        SiteFiles files = new SiteFiles(request.site());
        boolean isOpen = files.isForServing()
                && files.all().stream()
                        .filter(file -> file.toString().endsWith(INDEX))
                        .anyMatch(file -> ServedAddress.isIn(read(file)));
        if (isOpen) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            request.site().toString(),
                            "is for registry:serve on this machine, and its pages have no address for other readers")
                    .hint("Make it for its host: registry:site -Dregistry.host=s3 -Dregistry.url=https://…"));
        }
    }

    /** Something that shall be in the bucket. */
    private record Item(Delivery delivery, Descriptor content, Path file, List<String> addresses) {}

    public DeployResult run() {
        Map<String, Long> there = bucket.sizes();
        DeployedFiles before = bucket.text(DeployedFiles.FILE, LARGEST_NOTE)
                .map(DeployedFiles::read)
                .orElse(DeployedFiles.none());
        List<Item> items = items();
        refuseEmpty(items, before, there.keySet());
        List<Item> wanted = new ArrayList<>();
        for (Item item : items) {
            boolean same = isThere(item, there)
                    && (before.has(item.delivery(), item.content().digest().toString())
                            || item.delivery().stage() == Delivery.Stage.BLOBS);
            if (same) {
                unchanged.incrementAndGet();
            } else {
                wanted.add(item);
            }
        }
        List<String> stale = stale(before, items);
        if (request.dryRun()) {
            wanted.forEach(item -> progress.said("would send " + item.delivery().path() + " ("
                    + ByteCount.of(item.content().size()) + ")"));
            stale.forEach(path -> progress.said("would remove " + path));
            return new DeployResult(wanted.size(), size(wanted), 0, unchanged.get(), stale.size());
        }
        if (!wanted.isEmpty() || !stale.isEmpty()) {
            progress.expected(size(wanted));
            DeployedFiles meanwhile = before.copy();
            wanted.forEach(item -> meanwhile.put(item.delivery(), Optional.empty()));
            note(meanwhile);
            for (Delivery.Stage stage : Delivery.Stage.values()) {
                send(stage, wanted);
            }
            remove(stale);
        }
        DeployedFiles after = DeployedFiles.none();
        items.forEach(item ->
                after.put(item.delivery(), Optional.of(item.content().digest().toString())));
        if (!after.text().equals(before.text())) {
            note(after);
        }
        return new DeployResult(sent.get(), bytes.get(), copied.get(), unchanged.get(), stale.size());
    }

    /** A site that was made of the wrong directory has no repository, and would remove all that are deployed. */
    private void refuseEmpty(List<Item> items, DeployedFiles before, Set<String> there) {
        boolean isEmpty = items.stream().map(item -> item.delivery().path()).noneMatch(Deployment::isOfRepository);
        boolean isDeployed =
                Stream.concat(before.paths().stream(), there.stream()).anyMatch(Deployment::isOfRepository);
        if (isEmpty && isDeployed && !request.allowEmpty()) {
            throw new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID,
                            request.site().toString(),
                            "has no repository, and " + request.target() + " has a registry with some")
                    .hint("Make the site of the registry's directory (registry:site -Dregistry.directory=…). If nothing"
                            + " shall be left of the registry, set -Dregistry.allowEmpty."));
        }
    }

    /** Whether it is a file that each repository has: its tag list, or a manifest. */
    private static boolean isOfRepository(String path) {
        return path.endsWith("/tags/" + INDEX) || path.startsWith("v2/") && path.contains("/manifests/");
    }

    /** Of what went compressed, the size says nothing; nor do services that keep objects as files, of directories. */
    private static boolean isThere(Item item, Map<String, Long> there) {
        Long size = there.get(item.delivery().path());
        return size != null
                && (size == item.content().size()
                        || item.delivery().compressed()
                        || item.delivery().path().endsWith("/"));
    }

    private static long size(List<Item> items) {
        return items.stream().mapToLong(item -> item.content().size()).sum();
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Path file : new SiteFiles(request.site()).all()) {
            String path = request.site().relativize(file).toString().replace('\\', '/');
            Delivery.of(path, () -> read(file)).ifPresent(delivery -> {
                Descriptor content = descriptor(delivery, file);
                items.add(new Item(delivery, content, file, List.of()));
                if (path.endsWith("/" + INDEX)) {
                    // a bucket answers for a directory only by an object of that name
                    String directory = path.substring(0, path.length() - INDEX.length());
                    items.add(new Item(delivery.at(directory), content, file, List.of()));
                }
            });
        }
        Set<String> paths = new HashSet<>();
        items.forEach(item -> paths.add(item.delivery().path()));
        if (!new SiteFiles(request.site()).wantsBlobs()) {
            return items;
        }
        for (SiteFiles.WantedBlob blob : new SiteFiles(request.site()).blobs()) {
            if (paths.add(blob.path())) {
                Delivery delivery = Delivery.of(blob.path(), () -> new byte[0]).orElseThrow();
                items.add(new Item(delivery, blob.content(), null, blob.addresses()));
            }
        }
        return items;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    /** A blob's name says its hash. */
    private static Descriptor descriptor(Delivery delivery, Path file) {
        try {
            String name = delivery.path().substring(delivery.path().lastIndexOf('/') + 1);
            Digest digest = delivery.stage() == Delivery.Stage.BLOBS ? Digest.parse(name) : sha256(file);
            return Descriptor.of(MediaType.OCTET_STREAM, digest, Files.size(file));
        } catch (IOException e) {
            throw Failures.io("reading", file, e);
        }
    }

    private static Digest sha256(Path file) throws IOException {
        MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Digest.of(DigestAlgorithm.SHA256, hash.digest());
    }

    /** The pages first and the blobs last: nobody finds a name whose thing is gone. */
    private List<String> stale(DeployedFiles before, List<Item> items) {
        Set<String> stays = new HashSet<>();
        items.forEach(item -> stays.add(item.delivery().path()));
        List<String> stale = new ArrayList<>();
        for (Delivery.Stage stage : Delivery.Stage.values()) {
            before.paths().stream()
                    .filter(path -> !stays.contains(path) && before.stage(path) == stage)
                    .forEach(stale::add);
        }
        Collections.reverse(stale);
        return stale;
    }

    private void send(Delivery.Stage stage, List<Item> wanted) {
        List<Item> now =
                wanted.stream().filter(item -> item.delivery().stage() == stage).toList();
        new ParallelWork(now.size(), THREADS).map(index -> {
            send(now.get(index));
            return null;
        });
        if (!now.isEmpty()) {
            progress.said(Count.of(now.size(), "object") + ", " + ByteCount.of(size(now)) + ": "
                    + stage.name().toLowerCase(Locale.ROOT));
        }
    }

    private void send(Item item) {
        Delivery delivery = item.delivery();
        ObjectKind kind =
                new ObjectKind(delivery.mediaType(), delivery.cacheControl(), delivery.compressed() ? "gzip" : null);
        String path = delivery.path();
        if (item.file() != null) {
            Blob content = delivery.compressed()
                    ? compressed(read(item.file()))
                    : new Blob(item.content(), () -> Files.newInputStream(item.file()));
            bucket.put(path, kind, CountedContent.of(content, progress::moved));
            sent.incrementAndGet();
            bytes.addAndGet(content.size());
        } else {
            open.bring(item.content(), item.addresses(), bucket, path, kind, progress::moved);
            copied.incrementAndGet();
        }
    }

    private static Blob compressed(byte[] page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(page);
        } catch (IOException e) {
            throw new IllegalStateException("memory is always writable", e);
        }
        return memory(out.toByteArray());
    }

    private static Blob memory(byte[] content) {
        return new Blob(
                Descriptor.of(MediaType.OCTET_STREAM, Digest.sha256(content), content.length),
                () -> new ByteArrayInputStream(content));
    }

    private void remove(List<String> stale) {
        // one after the other, in their order
        for (String path : stale) {
            bucket.remove(path);
        }
        if (!stale.isEmpty()) {
            progress.said(Count.of(stale.size(), "object") + " removed");
        }
    }

    private void note(DeployedFiles files) {
        bucket.put(
                DeployedFiles.FILE,
                new ObjectKind("text/tab-separated-values", "no-cache", null),
                memory(files.text().getBytes(StandardCharsets.UTF_8)));
    }
}
