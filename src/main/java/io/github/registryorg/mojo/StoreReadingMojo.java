package io.github.registryorg.mojo;

import io.github.registryorg.StoreAccess;
import io.github.registryorg.remote.AllowedHosts;
import io.github.registryorg.remote.ProxySettings;
import io.github.registryorg.store.StoreMap;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What goals that read stores have in common. */
abstract class StoreReadingMojo extends RegistryMojo {

    /**
     * What really stands behind public addresses, as <code>BASE=LOCATION</code>: where readers fetch from
     * <code>BASE</code>, this run reads the folder or address <code>LOCATION</code>, such as
     * <code>https://storage.example/acme=file:/srv/registry/acme</code>.
     */
    @Parameter(property = "registry.storeMap")
    private List<String> storeMap;

    /**
     * Hosts, <code>HOST</code> or <code>HOST:PORT</code>, that may be asked though their addresses are not public.
     * Metadata comes from strangers: without this, no request goes to loopback, private or link-local addresses, and
     * none through a proxy.
     */
    @Parameter(property = "registry.allowedHosts")
    private List<String> allowedHosts;

    @Inject
    private SettingsDecrypter decrypter;

    final StoreAccess storeAccess() {
        return new StoreAccess(
                StoreMap.parse(storeMap == null ? List.of() : storeMap, baseFolder()),
                AllowedHosts.parse(allowedHosts == null ? List.of() : allowedHosts),
                proxy());
    }

    /** Null where the settings have no active proxy. */
    private ProxySettings proxy() {
        Proxy active = session.getSettings().getActiveProxy();
        if (active == null) {
            return null;
        }
        Proxy decrypted =
                decrypter.decrypt(new DefaultSettingsDecryptionRequest(active)).getProxy();
        return new ProxySettings(
                decrypted.getHost(),
                decrypted.getPort(),
                decrypted.getNonProxyHosts() == null ? "" : decrypted.getNonProxyHosts(),
                decrypted.getUsername(),
                decrypted.getPassword());
    }
}
