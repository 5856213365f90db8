package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.contribute.Build.Made;
import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.testkit.RealClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits that are signed by the machine's programs, and verified by the real git. */
class SignatureTest {

    @TempDir
    private Path root;

    private RegistryRepository registry;
    private Build build;

    @BeforeEach
    void publish() {
        registry = RegistryRepository.create(root.resolve("registry.git"));
        build = new Build(root.resolve("build"), registry.directory().toUri().toString());
        build.publish("acme/app", new Made("2026-11-20T00:00:00Z", null, "one"), "1.0");
        build.signOff = true;
    }

    @Test
    void commit_withSshKey_isSigned() throws IOException {
        Path key = root.resolve("key");
        RealClient.of("ssh-keygen").run(root, "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        build.signer = CommitSigner.of("ssh", key.toString(), false);
        build.propose();

        Path allowed = root.resolve("allowed");
        Files.writeString(allowed, "build@example.org " + Files.readString(Path.of(key + ".pub")));
        registry.run("-c", "gpg.ssh.allowedSignersFile=" + allowed, "verify-commit", "update/acme+app");
        assertThat(registry.run("log", "-1", "--format=%B", "update/acme+app"))
                .contains("Signed-off-by: Build <build@example.org>");
        assertThat(registry.run("fsck", "--strict")).isEmpty();
    }

    @Test
    void commit_withGpg_isSigned() throws IOException {
        Path home = gpgHome("");
        try {
            build.signer = CommitSigner.of("gpg", "build@example.org", false).with("GNUPGHOME", home.toString());
            build.propose();
            Path wrapper = executable("gpg", "exec gpg --homedir '" + home + "' \"$@\"");
            registry.run("-c", "gpg.program=" + wrapper, "verify-commit", "update/acme+app");
        } finally {
            RealClient.of("gpgconf", "--homedir", home.toString()).run(root, "--kill", "all");
        }
    }

    @Test
    void key_absent_failsWithoutAPush() {
        build.signer = CommitSigner.of("ssh", root.resolve("absent").toString(), false);
        assertThatThrownBy(build::propose)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("CONFIGURATION_INVALID registry.sign: ssh-keygen can't sign the commit");
        assertThat(registry.has("update/acme+app")).isFalse();
    }

    @Test
    void sign_sshKeyWithPassphraseAndNoPrompt_failsAtOnceWithAHint() {
        Path key = root.resolve("key");
        RealClient.of("ssh-keygen").run(root, "-q", "-t", "ed25519", "-N", "s3cr3t", "-f", key.toString());
        build.signer = CommitSigner.of("ssh", key.toString(), false);

        assertThatThrownBy(build::propose).hasMessageContaining("passphrase").hasMessageContaining("ssh-add");
        assertThat(registry.has("update/acme+app")).isFalse();
    }

    /** The agent would ask by a program that never returns. */
    @Test
    void sign_gpgKeyWithPassphraseAndNoPrompt_failsAtOnceWithAHint() throws IOException {
        Path home = gpgHome("s3cr3t");
        Path asked = root.resolve("asked");
        Path pinentry = executable("pinentry", "touch '" + asked + "'; sleep 1000");
        Files.writeString(home.resolve("gpg-agent.conf"), "pinentry-program " + pinentry + "\nmax-cache-ttl 0\n");
        RealClient.of("gpgconf", "--homedir", home.toString()).run(root, "--kill", "all");
        try {
            build.signer = CommitSigner.of("gpg", "build@example.org", false).with("GNUPGHOME", home.toString());

            assertThatThrownBy(build::propose)
                    .hasMessageContaining("gpg can't sign the commit")
                    .hasMessageContaining("gpg-agent");
            assertThat(asked).doesNotExist();
            assertThat(registry.has("update/acme+app")).isFalse();
        } finally {
            RealClient.of("gpgconf", "--homedir", home.toString()).run(root, "--kill", "all");
        }
    }

    /** As a window that nobody sees. */
    @Tag("slow")
    @Test
    @Timeout(60)
    void sign_programThatWaitsForAPassphrase_failsInTimeWithAHint() throws IOException {
        Path home = gpgHome("s3cr3t");
        Path asked = root.resolve("asked");
        Path pinentry = executable("pinentry", "touch '" + asked + "'; sleep 1000");
        Files.writeString(home.resolve("gpg-agent.conf"), "pinentry-program " + pinentry + "\nmax-cache-ttl 0\n");
        RealClient.of("gpgconf", "--homedir", home.toString()).run(root, "--kill", "all");
        try {
            build.signer = CommitSigner.of("gpg", "build@example.org", true)
                    .with("GNUPGHOME", home.toString())
                    .within(Duration.ofSeconds(5));

            assertThatThrownBy(build::propose)
                    .hasMessageContaining("CONFIGURATION_INVALID registry.sign: gpg can't sign the commit:"
                            + " it did not finish within 5 seconds. ")
                    .hasMessageContaining("let gpg-agent remember it before the build");
            assertThat(asked).exists();
            assertThat(registry.has("update/acme+app")).isFalse();
        } finally {
            RealClient.of("gpgconf", "--homedir", home.toString()).run(root, "--kill", "all");
        }
    }

    private Path executable(String name, String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private Path gpgHome(String passphrase) throws IOException {
        Path home = Files.createDirectory(root.resolve("gnupg"));
        Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        RealClient gpg = RealClient.of("gpg", "--homedir", home.toString(), "--batch", "--quiet");
        gpg.run(
                root,
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                passphrase,
                "--quick-gen-key",
                "Build <build@example.org>",
                "ed25519",
                "sign",
                "never");
        return home;
    }

    @Test
    void way_unknown_isRefused() {
        assertThatThrownBy(() -> CommitSigner.of("pgp", null, false)).hasMessageContaining("Set gpg or ssh");
        assertThatThrownBy(() -> CommitSigner.of("ssh", null, false))
                .hasMessageContaining("registry.signingKey: is missing");
        assertThatThrownBy(() -> CommitSigner.of("gpg", "--output=x", false))
                .hasMessageContaining("begins with a dash");
    }
}
