package io.github.registryorg.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real browser without a window, controlled by its DevTools protocol. Scripts of any page can call {@code ran(text)},
 * and no policy keeps them from it; it reaches nothing but this machine.
 */
public final class Chromium implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;

    /** How a navigation ends that shows nothing: a download, or a response without a body. */
    private static final Set<String> NOTHING_SHOWN =
            Set.of("", "net::ERR_ABORTED", "net::ERR_HTTP_RESPONSE_CODE_FAILURE", "net::ERR_INVALID_RESPONSE");

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> loaded = new ConcurrentHashMap<>();
    private final List<String> ran = new ArrayList<>();
    private int count;
    private String session;

    private Chromium(Process process, String address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(address), new Receiver())
                .join();
    }

    /** @param directory that it keeps everything in */
    public static Chromium start(Path directory) {
        RealClient.of("chromium");
        Path profile = directory.resolve("profile");
        try {
            Process process = new ProcessBuilder(
                            "chromium",
                            "--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("chromium.log").toFile())
                    .start();
            Chromium browser = new Chromium(process, awaitAddress(process, directory));
            browser.openPage();
            return browser;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String awaitAddress(Process process, Path directory) throws IOException {
        Path file = directory.resolve("profile/DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
            }
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError(
                        "chromium does not start:\n" + Files.readString(directory.resolve("chromium.log")));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void openPage() {
        String target = ask("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = ask("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        ask("Page.enable", Map.of());
        ask("Runtime.enable", Map.of());
        ask("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
        ask("Runtime.addBinding", Map.of("name", "ran"));
        ask("Page.setDownloadBehavior", Map.of("behavior", "deny"));
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
        int id = ++count;
        ObjectNode message = Json.object().put("id", id).put("method", method);
        message.set("params", new ObjectMapper().valueToTree(parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> response = new CompletableFuture<>();
        asked.put(id, response);
        socket.sendText(message.toString(), true);
        JsonNode output = await(response, method);
        if (output.has("error")) {
            throw new AssertionError(method + " " + parameters + ": " + output);
        }
        return output.get("result");
    }

    private static <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Opens an address as if it had been typed, and waits until all of it is loaded.
     *
     * @return what scripts reported meanwhile; empty where none ran
     */
    public List<String> open(String url) {
        synchronized (ran) {
            ran.clear();
        }
        JsonNode navigation = ask("Page.navigate", Map.of("url", url));
        String failure = navigation.path("errorText").asText("");
        if (!NOTHING_SHOWN.contains(failure)) {
            throw new AssertionError(url + ": " + failure);
        }
        if (failure.isEmpty() && navigation.hasNonNull("loaderId")) {
            await(loaded(navigation.get("loaderId").asText()), url);
        }
        // its response comes after all that happened before
        ask("Runtime.evaluate", Map.of("expression", "0"));
        synchronized (ran) {
            return List.copyOf(ran);
        }
    }

    private CompletableFuture<Void> loaded(String loader) {
        return loaded.computeIfAbsent(loader, none -> new CompletableFuture<>());
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            asked.remove(message.get("id").asInt()).complete(message);
            return;
        }
        JsonNode event = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.bindingCalled" -> {
                synchronized (ran) {
                    ran.add(event.path("payload").asText());
                }
            }
            case "Page.lifecycleEvent" -> {
                if (event.path("name").asText().equals("load")) {
                    loaded(event.path("loaderId").asText()).complete(null);
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    received(PlainJson.READER.readTree(text.toString()));
                } catch (IOException e) {
                    asked.values().forEach(response -> response.completeExceptionally(e));
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            asked.values().forEach(response -> response.completeExceptionally(error));
        }
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
