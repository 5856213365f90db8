package io.github.registryorg.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.registryorg.StaticRegistry;
import io.github.registryorg.check.ValidateRequest;
import io.github.registryorg.check.ValidateResult;
import io.github.registryorg.legacy.ImportRequest;
import io.github.registryorg.legacy.ImportResult;
import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.store.BucketSettings;
import io.github.registryorg.store.StoreAccess;
import io.github.registryorg.store.StoreMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registry in the legacy format, as its contributors wrote it, and the server that its files are on. */
public final class LegacyRegistry implements AutoCloseable {

    /** Images of the size that three of the four real ones have, in kibibytes and in bytes. */
    public static final byte[] SIF = sif("centos", 700 * 1024 + 17);

    public static final byte[] OTHER_SIF = sif("nginx", 123_457);
    public static final byte[] SQUASHFS = squashfs();

    public final Path directory;
    public final LoopbackServer storage;
    private final Map<String, LoopbackServer.Responder> responses = new ConcurrentHashMap<>();

    public LegacyRegistry(Path directory) {
        this.directory = directory;
        this.storage = LoopbackServer.start(exchange -> responses
                .getOrDefault(exchange.getRequestURI().toString(), LoopbackServer.status(404))
                .give(exchange));
    }

    public static byte[] sif(String content, int size) {
        byte[] start = ("#!/usr/bin/env run-singularity\n\0SIF_MAGIC\0" + "01\0" + "02\0" + content).getBytes(UTF_8);
        return Arrays.copyOf(start, size);
    }

    private static byte[] squashfs() {
        return Arrays.copyOf("#!/usr/bin/env run-singularity\nhsqs an image of Singularity 2".getBytes(UTF_8), 774_144);
    }

    /** What the real one has: sizes in kibibytes and bytes, sha256 and md5, a URL with a query, pages without text. */
    public LegacyRegistry likeTheRealOne() {
        file("_config.yml", "title: Static Organization Registry\n");
        collection("lab/busybox", "This busybox container is an example");
        collection("lab/centos", "you can change this description");
        collection("lab/nginx", "you can change this description");
        file("lab/nginx/manifests/README.md", "---\nlayout: manifests\n---\nA page that nobody asked for.\n");
        String query = "/download/o/lab%2Fbusybox-latest@31250aff.simg?generation=1549493969596530&alt=media";
        tag("lab/busybox:latest", "756", sha256(SQUASHFS), query, "\n\n");
        tag(
                "lab/centos:latest",
                "704",
                sha256(SIF),
                "/0/centos/" + Digest.sha256(SIF).hex() + ".sif",
                "\n\n");
        tag("lab/nginx:latest", "123457", md5Base64(OTHER_SIF), "/lab-nginx-latest.sif", "For *people*.\n");
        tag("lab/nginx:1.17", "121", md5Hex(OTHER_SIF), "/lab-nginx-latest.sif", "");
        return serve(query, SQUASHFS)
                .serve("/0/centos/" + Digest.sha256(SIF).hex() + ".sif", SIF)
                .serve("/lab-nginx-latest.sif", OTHER_SIF);
    }

    public LegacyRegistry collection(String repository, String description) {
        file(repository + "/README.md", "---\nlayout: collection\ndescription: " + description + "\n---\n");
        return file(repository + "/tags/README.md", "---\nlayout: tags\n---\n\nThis page will render the tags API.\n");
    }

    /** A tag of one file, whose size and digest are written at both places. */
    public LegacyRegistry tag(String name, String size, String digest, String path, String prose) {
        return file(tagFile(name), """
                ---
                layout: manifests/singularity
                size: %s
                digest: %s
                layers:
                - size: %s
                  digest: "%s"
                  url: "%s"
                ---
                %s""".formatted(
                        size, digest, size, digest, path.startsWith("/") ? storage.url(path) : path, prose));
    }

    public static String tagFile(String name) {
        return name.replace(":", "/manifests/") + "/README.md";
    }

    public LegacyRegistry file(String path, String content) {
        try {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content, UTF_8);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public LegacyRegistry serve(String target, byte[] content) {
        return respond(target, exchange -> LoopbackServer.send(exchange, content));
    }

    public LegacyRegistry respond(String target, LoopbackServer.Responder response) {
        responses.put(target, response);
        return this;
    }

    public String text(String path) {
        try {
            return Files.readString(directory.resolve(path), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static String sha256(byte[] content) {
        return Digest.sha256(content).toString();
    }

    public static String md5Hex(byte[] content) {
        return "md5:" + HexFormat.of().formatHex(md5(content));
    }

    public static String md5Base64(byte[] content) {
        return "md5:" + Base64.getEncoder().encodeToString(md5(content));
    }

    private static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public StoreAccess access() {
        return new StoreAccess(
                StoreMap.NONE, AllowedHosts.parse(List.of("127.0.0.1:" + storage.port())), null, BucketSettings.NONE);
    }

    public Path report() {
        return directory.resolveSibling("report.json");
    }

    public ImportResult importIt() {
        return new StaticRegistry().importLegacy(new ImportRequest(directory, report(), false, access()));
    }

    public ImportResult dryRun() {
        return new StaticRegistry().importLegacy(new ImportRequest(directory, report(), true, access()));
    }

    public ValidateResult validate() {
        return new StaticRegistry().validate(new ValidateRequest(directory, true, access()));
    }

    @Override
    public void close() {
        storage.close();
    }
}
