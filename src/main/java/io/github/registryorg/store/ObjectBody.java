package io.github.registryorg.store;

import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import io.github.registryorg.remote.ResumeLimit;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. Where the connection breaks, reading continues behind what has arrived, of the same version of
 * the object as far as the service tells versions apart: the rest is for its hash to show.
 */
final class ObjectBody extends InputStream {

    private final BucketRequests requests;
    private final String path;
    private final @Nullable String version;

    /** Null where the service doesn't send it. */
    private final @Nullable Long size;

    private final ResumeLimit limit = new ResumeLimit();
    private ResponseInputStream<GetObjectResponse> response;
    private long position;

    /** @param response with all of it */
    ObjectBody(BucketRequests requests, String path, ResponseInputStream<GetObjectResponse> response) {
        this.requests = requests;
        this.path = path;
        this.response = response;
        this.version = response.response().eTag();
        this.size = response.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        while (true) {
            try {
                int read = response.read(buffer, offset, count);
                if (read < 0 && size != null && position < size) {
                    throw new EOFException("the response ended after " + position + " of " + size + " bytes");
                }
                position += Math.max(read, 0);
                return read;
            } catch (IOException e) {
                resume(e);
            } catch (AbortedException e) {
                // the SDK's way to say that this thread is interrupted
                throw BucketFailures.of("reading", requests.key(path), e);
            } catch (SdkException e) {
                resume(new IOException(e));
            }
        }
    }

    /** @throws IOException the failure that ended the last response, where it can't be resumed */
    private void resume(IOException failure) throws IOException {
        response.abort();
        while (limit.allows(position)) {
            try {
                response = from(position);
                return;
            } catch (RunInterruptedException e) {
                throw e;
            } catch (RegistryException e) {
                failure.addSuppressed(e);
                throw failure;
            } catch (IOException | SdkException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    /** A service that knows no ranges sends all again. */
    private ResponseInputStream<GetObjectResponse> from(long start) throws IOException {
        ResponseInputStream<GetObjectResponse> rest = requests.call(
                "reading",
                path,
                () -> requests.client()
                        .getObject(request -> request.bucket(requests.bucket())
                                .key(requests.key(path))
                                .range("bytes=" + start + "-")
                                .ifMatch(version)));
        try {
            String range = rest.response().contentRange();
            if (range == null) {
                rest.skipNBytes(start);
            } else if (!range.startsWith("bytes " + start + "-")) {
                throw new IOException("the service sent another range: " + range);
            }
            return rest;
        } catch (IOException | RuntimeException e) {
            rest.abort();
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
