package io.github.registryorg.store;

import io.github.registryorg.testkit.RealClient;
import io.github.registryorg.testkit.ReservedPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import software.amazon.awssdk.services.s3.S3Client;

/** OpenStack Swift from Debian's packages: four servers, one disk that is a directory, and S3's API before them. */
final class SwiftServer implements S3Service, AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;
    private static final String KEY = "acme:AKIDTEST";
    private static final String SECRET = "not/a+secret";

    private final List<Process> processes = new ArrayList<>();
    private final Path directory;
    private final List<ReservedPort> ports = new ArrayList<>();
    private URI endpoint;

    private SwiftServer(Path directory) {
        this.directory = directory;
    }

    static SwiftServer start(Path directory) {
        SwiftServer swift = new SwiftServer(directory);
        try {
            Files.createDirectories(directory.resolve("disks/disk"));
            for (String kind : List.of("account", "container", "object")) {
                swift.startStorage(kind);
            }
            swift.startProxy();
            swift.awaitResponse();
            try (S3Client client = swift.client()) {
                client.createBucket(request -> request.bucket(BUCKET));
            }
            return swift;
        } catch (IOException | InterruptedException e) {
            swift.close();
            throw new AssertionError(e);
        } catch (AssertionError | RuntimeException e) {
            swift.close();
            throw e;
        }
    }

    private ReservedPort takePort() {
        ReservedPort port = ReservedPort.take();
        ports.add(port);
        return port;
    }

    private void startStorage(String kind) throws IOException {
        ReservedPort port = takePort();
        RealClient rings = RealClient.of("swift-ring-builder");
        String ring = kind + ".builder";
        rings.run(directory, ring, "create", "4", "1", "1");
        rings.run(directory, ring, "add", "r1z1-" + port.address() + "/disk", "1");
        rings.run(directory, ring, "rebalance");
        start(kind, common(port) + """
                        devices = %1$s
                        mount_check = false
                        [pipeline:main]
                        pipeline = %2$s-server
                        [app:%2$s-server]
                        use = egg:swift#%2$s
                        """.formatted(directory.resolve("disks"), kind));
    }

    private String common(ReservedPort port) {
        return """
                [DEFAULT]
                bind_ip = 127.0.0.1
                bind_port = %d
                workers = 0
                user = %s
                swift_dir = %s
                """.formatted(port.number(), System.getProperty("user.name"), directory);
    }

    private void startProxy() throws IOException {
        ReservedPort port = takePort();
        endpoint = URI.create("http://" + port.address());
        start("proxy", common(port) + """
                        [pipeline:main]
                        pipeline = catch_errors cache listing_formats s3api tempauth copy slo dlo proxy-server
                        [app:proxy-server]
                        use = egg:swift#proxy
                        account_autocreate = true
                        allow_account_management = true
                        [filter:catch_errors]
                        use = egg:swift#catch_errors
                        # asked for, but no memcached has to be there
                        [filter:cache]
                        use = egg:swift#memcache
                        memcache_servers = 127.0.0.1:1
                        [filter:listing_formats]
                        use = egg:swift#listing_formats
                        [filter:s3api]
                        use = egg:swift#s3api
                        location = us-east-1
                        [filter:tempauth]
                        use = egg:swift#tempauth
                        user_%s = %s .admin
                        [filter:copy]
                        use = egg:swift#copy
                        [filter:slo]
                        use = egg:swift#slo
                        [filter:dlo]
                        use = egg:swift#dlo
                        """.formatted(KEY.replace(':', '_'), SECRET));
    }

    private void start(String kind, String configuration) throws IOException {
        Path file = Files.writeString(directory.resolve(kind + ".conf"), configuration);
        processes.add(new ProcessBuilder("swift-" + kind + "-server", file.toString(), "-v")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(kind + ".log").toFile())
                .start());
    }

    /** All of them: the proxy responds before those behind it do. */
    private void awaitResponse() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        for (ReservedPort port : ports) {
            while (true) {
                try {
                    new Socket(InetAddress.getLoopbackAddress(), port.number()).close();
                    break;
                } catch (ConnectException e) {
                    if (System.nanoTime() > end || !processes.stream().allMatch(Process::isAlive)) {
                        Assertions.fail("Swift doesn't respond:\n" + logs(), e);
                    }
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            }
        }
    }

    private String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (String kind : List.of("account", "container", "object", "proxy")) {
            logs.append(kind).append(":\n").append(Files.readString(directory.resolve(kind + ".log")));
        }
        return logs.toString();
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public BucketSettings settings() {
        return new BucketSettings(
                "us-east-1", endpoint(), true, true, null, new BucketCredentials(KEY, SECRET), null, null, null, null);
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            process.destroyForcibly();
        }
        ports.forEach(ReservedPort::close);
    }
}
