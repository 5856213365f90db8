package io.github.registryorg.serve;

import com.sun.net.httpserver.HttpServer;
import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves one site at 127.0.0.1, to nobody else, until it is closed. The site may be made again meanwhile: every request
 * looks at the files as they are.
 */
public final class LocalServer implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LARGEST_PORT = 65_535;
    private static final int BACKLOG = 256;
    private static final int THREADS = 64;
    private static final int IDLE_SECONDS = 10;
    private static final int GRACE_SECONDS = 2;

    /**
     * Limits of the JDK's server, which takes them once for a process, when its first server is made: without
     * {@code nodelay} each answer waits 40 ms for the client's acknowledgement; times are in seconds, sizes in bytes.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqTime", "30",
            "sun.net.httpserver.maxReqHeaderSize", "65536",
            "jdk.httpserver.maxConnections", "1024");

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private LocalServer(HttpServer server, ThreadPoolExecutor threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Serves a site.
     *
     * @param site the folder that the site goal made for the host {@code local}
     * @param registry the folder of the metadata, from which relative {@code file:} bases start
     * @param stores which folders stand behind public bases
     * @param port to listen at; 0 for any that is free
     * @param listener hears of each request
     * @throws RegistryException {@code PORT_TAKEN}, saying by what; {@code SITE_UNKNOWN} if there is no site;
     *     {@code CONFIGURATION_INVALID} if the port can't be one
     */
    public static LocalServer start(Path site, Path registry, StoreFolders stores, int port, RequestListener listener) {
        if (port < 0 || port > LARGEST_PORT) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, "port " + port, "is not a port")
                    .hint("Give a number up to 65535, or 0 for any that is free: -Dregistry.port=0."));
        }
        SiteFiles files = new SiteFiles(realFolder(site));
        SortedLines.check(BlobFinder.locations(files.root()));
        BlobFinder blobs = new BlobFinder(files, registry.toAbsolutePath(), stores);
        HttpServer server = bind(port);
        ThreadPoolExecutor threads = threads();
        server.setExecutor(threads);
        server.createContext("/", new SiteHandler(new RegistryApi(files, blobs), new SitePages(files), listener));
        server.start();
        return new LocalServer(server, threads);
    }

    /** The port that it listens at; never 0. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** As clients name it in references: {@code 127.0.0.1:5000}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** Takes no more requests, gives those under way two seconds, and ends. Closing again does nothing. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // a delay here would be waited for in full by older JDKs, with nothing under way
        server.stop(0);
        threads.shutdownNow();
    }

    private static Path realFolder(Path site) {
        if (!Files.isDirectory(site)) {
            throw new RegistryException(Problem.of(ProblemCode.SITE_UNKNOWN, site.toString(), "there is no site here")
                    .hint("Make it first (registry:site), or say where it is with -Dregistry.site."));
        }
        try {
            return site.toRealPath();
        } catch (IOException e) {
            throw Failures.io("reading", site, e);
        }
    }

    private static HttpServer bind(int port) {
        LIMITS.forEach(System.getProperties()::putIfAbsent);
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        } catch (BindException e) {
            throw new RegistryException(PortHolder.explain(port, e), e);
        } catch (IOException e) {
            throw new RegistryException(
                    Problem.of(ProblemCode.IO_FAILED, "port " + port, "listening at 127.0.0.1 failed")
                            .because(e.getMessage())
                            .hint("Try another port: -Dregistry.port=0 takes any that is free."),
                    e);
        }
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "registry-serve");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
