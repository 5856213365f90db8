import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A store on loopback that has all blobs of a registry, and responds to HEAD after a while, however many ask at a time: one
 * thread, so that it takes little from what is measured. Writes its address to a file, and the URLs of all blobs to
 * another, as a configuration for curl.
 * Usage: java SlowServer.java REGISTRY MILLISECONDS ADDRESS-FILE URLS-FILE
 */
public final class SlowServer {

    private static final Pattern BLOB = Pattern.compile("\"digest\":\"sha256:([0-9a-f]{64})\",\"size\":(\\d+)");
    private static final Pattern REQUEST = Pattern.compile("HEAD \\S*/([0-9a-f]{64}) HTTP/1\\.1");

    private final Map<String, String> sizes;
    private final long delay;
    private final Queue<Reply> replies = new ArrayDeque<>();

    private record Reply(long at, SelectionKey to, ByteBuffer bytes) {}

    private SlowServer(Map<String, String> sizes, long delay) {
        this.sizes = sizes;
        this.delay = delay;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> sizes = sizes(Path.of(arguments[0]));
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        String address = "http://127.0.0.1:" + ((InetSocketAddress) socket.getLocalAddress()).getPort();
        StringBuilder urls = new StringBuilder();
        for (String hex : sizes.keySet()) {
            urls.append("url = \"" + address + "/acme/sha256/" + hex + "\"\noutput = \"/dev/null\"\n");
        }
        Files.writeString(Path.of(arguments[3]), urls);
        Path ready = Path.of(arguments[2] + ".new");
        Files.writeString(ready, address);
        Files.move(ready, Path.of(arguments[2]));
        new SlowServer(sizes, Long.parseLong(arguments[1]) * 1_000_000).serve(socket);
    }

    private static Map<String, String> sizes(Path registry) throws IOException {
        Map<String, String> sizes = new HashMap<>();
        List<Path> manifests;
        try (Stream<Path> files = Files.walk(registry)) {
            manifests = files.filter(file -> file.toString().endsWith(".json")).toList();
        }
        for (Path manifest : manifests) {
            Matcher blob = BLOB.matcher(Files.readString(manifest));
            while (blob.find()) {
                sizes.put(blob.group(1), blob.group(2));
            }
        }
        return sizes;
    }

    private void serve(ServerSocketChannel socket) throws IOException {
        Selector selector = Selector.open();
        socket.configureBlocking(false);
        socket.register(selector, SelectionKey.OP_ACCEPT);
        ByteBuffer in = ByteBuffer.allocate(64 * 1024);
        while (true) {
            Reply next = replies.peek();
            long wait = next == null ? 1_000_000_000L : next.at() - System.nanoTime();
            if (wait > 0) {
                selector.select(Math.max(1, wait / 1_000_000));
            } else {
                selector.selectNow();
            }
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                if (key.isAcceptable()) {
                    SocketChannel client = socket.accept();
                    client.configureBlocking(false);
                    client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    client.register(selector, SelectionKey.OP_READ, new StringBuilder());
                } else {
                    read(key, in);
                }
            }
            long now = System.nanoTime();
            while (!replies.isEmpty() && replies.peek().at() <= now) {
                Reply reply = replies.remove();
                try {
                    ((SocketChannel) reply.to().channel()).write(reply.bytes());
                } catch (IOException e) {
                    reply.to().channel().close();
                }
            }
        }
    }

    private void read(SelectionKey key, ByteBuffer in) throws IOException {
        StringBuilder head = (StringBuilder) key.attachment();
        in.clear();
        try {
            if (((SocketChannel) key.channel()).read(in) < 0) {
                key.channel().close();
                return;
            }
        } catch (IOException e) {
            key.channel().close();
            return;
        }
        head.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
        for (int end = head.indexOf("\r\n\r\n"); end >= 0; end = head.indexOf("\r\n\r\n")) {
            Matcher request = REQUEST.matcher(head.substring(0, head.indexOf("\r\n")));
            String size = request.matches() ? sizes.get(request.group(1)) : null;
            String reply = size == null
                    ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                    : "HTTP/1.1 200 OK\r\nETag: \"" + request.group(1) + "\"\r\nContent-Length: " + size + "\r\n\r\n";
            replies.add(new Reply(
                    System.nanoTime() + delay, key, ByteBuffer.wrap(reply.getBytes(StandardCharsets.ISO_8859_1))));
            head.delete(0, end + 4);
        }
    }
}
