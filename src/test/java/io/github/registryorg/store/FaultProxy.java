package io.github.registryorg.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A proxy before a store, with faults that the test sets: one a connection, then none. */
public final class FaultProxy implements AutoCloseable {

    /** What happens to one connection. */
    sealed interface Fault {

        /** This response takes the place of the service's own. */
        record Response(String head) implements Fault {}

        /** The connection is reset after so many bytes from us. */
        record ResetAfterSent(int bytes) implements Fault {}

        /** The connection is reset after so many bytes of the response. */
        record ResetAfterReceived(int bytes) implements Fault {}

        /** The response ends after so many bytes, as if that were all. */
        record EndAfterReceived(int bytes) implements Fault {}

        /** After so many bytes of the response, nothing more ever comes. */
        record SilenceAfter(int bytes) implements Fault {}

        /** Each response has another ETag than the service gave. */
        record LyingETag() implements Fault {}

        /** The bodies of responses have other bytes. */
        record WrongBodies() implements Fault {}
    }

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

    private static final Pattern REQUEST = Pattern.compile("(GET|HEAD|PUT|POST|DELETE) [^\r\n]* HTTP/1");

    private final URI target;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong passed = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicReference<Moment> moment = new AtomicReference<>();

    private record Moment(long bytes, Runnable action) {}

    public FaultProxy(URI target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.submit(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The next connections have these faults, in this order. */
    void next(Fault... some) {
        faults.addAll(List.of(some));
    }

    /** Counts again what passes from us to the service, and does this as soon as so many bytes have. */
    public void after(long bytes, Runnable action) {
        passed.set(0);
        moment.set(new Moment(bytes, action));
    }

    /** How many bytes have passed from us to the service since {@link #after}. */
    public long passed() {
        return passed.get();
    }

    /** How many bytes have passed from the service to us, in all. */
    long received() {
        return received.get();
    }

    /** The next connections have no faults. */
    void forget() {
        faults.clear();
    }

    boolean spent() {
        return faults.isEmpty();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.submit(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        Fault fault = faults.poll();
        try (client;
                Socket service = new Socket(target.getHost(), target.getPort())) {
            if (fault instanceof Fault.Response response) {
                drainHead(client.getInputStream());
                client.getOutputStream().write(response.head().getBytes(StandardCharsets.US_ASCII));
                client.shutdownOutput();
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            if (fault instanceof Fault.SilenceAfter silence) {
                Future<?> asking = threads.submit(() -> pump(client, service, Integer.MAX_VALUE, count -> {}));
                received.addAndGet(copy(service.getInputStream(), client.getOutputStream(), silence.bytes()));
                await(asking);
                return;
            }
            if (fault instanceof Fault.EndAfterReceived end) {
                threads.submit(() -> pump(client, service, Integer.MAX_VALUE, count -> {}));
                received.addAndGet(copy(service.getInputStream(), client.getOutputStream(), end.bytes()));
                client.shutdownOutput();
                return;
            }
            if (fault instanceof Fault.LyingETag || fault instanceof Fault.WrongBodies) {
                Queue<Boolean> heads = new ConcurrentLinkedQueue<>();
                threads.submit(() -> note(client, service, heads));
                lie(fault, heads, service.getInputStream(), client.getOutputStream());
                return;
            }
            int sent = fault instanceof Fault.ResetAfterSent reset ? reset.bytes() : Integer.MAX_VALUE;
            int most = fault instanceof Fault.ResetAfterReceived reset ? reset.bytes() : Integer.MAX_VALUE;
            threads.submit(() -> pump(client, service, sent, this::count));
            pump(service, client, most, received::addAndGet);
        } catch (IOException e) {
            // that is what this is for
        }
    }

    /** Passes bytes on as they come, up to so many: held back, they would only come when the service hangs up. */
    private static long copy(InputStream in, OutputStream out, int limit) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        int left = limit;
        while (left > 0) {
            int count = in.read(buffer, 0, Math.min(buffer.length, left));
            if (count < 0) {
                break;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        return limit - left;
    }

    /** Passes requests on, and notes of each whether it is a HEAD. They come one after the other, each in a piece. */
    private static void note(Socket from, Socket to, Queue<Boolean> heads) {
        byte[] buffer = new byte[16 * 1024];
        try {
            for (int count = from.getInputStream().read(buffer); count >= 0; ) {
                Matcher request = REQUEST.matcher(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                if (request.lookingAt()) {
                    heads.add(request.group(1).equals("HEAD"));
                }
                to.getOutputStream().write(buffer, 0, count);
                count = from.getInputStream().read(buffer);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    /** One response after the other, each as long as its header says. */
    private static void lie(Fault fault, Queue<Boolean> heads, InputStream in, OutputStream out) throws IOException {
        while (true) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return;
                }
                head.append((char) c);
            }
            String output = head.toString();
            if (fault instanceof Fault.LyingETag) {
                output = output.replaceAll("(?i)(etag: \"?)[0-9a-f]{8}", "$100000000");
            }
            out.write(output.getBytes(StandardCharsets.ISO_8859_1));
            Matcher length = LENGTH.matcher(output);
            boolean hasBody = !output.startsWith("HTTP/1.1 1") && !heads.remove() && length.find();
            byte[] body = in.readNBytes(hasBody ? Integer.parseInt(length.group(1)) : 0);
            if (fault instanceof Fault.WrongBodies && body.length > 0) {
                body[body.length / 2] ^= 1;
            }
            out.write(body);
        }
    }

    /** Until no more requests come. */
    private static void await(Future<?> asking) {
        try {
            asking.get();
        } catch (InterruptedException | ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drainHead(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int c = in.read();
            if (c < 0) {
                return;
            }
            matched = c == "\r\n\r\n".charAt(matched) ? matched + 1 : c == '\r' ? 1 : 0;
        }
    }

    private void count(long bytes) {
        long all = passed.addAndGet(bytes);
        Moment next = moment.get();
        if (next != null && all >= next.bytes() && moment.compareAndSet(next, null)) {
            next.action().run();
        }
    }

    private static void pump(Socket from, Socket to, int limit, LongConsumer passing) {
        byte[] buffer = new byte[16 * 1024];
        long left = limit;
        try {
            int count = from.getInputStream().read(buffer);
            while (count >= 0) {
                int pass = (int) Math.min(left, count);
                passing.accept(pass);
                to.getOutputStream().write(buffer, 0, pass);
                left -= pass;
                if (left == 0) {
                    from.setSoLinger(true, 0);
                    to.setSoLinger(true, 0);
                    from.close();
                    to.close();
                    return;
                }
                count = from.getInputStream().read(buffer);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        threads.shutdownNow();
    }
}
