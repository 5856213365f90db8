package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.registryorg.contribute.Build.Made;
import io.github.registryorg.contribute.ProposalResult.Outcome;
import io.github.registryorg.git.GitServer;
import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.net.HttpProxy;
import io.github.registryorg.net.ProxySettings;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.remote.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A git server that refuses: for a moment, for good, or because something is missing. */
class GitTroubleTest {

    private static final String BRANCH = "update/acme+app";
    private static final Map<String, String> TOKEN = Map.of("REGISTRY_TOKEN", "s3cr3t");

    @TempDir
    private Path root;

    private RegistryRepository registry;
    private GitServer server;
    private Build build;

    @BeforeEach
    void serve() {
        registry = RegistryRepository.create(root.resolve("registry.git"));
        server = GitServer.open(root);
        build = new Build(root.resolve("build"), server.url("registry.git"));
        build.publish("acme/app", new Made("2026-11-20T00:00:00Z", null, "one"), "1.0");
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Says this the first times that something with this in its address is requested. */
    private AtomicInteger responds(int status, String path, int times) {
        AtomicInteger asked = new AtomicInteger();
        server.trouble(exchange -> {
            boolean responses = exchange.getRequestURI().toString().contains(path) && asked.incrementAndGet() <= times;
            if (responses) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(status, -1);
            }
            return responses;
        });
        return asked;
    }

    /** One byte of a long line now and then, until the test is over. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"upload-pack", "receive-pack"})
    void propose_serverThatDrips_failsInTime(String path) {
        CountDownLatch end = new CountDownLatch(1);
        server.trouble(exchange -> {
            if (!exchange.getRequestURI().toString().contains(path)) {
                return false;
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-git-" + path + "-advertisement");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                String service = "# service=git-" + path + "\n";
                String begin = String.format("%04x%s0000fff0", service.length() + 4, service);
                out.write(begin.getBytes(StandardCharsets.US_ASCII));
                do {
                    out.write('x');
                    out.flush();
                } while (!end.await(20, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        });
        build.longest = Duration.ofSeconds(path.equals("upload-pack") ? 1 : 4);
        try {
            assertThat(refused().toString())
                    .startsWith("IO_FAILED " + build.registry)
                    .contains("takes longer than");
        } finally {
            end.countDown();
        }
        assertThat(registry.has(BRANCH)).isFalse();
    }

    /** The library's own limit interrupts a thread that waits for a program, which changes nothing. */
    @Test
    void propose_sshThatFallsSilent_isEndedInTime() throws Exception {
        Path number = root.resolve("number");
        build.registry = "ssh://git@registry.example/acme/registry.git";
        build.environment = Map.of("GIT_SSH_COMMAND", "echo $$ > '" + number + "'; sleep 1000 #");
        build.longest = Duration.ofSeconds(1);

        assertThat(refused().toString())
                .startsWith("IO_FAILED ssh://git@registry.example")
                .contains("takes longer than");
        Optional<ProcessHandle> ssh =
                ProcessHandle.of(Long.parseLong(Files.readString(number).strip()));
        if (ssh.isPresent()) {
            ssh.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }

    /** Its own program says why, which the library takes for the absence of a repository. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssh: Could not resolve hostname registry.example: Name or service not known|IO_FAILED"
                        + "|reading it failed: Name or service not known. Check the address and the network",
                "ssh: connect to host registry.example port 22: Connection refused|IO_FAILED"
                        + "|reading it failed: Connection refused.",
                "Host key verification failed.|DENIED|ssh-keyscan",
                "git@registry.example: Permission denied (publickey).|DENIED|Check what the token or key may do",
                "ERROR: Repository not found.|NAME_UNKNOWN|is not a git repository: Repository not found.",
            })
    void ssh_failing_isReportedWithItsWords(String said, ProblemCode code, String what) {
        build.registry = "ssh://git@registry.example/acme/registry.git";
        build.environment = Map.of("GIT_SSH_COMMAND", "echo '" + said + "' >&2; exit 255 #");

        Problem problem = refused();
        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.toString()).contains(what);
    }

    @Test
    void ssh_failingWithSeveralLines_isReportedInOne() {
        build.registry = "ssh://git@registry.example/acme/registry.git";
        build.environment =
                Map.of("GIT_SSH_COMMAND", "printf 'ERROR: %s %9000s\\r\\n \\n  %s \\n' one '' two >&2; exit 255 #");

        assertThat(refused().toString()).contains("is not a git repository: one; two. Check");
    }

    private Problem refused() {
        return catchThrowableOfType(RegistryException.class, build::propose).problem();
    }

    @ParameterizedTest
    @CsvSource({"429, upload-pack", "503, upload-pack", "429, receive-pack", "500, receive-pack", "502, receive-pack"})
    void refusal_temporary_isWaitedFor(int status, String path) {
        AtomicInteger asked = responds(status, path, 2);
        assertThat(build.propose().outcome()).isEqualTo(Outcome.PUSHED);
        assertThat(asked.get()).isGreaterThan(2);
        assertThat(registry.has(BRANCH)).isTrue();
    }

    @Test
    void refusal_permanent_isReported() {
        responds(503, "upload-pack", 1_000);
        assertThat(refused().toString()).startsWith("IO_FAILED " + build.registry + ": reading it failed");
    }

    @ParameterizedTest
    @CsvSource({
        "GITHUB, 403, DENIED, Contents: read and write",
        "GITLAB, 403, DENIED, write_repository",
        "FORGEJO, 403, DENIED, write:repository",
        "GITHUB, 401, UNAUTHORIZED, Contents: read and write",
        "GITHUB, 404, NAME_UNKNOWN, Contents: read and write"
    })
    void push_denied_isReportedWithThePermission(ForgeKind kind, int status, String code, String permission) {
        build.forge = kind;
        build.environment = TOKEN;
        responds(status, "receive-pack", 1_000);
        Problem problem = refused();
        assertThat(problem.toString()).startsWith(code + " " + build.registry).contains(permission);
        assertThat(problem.toString()).doesNotContain("s3cr3t");
    }

    /** Newer forges offer them; their ids are longer than those that are known here. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "file", "ssh", "ssh of protocol 0"})
    void repository_withSha256Objects_isReportedBeforeAnythingIsPushed(String way) {
        registry.run("init", "-q", "--bare", "--object-format=sha256", "--initial-branch=main", "../long.git");
        registry.run("--git-dir=../long.git", "config", "http.receivepack", "true");
        String tree = registry.run("--git-dir=../long.git", "hash-object", "-w", "-t", "tree", "/dev/null");
        String commit = registry.run("--git-dir=../long.git", "commit-tree", "-m", "Begin", tree.strip());
        registry.run("--git-dir=../long.git", "update-ref", "refs/heads/main", commit.strip());
        Path directory = root.resolve("long.git");
        Path asked = root.resolve("asked");
        build.registry = switch (way) {
            case "http" -> server.url("long.git");
            case "file" -> directory.toUri().toString();
            default -> "ssh://git@registry.example" + directory;
        };
        // as a server would run it
        build.environment = Map.of(
                "GIT_SSH_COMMAND",
                (way.equals("ssh") ? "" : "unset GIT_PROTOCOL; ") + "there() { echo \"$2\" >> '" + asked
                        + "'; eval \"$2\"; }; there");

        assertThat(refused().toString())
                .startsWith("UNSUPPORTED " + build.registry + ": ")
                .contains("is a git repository with sha256 objects", "--object-format=sha1");
        if (way.startsWith("ssh")) {
            assertThat(asked).content().contains("upload-pack").doesNotContain("receive-pack");
        }
        assertThat(server.requests()).noneMatch(request -> request.contains("receive-pack"));
    }

    /** Servers call it a lock that failed, as they do where another build was faster. */
    @ParameterizedTest
    @CsvSource({"update, ", "update/acme+app/old, ", "here/there, here"})
    void branch_inTheWay_isNamedAtOnce(String there, String ours) {
        registry.run("branch", there, "main");
        build.branch = ours;
        String wanted = ours == null ? BRANCH : ours;

        assertThat(refused().toString())
                .startsWith("CONFIGURATION_INVALID " + build.registry + ": its branch " + there + " is in the way of "
                        + wanted)
                .contains("registry.branch");
        assertThat(server.requests())
                .filteredOn(request -> request.startsWith("POST") && request.contains("receive-pack"))
                .hasSize(1);
    }

    /** No response of a server: the proxy never asked it. */
    @ParameterizedTest
    @CsvSource({
        "403, DENIED, refuses to connect to it: 403 No, nonProxyHosts",
        "407, UNAUTHORIZED, requires a login that it accepts: 407, use ssh"
    })
    void proxy_thatRefuses_isReportedAsTheProxy(int status, String code, String what, String hint) throws IOException {
        try (RawServer proxy =
                new RawServer(out -> RawServer.write(out, "HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"))) {
            build.proxy = ProxySettings.of(
                    new HttpProxy("127.0.0.1", proxy.port(), null, null, HttpProxy.Origin.SETTINGS), "");
            build.registry = "https://registry.invalid/acme/registry.git";

            assertThat(refused().toString())
                    .startsWith(code + " https://registry.invalid/acme/registry.git: the proxy 127.0.0.1:"
                            + proxy.port() + " " + what + ".")
                    .contains(hint);
        }
    }

    /** A typing error is in the proxy's name, not in the registry's. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void proxy_unknown_isNamed(String scheme) {
        build.proxy = ProxySettings.of(new HttpProxy("proxy.invalid", 3128, null, null, HttpProxy.Origin.SETTINGS), "");
        build.registry = scheme + "://registry.example/acme/registry.git";

        assertThat(refused().toString())
                .startsWith("IO_FAILED " + build.registry
                        + ": reading it through the proxy proxy.invalid:3128 failed: no host of that name was found.")
                .doesNotContain("HTTPS_PROXY");
    }

    @Test
    void server_unknownWithoutAProxy_isReportedWithWhereToNameOne() {
        build.registry = "https://registry.invalid/acme/registry.git";

        assertThat(refused().toString())
                .startsWith("IO_FAILED " + build.registry + ": reading it failed: no host of that name was found.")
                .contains("settings.xml (<proxy>)", "HTTPS_PROXY");
    }

    @Test
    void hook_thatRefuses_isQuoted() throws IOException {
        Path hook = registry.directory().resolve("hooks/update");
        Files.writeString(hook, "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        build.environment = TOKEN;
        assertThat(refused().toString())
                .startsWith(
                        "DENIED " + build.registry + ": refuses the push to its branch " + BRANCH + ": hook declined");
    }

    @Test
    void server_notNamedForTheLogin_getsNone() {
        server.trouble(exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, -1);
            return true;
        });
        build.environment = Map.of("GITHUB_TOKEN", "s3cr3t", "GITLAB_TOKEN", "s3cr3t");
        assertThat(refused().toString()).startsWith("UNAUTHORIZED");
        assertThat(server.authorizations()).isEmpty();
    }

    @Test
    void redirect_toAnotherServer_isNotFollowedWithTheToken() {
        try (GitServer elsewhere = GitServer.open(root)) {
            build.environment = TOKEN;
            server.trouble(exchange -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                elsewhere.url(
                                        exchange.getRequestURI().toString().substring(1)));
                exchange.sendResponseHeaders(302, -1);
                return true;
            });
            assertThat(refused().toString()).startsWith("DENIED ").contains("redirects to another server");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://me:s3cr3t@x.example/r.git", "https://s3cr3t@x.example/r.git"})
    void address_withASecret_isRefusedWithoutQuotingIt(String url) {
        build.registry = url;
        assertThat(refused().toString())
                .startsWith("CONFIGURATION_INVALID registry.registryRepository: has a user or a secret in it")
                .doesNotContain("s3cr3t");
    }

    @Test
    void token_ofItsServer_isSent() {
        try (GitServer closed = GitServer.closed(root, "git", "s3cr3t")) {
            build.registry = closed.url("registry.git");
            build.environment = TOKEN;
            assertThat(build.propose().outcome()).isEqualTo(Outcome.PUSHED);
        }
    }

    @Test
    void forge_withoutAToken_getsNothingAndAPatchIsWritten() {
        build.forge = ForgeKind.GITHUB;
        ProposalResult proposed = build.propose();
        assertThat(proposed.outcome()).isEqualTo(Outcome.PATCH);
        assertThat(registry.has(BRANCH)).isFalse();
        assertThat(server.requests()).noneMatch(request -> request.contains("receive-pack"));
    }

    @Test
    void pullRequest_ofAFork_isOpenedFromIt() {
        RegistryRepository fork = registry.fork(root.resolve("me/registry.git"));
        registry.commit("main", "other/app/README.md", "---\nlayout: collection\n---\n");
        try (ForgeStub stub = new ForgeStub()) {
            String list = "GET /api/v3/repos/registry/pulls?state=all&sort=created&direction=desc&per_page=100"
                    + "&head=me%3Aupdate%2Facme%2Bapp&base=main";
            String opened = "{\"number\":1,\"html_url\":\"https://x/1\",\"state\":\"open\"}";
            stub.on(list, 200, "[]").on("POST /api/v3/repos/registry/pulls", 201, opened);
            build.forge = ForgeKind.GITHUB;
            build.forgeUrl = stub.url().text();
            build.fork = server.url("me/registry.git");
            build.environment = TOKEN;
            ProposalResult proposed = build.propose();
            assertThat(proposed.outcome()).isEqualTo(Outcome.OPENED);
            assertThat(proposed.pullRequest()).isEqualTo("https://x/1");
        }
        assertThat(fork.has(BRANCH)).isTrue();
        assertThat(registry.has(BRANCH)).isFalse();
        assertThat(fork.run("rev-parse", BRANCH + "^")).isEqualTo(fork.tip("main"));
        assertThat(fork.changed(BRANCH)).hasSize(3);
    }

    @Test
    void fork_behindInChangedFiles_isReported() {
        registry.fork(root.resolve("me/registry.git"));
        build.propose();
        registry.merge(BRANCH);
        Build next = new Build(root.resolve("next"), build.registry);
        next.fork = server.url("me/registry.git");
        next.publish("acme/app", new Made("2026-11-21T00:00:00Z", null, "two"), "1.0");
        assertThat(catchThrowableOfType(RegistryException.class, next::propose)
                        .problem()
                        .toString())
                .startsWith("CONFIGURATION_INVALID " + next.fork + ": is behind: acme/app/manifests/1.0/README.md")
                .contains("Bring the fork up to date");
    }

    @Test
    void proposal_rejected_isNotRetriedWithOtherContent() {
        build.propose();
        String tip = registry.tip(BRANCH);
        try (ForgeStub stub = new ForgeStub()) {
            String list = "GET /api/v3/repos/registry/pulls?state=all&sort=created&direction=desc&per_page=100"
                    + "&head=registry%3Aupdate%2Facme%2Bapp&base=main";
            String closed = "{\"number\":1,\"html_url\":\"https://x/1\",\"state\":\"closed\",\"head\":{\"sha\":\"" + tip
                    + "\",\"repo\":{\"full_name\":\"registry\"}}}";
            String opened = "{\"number\":2,\"html_url\":\"https://x/2\",\"state\":\"open\"}";
            stub.on(list, 200, "[" + closed + "]").on("POST /api/v3/repos/registry/pulls", 201, opened);
            Build next = new Build(root.resolve("next"), build.registry);
            next.publish("acme/app", new Made("2026-11-21T00:00:00Z", null, "two"), "2.0");
            next.forge = ForgeKind.GITHUB;
            next.forgeUrl = stub.url().text();
            next.environment = TOKEN;
            assertThat(next.propose().outcome()).isEqualTo(Outcome.OPENED);
        }
        assertThat(registry.files(BRANCH))
                .contains("acme/app/manifests/2.0/README.md")
                .doesNotContain("acme/app/manifests/1.0/README.md");
    }
}
