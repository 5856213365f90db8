package io.github.registryorg.store;

import io.github.registryorg.problem.Causes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Takes a response that ends too early for what it is, a broken connection, so that the request is sent again. The HTTP
 * client takes the end of the connection for the end of the headers, and the SDK unmarshalls what is left of them.
 */
final class CompleteResponses implements ExecutionInterceptor {

    /** Maximum size of a response that is not an object's content: a page of a list has a thousand entries. */
    private static final int MAX_BODY = 16 * 1024 * 1024;

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        SdkHttpResponse response = context.httpResponse();
        boolean hasBody = context.httpRequest().method() != SdkHttpMethod.HEAD
                && response.statusCode() != 204
                && response.statusCode() != 304;
        if (response.statusCode() < 200 || hasBody && !hasEnd(response)) {
            throw brokenOff(null);
        }
    }

    /** RFC 9112, section 6.3: by its length, by its chunks, or with the connection. */
    private static boolean hasEnd(SdkHttpResponse response) {
        List<String> connection = response.matchingHeaders("Connection");
        return response.firstMatchingHeader("Content-Length").isPresent()
                || response.firstMatchingHeader("Transfer-Encoding").isPresent()
                || connection.stream().anyMatch(value -> value.strip().equalsIgnoreCase("close"));
    }

    /** Reads everything but the content of objects, whose readers verify it. */
    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<InputStream> body = context.responseBody();
        boolean isContent = context.request() instanceof GetObjectRequest
                && context.httpResponse().isSuccessful();
        if (body.isEmpty() || isContent) {
            return body;
        }
        try (InputStream in = body.get()) {
            byte[] content = in.readNBytes(MAX_BODY + 1);
            if (content.length > MAX_BODY) {
                if (in instanceof Abortable rest) {
                    // without this, closing it would read the rest first, to use the connection again
                    rest.abort();
                }
                throw SdkClientException.create("the response has more than " + MAX_BODY + " bytes");
            }
            return Optional.of(new ByteArrayInputStream(content));
        } catch (IOException | UncheckedIOException e) {
            throw brokenOff(e);
        }
    }

    private static RetryableException brokenOff(@Nullable Exception cause) {
        return RetryableException.create("the connection ended within the response", cause);
    }

    /**
     * Whether the SDK received a response and could not unmarshall it: one that was cut within a date, a number or an
     * element.
     */
    static boolean isUnreadable(Throwable failure) {
        return failure instanceof SdkClientException
                && Causes.chain(failure).stream()
                        .dropWhile(cause -> cause instanceof RuntimeException && !isOfParsers(cause))
                        .findFirst()
                        .filter(CompleteResponses::isOfParsers)
                        .isPresent();
    }

    private static boolean isOfParsers(Throwable cause) {
        return cause instanceof XMLStreamException
                || cause instanceof DateTimeException
                || cause instanceof NumberFormatException;
    }
}
