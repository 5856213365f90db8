package io.github.registryorg.probe;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.remote.RequestHeaders;
import java.nio.charset.StandardCharsets;

/** What is not there must be 404: clients continue after that, and after nothing else. */
final class MissingProbe {

    private static final int MAX_SIZE = 64 * 1024;
    private static final String NAME = "registry-probe-nothing-here";

    /** A digest that nothing has. */
    static final Digest NOTHING = Digest.sha256(NAME.getBytes(StandardCharsets.UTF_8));

    private final ProbeClient client;
    private final ProbeFindings findings;

    MissingProbe(ProbeClient client, ProbeFindings findings) {
        this.client = client;
        this.findings = findings;
    }

    void check(String repository) {
        head(repository + "/manifests/" + NAME, ProbeClient.accepting(ManifestProbe.ACCEPT));
        head(repository + "/manifests/" + NOTHING, ProbeClient.accepting(ManifestProbe.ACCEPT));
        head(repository + "/blobs/" + NOTHING, RequestHeaders.NONE);
        check(
                client.get(repository + "/manifests/" + NAME, ProbeClient.accepting(ManifestProbe.ACCEPT), MAX_SIZE),
                false);
        check(
                client.get(repository + "/manifests/" + NOTHING, ProbeClient.accepting(ManifestProbe.ACCEPT), MAX_SIZE),
                false);
        check(client.get(repository + "/blobs/" + NOTHING, RequestHeaders.NONE, MAX_SIZE), false);
        check(client.get(NAME + "/tags/list", RequestHeaders.NONE, MAX_SIZE), true);
    }

    /** @param mayHide whether a registry may require a login instead of responding with 404 */
    private void check(ProbeResponse response, boolean mayHide) {
        if (response.trouble() == null && response.status() == 404) {
            findings.expect(
                    isError(response),
                    Fault.ERROR_NOT_JSON,
                    response,
                    "Content-Type: " + response.header("Content-Type").orElse("(none)"));
            return;
        }
        found(response, mayHide);
    }

    /** Its response has no body to check. */
    private void head(String path, RequestHeaders headers) {
        ProbeResponse response = client.head(path, headers);
        if (response.trouble() != null || response.status() != 404) {
            found(response, false);
        }
    }

    private void found(ProbeResponse response, boolean mayHide) {
        if (response.trouble() != null) {
            boolean hidden = mayHide && response.trouble().fault() == Fault.LOGIN_REFUSED;
            Fault fault = response.trouble().fault();
            findings.expect(
                    hidden,
                    fault == Fault.SERVER_FAILS ? Fault.MISSING_FAILS : fault,
                    response,
                    response.trouble().saw());
            return;
        }
        switch (response.status()) {
            case 403 -> findings.add(Fault.MISSING_FORBIDDEN, response, response.seen());
            case 200 -> findings.add(Fault.MISSING_IS_FOUND, response, response.isPage() ? "200 and a page" : "200");
            default -> findings.add(Fault.MISSING_FAILS, response, response.seen());
        }
    }

    private static boolean isError(ProbeResponse response) {
        try {
            return Json.readObject(response.body()).path("errors").isArray();
        } catch (JsonFault e) {
            return false;
        }
    }
}
