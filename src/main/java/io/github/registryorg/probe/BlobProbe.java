package io.github.registryorg.probe;

import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.LayerFormat;
import io.github.registryorg.oci.MediaTypeFault;
import io.github.registryorg.problem.ByteCount;
import io.github.registryorg.problem.Count;
import io.github.registryorg.remote.RequestHeaders;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Blobs of one repository: whether they are there, through all redirects, and match their digests. */
final class BlobProbe {

    /** Blobs up to this are read and hashed, larger ones only when that is requested. */
    private static final long SMALL = 1024L * 1024;

    /** Maximum of one repository, unless all is requested. */
    private static final int MAX_BLOBS = 40;

    private static final RequestHeaders MIDDLE = new RequestHeaders(null, "bytes=1-2", null);

    private final ProbeClient client;
    private final ProbeFindings findings;
    private final String repository;
    private final boolean deep;
    private final Set<Digest> done = new HashSet<>();

    BlobProbe(ProbeClient client, ProbeFindings findings, String repository, boolean deep) {
        this.client = client;
        this.findings = findings;
        this.repository = repository;
        this.deep = deep;
    }

    /**
     * @param format how clients read it, if it is a layer
     * @param missing what it is if there is none
     * @param misfit what it is if it has another size
     */
    void check(Descriptor blob, LayerFormat format, Fault missing, Fault misfit) {
        if (!deep && done.size() >= MAX_BLOBS || !done.add(blob.digest())) {
            return;
        }
        String path = repository + "/blobs/" + blob.digest();
        boolean all = deep || blob.size() <= SMALL;
        Tally tally = new Tally(blob.digest().algorithm());
        ProbeResponse response = all
                ? client.getAll(path, tally, Math.min(blob.size(), Long.MAX_VALUE - SMALL) + SMALL)
                : client.get(path, RequestHeaders.NONE, ProbeClient.START);
        if (response.trouble() != null) {
            findings.add(
                    response.trouble().fault(), response, response.trouble().saw());
            return;
        }
        if (response.status() != 200) {
            findings.add(missing, response, response.seen());
            return;
        }
        if (!all && response.contentLength().isEmpty() && isShort(path, blob, misfit)) {
            return;
        }
        if (content(blob, response, all ? Optional.of(tally) : Optional.empty(), misfit)) {
            MediaTypeFault.of(format, response.body())
                    .ifPresent(fault -> findings.add(Fault.of(fault), response, "a layer that " + fault.what()));
            headers(blob, response);
            range(path, blob, response);
        }
    }

    /** Whether a large one without a Content-Length ends too soon, as pages and messages do. */
    private boolean isShort(String path, Descriptor blob, Fault misfit) {
        ProbeResponse more = client.get(path, RequestHeaders.NONE, (int) SMALL);
        boolean ends = more.isOk() && more.whole();
        if (ends && more.isPage()) {
            findings.add(Fault.BLOB_IS_PAGE, more, "a page of HTML");
        } else if (ends) {
            Fault fault = blob.digest().matches(more.body()) ? misfit : Fault.BLOB_BYTES_WRONG;
            findings.add(fault, more, ByteCount.exact(more.body().length) + ", not " + Count.grouped(blob.size()));
        }
        return ends;
    }

    /** Whether it is what it should be. */
    private boolean content(Descriptor blob, ProbeResponse response, Optional<Tally> tally, Fault misfit) {
        long length = tally.map(Tally::length).orElse(blob.size());
        long announced = response.contentLength().orElse(length);
        // of one that is not read, the length alone is known
        boolean isDigest = tally.map(Tally::digest).map(blob.digest()::equals).orElse(true);
        if (isDigest && length == blob.size() && announced == length) {
            return true;
        }
        if (response.isPage()) {
            findings.add(Fault.BLOB_IS_PAGE, response, "a page of HTML");
        } else if (tally.isEmpty()) {
            // most such blobs are cut short, which nobody can use
            findings.add(
                    Fault.BLOB_BYTES_WRONG,
                    response,
                    ByteCount.exact(announced) + ", not " + Count.grouped(blob.size())
                            + " (registry.deep tells a wrong size in the manifest)");
        } else if (isDigest) {
            long came = announced == blob.size() ? length : announced;
            findings.add(misfit, response, ByteCount.exact(came) + ", not " + Count.grouped(blob.size()));
        } else {
            findings.add(
                    Fault.BLOB_BYTES_WRONG,
                    response,
                    length == blob.size()
                            ? "other bytes"
                            : ByteCount.exact(length) + " or more, not " + Count.grouped(blob.size()));
        }
        return false;
    }

    private void headers(Descriptor blob, ProbeResponse response) {
        // the request did not accept it, and the bytes are those of the digest: the header is wrong
        findings.expect(
                !response.joined("Content-Encoding").equalsIgnoreCase("gzip"),
                Fault.BLOB_ENCODED,
                response,
                "Content-Encoding: gzip");
        Optional<String> digest = response.header("Docker-Content-Digest");
        // behind a redirect it is a store's response, which need not have it
        if (digest.isEmpty() && response.hops().isEmpty()) {
            findings.add(Fault.BLOB_DIGEST_MISSING, response, "no Docker-Content-Digest");
        }
        digest.ifPresent(header -> findings.expect(
                header.equals(blob.digest().toString()),
                Fault.BLOB_DIGEST_WRONG,
                response,
                "Docker-Content-Digest: " + header));
        ProbeResponse head = client.head(repository + "/blobs/" + blob.digest(), RequestHeaders.NONE);
        boolean right = head.isOk()
                && head.header("Content-Length")
                        .map(length -> length.equals(String.valueOf(blob.size())))
                        .orElse(false);
        findings.expect(
                right,
                Fault.BLOB_HEAD_FAILS,
                head,
                head.isOk() ? "Content-Length: " + head.header("Content-Length").orElse("(none)") : head.seen());
    }

    private void range(String path, Descriptor blob, ProbeResponse whole) {
        if (blob.size() < 3) {
            return;
        }
        ProbeResponse part = client.get(path, MIDDLE, ProbeClient.START);
        if (part.isOk()) {
            return;
        }
        String expected = "bytes 1-2/" + blob.size();
        String range = part.header("Content-Range").orElse("(none)");
        boolean right = part.trouble() == null
                && part.status() == 206
                && range.equals(expected)
                && Arrays.equals(part.body(), Arrays.copyOfRange(whole.body(), 1, 3));
        findings.expect(right, Fault.RANGE_WRONG, part, part.seen() + ", Content-Range: " + range);
    }
}
