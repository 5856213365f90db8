package io.github.registryorg.store;

import io.github.registryorg.remote.BlockwiseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The bytes of an object, or the rest of them, as one response has them. */
final class ObjectBody extends BlockwiseBody {

    private final BucketRequests requests;
    private final String path;
    private final ResponseInputStream<GetObjectResponse> response;
    private final @Nullable String version;

    /** Null where the service doesn't send it. */
    private final @Nullable Long size;

    private long position;

    ObjectBody(BucketRequests requests, String path, ResponseInputStream<GetObjectResponse> response) {
        this.requests = requests;
        this.path = path;
        this.response = response;
        this.version = response.response().eTag();
        this.size = response.response().contentLength();
    }

    /** How many bytes the response has by its header; empty without one. */
    OptionalLong size() {
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        try {
            int read = response.read(buffer, offset, count);
            position += Math.max(read, 0);
            return read;
        } catch (AbortedException e) {
            // the SDK's way to say that this thread is interrupted
            throw BucketFailures.of("reading", requests.key(path), e);
        } catch (SdkException e) {
            throw new IOException(e);
        }
    }

    /**
     * The rest of the same version of the object, as far as the service tells versions apart: otherwise it is for its hash
     * to show. A service that knows no ranges sends all again.
     */
    InputStream rest(long start) throws IOException {
        ObjectBody rest = new ObjectBody(
                requests,
                path,
                requests.call(
                        "reading",
                        path,
                        () -> requests.client()
                                .getObject(request -> request.bucket(requests.bucket())
                                        .key(requests.key(path))
                                        .range("bytes=" + start + "-")
                                        .ifMatch(version))));
        try {
            String range = rest.response.response().contentRange();
            if (range == null) {
                rest.skipNBytes(start);
            } else if (!range.startsWith("bytes " + start + "-")) {
                throw new IOException("the service sent another range: " + range);
            }
            return rest;
        } catch (IOException | RuntimeException e) {
            rest.response.abort();
            throw e;
        }
    }

    /** What wasn't read is not waited for. */
    @Override
    public void close() throws IOException {
        if (size != null && position == size) {
            response.close();
        } else {
            response.abort();
        }
    }
}
