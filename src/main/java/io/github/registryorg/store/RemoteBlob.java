package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.ResumingBody;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is at one URL, requested exactly as it is written. All methods throw what {@link RemoteClient} throws, and
 * {@code UNAUTHORIZED} or {@code DENIED} where the server requires a login for reading.
 *
 * @param client requests it
 * @param url where it is
 */
public record RemoteBlob(RemoteClient client, RemoteUrl url) {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:\\d+-\\d+|\\*)/(?<total>\\d{1,18})");

    private static final Set<Integer> ABSENT = Set.of(404, 410);

    public RemoteBlob {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(url, "url");
    }

    /**
     * How large it is, in bytes; empty where it does not exist on the server. Nothing of it is read. One
     * HEAD in most cases; where that is refused, gets no response or has no size, {@link #statByGet}.
     *
     * @throws RegistryException {@code STORE_INVALID} if the server doesn't report it
     */
    public OptionalLong stat() {
        Optional<RemoteResponse> response = client.tryHead(url);
        if (response.isPresent()) {
            try (RemoteResponse head = response.get()) {
                if (head.status() == 200 && head.contentLength().isPresent()) {
                    return head.contentLength();
                }
            }
        }
        return statByGet();
    }

    /**
     * How large it is for readers, in bytes, whatever the server responds to HEAD; empty where it can't be
     * read because it is not there. At most one byte of it is requested, and none is read.
     *
     * @throws RegistryException {@code STORE_INVALID} if the server doesn't report it
     */
    public OptionalLong statByGet() {
        try (RemoteResponse first = client.peek(url)) {
            if (ABSENT.contains(first.status())) {
                return OptionalLong.empty();
            }
            OptionalLong size = switch (first.status()) {
                case 200 -> first.contentLength();
                case 206, 416 -> total(first);
                default -> throw first.unexpected();
            };
            if (size.isEmpty()) {
                throw new RegistryException(Problem.of(
                                ProblemCode.STORE_INVALID,
                                url.toString(),
                                "is there, but the server doesn't send its size")
                        .hint("Send Content-Length: some clients can't pull without it."));
            }
            return size;
        }
    }

    private static OptionalLong total(RemoteResponse response) {
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
        return range.matches() ? OptionalLong.of(Long.parseLong(range.group("total"))) : OptionalLong.empty();
    }

    /**
     * Its bytes, as they come and without an end that could be relied on; the caller closes the stream, which then reads
     * no more. Where the connection breaks, reading continues behind what has arrived. The bytes may then be of two
     * versions of it: only their hash shows it.
     *
     * @throws RegistryException {@code BLOB_UNKNOWN} if it is not there
     */
    public ResumingBody open() {
        return ResumingBody.of(get(), from -> client.get(url, from));
    }

    private RemoteResponse get() {
        RemoteResponse response = client.get(url);
        if (response.status() == 200) {
            return response;
        }
        try (response) {
            if (ABSENT.contains(response.status())) {
                throw new RegistryException(
                        Problem.of(ProblemCode.BLOB_UNKNOWN, url.toString(), "is not there (" + response.status() + ")")
                                .hint("Publish it again (registry:publish), or fix the address."));
            }
            throw response.unexpected();
        }
    }
}
