package io.github.registryorg.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract with s3proxy, which does all that AWS does. */
class BucketBlobStoreTest extends BucketContract {

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
        return server;
    }
}
