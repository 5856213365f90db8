package io.github.registryorg.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.registryorg.git.GitDirectoryFixture;
import io.github.registryorg.remote.LoopbackServer;
import io.github.registryorg.testkit.CiSteps;
import io.github.registryorg.testkit.FileTrees;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How each CI deploys a site to each host: its scripts, run by bash with real git and rsync, and with programs in the place of
 * Maven, ssh, npm and what it installs that record how they are called.
 */
class DeployStepsTest {

    private static final String SECRET = "s3cr3t-of-the-host";
    private static final String KNOWN_HOST = "[www.acme.example]:2222 ssh-ed25519 AAAA";

    @TempDir
    Path directory;

    private GitDirectoryFixture server;
    private Path work;
    private String head;

    /** How each runs the job that deploys. */
    private enum Ci {
        GITHUB(CiService.GITHUB_ACTIONS, ".github/workflows/site.yml") {
            @Override
            CiSteps steps(Path file) {
                return CiSteps.github(file, "deploy");
            }
        },
        FORGEJO(CiService.FORGEJO, ".forgejo/workflows/site.yml") {
            @Override
            CiSteps steps(Path file) {
                return CiSteps.github(file, "site");
            }
        },
        GITLAB(CiService.GITLAB_CI, ".gitlab-ci.yml") {
            @Override
            CiSteps steps(Path file) {
                return CiSteps.gitlab(file, "deploy");
            }
        },
        CIRCLECI(CiService.CIRCLECI, ".circleci/config.yml") {
            @Override
            CiSteps steps(Path file) {
                return CiSteps.circleci(file, "deploy");
            }
        },
        TRAVIS(CiService.TRAVIS, ".travis.yml") {
            @Override
            CiSteps steps(Path file) {
                return CiSteps.travis(file, "site");
            }
        };

        private final CiService service;
        private final String path;

        Ci(CiService service, String path) {
            this.service = service;
            this.path = path;
        }

        abstract CiSteps steps(Path file);

        /** Which give secrets to one step only, by an expression. */
        boolean isActions() {
            return this == GITHUB || this == FORGEJO;
        }
    }

    @BeforeEach
    void begin() throws IOException {
        server = GitDirectoryFixture.at(Files.createDirectories(directory.resolve("server/acme/registry")));
        server.git("init", "-q", "--bare", "-b", "main", ".");
        server.git("config", "uploadpack.allowAnySHA1InWant", "true");
        GitDirectoryFixture registry =
                GitDirectoryFixture.init(directory.resolve("registry")).file(".gitignore", "target/\n");
        head = registry.commit("Begin");
        registry.git("push", "-q", server.directory().toString(), "main");
        work = Files.createDirectories(directory.resolve("work"));
        program("mvn", """
                case "$*" in
                *registry:validate*) echo verdict > target/verdict.json ;;
                *registry:site*)
                  mkdir -p target/registry-site/v2/acme/app/blobs target/registry-site/v2/acme/app/manifests
                  mkdir -p target/registry-site/-/host
                  echo layer > target/registry-site/v2/acme/app/blobs/sha256:aa
                  echo manifest > target/registry-site/v2/acme/app/manifests/sha256:bb
                  echo rules > target/registry-site/-/host/nginx.conf
                  echo page > target/registry-site/index.html ;;
                *registry:deploy*)
                  echo "role $AWS_ROLE_ARN token $(cat "$AWS_WEB_IDENTITY_TOKEN_FILE") key ${AWS_SECRET_ACCESS_KEY:-none}" ;;
                esac
                """);
        program("npm", """
                mkdir -p target/tools/node_modules/.bin
                ln -sf "$(command -v tool)" target/tools/node_modules/.bin/wrangler
                ln -sf "$(command -v tool)" target/tools/node_modules/.bin/netlify
                """);
        program("tool", "ls > \"$CALLS.directory\"");
        program("nvm", "");
        program("apt-get", "");
        program("ssh", """
                while :; do
                  case $1 in
                  -i) cat "$2" >> "$CALLS"; stat -c %a "$2" >> "$CALLS"; shift 2 ;;
                  -o) case $2 in UserKnownHostsFile=*) cat "${2#*=}" >> "$CALLS" ;; esac; shift 2 ;;
                  -F | -p | -l) shift 2 ;;
                  *) break ;;
                  esac
                done
                shift
                exec sh -c "$*"
                """);
        // the site, where another job has made it
        run("mvn", "registry:site");
        Files.delete(directory.resolve("calls"));
        new ProcessBuilder("tar", "-cf", "target/site.tar", "-C", "target/registry-site", ".")
                .directory(work.toFile())
                .start()
                .onExit()
                .join();
    }

    private void program(String name, String script) throws IOException {
        Path program = Files.createDirectories(directory.resolve("bin")).resolve(name);
        String secrets = "${CLOUDFLARE_API_TOKEN:-}${NETLIFY_AUTH_TOKEN:-}${SSH_KEY:-}";
        Files.writeString(
                program,
                "#!/bin/sh\necho \"" + name + " $*\" | sed 's/ 1>.*//' >> \"$CALLS\"\n" + "[ -z \"" + secrets
                        + "\" ] || echo \"" + name + " has " + secrets + "\" >> \"$CALLS\"\n" + script);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private void run(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        builder.command().set(0, directory.resolve("bin").resolve(command[0]).toString());
        builder.environment().put("CALLS", directory.resolve("calls").toString());
        assertThat(builder.start().onExit().join().exitValue()).isZero();
    }

    private CiSteps.Ended deploy(Ci ci, String host, String target, Map<String, String> given) throws IOException {
        RegistryStarter starter = new RegistryStarter(
                Starters.PLUGIN,
                EnumSet.of(ci.service),
                "Title",
                null,
                "main",
                "file://" + server.directory(),
                SiteTarget.of(host, target, EnumSet.of(ci.service)),
                null,
                null);
        Path file = directory.resolve("ci.yml");
        for (StarterFile written : starter.files(false, null)) {
            if (written.path().equals(ci.path)) {
                Files.writeString(file, written.text());
            }
        }
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH",
                directory.resolve("bin") + ":" + System.getenv("PATH"),
                "CALLS",
                directory.resolve("calls").toString(),
                "HOME",
                directory.toString(),
                "GITHUB_SERVER_URL",
                "file://" + directory.resolve("server"),
                "GITHUB_REPOSITORY",
                "acme/registry",
                "GITHUB_SHA",
                head,
                "CIRCLE_SHA1",
                head,
                "TRAVIS_COMMIT",
                head));
        Map<String, String> expressions = new HashMap<>(Map.of("github.token", "secret-of-ci"));
        given.forEach((name, value) -> {
            if (ci.isActions()) {
                expressions.put("secrets." + name, value);
                expressions.put("vars." + name, value);
            } else {
                environment.put(name, value);
            }
            if (name.startsWith("ACTIONS_")) {
                environment.put(name, value);
            }
        });
        CiSteps.Ended ended = ci.steps(file).run(work, environment, expressions);
        assertThat(ended.output()).doesNotContain(SECRET, "secret-of-ci");
        return ended;
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls"));
    }

    @ParameterizedTest
    @EnumSource
    void site_onAWebServer_isCopiedInOrderByTheKeyAndTheHostThatAreNamed(Ci ci) throws IOException {
        RealClient.of("rsync");
        Path served = Files.createDirectories(directory.resolve("served/old"));
        CiSteps.Ended ended = deploy(
                ci,
                "nginx",
                "ssh://deploy@www.acme.example:2222" + directory.resolve("served"),
                Map.of("SSH_KEY", SECRET, "SSH_KNOWN_HOSTS", KNOWN_HOST));

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(FileTrees.of(directory.resolve("served")))
                .containsOnlyKeys(
                        "-/host/nginx.conf",
                        "index.html",
                        "v2/acme/app/blobs/sha256:aa",
                        "v2/acme/app/manifests/sha256:bb");
        assertThat(served).doesNotExist();
        List<String> copies =
                calls().stream().filter(call -> call.startsWith("ssh ")).toList();
        assertThat(copies)
                .hasSize(3)
                .allMatch(call -> call.contains("StrictHostKeyChecking=yes")
                        && call.contains(" -F none -p 2222 ")
                        && call.contains("-l deploy www.acme.example rsync --server"));
        assertThat(copies.get(2)).contains("--delete-delay");
        assertThat(calls()).containsSequence(SECRET, "600", KNOWN_HOST).doesNotContain("ssh has " + SECRET);
        String keys = copies.get(0).replaceFirst(".* -i (\\S+)/key .*", "$1");
        assertThat(Path.of(keys)).doesNotExist();
    }

    /** What can't be copied stops what would name it. */
    @Test
    void blobs_thatCannotBeCopied_keepManifestsAway() throws IOException {
        RealClient.of("rsync");
        Path served = Files.createDirectories(directory.resolve("served/v2/acme/app/blobs/sha256:aa/in-its-place"));
        CiSteps.Ended ended = deploy(
                Ci.GITLAB,
                "nginx",
                "ssh://deploy@www.acme.example" + directory.resolve("served"),
                Map.of("SSH_KEY", SECRET, "SSH_KNOWN_HOSTS", KNOWN_HOST));

        assertThat(ended.exit()).isNotZero();
        assertThat(served).exists();
        assertThat(directory.resolve("served/v2/acme/app/manifests")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "FORGEJO", "GITLAB", "CIRCLECI"})
    void site_ofABucketOfAws_isDeployedByATokenOfTheService(Ci ci) throws IOException {
        RealClient.of("curl");
        try (LoopbackServer tokens = LoopbackServer.start(exchange -> {
            boolean isOurs =
                    "Bearer request-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = "{\"count\": 1, \"value\": \"identity\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isOurs ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            CiSteps.Ended ended = deploy(
                    ci,
                    "s3",
                    "s3://acme-registry",
                    Map.of(
                            "AWS_ROLE_ARN", "arn:aws:iam::1:role/registry",
                            "AWS_REGION", "eu-central-1",
                            "AWS_TOKEN", "identity",
                            "CIRCLE_OIDC_TOKEN_V2", "identity",
                            "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-token",
                            "ACTIONS_ID_TOKEN_REQUEST_URL", tokens.url("/token?run=1")));

            assertThat(ended.exit()).as(ended.output()).isZero();
            assertThat(ended.output()).contains("role arn:aws:iam::1:role/registry token identity key none");
            assertThat(tokens.requests())
                    .isEqualTo(ci.isActions() ? List.of("GET /token?run=1&audience=sts.amazonaws.com") : List.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void site_onCloudflarePages_isDeployedByAPinnedProgram(Ci ci) throws IOException {
        CiSteps.Ended ended = deploy(
                ci,
                "cloudflare-pages",
                "acme-registry",
                Map.of("CLOUDFLARE_API_TOKEN", SECRET, "CLOUDFLARE_ACCOUNT_ID", "1"));

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(calls())
                .contains(
                        "npm install --prefix target/tools --no-save --no-audit --no-fund --ignore-scripts --silent wrangler@4.86.0",
                        "tool pages deploy target/registry-site --project-name=acme-registry --branch=main --commit-dirty=true",
                        "tool has " + SECRET)
                .doesNotContain("npm has " + SECRET);
        assertThat(calls().contains("mvn has " + SECRET)).isEqualTo(ci == Ci.TRAVIS);
    }

    @ParameterizedTest
    @EnumSource
    void site_onNetlify_isDeployedFromItsDirectory(Ci ci) throws IOException {
        CiSteps.Ended ended = deploy(ci, "netlify", "acme-registry", Map.of("NETLIFY_AUTH_TOKEN", SECRET));

        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(calls())
                .contains("tool deploy --prod --dir=. --site=acme-registry", "tool has " + SECRET)
                .doesNotContain("npm has " + SECRET);
        assertThat(directory.resolve("calls.directory")).content().contains("index.html");
    }

    /** As GitHub does it where a custom domain is set. */
    @ParameterizedTest
    @EnumSource(names = {"CIRCLECI", "TRAVIS"})
    void site_onTheBranchOfGitHubPages_keepsItsDomain(Ci ci) throws IOException {
        Map<String, String> token = Map.of("PAGES_TOKEN", SECRET);
        CiSteps.Ended first = deploy(ci, "github-pages", null, token);
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(server.git("ls-tree", "-r", "--name-only", "gh-pages")).doesNotContain("CNAME");

        GitDirectoryFixture clone = GitDirectoryFixture.at(Files.createDirectories(directory.resolve("clone")));
        clone.git("clone", "-q", "-b", "gh-pages", server.directory().toString(), ".");
        clone.file("CNAME", "registry.acme.example").commit("Create CNAME");
        clone.git("push", "-q", "origin", "gh-pages");
        FileTrees.clear(work);
        Files.createDirectories(work);
        run("mvn", "registry:site");
        CiSteps.Ended second = deploy(ci, "github-pages", null, token);

        assertThat(second.exit()).as(second.output()).isZero();
        assertThat(server.git("show", "gh-pages:CNAME")).isEqualTo("registry.acme.example");
        assertThat(server.git("ls-tree", "-r", "--name-only", "gh-pages").lines())
                .containsExactly(
                        "-/host/nginx.conf",
                        "CNAME",
                        "index.html",
                        "v2/acme/app/blobs/sha256:aa",
                        "v2/acme/app/manifests/sha256:bb");
        assertThat(server.git("log", "--format=%s", "gh-pages")).isEqualTo("The site of " + head);
    }

    @ParameterizedTest
    @EnumSource
    void deployment_failing_failsTheJob(Ci ci) throws IOException {
        program("tool", "exit 1");

        assertThat(deploy(ci, "netlify", "acme-registry", Map.of("NETLIFY_AUTH_TOKEN", SECRET))
                        .exit())
                .isNotZero();
    }
}
