package io.github.registryorg.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** A host's own runtime for programs at its edge, which serves a site on a port of its choice. */
public final class EdgeRuntime implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;
    private static final Pattern READY = Pattern.compile("Ready on http://(127\\.0\\.0\\.1:[0-9]+)");

    private final Process process;
    private final String address;

    private EdgeRuntime(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Cloudflare's: the worker by workerd, the files by the server that Pages has, rules included. */
    public static EdgeRuntime cloudflare(Path site, Path directory) {
        return start(
                directory,
                "wrangler",
                "pages",
                "dev",
                site.toString(),
                "--ip=127.0.0.1",
                "--port=0",
                "--inspector-port=0",
                "--compatibility-date=2026-04-01",
                "--show-interactive-dev-session=false",
                "--log-level=log");
    }

    /** Netlify's: the edge function by Deno, the files by a few lines that follow Netlify's documentation. */
    public static EdgeRuntime netlify(Path site, Path directory) {
        try {
            Path harness = copy("netlify-edge.js", directory);
            Path types = copy("mime-db.txt", directory);
            return start(
                    directory,
                    "deno",
                    "run",
                    "--no-lock",
                    "--no-config",
                    "--no-remote",
                    "--allow-net=127.0.0.1",
                    "--allow-read=" + site + "," + types,
                    harness.toString(),
                    site.toString(),
                    types.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path copy(String resource, Path directory) throws IOException {
        try (var in = EdgeRuntime.class.getResourceAsStream("/" + resource)) {
            return Files.write(directory.resolve(resource), in.readAllBytes());
        }
    }

    private static EdgeRuntime start(Path directory, String... command) {
        RealClient.of(command[0]);
        Path log = directory.resolve(command[0] + ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // nothing of these leaves the machine, and nothing stays on it
            builder.environment().put("CLOUDFLARE_CF_FETCH_ENABLED", "false");
            builder.environment().put("WRANGLER_SEND_METRICS", "false");
            builder.environment().put("WRANGLER_HIDE_BANNER", "true");
            builder.environment()
                    .put("WRANGLER_LOG_PATH", directory.resolve("wrangler-logs").toString());
            builder.environment()
                    .put("XDG_CONFIG_HOME", directory.resolve("config").toString());
            builder.environment().put("DENO_DIR", directory.resolve("deno").toString());
            builder.environment().put("DENO_NO_UPDATE_CHECK", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            return new EdgeRuntime(process, awaitAddress(process, log));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String awaitAddress(Process process, Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            Matcher ready = READY.matcher(Files.readString(log));
            if (ready.find()) {
                return ready.group(1);
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                stop(process);
                return Assertions.fail("it doesn't serve:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Host and port. */
    public String address() {
        return address;
    }

    private static void stop(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        stop(process);
    }
}
