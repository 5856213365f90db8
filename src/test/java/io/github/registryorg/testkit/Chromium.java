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
import java.util.Base64;
import java.util.HashMap;
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

    private static final Map<String, Integer> KEY_CODES = Map.of(
            "Backspace",
            8,
            "Tab",
            9,
            "Enter",
            13,
            "Escape",
            27,
            " ",
            32,
            "ArrowLeft",
            37,
            "ArrowUp",
            38,
            "ArrowRight",
            39,
            "ArrowDown",
            40);

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> loaded = new ConcurrentHashMap<>();
    private final List<String> ran = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
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
        ask("Network.enable", Map.of());
        ask("Log.enable", Map.of());
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
            requests.clear();
            errors.clear();
        }
        JsonNode navigation = ask("Page.navigate", Map.of("url", url));
        String failure = navigation.path("errorText").asText("");
        if (!NOTHING_SHOWN.contains(failure)) {
            throw new AssertionError(url + ": " + failure);
        }
        if (failure.isEmpty() && navigation.hasNonNull("loaderId")) {
            await(loaded(navigation.get("loaderId").asText()), url);
        }
        return ran();
    }

    /** What scripts reported since the last page was opened. */
    public List<String> ran() {
        // its response comes after all that happened before
        ask("Runtime.evaluate", Map.of("expression", "0"));
        synchronized (ran) {
            return List.copyOf(ran);
        }
    }

    /** Runs a script in each page and frame that is opened from here on, before all others, whatever its policy. */
    public void atStart(String script) {
        ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** What an expression of the page gives, as JSON; promises are awaited. No policy of the page keeps it from running. */
    public JsonNode evaluate(String expression) {
        JsonNode result = ask(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(result.get("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** The same as text; empty for null. */
    public String text(String expression) {
        return evaluate(expression).asText("");
    }

    /** Waits until an expression of the page is true. */
    public void await(String expression) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!isTrue(expression)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(expression + " does not become true");
            }
            pause();
        }
    }

    private boolean isTrue(String expression) {
        try {
            return evaluate("Boolean(" + expression + ")").booleanValue();
        } catch (AssertionError e) {
            // a page that goes does not respond, and the next one may have no body yet
            return false;
        }
    }

    /** The size and theme of the window from here on, in CSS pixels. */
    public void window(int width, boolean dark) {
        // scroll bars over the content, as phones have them
        ask("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        ask(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        ask(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Shows pages as on paper from here on, until {@link #window}. */
    public void paper() {
        ask("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** The page as it is printed on A4, as PDF. */
    public byte[] pdf() {
        JsonNode printed = ask("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69));
        return Base64.getDecoder().decode(printed.get("data").asText());
    }

    /** Whether pages that are opened from here on run their scripts. */
    public void scripts(boolean run) {
        ask("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
    }

    /** Whether the system's colors take the place of the page's; {@link #window} ends it. */
    public void forcedColors(boolean forced) {
        ask(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "forced-colors", "value", forced ? "active" : "none"))));
    }

    /** The whole page, as PNG. */
    public byte[] screenshot() {
        JsonNode image = ask("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode(image.get("data").asText());
    }

    /** Presses and releases a key that is named as in {@code KeyboardEvent.key}. */
    public void press(String key) {
        Map<String, Object> event = new HashMap<>(Map.of("key", key, "code", key));
        if (key.equals("Enter")) {
            event.put("text", "\r");
        } else if (key.length() == 1) {
            event.put("text", key);
        }
        Integer code = KEY_CODES.get(key);
        if (code != null) {
            event.put("windowsVirtualKeyCode", code);
        }
        event.put("type", "keyDown");
        ask("Input.dispatchKeyEvent", event);
        event.put("type", "keyUp");
        event.remove("text");
        ask("Input.dispatchKeyEvent", event);
    }

    /** Types text into what has the focus. */
    public void type(String text) {
        text.codePoints().forEach(c -> press(Character.toString(c)));
    }

    /** What was requested since the last page was opened, that page among it. */
    public List<String> requests() {
        synchronized (ran) {
            return List.copyOf(requests);
        }
    }

    /** What the console reported as an error since the last page was opened, with what scripts threw. */
    public List<String> errors() {
        synchronized (ran) {
            return List.copyOf(errors);
        }
    }

    /** Lets pages use the clipboard, as users may. */
    public void allowClipboard() {
        ask(
                "Browser.grantPermissions",
                Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        ask("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
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
            case "Network.requestWillBeSent" -> {
                synchronized (ran) {
                    requests.add(event.path("request").path("url").asText());
                }
            }
            case "Log.entryAdded" -> {
                if (event.path("entry").path("level").asText().equals("error")) {
                    failed(event.path("entry").path("text").asText() + " "
                            + event.path("entry").path("url").asText());
                }
            }
            case "Runtime.exceptionThrown" ->
                failed(event.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (event.path("type").asText().equals("error")) {
                    failed(event.path("args").toString());
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

    private void failed(String error) {
        synchronized (ran) {
            errors.add(error);
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
