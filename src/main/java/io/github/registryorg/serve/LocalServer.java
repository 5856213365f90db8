package io.github.registryorg.serve;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.push.Pushing;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.apache.hc.core5.http.ExceptionListener;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestValidateHost;
import org.apache.hc.core5.http.protocol.ResponseConnControl;
import org.apache.hc.core5.http.protocol.ResponseContent;
import org.apache.hc.core5.http.protocol.ResponseDate;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * Serves one site at 127.0.0.1, to this machine only, until it is closed. The site may be made again meanwhile: every
 * request looks at the files as they are.
 */
public final class LocalServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MAX_PORT = 65_535;
    private static final int MAX_CONNECTIONS = 1024;
    private static final int GRACE_SECONDS = 2;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(100)
            .build();

    private final ServerSocket listener;
    private final HttpServer server;
    private final ActiveRequests active;
    private final @Nullable Pushing push;

    private LocalServer(ServerSocket listener, HttpServer server, ActiveRequests active, @Nullable Pushing push) {
        this.listener = listener;
        this.server = server;
        this.active = active;
        this.push = push;
    }

    /** As {@link #start(Path, Path, StoreDirectories, int, RequestPolicy, RequestListener)}, for names of this machine. */
    public static LocalServer start(
            Path site, Path registry, StoreDirectories stores, int port, RequestListener listener) {
        return start(site, registry, stores, port, RequestPolicy.LOOPBACK, listener);
    }

    /**
     * Serves a site.
     *
     * @param site the directory that the site goal made for the host {@code local}
     * @param registry the directory of the metadata, from which relative {@code file:} bases start
     * @param stores which directories are behind public bases
     * @param port to listen at; 0 for any that is free
     * @param policy which requests are served
     * @param listener is called for each request
     * @throws RegistryException {@code PORT_TAKEN}, with the process that holds it; {@code SITE_UNKNOWN} if it is not
     *     a site; {@code CONFIGURATION_INVALID} if the port can't be one
     */
    public static LocalServer start(
            Path site,
            Path registry,
            StoreDirectories stores,
            int port,
            RequestPolicy policy,
            RequestListener listener) {
        return start(site, registry, stores, port, policy, listener, ClientDeadlines.STANDARD);
    }

    static LocalServer start(
            Path site,
            Path registry,
            StoreDirectories stores,
            int port,
            RequestPolicy policy,
            RequestListener listener,
            ClientDeadlines deadlines) {
        checkPort(port);
        OpenSite open = OpenSite.of(site, new AddressedBlobs(registry.toAbsolutePath(), stores));
        return start(
                bind(port, deadlines), address -> new SiteHandler(open.api(), open.pages(), policy, address, listener));
    }

    /**
     * Serves a registry that can be pushed to, and the site where there is one.
     *
     * @param push what was pushed, and takes what will be; closed with the server
     * @param token that every request to the registry must have; null for none
     * @throws RegistryException as the others
     */
    public static LocalServer start(
            Path site,
            Path registry,
            StoreDirectories stores,
            int port,
            RequestPolicy policy,
            RequestListener listener,
            Pushing push,
            @Nullable String token) {
        checkPort(port);
        AddressedBlobs blobs = new AddressedBlobs(registry.toAbsolutePath(), stores);
        OpenSite open = OpenSite.isAt(site) ? OpenSite.of(site, blobs) : null;
        PushApi api = new PushApi(push, new PushedReads(push, blobs, open), new PushToken(token), listener);
        PageEndpoint pages = open == null ? new NoPages() : open.pages();
        return start(
                bind(port, ClientDeadlines.UPLOADS),
                address -> new SiteHandler(api, pages, policy, address, listener),
                push);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new RegistryException(Problem.of(ProblemCode.CONFIGURATION_INVALID, "port " + port, "is not a port")
                    .hint("Give a number up to 65535, or 0 for any that is free: -Dregistry.port=0."));
        }
    }

    /** Serves at a socket, which is closed with the server, or at once where there will be none. */
    static LocalServer start(ServerSocket socket, Function<Authority, SiteHandler> handlers) {
        return start(socket, handlers, null);
    }

    private static LocalServer start(
            ServerSocket socket, Function<Authority, SiteHandler> handlers, @Nullable Pushing push) {
        int port = socket.getLocalPort();
        boolean isStarted = false;
        try {
            SiteHandler handler = handlers.apply(new Authority(HOST, Integer.toString(port)));
            HttpServer server = server(socket, handler);
            server.start();
            isStarted = true;
            return new LocalServer(socket, server, handler.active(), push);
        } catch (IOException e) {
            throw failure(port, e);
        } finally {
            if (!isStarted) {
                close(socket);
            }
        }
    }

    /** For one that serves nothing: what went wrong before is what is reported. */
    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // there is nothing else to do with it
        }
    }

    private static HttpServer server(ServerSocket socket, SiteHandler handler) {
        HttpService service = new HttpService(
                HttpProcessorBuilder.create()
                        .add(RequestValidateHost.INSTANCE)
                        .addAll(ResponseDate.INSTANCE, ResponseContent.INSTANCE, ResponseConnControl.INSTANCE)
                        .build(),
                handler,
                LIMITS,
                DefaultConnectionReuseStrategy.INSTANCE,
                null);
        return new HttpServer(
                socket.getLocalPort(),
                service,
                socket.getInetAddress(),
                SocketConfig.custom()
                        .setTcpNoDelay(true)
                        // the port is free again at once, whatever connections there were
                        .setSoReuseAddress(true)
                        .build(),
                new Bound(socket),
                connection -> PacedConnection.of(connection, LIMITS),
                null,
                null,
                ExceptionListener.NO_OP);
    }

    /** The port that it listens at; never 0. */
    public int port() {
        return listener.getLocalPort();
    }

    /** As clients name it in references: {@code 127.0.0.1:5000}. */
    public String address() {
        return HOST + ":" + port();
    }

    /** Takes no more requests, gives those in progress two seconds, and ends. Closing again does nothing. */
    @Override
    public void close() {
        try {
            listener.close();
            active.awaitNone(GRACE_SECONDS);
            server.close(CloseMode.IMMEDIATE);
            server.awaitTermination(TimeValue.ofSeconds(GRACE_SECONDS));
        } catch (IOException e) {
            throw failure(listener.getLocalPort(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close(CloseMode.IMMEDIATE);
        } finally {
            if (push != null) {
                push.close();
            }
        }
    }

    private static ServerSocket bind(int port, ClientDeadlines deadlines) {
        try {
            return new PlainListener(InetAddress.getByAddress(LOOPBACK), port, MAX_CONNECTIONS, deadlines);
        } catch (BindException e) {
            throw new RegistryException(PortDiagnosis.explain(port, e), e);
        } catch (IOException e) {
            throw failure(port, e);
        }
    }

    private static RegistryException failure(int port, IOException cause) {
        return Failures.of(
                Problem.of(ProblemCode.IO_FAILED, "port " + port, "listening at 127.0.0.1 failed")
                        .because(cause.getMessage())
                        .hint("Try another port: -Dregistry.port=0 takes any that is free."),
                cause);
    }

    /** Gives the server the socket that is bound already. */
    private static final class Bound extends ServerSocketFactory {

        private final ServerSocket socket;

        Bound(ServerSocket socket) {
            this.socket = socket;
        }

        @Override
        public ServerSocket createServerSocket() {
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port) {
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) {
            return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
            return socket;
        }
    }
}
