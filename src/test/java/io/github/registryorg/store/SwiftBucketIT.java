package io.github.registryorg.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract with OpenStack Swift, which supports neither checksums nor chunked encoding nor conditional writes. */
class SwiftBucketIT extends BucketContract {

    private static SwiftServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = SwiftServer.start(directory);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    S3Service service() {
        return server;
    }
}
