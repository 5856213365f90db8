package io.github.registryorg.mojo;

import io.github.registryorg.remote.ProxySettings;
import java.util.Optional;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What {@code settings.xml} says of servers and the proxy, its secrets decrypted. */
record MavenSettings(Settings settings, SettingsDecrypter decrypter) {

    Optional<Server> server(String id) {
        return Optional.ofNullable(settings.getServer(id))
                .map(known -> decrypter
                        .decrypt(new DefaultSettingsDecryptionRequest(known))
                        .getServer());
    }

    /** Null where no proxy is active. */
    ProxySettings proxy() {
        Proxy active = settings.getActiveProxy();
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
