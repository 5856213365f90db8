package io.github.registryorg.secret;

import static io.github.registryorg.secret.ConfigImage.env;
import static io.github.registryorg.secret.ConfigImage.history;
import static io.github.registryorg.secret.ConfigImage.label;
import static io.github.registryorg.secret.ConfigImage.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.registryorg.oci.Descriptor;
import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Image;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.MediaType;
import io.github.registryorg.oci.Platform;
import io.github.registryorg.oci.RawManifest;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.source.LayoutFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSearchTest {

    /** A value whose form no rule has. */
    private static final String VALUE = Secrets.token("", 18);

    private static final String GITHUB = Secrets.token("gh" + "p_", 36);

    private static List<Problem> problems(Image image, String... allowed) {
        try {
            new SecretSearch(AllowedSecrets.parse(List.of(allowed))).check(image);
            return List.of();
        } catch (RegistryException e) {
            return e.problems();
        }
    }

    private static List<String> places(Image image, String... allowed) {
        return problems(image, allowed).stream()
                .map(problem -> problem.what().split(" ", 2)[0])
                .toList();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> texts() {
        String bearer = "Authorization: " + "Bearer " + VALUE;
        return Stream.of(
                Arguments.of(env("API_KEY=" + VALUE), "env:API_KEY", VALUE),
                Arguments.of(env("DB_PASSWORD=hunter2"), "env:DB_PASSWORD", "hunter2"),
                Arguments.of(env("dbPassword=p$ssw0rd"), "env:dbPassword", "p$ssw0rd"),
                Arguments.of(env("PGPASSWORD=hunter2"), "env:PGPASSWORD", "hunter2"),
                Arguments.of(env("PASS=hunter2"), "env:PASS", "hunter2"),
                Arguments.of(env("LDAP_BIND_PW=hunter2"), "env:LDAP_BIND_PW", "hunter2"),
                Arguments.of(env("STRIPE_KEY=" + VALUE), "env:STRIPE_KEY", VALUE),
                Arguments.of(env("PASSWORD_2=correct horse battery staple"), "env:PASSWORD_2", "horse"),
                Arguments.of(env("SECRET_KEY_BASE=" + VALUE), "env:SECRET_KEY_BASE", VALUE),
                Arguments.of(env("AWS_SECRET_ACCESS_KEY=" + VALUE), "env:AWS_SECRET_ACCESS_KEY", VALUE),
                Arguments.of(env("X=" + Secrets.awsKeyId()), "env:X", Secrets.awsKeyId()),
                Arguments.of(env("DATABASE_URL=postgres://app:" + VALUE + "@db:5432/app"), "env:DATABASE_URL", VALUE),
                Arguments.of(env("REDIS=redis://:" + VALUE + "@cache"), "env:REDIS", VALUE),
                Arguments.of(env("DSN=root:" + VALUE + "@tcp(db:3306)/app"), "env:DSN", VALUE),
                Arguments.of(env("JAVA_OPTS=-Xmx1g -Ddb.password=" + VALUE), "env:JAVA_OPTS", VALUE),
                Arguments.of(
                        env("STORE=DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + VALUE + "==;"),
                        "env:STORE",
                        VALUE),
                Arguments.of(env("CONFIG={\"user\":\"a\",\"password\":\"" + VALUE + "\"}"), "env:CONFIG", VALUE),
                Arguments.of(env("CONFIG=user: a\npassword: " + VALUE + "\n"), "env:CONFIG", VALUE),
                Arguments.of(env("KEY=" + Secrets.pem("RSA PRIVATE KEY")), "env:KEY", Secrets.token("MII", 20)),
                Arguments.of(
                        env("KEY=" + base64(Secrets.pem("PRIVATE KEY"))),
                        "env:KEY",
                        base64(Secrets.pem("PRIVATE KEY"))),
                Arguments.of(
                        env("DOCKER_AUTH_CONFIG={\"auths\":{\"a\":{\"auth\":\"" + base64("a:" + VALUE) + "\"}}}"),
                        "env:DOCKER_AUTH_CONFIG",
                        base64("a:" + VALUE)),
                Arguments.of(env(GITHUB), "env:0", GITHUB),
                Arguments.of(env(GITHUB + "=1"), "env:0", GITHUB),
                Arguments.of(label("com.acme.token", VALUE), "label:com.acme.token", VALUE),
                Arguments.of(label("note", "use " + GITHUB + "."), "label:note", GITHUB),
                Arguments.of(label(GITHUB, "x"), "label:0", GITHUB),
                Arguments.of(history("ok", "|1 TOKEN=" + VALUE + " /bin/sh -c make"), "history:1", VALUE),
                Arguments.of(history("RUN |2 A=b API_KEY=" + VALUE + " /bin/sh -c make"), "history:0", VALUE),
                Arguments.of(history("/bin/sh -c #(nop)  ENV API_KEY=" + VALUE), "history:0", VALUE),
                Arguments.of(history("/bin/sh -c #(nop) ENV API_KEY " + VALUE), "history:0", VALUE),
                Arguments.of(history("ARG NPM_TOKEN=" + VALUE), "history:0", VALUE),
                Arguments.of(history("RUN curl -H \"" + bearer + "\" https://a"), "history:0", VALUE),
                Arguments.of(history("RUN curl -fsS -u ci:" + VALUE + " https://a"), "history:0", VALUE),
                Arguments.of(history("RUN curl -H 'PRIVATE-TOKEN: " + VALUE + "' https://a"), "history:0", VALUE),
                Arguments.of(history("RUN git clone https://ci:" + VALUE + "@git.example/a"), "history:0", VALUE),
                Arguments.of(history("RUN docker login -u ci -p " + VALUE), "history:0", VALUE),
                Arguments.of(history("RUN echo 'root:" + VALUE + "' | chpasswd"), "history:0", VALUE),
                Arguments.of(history("RUN tool --api-key " + VALUE + " run"), "history:0", VALUE),
                Arguments.of(history("RUN export PASSWORD=\"a b " + VALUE + "\""), "history:0", VALUE),
                Arguments.of(history("RUN PASSWORD=1.2.3-abc make"), "history:0", "1.2.3-abc"),
                Arguments.of(env("NETRC=machine a.example\nlogin ci\npassword " + VALUE), "env:NETRC", VALUE),
                Arguments.of(
                        history("RUN echo -e 'machine a\\nlogin ci\\npassword " + VALUE + "' > .netrc"),
                        "history:0",
                        VALUE),
                Arguments.of(list("Entrypoint", "app", "--port", "1", "--token=" + VALUE), "entrypoint:3", VALUE),
                Arguments.of(list("Cmd", "app", "--password", VALUE), "cmd:2", VALUE),
                Arguments.of(list("OnBuild", "ENV TOKEN=" + VALUE), "onbuild:0", VALUE),
                Arguments.of(healthcheck("curl -H '" + bearer + "' localhost"), "healthcheck:1", VALUE),
                Arguments.of(env().put("author", GITHUB), "author", GITHUB),
                Arguments.of(env().put("comment", "token=" + VALUE), "comment", VALUE),
                Arguments.of(docker("API_KEY=" + VALUE), "env:API_KEY", VALUE),
                Arguments.of(
                        env().put("moby.buildkit.buildinfo.v1", base64("{\"build-arg:TOKEN\":\"" + VALUE + "\"}")),
                        "config:/moby.buildkit.buildinfo.v1",
                        VALUE),
                Arguments.of(lowerCase("API_KEY=" + VALUE), "config:/config/env/0", VALUE));
    }

    private static ObjectNode healthcheck(String command) {
        ObjectNode config = env();
        config.withObject("config")
                .withObject("Healthcheck")
                .withArray("Test")
                .add("CMD-SHELL")
                .add(command);
        return config;
    }

    /** What only Docker's configs have: the container that the image was committed from. */
    private static ObjectNode docker(String variable) {
        ObjectNode config = env();
        config.withObject("container_config").withArray("Env").add(variable);
        return config;
    }

    /** As clients in Go read it too. */
    private static ObjectNode lowerCase(String variable) {
        ObjectNode config = env();
        config.withObject("config").withArray("env").add(variable);
        return config;
    }

    @ParameterizedTest
    @MethodSource("texts")
    void check_secretInConfig_isReportedWithPlaceAndWithoutValue(ObjectNode config, String place, String secret) {
        Image image = ConfigImage.of(config);

        List<Problem> found = problems(image);

        assertThat(found).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.SECRET_FOUND);
            assertThat(problem.subject()).isEqualTo(image.root().digest().toString());
            assertThat(problem.what()).startsWith(place + " holds ").contains("********");
            assertThat(problem.hint()).contains("-Dregistry.allowSecrets=" + place + ".");
            assertThat(problem.toString()).doesNotContain(secret);
        });
        assertThat(problems(image, place)).isEmpty();
    }

    static Stream<Arguments> tokens() {
        return Stream.of(
                Arguments.of("gh" + "p_", 36),
                Arguments.of("gh" + "o_", 36),
                Arguments.of("gh" + "s_", 36),
                Arguments.of("github" + "_pat_", 82),
                Arguments.of("gl" + "pat-", 20),
                Arguments.of("gl" + "soat-", 20),
                Arguments.of("AK" + "Cp8", 68),
                Arguments.of("cmVm" + "dGtuOjAx", 52),
                Arguments.of("ya" + "29.", 100),
                Arguments.of("1234567890" + ":AA", 33),
                Arguments.of("https://discord.example/api/webhooks/" + "123456789012345678/", 68),
                Arguments.of("aB3" + "8Q~", 34),
                Arguments.of("aB3dE5gH7jK9mN" + ".atlasv1.", 64),
                Arguments.of("ps" + "cale_pw_", 43),
                Arguments.of("wh" + "sec_", 32),
                Arguments.of("xo" + "xb-", 40),
                Arguments.of("np" + "m_", 36),
                Arguments.of("py" + "pi-AgEIcHlwaS5vcmc", 60),
                Arguments.of("AI" + "za", 35),
                Arguments.of("sk" + "_live_", 24),
                Arguments.of("sk" + "-ant-api03-", 95),
                Arguments.of("sk" + "-proj-", 48),
                Arguments.of("sk" + "-", 48),
                Arguments.of("dckr" + "_pat_", 27),
                Arguments.of("hf" + "_", 34),
                Arguments.of("hv" + "s.", 90));
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void check_knownToken_isFoundUnderAnyName(String prefix, int length) {
        String token = Secrets.token(prefix, length);

        assertThat(places(ConfigImage.of(env("A=" + token)))).containsExactly("env:A");
        assertThat(places(ConfigImage.annotated("a", "see " + token))).containsExactly("annotation:a");
        assertThat(problems(ConfigImage.of(env("A=" + token))).toString()).doesNotContain(token.substring(0, 16));
    }

    @Test
    void check_signedToken_isFound() {
        String jwt =
                "ey" + "J" + Secrets.token("", 20) + ".ey" + "J" + Secrets.token("", 40) + "." + Secrets.token("", 43);

        assertThat(places(ConfigImage.of(env("A=" + jwt)))).containsExactly("env:A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY=",
                "API_KEY=${API_KEY}",
                "API_KEY=$API_KEY",
                "API_KEY=changeme",
                "API_KEY=********",
                "API_KEY=<your-key>",
                "API_TOKEN=true",
                "TOKEN_TTL=3600",
                "MAX_TOKEN=4096",
                "POSTGRES_PASSWORD_FILE=/run/secrets/postgres",
                "DB_PASSWORD=/run/secrets/db_password",
                "TOKEN_ENDPOINT=https://login.example/token",
                "TOKEN_URL=https://login.example/token",
                "SECRET_NAME=db-credentials",
                "SECRETS_DIR=/run/secrets",
                "PUBLIC_KEY=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA",
                "AWS_ACCESS_KEY_ID=minio",
                "GITHUB_TOKEN_SHA256=639e43243c620a308f968213df9e00f2f8f62332f7adbaa7a7eeb9783057c690",
                "PASSWORD_HASH_ITERATIONS=27500",
                "ALLOW_EMPTY_PASSWORD=no",
                "TOKENIZERS_PARALLELISM=false",
                "EOS_TOKEN=</s>",
                "PWD=/app",
                "VAULT_TOKEN=vault:secret/data/app#token",
                "RANDOM=7f3c1a9e5b2d4860a1c3e5f708192a3b4c5d6e7f",
                "PROXY=http://proxy.example:3128",
                "SSH=ssh://git@git.example:22/acme/app",
                "GIT=git@git.example:acme/app.git"
            })
    void check_valueThatIsNoSecret_isNotReported(String variable) {
        assertThat(places(ConfigImage.of(env(variable)))).isEmpty();
        assertThat(places(ConfigImage.of(history("ENV " + variable)))).isEmpty();
        assertThat(places(ConfigImage.of(history("|1 " + variable + " /bin/sh -c make"))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN adduser --disabled-password --gecos '' app",
                "RUN curl -H \"Authorization: Bearer $TOKEN\" https://a",
                "RUN curl -u \"$USER:$PASSWORD\" https://a && chown -R app:app /app",
                "RUN --mount=type=secret,id=token TOKEN=$(cat /run/secrets/token) make",
                "RUN docker login --password-stdin -u ci",
                "RUN echo \"root:$PASSWORD\" | chpasswd",
                "RUN git clone https://ci:${TOKEN}@git.example/a",
                "RUN tool --token TOKEN",
                "RUN apt-get install -y passwd=1:4.13+dfsg1-1+b1 libsecret-1-0=0.20.5-3 libsecret-1-dev=0.20.4-2ubuntu1",
                "RUN apk add --no-cache libsecret=0.20.5-r0",
                "RUN echo '{\"dependencies\": {\"registry-auth-token\": \"^4.0.0\"}}' > package.json",
                "RUN useradd --password '!' app",
                "RUN sed -i 's/password=.*/password=/' /etc/app.conf",
                "RUN sed -i s/PasswordAuthentication=yes/PasswordAuthentication=no/ /etc/ssh/sshd_config",
                "RUN gpg --batch --passphrase-fd 0 --sign a",
                "RUN install -o 1000 -g 1000 -m 755 secret-tool /usr/bin"
            })
    void check_commandThatNamesASecret_isNotReported(String command) {
        assertThat(places(ConfigImage.of(history(command)))).isEmpty();
    }

    /** Base64 has slashes, at the beginning too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "wJ4lrX/tnF3MI+K7MD/bPxRf1C9z/Qw8rTy2Uv5i",
                "/wJ4lrX/tnF3MI+K7MD/bPxRf1C9z/Qw8rTy2Uv5",
                "/K7MD3NG/bPxRfiC9zAQ/wJalrXUtnF3/Xy1+aBc",
                "//3fQ/aB9x/K2m+Zp7/Rt4/wE8q/Ld0/vN6c+Hs5",
                "/x9+Qk2f/Lm7Rt4Z",
                "/x9+Qk2f/Lm7Rt4Zag==",
                "/x9+Q==",
                "xQ9/Rk2f+Lm7/t4Zag=="
            })
    void check_keyInBase64WithSlashes_isReported(String value) {
        for (String name : List.of("AWS_SECRET_ACCESS_KEY", "DB_PASSWORD", "JWT_KEY")) {
            boolean isShort = name.equals("JWT_KEY") && value.length() < 16;
            assertThat(places(ConfigImage.of(env(name + "=" + value))))
                    .isEqualTo(isShort ? List.of() : List.of("env:" + name));
        }
        assertThat(places(ConfigImage.of(history("|1 DB_PASSWORD=" + value + " /bin/sh -c make"))))
                .containsExactly("history:0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PASSWORD_FILE=/run/secrets/db",
                "JAVA_HOME=/opt/java",
                "SSL_KEY=/etc/ssl/key.pem",
                "TLS_KEY=/etc/ssl/private/Server1",
                "DB_PASSWORD=/run/secrets/DbPassword1",
                "PRIVATE_KEY=/opt/IBM/WebSphere7/etc/Key",
                "PRIVATE_KEY=/etc/pki/tls/private/localhost.key",
                "SECRET=/var/lib/App2/conf/secretV2",
                "KEYPASS=C:\\Program Files\\App1\\key",
                "PRIVATE_KEY=~/.ssh/id_ed25519",
                "SIGNING_KEY=./keys/Release2024"
            })
    void check_pathUnderASecretsName_isNotReported(String variable) {
        assertThat(places(ConfigImage.of(env(variable)))).isEmpty();
    }

    @Test
    void check_descriptionOfASecret_isNotReported() {
        assertThat(places(ConfigImage.of(label("com.acme.password", "The password that the operator sets at start"))))
                .isEmpty();
    }

    @Test
    void check_severalSecrets_areAllReported() {
        ObjectNode config = env("API_KEY=" + VALUE, "DB_PASSWORD=hunter2");
        config.withArray("history").addObject().put("created_by", "RUN curl https://a:b" + VALUE + "@b");

        assertThat(places(ConfigImage.of(config))).containsExactly("env:API_KEY", "env:DB_PASSWORD", "history:0");
        assertThat(places(ConfigImage.of(config), "env:API_KEY", "history:0")).containsExactly("env:DB_PASSWORD");
    }

    @Test
    void check_allowedPlaces_areReturnedWithThoseThatWereNotNeeded() {
        Image image = ConfigImage.of(env("API_KEY=" + VALUE, "PLAIN=x"));
        AllowedSecrets allowed =
                AllowedSecrets.parse(List.of("env:API_KEY", "env:PLAIN", "label:none", "env:" + GITHUB));

        AllowedSecrets.Use use = new SecretSearch(allowed).check(image);

        assertThat(use.found()).containsExactly("env:API_KEY");
        assertThat(use.unused()).containsExactly("env:********", "env:PLAIN", "label:none");
    }

    @Test
    void check_historyThatRepeatsAVariable_isReportedAndAllowedWithIt() {
        ObjectNode config = env("API_KEY=" + VALUE);
        config.withArray("history").addObject().put("created_by", "ENV API_KEY=" + VALUE);

        assertThat(problems(ConfigImage.of(config)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .startsWith("env:API_KEY holds ")
                        .endsWith(" (and in history:0)"));
        assertThat(problems(ConfigImage.of(config), "env:API_KEY")).isEmpty();
        assertThat(places(ConfigImage.of(config), "history:0")).containsExactly("env:API_KEY");
    }

    @Test
    void check_index_namesPlatformsAndSearchesAnnotationsOfDescriptors() {
        Image amd64 = ConfigImage.of(env("API_KEY=" + VALUE));
        Image arm64 = ConfigImage.of(env("API_KEY=" + VALUE).put("architecture", "arm64"));
        ObjectNode index = LayoutFixture.indexJson(
                entry(amd64, new Platform("linux", "amd64", null, null), Map.of()),
                entry(arm64, new Platform("linux", "arm64", null, null), Map.of("deploy.token", GITHUB)));
        RawManifest root = RawManifest.of(Json.write(index));
        List<RawManifest> manifests = List.of(amd64.root(), arm64.root(), root);
        Image image = new Image(
                root,
                manifests,
                Stream.concat(amd64.blobs().stream(), arm64.blobs().stream()).toList());

        assertThat(problems(image))
                .satisfiesExactly(
                        variable -> {
                            assertThat(variable.subject())
                                    .contains("linux/amd64 " + amd64.root().digest())
                                    .contains("linux/arm64 " + arm64.root().digest());
                            assertThat(variable.what()).startsWith("env:API_KEY holds ");
                        },
                        annotation -> {
                            assertThat(annotation.subject()).isEqualTo("index " + root.digest());
                            assertThat(annotation.what()).startsWith("annotation:deploy.token holds a GitHub token");
                        });
    }

    private static Descriptor entry(Image image, Platform platform, Map<String, String> annotations) {
        Descriptor of = image.root().descriptor();
        return new Descriptor(of.mediaType(), of.digest(), of.size(), annotations, List.of(), platform, null);
    }

    @Test
    void check_configOfAnArtifact_isSearchedAsJsonOrText() {
        byte[] chart = Json.write(Json.object().put("name", "app").put("password", VALUE));
        byte[] text = ("token=" + VALUE).getBytes(StandardCharsets.UTF_8);
        MediaType helm = new MediaType("application/vnd.cncf.helm.config.v1+json");

        assertThat(places(ConfigImage.of(helm, chart, Map.of()))).containsExactly("config:/password");
        assertThat(places(ConfigImage.of(helm, text, Map.of()))).containsExactly("config");
    }

    @Test
    void check_dataInADescriptor_isSearched() {
        byte[] config = ("{\"Env\":[\"API_KEY=" + VALUE + "\"]}").getBytes(StandardCharsets.UTF_8);
        Descriptor descriptor = Descriptor.of(MediaType.OCI_CONFIG, Digest.sha256(config), config.length);
        ObjectNode json = LayoutFixture.image(descriptor);
        json.withObject("config").put("data", Base64.getEncoder().encodeToString(config));
        RawManifest manifest = RawManifest.of(Json.write(json));

        assertThat(places(new Image(manifest, List.of(manifest), List.of()))).containsExactly("manifest:/config/data");
    }

    @Test
    void check_configThatIsTooLarge_isReportedAndNotRead() {
        byte[] config = new byte[SecretSearch.MAX_CONFIG_SIZE + 1];
        Image image = ConfigImage.of(MediaType.OCI_CONFIG, config, Map.of());

        assertThat(places(image)).containsExactly("config");
        assertThat(problems(image, "config")).isEmpty();
    }

    @Test
    void check_moreSecretsThanTheMaximum_areCut() {
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            variables.add("PASSWORD_" + i + "=" + Secrets.token("v" + i, 12));
        }

        assertThat(problems(ConfigImage.of(env(variables.toArray(String[]::new)))))
                .hasSize(101);
    }

    @Test
    void check_hostileTexts_takeLinearTime() {
        // a pattern that goes back over what it has read would take minutes for one of these
        int size = 100_000;
        for (String part : List.of(
                "a",
                "a:",
                "://a:",
                "-p ",
                "curl ",
                "AUTH=",
                "\"a\": ",
                "eyJ.",
                "x=\"",
                "\\",
                "$",
                "a.",
                "authorization: bearer ",
                "-----BEGIN ",
                "login a ",
                "machine ",
                "machine a login b ",
                "chpasswd a:b",
                "/a",
                "a=b;",
                "AKIA",
                "ENV a ",
                " \n",
                "=")) {
            String text = part.repeat(size / part.length());
            TextSearch.search("PASSWORD", text, false);
            TextSearch.search(null, "echo a:" + text + "| chpasswd", true);
        }
    }

    @Test
    void allowed_entryThatIsNotAPlace_isRefused() {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> AllowedSecrets.parse(List.of("API_KEY")))
                .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.CONFIGURATION_INVALID))
                .withMessageContaining("env:API_KEY");
    }
}
