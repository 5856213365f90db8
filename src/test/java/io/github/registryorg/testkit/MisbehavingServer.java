package io.github.registryorg.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server on loopback that misbehaves in one way, and has files by the last component of their paths. */
public final class MisbehavingServer implements Closeable {

    /** How it responds. */
    public enum Way {
        ACCEPTS_AND_IS_SILENT(Kind.DEAD),
        CLOSES_AT_ONCE(Kind.DEAD),
        RESETS_BEFORE_THE_HEAD(Kind.DEAD),
        RESETS_WITHIN_THE_HEAD(Kind.DEAD),
        RESETS_WITHIN_THE_BODY(Kind.BAD_BODY),
        HEAD_BYTE_BY_BYTE(Kind.DEAD),
        BODY_BYTE_BY_BYTE(Kind.BAD_BODY),
        STATUS_500(Kind.DEAD),
        STATUS_503_NEXT_SECOND(Kind.DEAD),
        STATUS_503_TOMORROW(Kind.DEAD),
        STATUS_503_GARBAGE(Kind.DEAD),
        STATUS_429(Kind.DEAD),
        STATUS_401(Kind.CLOSED),
        STATUS_403(Kind.CLOSED),
        STATUS_404(Kind.DEAD),
        STATUS_204(Kind.DEAD),
        STATUS_304(Kind.DEAD),
        REDIRECTS_TO_ITSELF(Kind.DEAD),
        REDIRECTS_20_TIMES(Kind.DEAD),
        REDIRECTS_TO_A_PRIVATE_ADDRESS(Kind.DEAD),
        REDIRECTS_NOWHERE(Kind.DEAD),
        WRONG_LENGTH(Kind.DEAD),
        LENGTH_OF_TWO_VALUES(Kind.DEAD),
        NEGATIVE_LENGTH(Kind.DEAD),
        NO_LENGTH(Kind.GOOD),
        CHUNKED(Kind.GOOD),
        BROKEN_CHUNKS(Kind.DEAD),
        GET_OF_WHAT_HEAD_HAS_IS_404(Kind.BAD_BODY),
        HTML_FOR_ANYTHING(Kind.DEAD),
        HUGE_HEADERS(Kind.DEAD),
        ENDLESS_HEADER(Kind.DEAD),
        ENDLESS_HEADERS(Kind.DEAD),
        ENDLESS_BODY(Kind.DEAD),
        GZIP_UNASKED(Kind.BAD_BODY),
        HTTP_0_9(Kind.DEAD),
        TLS_RECORDS(Kind.DEAD),
        OTHER_CONTENT(Kind.BAD_BODY),
        PARTIAL_UNASKED(Kind.BAD_BODY),
        CONTINUES_FOREVER(Kind.DEAD),
        FAILS_AND_LIES_IN_TURN(Kind.DEAD),
        CLOSES_AFTER_EACH(Kind.GOOD),
        CLOSES_WITHOUT_A_WORD(Kind.GOOD),
        HALF_CLOSES(Kind.GOOD);

        private final Kind kind;

        Way(Kind kind) {
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** What a client finds. */
    public enum Kind {
        /** Nothing at all. */
        DEAD,
        /** That it may not read. */
        CLOSED,
        /** The sizes of things, but not the things. */
        BAD_BODY,
        /** All of it, though unusual. */
        GOOD
    }

    private final Way way;
    private final Map<String, byte[]> files;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();

    /** @param files by name */
    public MisbehavingServer(Way way, Map<String, byte[]> files) {
        this.way = way;
        this.files = Map.copyOf(files);
        try {
            this.socket = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    /** How many came so far. */
    public int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // it was closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            if (way == Way.CLOSES_AT_ONCE) {
                return;
            }
            while (true) {
                String head = readHead(client.getInputStream());
                if (head.isEmpty()) {
                    return;
                }
                int number = requests.incrementAndGet();
                String[] line = head.split(" ", 3);
                byte[] file = files.get(line[1].substring(line[1].lastIndexOf('/') + 1));
                if (!respond(client, number, line[0].equals("HEAD"), line[1], file == null ? new byte[0] : file)) {
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone, or the test has ended
        } finally {
            open.remove(client);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Whether the connection stays open. */
    private boolean respond(Socket client, int number, boolean isHead, String path, byte[] file)
            throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        String length = "Content-Length: " + file.length + "\r\n";
        switch (way) {
            case CLOSES_AT_ONCE -> throw new IllegalStateException();
            case ACCEPTS_AND_IS_SILENT -> end.await();
            case RESETS_BEFORE_THE_HEAD -> reset(client);
            case RESETS_WITHIN_THE_HEAD -> {
                write(out, "HTTP/1.1 200 OK\r\nContent-Le");
                reset(client);
            }
            case RESETS_WITHIN_THE_BODY -> {
                write(out, "HTTP/1.1 200 OK\r\n" + length + "\r\n");
                if (isHead) {
                    return true;
                }
                out.write(file, 0, file.length / 2);
                reset(client);
            }
            case HEAD_BYTE_BY_BYTE -> drip(out, "HTTP/1.1 200 OK\r\nX-Header: " + "x".repeat(10_000));
            case BODY_BYTE_BY_BYTE -> {
                write(out, "HTTP/1.1 200 OK\r\n" + length + "\r\n");
                if (isHead) {
                    return true;
                }
                drip(out, new String(file, StandardCharsets.ISO_8859_1));
            }
            case STATUS_500 -> status(out, "500 Broken", "");
            case STATUS_503_NEXT_SECOND -> status(out, "503 Busy", "Retry-After: 1\r\n");
            case STATUS_503_TOMORROW -> status(out, "503 Busy", "Retry-After: 86400\r\n");
            case STATUS_503_GARBAGE -> status(out, "503 Busy", "Retry-After: -1e99 parsecs\r\n");
            case STATUS_429 -> status(out, "429 Wait", "");
            case STATUS_401 -> status(out, "401 Who?", "WWW-Authenticate: Basic realm=\"x\"\r\n");
            case STATUS_403 -> status(out, "403 No", "");
            case STATUS_404 -> status(out, "404 No", "");
            case STATUS_204 -> write(out, "HTTP/1.1 204 Nothing\r\n\r\n");
            case STATUS_304 -> write(out, "HTTP/1.1 304 Same\r\nETag: \"x\"\r\n\r\n");
            case REDIRECTS_TO_ITSELF -> status(out, "302 There", "Location: " + path + "\r\n");
            case REDIRECTS_20_TIMES ->
                status(
                        out,
                        path.length() > 500 ? "404 No" : "302 There",
                        "Location: " + path + "/and/again/and/again\r\n");
            case REDIRECTS_TO_A_PRIVATE_ADDRESS -> status(out, "302 There", "Location: http://10.0.0.1/x\r\n");
            case REDIRECTS_NOWHERE -> status(out, "302 There", "");
            case WRONG_LENGTH -> body(out, isHead, "Content-Length: " + (file.length + 1) + "\r\n", file);
            case LENGTH_OF_TWO_VALUES -> body(out, isHead, "Content-Length: 7\r\nContent-Length: 8\r\n", file);
            case NEGATIVE_LENGTH -> body(out, isHead, "Content-Length: -1\r\n", file);
            case NO_LENGTH -> body(out, isHead, "", file);
            case CHUNKED -> {
                write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                if (!isHead) {
                    write(out, Integer.toHexString(file.length) + "\r\n");
                    out.write(file);
                    write(out, "\r\n0\r\n\r\n");
                }
                return true;
            }
            case BROKEN_CHUNKS -> {
                write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                if (!isHead) {
                    write(out, "zz\r\nno hexadecimal number\r\n");
                }
                return false;
            }
            case GET_OF_WHAT_HEAD_HAS_IS_404 -> {
                if (isHead) {
                    write(out, "HTTP/1.1 200 OK\r\n" + length + "\r\n");
                } else {
                    status(out, "404 No", "");
                }
                return isHead;
            }
            case HTML_FOR_ANYTHING -> {
                byte[] page = "<!DOCTYPE html><title>Parked</title>".getBytes(StandardCharsets.US_ASCII);
                body(out, isHead, "Content-Type: text/html\r\nContent-Length: " + page.length + "\r\n", page);
                return true;
            }
            case HUGE_HEADERS ->
                write(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000_000) + "\r\n" + length + "\r\n");
            case ENDLESS_HEADER -> endless(out, "HTTP/1.1 200 OK\r\nX: ", "x".repeat(8192));
            case ENDLESS_HEADERS -> endless(out, "HTTP/1.1 200 OK\r\n", "X: y\r\n".repeat(1024));
            case ENDLESS_BODY -> {
                if (isHead) {
                    write(out, "HTTP/1.1 200 OK\r\n\r\n");
                } else {
                    endless(out, "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(8192));
                }
            }
            case GZIP_UNASKED -> {
                byte[] packed = new byte[file.length];
                packed[0] = 0x1f;
                body(out, isHead, "Content-Encoding: gzip\r\n" + length, packed);
                return true;
            }
            case HTTP_0_9 -> write(out, "<html>hello</html>\r\n");
            case TLS_RECORDS -> out.write(new byte[] {0x15, 3, 1, 0, 2, 2, 70});
            case OTHER_CONTENT -> {
                body(out, isHead, length, new byte[file.length]);
                return true;
            }
            case PARTIAL_UNASKED -> {
                write(
                        out,
                        isHead
                                ? "HTTP/1.1 200 OK\r\n" + length + "\r\n"
                                : "HTTP/1.1 206 Part\r\nContent-Range: bytes 5-5/6\r\nContent-Length: 1\r\n\r\nx");
                return true;
            }
            case CONTINUES_FOREVER -> endless(out, "", "HTTP/1.1 100 Continue\r\n\r\n");
            case FAILS_AND_LIES_IN_TURN -> {
                switch (number % 3) {
                    case 0 -> status(out, "500 Broken", "");
                    case 1 -> body(out, isHead, "Content-Length: " + (file.length + 1) + "\r\n", file);
                    default -> reset(client);
                }
            }
            case CLOSES_AFTER_EACH -> body(out, isHead, "Connection: close\r\n" + length, file);
            case CLOSES_WITHOUT_A_WORD -> body(out, isHead, length, file);
            case HALF_CLOSES -> {
                body(out, isHead, length, file);
                client.shutdownOutput();
                client.getInputStream().read();
            }
        }
        return false;
    }

    private static void body(OutputStream out, boolean isHead, String headers, byte[] body) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\n" + headers + "\r\n");
        if (!isHead) {
            out.write(body);
        }
    }

    private static void status(OutputStream out, String status, String headers) throws IOException {
        write(out, "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void reset(Socket client) throws SocketException {
        client.setSoLinger(true, 0);
    }

    private void endless(OutputStream out, String first, String again) throws IOException {
        write(out, first);
        while (end.getCount() > 0) {
            write(out, again);
        }
    }

    private void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (int i = 0; i < text.length() && !end.await(1, TimeUnit.SECONDS); i++) {
            write(out, text.substring(i, i + 1));
        }
    }

    @Override
    public void close() throws IOException {
        end.countDown();
        socket.close();
        for (Socket client : open) {
            client.close();
        }
        threads.shutdownNow();
    }
}
