package io.github.registryorg.contribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.registryorg.RealClient;
import io.github.registryorg.contribute.Build.Made;
import io.github.registryorg.git.CommitSigner;
import io.github.registryorg.git.RegistryRepository;
import io.github.registryorg.problem.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        build = new Build(root.resolve("build"), registry.folder().toUri().toString());
        build.publish("acme/app", new Made("2026-11-20T00:00:00Z", null, "one"), "1.0");
        build.signOff = true;
    }

    @Test
    void anSshKeySigns() throws IOException {
        Path key = root.resolve("key");
        RealClient.of("ssh-keygen").run(root, "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        build.signer = CommitSigner.of("ssh", key.toString());
        build.propose();

        Path allowed = root.resolve("allowed");
        Files.writeString(allowed, "build@example.org " + Files.readString(Path.of(key + ".pub")));
        registry.run("-c", "gpg.ssh.allowedSignersFile=" + allowed, "verify-commit", "update/acme+app");
        assertThat(registry.run("log", "-1", "--format=%B", "update/acme+app"))
                .contains("Signed-off-by: Build <build@example.org>");
        assertThat(registry.run("fsck", "--strict")).isEmpty();
    }

    @Test
    void gpgSigns() throws IOException {
        Path home = Files.createDirectory(root.resolve("gnupg"));
        Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
        RealClient gpg = RealClient.of("gpg", "--homedir", home.toString(), "--batch", "--quiet");
        gpg.run(root, "--passphrase", "", "--quick-gen-key", "Build <build@example.org>", "ed25519", "sign", "never");
        Path wrapper = Files.createDirectory(root.resolve("bin")).resolve("gpg");
        try {
            build.signer = CommitSigner.of("gpg", "build@example.org").with("GNUPGHOME", home.toString());
            build.propose();
            Files.writeString(wrapper, "#!/bin/sh\nexec gpg --homedir '" + home + "' \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
            registry.run("-c", "gpg.program=" + wrapper, "verify-commit", "update/acme+app");
        } finally {
            RealClient.of("gpgconf", "--homedir", home.toString()).run(root, "--kill", "all");
        }
    }

    @Test
    void aKeyThatIsNotThereSaysSoAndNothingIsPushed() {
        build.signer = CommitSigner.of("ssh", root.resolve("absent").toString());
        assertThatThrownBy(build::propose)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("CONFIGURATION_INVALID registry.sign: ssh-keygen can't sign the commit");
        assertThat(registry.has("update/acme+app")).isFalse();
    }

    @Test
    void otherWaysAreRefused() {
        assertThatThrownBy(() -> CommitSigner.of("pgp", null)).hasMessageContaining("Choose gpg or ssh");
        assertThatThrownBy(() -> CommitSigner.of("ssh", null)).hasMessageContaining("registry.signingKey: is missing");
        assertThatThrownBy(() -> CommitSigner.of("gpg", "--output=x")).hasMessageContaining("begins with a dash");
    }
}
