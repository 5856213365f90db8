package io.github.registryorg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.testkit.EdgeRuntime;
import io.github.registryorg.testkit.KnownRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The edge function of {@code netlify} in Deno. */
class NetlifyApiIT extends EdgeApi {

    NetlifyApiIT() {
        super("netlify");
    }

    @Override
    Started start(Path directory, KnownRegistry registry) {
        EdgeRuntime runtime = EdgeRuntime.netlify(registry.site, directory);
        return new Started(runtime, runtime.address());
    }

    /** Pages are Netlify's own affair, and only emulated here. */
    @Test
    @Override
    void pages_ofTheSite_areServed() {
        assertThat(get("/acme/app/").statusCode()).isEqualTo(200);
    }
}
