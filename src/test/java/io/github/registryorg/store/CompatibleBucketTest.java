package io.github.registryorg.store;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract without what not all services have that are compatible with S3. */
class CompatibleBucketTest extends BucketContract {

    private static S3Server server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = S3Server.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    S3Service service() {
        return new S3Service() {
            @Override
            public URI endpoint() {
                return server.endpoint();
            }

            @Override
            public BucketSettings settings() {
                return S3Server.settings(server.endpoint(), true);
            }
        };
    }
}
