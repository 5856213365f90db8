package io.github.registryorg.store;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Count;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.PrintableText;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RemoteClient;
import io.github.registryorg.remote.RemoteResponse;
import io.github.registryorg.remote.RequestHeaders;
import io.github.registryorg.remote.ResumingBody;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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

    private static final int MAX_VALIDATOR = 256;

    public RemoteBlob {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(url, "url");
    }

    /**
     * What a server says of it.
     *
     * @param size in bytes
     * @param validator by which the server tells versions of it apart (its ETag and date); empty where it sends none
     */
    public record Found(long size, String validator) {}

    /** The size of what is {@link #look looked} at. */
    public OptionalLong stat() {
        return size(look());
    }

    /** The size of what is {@link #lookByGet looked} at. */
    public OptionalLong statByGet() {
        return size(lookByGet());
    }

    private static OptionalLong size(Optional<Found> found) {
        return found.map(there -> OptionalLong.of(there.size())).orElse(OptionalLong.empty());
    }

    private static String validator(RemoteResponse response) {
        String text = response.header("ETag").orElse("") + " "
                + response.header("Last-Modified").orElse("");
        boolean isPlain = text.length() <= MAX_VALIDATOR && text.chars().allMatch(c -> c >= ' ' && c < 127);
        return isPlain ? text.strip() : "";
    }

    /**
     * What the server says of it; empty where it does not exist there. Nothing of it is read. One
     * HEAD in most cases; where that is refused, gets no response or has no size, {@link #lookByGet}.
     *
     * @throws RegistryException {@code STORE_INVALID} if the server doesn't report its size
     */
    public Optional<Found> look() {
        Optional<RemoteResponse> response = client.tryHead(url);
        if (response.isPresent()) {
            try (RemoteResponse head = response.get()) {
                if (head.status() == 200 && head.contentLength().isPresent()) {
                    return Optional.of(new Found(head.contentLength().getAsLong(), validator(head)));
                }
            }
        }
        return lookByGet();
    }

    /**
     * What readers find, whatever the server responds to HEAD; empty where it can't be
     * read because it is not there. At most one byte of it is requested, and none is read.
     *
     * @throws RegistryException {@code STORE_INVALID} if the server doesn't report its size
     */
    public Optional<Found> lookByGet() {
        try (RemoteResponse first = client.peek(url)) {
            if (ABSENT.contains(first.status())) {
                return Optional.empty();
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
            return Optional.of(new Found(size.getAsLong(), validator(first)));
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
        return open(validator -> {});
    }

    /** @param validators gets the {@link Found#validator} of what is read */
    public ResumingBody open(Consumer<String> validators) {
        RemoteResponse response = get();
        validators.accept(validator(response));
        return ResumingBody.of(response, from -> client.get(url, from));
    }

    /**
     * Some of its bytes; empty where the server sends all of it instead, which is then not read.
     *
     * @param from the first one
     * @param length how many; the blob has them all
     * @param size of the blob, which the server has to know too
     * @throws RegistryException {@code BLOB_UNKNOWN} if it is not there; {@code SIZE_INVALID} or {@code STORE_INVALID} if
     *     the server sends something else
     */
    public Optional<byte[]> range(long from, int length, long size) {
        String wanted = "bytes " + from + "-" + (from + length - 1) + "/";
        try (RemoteResponse response =
                client.get(url, new RequestHeaders(null, "bytes=" + from + "-" + (from + length - 1), null))) {
            if (response.status() == 200) {
                return Optional.empty();
            }
            if (ABSENT.contains(response.status())) {
                throw absent(response);
            }
            if (response.status() != 206) {
                throw response.unexpected();
            }
            String sent = response.header("Content-Range").orElse("");
            if (total(response).orElse(size) != size) {
                throw new RegistryException(Problem.of(
                                ProblemCode.SIZE_INVALID, url.toString(), "sends \"" + PrintableText.of(sent) + "\"")
                        .hint("What is there is damaged or something else: publish it again" + " (registry:publish)."));
            }
            byte[] bytes = response.body().readNBytes(length);
            if (!sent.startsWith(wanted) || bytes.length != length) {
                throw new RegistryException(Problem.of(
                                ProblemCode.STORE_INVALID,
                                url.toString(),
                                "sends another range of bytes than was requested")
                        .because("requested was " + wanted + size + ", sent was \"" + PrintableText.of(sent)
                                + "\" with " + Count.of(bytes.length, "byte"))
                        .hint("Correct the server: downloads that are resumed would be damaged."));
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw Failures.of(
                    Problem.of(ProblemCode.IO_FAILED, url.toString(), "can't be read")
                            .because(Causes.message(e))
                            .hint("Run the same command again later."),
                    e);
        }
    }

    private RemoteResponse get() {
        RemoteResponse response = client.get(url);
        if (response.status() == 200) {
            return response;
        }
        try (response) {
            throw ABSENT.contains(response.status()) ? absent(response) : response.unexpected();
        }
    }

    private RegistryException absent(RemoteResponse response) {
        return new RegistryException(
                Problem.of(ProblemCode.BLOB_UNKNOWN, url.toString(), "is not there (" + response.status() + ")")
                        .hint("Publish it again (registry:publish), or fix the address."));
    }
}
