package io.github.registryorg.store;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.RemoteUrl;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Single files on the web, by full URLs that are requested exactly as they are written. */
public final class RemoteFiles {

    private static final Set<Integer> ABSENT = Set.of(404, 410);
    private static final Set<Integer> NO_HEAD = Set.of(400, 403, 405, 501);
    private static final Pattern TOTAL = Pattern.compile("bytes 0-0/(\\d{1,18})");

    private final RemoteClient client;

    public RemoteFiles(RemoteClient client) {
        this.client = client;
    }

    /**
     * How large the file is, in bytes; empty where the server says that there is none.
     *
     * @throws RegistryException if the server doesn't say either
     */
    public OptionalLong stat(String address) {
        RemoteUrl url = RemoteUrl.parse(address);
        try (RemoteResponse head = client.head(url)) {
            if (ABSENT.contains(head.status())) {
                return OptionalLong.empty();
            }
            if (head.status() == 200 && head.contentLength().isPresent()) {
                return head.contentLength();
            }
            if (head.status() != 200 && !NO_HEAD.contains(head.status())) {
                throw head.unexpected();
            }
        }
        // servers that refuse HEAD, or tell no size in it, still answer for one byte
        try (RemoteResponse peek = client.peek(url)) {
            if (ABSENT.contains(peek.status())) {
                return OptionalLong.empty();
            }
            Optional<OptionalLong> size = peek.status() == 206
                    ? peek.header("Content-Range").map(RemoteFiles::total)
                    : Optional.of(peek.status() == 200 ? peek.contentLength() : OptionalLong.empty());
            if (size.isPresent() && size.get().isPresent()) {
                return size.get();
            }
            if (peek.status() == 416) {
                return OptionalLong.of(0);
            }
            if (peek.status() != 200 && peek.status() != 206) {
                throw peek.unexpected();
            }
            throw new RegistryException(
                    Problem.of(ProblemCode.SIZE_INVALID, url.toString(), "the server doesn't say how large it is")
                            .hint("Let the server send Content-Length, or use registry.deep."));
        }
    }

    private static OptionalLong total(String contentRange) {
        Matcher matcher = TOTAL.matcher(contentRange);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /**
     * The file's bytes; the caller closes the stream, and bounds what it reads.
     *
     * @throws RegistryException {@code BLOB_UNKNOWN} if it is not there
     */
    public InputStream open(String address) {
        RemoteUrl url = RemoteUrl.parse(address);
        RemoteResponse response = client.get(url);
        if (response.status() == 200) {
            return response.body();
        }
        try (response) {
            if (ABSENT.contains(response.status())) {
                throw new RegistryException(Problem.of(ProblemCode.BLOB_UNKNOWN, url.toString(), "is not there"));
            }
            throw response.unexpected();
        }
    }
}
