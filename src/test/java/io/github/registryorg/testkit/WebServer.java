package io.github.registryorg.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A real web server, run as a child of the test with all that it writes in a directory of the test. */
public final class WebServer implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final Process process;
    private final ReservedPort port;

    private WebServer(Process process, ReservedPort port) {
        this.process = process;
        this.port = port;
    }

    /** A server of this name serves a site, set up as in its README. */
    public static WebServer start(String host, Path directory, Path site) {
        return start(ServerPrograms.INSTALLED, host, directory, site);
    }

    /** The same by certain programs. */
    public static WebServer start(ServerPrograms programs, String host, Path directory, Path site) {
        return switch (host) {
            case "nginx" -> nginx(programs, directory, site);
            case "apache" -> apache(programs, directory, site, List.of("AllowOverride FileInfo"));
            case "caddy" -> caddy(programs, directory, site);
            default -> throw new IllegalArgumentException(host);
        };
    }

    /** Apache that reads what all repositories have in common when it starts. */
    public static WebServer apacheWithInclude(Path directory, Path site) {
        return apache(
                ServerPrograms.INSTALLED,
                directory,
                site,
                List.of(
                        "Include " + site + "/.htaccess",
                        "AllowOverride None",
                        "</Directory>",
                        "<Directory " + site + "/v2>",
                        "AllowOverride FileInfo",
                        "</Directory>",
                        "<Directory " + site + "/-/host/tags>",
                        "AllowOverride FileInfo"));
    }

    /** nginx in front of a directory of blobs, without rules for them. */
    public static WebServer ofStore(Path directory, Path store) {
        return nginx(ServerPrograms.INSTALLED, directory, "", "root " + store + ";");
    }

    /** nginx as a cache in front of another server, which revalidates there after a second. */
    public static WebServer ofCache(Path directory, WebServer origin) {
        return nginx(
                ServerPrograms.INSTALLED,
                directory,
                "proxy_cache_path cache keys_zone=cache:1m;",
                "location / { proxy_pass http://" + origin.address()
                        + "; proxy_set_header Host $host; proxy_cache cache;"
                        + " proxy_cache_revalidate on; proxy_ignore_headers Cache-Control; proxy_cache_valid 200 1s;"
                        + " add_header X-Cache $upstream_cache_status; }");
    }

    private static WebServer nginx(ServerPrograms programs, Path directory, Path site) {
        return nginx(
                programs,
                directory,
                "include " + site + "/-/host/nginx-http.conf;",
                "add_header X-Ours kept always; root " + site + "; include " + site + "/-/host/nginx.conf;");
    }

    private static WebServer nginx(ServerPrograms programs, Path directory, String http, String server) {
        String program = programs.program("nginx");
        ReservedPort port = ReservedPort.take();
        Path config = write(
                directory.resolve("nginx.conf"),
                // one process, who is the one that made the files
                "daemon off; master_process off; pid nginx.pid; error_log stderr warn;",
                "events {}",
                "http {",
                "  access_log off; include /etc/nginx/mime.types; gzip on; charset utf-8;",
                "  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4;",
                "  scgi_temp_path t5;",
                http,
                "  server { listen " + port.address() + ";",
                server,
                "  }",
                "}");
        return start(directory, port, Map.of(), program, "-p", directory.toString(), "-c", config.toString());
    }

    /** @param files lines of the site's section about what its files say */
    private static WebServer apache(ServerPrograms programs, Path directory, Path site, List<String> files) {
        String program = programs.program("apache2");
        Path modules = programs.apacheModules();
        ReservedPort port = ReservedPort.take();
        Path config = write(
                directory.resolve("apache.conf"),
                "ServerRoot " + directory,
                "ServerName 127.0.0.1",
                "PidFile " + directory + "/apache.pid",
                "DefaultRuntimeDir " + directory,
                "Mutex file:" + directory,
                "ErrorLog /dev/stderr",
                "Listen " + port.address(),
                module(modules, "mpm_event"),
                module(modules, "authz_core"),
                module(modules, "dir"),
                module(modules, "autoindex"),
                module(modules, "negotiation"),
                module(modules, "mime"),
                module(modules, "alias"),
                module(modules, "setenvif"),
                module(modules, "env"),
                module(modules, "filter"),
                module(modules, "deflate"),
                module(modules, "headers"),
                module(modules, "include"),
                module(modules, "rewrite"),
                "TypesConfig /etc/mime.types",
                "AddDefaultCharset UTF-8",
                "AddOutputFilterByType DEFLATE text/html text/plain application/json",
                "AddType application/x-gzip .gz",
                "AddHandler type-map var",
                "AddLanguage en .en",
                "AddOutputFilter INCLUDES .shtml",
                "<Files \".ht*\">",
                "  Require all denied",
                "</Files>",
                "DocumentRoot " + site,
                "<Directory " + site + ">",
                "  Options Indexes FollowSymLinks IncludesNOEXEC",
                "  SetEnvIf Request_URI ^ REGISTRY_INCLUDES=1",
                "  Require all granted",
                String.join("\n", files),
                "</Directory>");
        return start(directory, port, Map.of(), program, "-X", "-f", config.toString());
    }

    private static String module(Path modules, String name) {
        return "LoadModule " + name + "_module " + modules + "/mod_" + name + ".so";
    }

    private static WebServer caddy(ServerPrograms programs, Path directory, Path site) {
        String program = programs.program("caddy");
        ReservedPort port = ReservedPort.take();
        Path config = write(
                directory.resolve("Caddyfile"),
                "{",
                "  admin off",
                "  auto_https off",
                "}",
                "http://" + port.address() + " {",
                "  root * " + site,
                "  import " + site + "/-/host/Caddyfile",
                "}");
        String data = directory.resolve("caddy").toString();
        return start(
                directory,
                port,
                Map.of("XDG_DATA_HOME", data, "XDG_CONFIG_HOME", data, "HOME", data),
                program,
                "run",
                "--config",
                config.toString(),
                "--adapter",
                "caddyfile");
    }

    private static WebServer start(
            Path directory, ReservedPort port, Map<String, String> environment, String... command) {
        try {
            Path log = directory.resolve("server.log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            WebServer server = new WebServer(builder.start(), port);
            server.await(List.of(command), log);
            return server;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void await(List<String> command, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port.number()).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    close();
                    Assertions.fail(command + " doesn't listen:\n" + Files.readString(log), e);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private static Path write(Path file, String... lines) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Host and port. */
    public String address() {
        return port.address();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        port.close();
    }
}
