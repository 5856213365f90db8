package io.github.registryorg.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server on 127.0.0.1 that keeps its objects in a directory, and requires signed requests. */
public final class S3Server implements S3Service, AutoCloseable {

    public static final String BUCKET = S3Service.BUCKET;
    public static final String ACCESS_KEY = "AKIDTEST";
    public static final String SECRET_KEY = "not/a+secret";

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /** Runs until it is killed, for measurements: prints its address. */
    public static void main(String[] arguments) throws Exception {
        S3Server server = start(Files.createDirectories(Path.of(arguments[0])));
        System.out.println(server.endpoint());
        Thread.currentThread().join();
    }

    /** With one bucket. */
    public static S3Server start(Path directory) {
        S3Server server = new S3Server(proxy(directory, null));
        server.create(BUCKET);
        return server;
    }

    /** The same objects, each bucket as a host of its own below this one. */
    public static S3Server hosts(Path directory, String host) {
        return new S3Server(proxy(directory, host));
    }

    private static S3Proxy proxy(Path directory, String host) {
        try {
            S3Proxy.Builder builder = S3Proxy.builder()
                    .blobStore(new FilesystemNio2BlobStore(directory.toString()))
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                    .ignoreUnknownHeaders(true);
            if (host != null) {
                builder.virtualHost(host);
            }
            S3Proxy proxy = builder.build();
            proxy.start();
            return proxy;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Makes a bucket. */
    public void create(String bucket) {
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }

    @Override
    public S3Client client() {
        return S3Service.super.client();
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public BucketSettings settings() {
        return settings(endpoint(), false);
    }

    /** For objects that are publicly readable. */
    public BucketSettings publicSettings() {
        return new BucketSettings(
                "us-east-1",
                endpoint(),
                true,
                false,
                null,
                new BucketCredentials(ACCESS_KEY, SECRET_KEY),
                "public-read",
                null,
                null,
                null);
    }

    static BucketSettings settings(URI endpoint, boolean compatible) {
        return new BucketSettings(
                "us-east-1",
                endpoint,
                true,
                compatible,
                null,
                new BucketCredentials(ACCESS_KEY, SECRET_KEY),
                null,
                null,
                null,
                null);
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
