package io.github.registryorg.testkit;

import io.github.registryorg.oci.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** cosign and notation, which sign images of a registry, each with a key of its own in a directory. */
public final class SigningClients {

    private final Path directory;
    private final String registry;
    private final RealClient cosign;
    private final RealClient notation;

    /** How an image is signed. */
    public enum Form {
        /** cosign 3: a bundle that refers to the image. */
        COSIGN_BUNDLE,
        /** cosign 1 and 2: under a tag that is made of the image's digest. */
        COSIGN_TAG,
        NOTATION_JWS,
        NOTATION_COSE;

        /** A component of a repository's name. */
        public String component() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        public boolean isCosign() {
            return this == COSIGN_BUNDLE || this == COSIGN_TAG;
        }
    }

    /** @param registry with the login of {@link DockerRegistry} */
    public SigningClients(Path directory, String registry) {
        this.directory = directory;
        this.registry = registry;
        String[] environment = {
            "HOME=" + directory, "XDG_CONFIG_HOME=" + directory.resolve("config"), "COSIGN_PASSWORD=x"
        };
        this.cosign = RealClient.unstable("cosign").withEnvironment(environment);
        this.notation = RealClient.unstable("notation").withEnvironment(environment);
        try {
            Files.createDirectories(directory.resolve("other"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cosign.run(directory, "generate-key-pair");
        cosign.run(directory.resolve("other"), "generate-key-pair");
        notation.run(directory, "cert", "generate-test", "acme");
        notation.run(directory, "cert", "generate-test", "other");
    }

    /** The public key of cosign, or the certificate of notation. */
    public String key(Form form) {
        return read(form.isCosign() ? "cosign.pub" : "config/notation/localkeys/acme.crt");
    }

    /** One that has signed nothing. */
    public String otherKey(Form form) {
        return read(form.isCosign() ? "other/cosign.pub" : "config/notation/localkeys/other.crt");
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void sign(Form form, String repository, Digest image) {
        switch (form) {
            case COSIGN_BUNDLE -> cosign(repository, image, "sign", "--tlog-upload=false");
            case COSIGN_TAG -> cosign(repository, image, "sign", "--tlog-upload=false", "--new-bundle-format=false");
            case NOTATION_JWS -> notation(repository, image, "jws");
            case NOTATION_COSE -> notation(repository, image, "cose");
        }
    }

    /** Signs a statement about an image that is not a signature of it. */
    public void attest(String repository, Digest image) {
        try {
            Files.writeString(directory.resolve("predicate.json"), "{\"scanned\":true}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cosign(repository, image, "attest", "--tlog-upload=false", "--predicate=predicate.json", "--type=custom");
    }

    private void cosign(String repository, Digest image, String command, String... options) {
        String[] arguments = new String[options.length + 9];
        arguments[0] = command;
        System.arraycopy(options, 0, arguments, 1, options.length);
        String[] always = {
            "--key=cosign.key",
            "--yes",
            "--use-signing-config=false",
            "--allow-http-registry",
            "--registry-username=" + DockerRegistry.USER,
            "--registry-password=" + DockerRegistry.PASSWORD,
            "--allow-insecure-registry",
            registry + "/" + repository + "@" + image
        };
        System.arraycopy(always, 0, arguments, options.length + 1, always.length);
        cosign.run(directory, arguments);
    }

    private void notation(String repository, Digest image, String format) {
        notation.run(
                directory,
                "sign",
                "--insecure-registry",
                "--username=" + DockerRegistry.USER,
                "--password=" + DockerRegistry.PASSWORD,
                "--key=acme",
                "--expiry=12h",
                "--signature-format=" + format,
                registry + "/" + repository + "@" + image);
    }
}
