package io.github.registryorg.store;

import io.github.registryorg.oci.Blob;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in memory whose steps fail or wait as a test wants it. */
public final class ScriptedStore implements ReceivingBlobStore {

    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile Runnable whenWriting = () -> {};
    private volatile Runnable whenKeeping = () -> {};

    /** What happens in each write, once half of it was kept. */
    public void whenWriting(Runnable step) {
        whenWriting = step;
    }

    /** What happens before content gets its digest's name. */
    public void whenKeeping(Runnable step) {
        whenKeeping = step;
    }

    /** How many blobs or streams of their content are neither stored nor discarded. */
    public int open() {
        return open.get();
    }

    public Map<Digest, byte[]> blobs() {
        return blobs;
    }

    @Override
    public IncomingBlob receive(DigestAlgorithm algorithm) {
        open.incrementAndGet();
        return new IncomingBlob(algorithm, new InMemory());
    }

    private final class InMemory implements IncomingBlob.Staged {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public void write(byte[] buffer, int offset, int length) {
            content.write(buffer, offset, length / 2);
            whenWriting.run();
            content.write(buffer, offset + length / 2, length - length / 2);
        }

        @Override
        public InputStream open() {
            open.incrementAndGet();
            return new ByteArrayInputStream(content.toByteArray()) {
                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void keep(Descriptor blob) {
            whenKeeping.run();
            blobs.put(blob.digest(), content.toByteArray());
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    @Override
    public URI base() {
        return URI.create("https://storage.example/acme");
    }

    @Override
    public OptionalLong stat(Digest digest) {
        byte[] content = blobs.get(digest);
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
    }

    @Override
    public InputStream open(Digest digest) {
        return new ByteArrayInputStream(blobs.get(digest));
    }

    @Override
    public Put put(Blob blob, boolean deep) {
        return blobs.put(blob.digest(), blob.read()) == null ? Put.WRITTEN : Put.PRESENT;
    }
}
