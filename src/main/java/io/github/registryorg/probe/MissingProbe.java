package io.github.registryorg.probe;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.remote.RequestHeaders;
import java.nio.charset.StandardCharsets;

/** What is not there must be 404: clients go on from there, and from nothing else. */
final class MissingProbe {

    private static final int MAX_SIZE = 64 * 1024;
    private static final String NAME = "registry-probe-nothing-here";

    /** A digest that nothing has. */
    static final Digest NOTHING = Digest.sha256(NAME.getBytes(StandardCharsets.UTF_8));

    private final ProbeClient line;
    private final ProbeFindings findings;

    MissingProbe(ProbeClient line, ProbeFindings findings) {
        this.line = line;
        this.findings = findings;
    }

    void check(String repository) {
        head(repository + "/manifests/" + NAME, ProbeClient.accepting(ManifestProbe.ACCEPT));
        head(repository + "/manifests/" + NOTHING, ProbeClient.accepting(ManifestProbe.ACCEPT));
        head(repository + "/blobs/" + NOTHING, RequestHeaders.NONE);
        check(
                line.get(repository + "/manifests/" + NAME, ProbeClient.accepting(ManifestProbe.ACCEPT), MAX_SIZE),
                false);
        check(
                line.get(repository + "/manifests/" + NOTHING, ProbeClient.accepting(ManifestProbe.ACCEPT), MAX_SIZE),
                false);
        check(line.get(repository + "/blobs/" + NOTHING, RequestHeaders.NONE, MAX_SIZE), false);
        check(line.get(NAME + "/tags/list", RequestHeaders.NONE, MAX_SIZE), true);
    }

    /** @param mayHide whether a registry may want a login rather than say that it is not there */
    private void check(ProbeResponse reply, boolean mayHide) {
        if (reply.trouble() == null && reply.status() == 404) {
            findings.expect(
                    isError(reply),
                    Fault.ERROR_NOT_JSON,
                    reply,
                    "Content-Type: " + reply.header("Content-Type").orElse("(none)"));
            return;
        }
        found(reply, mayHide);
    }

    /** Its answer has no body that could be looked at. */
    private void head(String path, RequestHeaders headers) {
        ProbeResponse reply = line.head(path, headers);
        if (reply.trouble() != null || reply.status() != 404) {
            found(reply, false);
        }
    }

    private void found(ProbeResponse reply, boolean mayHide) {
        if (reply.trouble() != null) {
            boolean hidden = mayHide && reply.trouble().fault() == Fault.LOGIN_REFUSED;
            Fault fault = reply.trouble().fault();
            findings.expect(
                    hidden,
                    fault == Fault.SERVER_FAILS ? Fault.MISSING_FAILS : fault,
                    reply,
                    reply.trouble().saw());
            return;
        }
        switch (reply.status()) {
            case 403 -> findings.add(Fault.MISSING_FORBIDDEN, reply, reply.seen());
            case 200 -> findings.add(Fault.MISSING_IS_FOUND, reply, reply.isPage() ? "200 and a page" : "200");
            default -> findings.add(Fault.MISSING_FAILS, reply, reply.seen());
        }
    }

    private static boolean isError(ProbeResponse reply) {
        try {
            return Json.readObject(reply.body()).path("errors").isArray();
        } catch (JsonFault e) {
            return false;
        }
    }
}
