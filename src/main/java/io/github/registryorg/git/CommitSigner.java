package io.github.registryorg.git;

import io.github.registryorg.problem.Failures;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.work.ExternalProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs commits with the machine's {@code gpg} or {@code ssh-keygen}, which keep the keys: none passes through here.
 *
 * @param format how
 * @param key an id or address that gpg knows, or the file of an ssh key; null for gpg's own choice
 * @param mayAsk whether the program may request a passphrase at a terminal
 * @param environment variables for the program beyond this process's
 * @param time after which a program that has not ended, such as one that waits for a passphrase, is ended
 */
public record CommitSigner(
        Format format, @Nullable String key, boolean mayAsk, Map<String, String> environment, Duration time) {

    /** Long enough to type a passphrase. */
    private static final Duration TIME = Duration.ofSeconds(120);

    private static final int MAX_SIGNATURE_SIZE = 256 * 1024;

    /** The kinds of signatures of git that can be made here. */
    public enum Format {
        GPG,
        SSH
    }

    /**
     * Reads {@code gpg} or {@code ssh}.
     *
     * @param mayAsk whether the program may request a passphrase at a terminal
     * @throws RegistryException {@code CONFIGURATION_INVALID} if it is neither, or ssh is without a key
     */
    public static CommitSigner of(String format, @Nullable String key, boolean mayAsk) {
        if (key != null && key.startsWith("-")) {
            throw invalid("registry.signingKey", "begins with a dash", "Name a key, or the file of one.");
        }
        return switch (format) {
            case "gpg" -> new CommitSigner(Format.GPG, key, mayAsk, Map.of(), TIME);
            case "ssh" -> {
                if (key == null) {
                    throw invalid("registry.signingKey", "is missing", "Name the file of the ssh key that signs.");
                }
                yield new CommitSigner(Format.SSH, key, mayAsk, Map.of(), TIME);
            }
            default ->
                throw invalid("registry.sign=" + format, "is not a way to sign", "Set gpg or ssh, or leave it out.");
        };
    }

    /** The same, with one more variable, such as {@code GNUPGHOME}. */
    public CommitSigner with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new CommitSigner(format, key, mayAsk, more, time);
    }

    /** The same, with less time for the program, or more. */
    public CommitSigner within(Duration limit) {
        return new CommitSigner(format, key, mayAsk, environment, limit);
    }

    private static RegistryException invalid(String subject, String what, String hint) {
        return new RegistryException(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, what).hint(hint));
    }

    /** The armoured signature of these bytes. */
    String sign(byte[] content) {
        try {
            if (format == Format.GPG) {
                return new String(run(gpg(), content), StandardCharsets.UTF_8);
            }
            Path file = Files.createTempFile("commit", "");
            Path signature = Path.of(file + ".sig");
            try {
                Files.write(file, content);
                run(sshKeygen(file), new byte[0]);
                return Files.readString(signature, StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(signature);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private List<String> gpg() {
        List<String> command = new ArrayList<>(List.of("gpg", "--batch", "--detach-sign", "--armor"));
        if (!mayAsk) {
            // a passphrase that the agent remembers is still used
            command.addAll(List.of("--pinentry-mode", "error"));
        }
        if (key != null) {
            command.addAll(List.of("--local-user", key));
        }
        return command;
    }

    private List<String> sshKeygen(Path file) {
        List<String> command = new ArrayList<>(List.of("ssh-keygen", "-Y", "sign", "-n", "git", "-f", key));
        if (!mayAsk) {
            // with a passphrase, be it empty, it requests none; a key that the agent has is still used
            command.addAll(List.of("-P", ""));
        }
        command.add(file.toString());
        return command;
    }

    private byte[] run(List<String> command, byte[] input) throws IOException {
        ExternalProgram.Result result = new ExternalProgram(command, environment)
                .run(input, new ExternalProgram.Limits(time, MAX_SIGNATURE_SIZE));
        if (result.exit() != 0) {
            throw new IOException(result.lastError());
        }
        return result.output();
    }

    private RegistryException failed(IOException cause) {
        String program = format == Format.GPG ? "gpg" : "ssh-keygen";
        return Failures.of(
                Problem.of(ProblemCode.CONFIGURATION_INVALID, "registry.sign", program + " can't sign the commit")
                        .because(cause.getMessage())
                        .hint("Check that " + program + " is installed and that it has the key of registry.signingKey. "
                                + (format == Format.GPG
                                        ? "If the key has a passphrase, let gpg-agent remember it before the build, or run Maven"
                                                + " interactively (without -B), with GPG_TTY=$(tty) in a terminal."
                                        : "If the key has a passphrase, add it to ssh-agent (ssh-add) before the build, or run"
                                                + " Maven interactively (without -B).")),
                cause);
    }
}
