package io.github.registryorg.git;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Signs commits with the machine's {@code gpg} or {@code ssh-keygen}, which keep the keys: none passes through here.
 *
 * @param format how
 * @param key an id or address that gpg knows, or the file of an ssh key; null for gpg's own choice
 * @param environment variables for the program beyond this process's
 */
public record CommitSigner(Format format, String key, Map<String, String> environment) {

    private static final int PATIENCE_SECONDS = 120;

    /** The kinds of signatures that git knows and can be made here. */
    public enum Format {
        GPG,
        SSH
    }

    /**
     * Reads {@code gpg} or {@code ssh}.
     *
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is neither, or ssh is without a key
     */
    public static CommitSigner of(String format, String key) {
        if (key != null && key.startsWith("-")) {
            throw invalid("registry.signingKey", "begins with a dash", "Name a key, or the file of one.");
        }
        return switch (format) {
            case "gpg" -> new CommitSigner(Format.GPG, key, Map.of());
            case "ssh" -> {
                if (key == null) {
                    throw invalid("registry.signingKey", "is missing", "Name the file of the ssh key that signs.");
                }
                yield new CommitSigner(Format.SSH, key, Map.of());
            }
            default ->
                throw invalid("registry.sign=" + format, "is no way to sign", "Choose gpg or ssh, or leave it out.");
        };
    }

    /** The same, with one more variable, such as {@code GNUPGHOME}. */
    public CommitSigner with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new CommitSigner(format, key, more);
    }

    private static RegistryException invalid(String subject, String what, String hint) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, what).hint(hint));
    }

    /** The armoured signature of these bytes. */
    String sign(byte[] content) {
        try {
            if (format == Format.GPG) {
                List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--detach-sign", "--armor"));
                if (key != null) {
                    command.addAll(List.of("--local-user", key));
                }
                return run(command, content);
            }
            Path file = Files.createTempFile("commit", "");
            Path signature = Path.of(file + ".sig");
            try {
                Files.write(file, content);
                run(List.of("ssh-keygen", "-Y", "sign", "-n", "git", "-f", key, file.toString()), new byte[0]);
                return Files.readString(signature, StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(signature);
            }
        } catch (IOException e) {
            throw failed(e.getMessage());
        }
    }

    private String run(List<String> command, byte[] input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Thread errors = new Thread(() -> copy(process.getErrorStream(), said), "errors of " + command.get(0));
        errors.setDaemon(true);
        errors.start();
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException e) {
            // it ended before it read everything: its exit tells
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed("it takes too long: does it wait for a passphrase?");
            }
            errors.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new RegistryException(Problem.of(ProblemCode.INTERRUPTED, "", "the run was stopped while it signed"));
        }
        if (process.exitValue() != 0) {
            List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
            throw failed(lines.isEmpty() ? "it ended with " + process.exitValue() : lines.get(lines.size() - 1));
        }
        return output;
    }

    private static void copy(InputStream from, ByteArrayOutputStream to) {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            to.writeBytes(String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }
    }

    private RegistryException failed(String cause) {
        String program = format == Format.GPG ? "gpg" : "ssh-keygen";
        return new RegistryException(Problem.of(
                        ProblemCode.CONFIGURATION_INVALID, "registry.sign", program + " can't sign the commit")
                .because(cause)
                .hint("Check that " + program + " is installed, that it has the key of registry.signingKey, and that"
                        + " no passphrase is asked for."));
    }
}
