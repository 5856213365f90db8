package io.github.registryorg.probe;

import io.github.registryorg.net.AllowedHosts;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.remote.Logins;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What live registry to look at.
 *
 * @param target it, and what of it
 * @param report the file that the report is written to
 * @param allowed hosts beside it whose addresses need not be public
 * @param proxy null for none
 * @param logins what opens it
 */
public record ProbeRequest(
        ProbeTarget target,
        Path report,
        AllowedHosts allowed,
        @Nullable ProxySettings proxy,
        Logins logins) {

    public ProbeRequest {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(report, "report");
        Objects.requireNonNull(allowed, "allowed");
        Objects.requireNonNull(logins, "logins");
    }
}
