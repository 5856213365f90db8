package io.github.registryorg.host;

import io.github.registryorg.net.CacheControl;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.tree.ServedManifest;
import io.github.registryorg.tree.Stage;
import io.github.registryorg.tree.TreeSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The registry API as a program for hosts that run one beside the files, since no number of rules has the media type
 * of each of many manifests. The program reads one note for each repository, which is text, so that it need not parse
 * what it doesn't look for.
 */
final class EdgeCode {

    /** The part that is the same for every host. */
    private static final String API = "registry-api.js";

    /**
     * The headers of Cloudflare and Netlify for the files that the program leaves to them. No two rules for the same
     * header match the same path, since Cloudflare joins their values; what another rule has said before, a rule removes.
     * Rules are for the address as it was written, {@code /%761/x}, and files are found by what it means, {@code /v1/x}: so
     * what no rule knows is inert.
     */
    private static final String HEADERS = """
            /*
              Access-Control-Allow-Origin: *
              X-Content-Type-Options: nosniff
              Content-Security-Policy: @INERT@
            /
              - Content-Security-Policy
              Content-Security-Policy: @POLICY@
            /*/
              - Content-Security-Policy
              Content-Security-Policy: @POLICY@
            /-/assets/*
              Cache-Control: @IMMUTABLE@
            /*/tags/
              Content-Type: application/json
              - Content-Security-Policy
              Content-Security-Policy: @INERT@
            /*/manifests/:tag/
              Content-Type: application/json
              - Content-Security-Policy
              Content-Security-Policy: @INERT@
            /*/manifests/:tag/:file
              - Content-Security-Policy
              Content-Security-Policy: @INERT@
            /v1/*
              - Content-Security-Policy
              Content-Security-Policy: @INERT@
            /v1/imagefile/*
              Content-Type: application/octet-stream
            /v1/images/*
              Content-Type: application/json
            /api/container/*
              Content-Type: application/json
            /*/-/tags/tags/
              - Content-Type
              Content-Type: text/html; charset=utf-8
              - Content-Security-Policy
              Content-Security-Policy: @POLICY@
            """.replace("@POLICY@", PagePolicy.HEADER)
            .replace("@INERT@", PagePolicy.INERT)
            .replace("@IMMUTABLE@", CacheControl.IMMUTABLE);

    private static final Pattern REMOVAL = Pattern.compile("(?m)^  - (.*)\n");

    private EdgeCode() {}

    /** The rules as Cloudflare reads them, which removes a header only by a rule. */
    static byte[] cloudflareHeaders() {
        return REMOVAL.matcher(HEADERS).replaceAll("  ! $1\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The rules as Netlify reads them, where the last one is right. */
    static byte[] netlifyHeaders() {
        return REMOVAL.matcher(HEADERS).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Emits the program.
     *
     * @param path where the host looks for it
     * @param entry the resource for the host
     */
    static void emit(String path, String entry, TreeSink sink) {
        sink.file(
                path,
                Stage.HOST,
                new MediaType("text/javascript"),
                (ServerConfig.of(API).text() + ServerConfig.of(entry).text()).getBytes(StandardCharsets.UTF_8));
    }

    /** Emits the note of a repository; none where nothing of it is in {@code /v2/}. */
    static void emitNote(RepositoryContent content, TreeSink sink) {
        if (content.manifests().isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        for (ServedManifest manifest : content.manifests()) {
            lines.add("manifests\t" + manifest.reference() + "\t" + manifest.mediaType() + "\t" + manifest.digest());
        }
        content.here().forEach(blob -> lines.add("bytes\t" + blob.digest() + "\t" + blob.size()));
        for (BlobRule rule : content.blobs()) {
            String address = WebAddress.safe(rule.address());
            lines.add(rule.digest() == null ? "blobs\t*\t" + address : "blobs\t" + rule.digest() + "\t" + address);
        }
        Collections.sort(lines);
        sink.file(
                "-/host/v2/" + content.name() + "/-.tsv",
                Stage.TAGS,
                new MediaType("text/tab-separated-values"),
                (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
