package io.github.registryorg.git;

import io.github.registryorg.work.ExternalProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.RemoteSession2;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** The machine's own {@code ssh}, with its keys, agent and known hosts; it never prompts. */
final class SshProgram extends SshSessionFactory {

    private final @Nullable String command;
    private final Advertisement advertisement;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /**
     * @param environment {@code GIT_SSH_COMMAND}, as for git itself
     * @param advertisement watches the responses
     */
    SshProgram(Map<String, String> environment, Advertisement advertisement) {
        this.advertisement = advertisement;
        this.command = environment.get("GIT_SSH_COMMAND");
    }

    @Override
    public RemoteSession getSession(URIish address, CredentialsProvider credentials, FS fs, int timeout) {
        return new Session(address);
    }

    @Override
    public String getType() {
        return "program";
    }

    /** Ends what runs: the library waits for it without an end. */
    void end() {
        running.forEach(this::end);
    }

    private void end(Process process) {
        ExternalProgram.end(process);
        running.remove(process);
    }

    private List<String> command(URIish address, String remote) {
        List<String> line = new ArrayList<>();
        if (command == null || command.isBlank()) {
            line.addAll(List.of("ssh", "-o", "BatchMode=yes", "-o", "SendEnv=GIT_PROTOCOL"));
        } else {
            line.addAll(List.of("sh", "-c", command + " \"$@\"", "ssh"));
        }
        if (address.getPort() > 0) {
            line.addAll(List.of("-p", String.valueOf(address.getPort())));
        }
        line.add((address.getUser() == null ? "" : address.getUser() + "@") + address.getHost());
        line.add(remote);
        return line;
    }

    private final class Session implements RemoteSession2 {

        private final URIish address;
        private @Nullable Process process;

        Session(URIish address) {
            this.address = address;
        }

        @Override
        public Process exec(String remote, int timeout) throws IOException {
            return exec(remote, Map.of(), timeout);
        }

        @Override
        public Process exec(String remote, Map<String, String> environment, int timeout) throws IOException {
            Process started = new ExternalProgram(command(address, remote), environment).start();
            process = started;
            running.add(started);
            return new Watched(started);
        }

        @Override
        public void disconnect() {
            if (process != null) {
                end(process);
            }
        }
    }

    /** The program, with its output watched. */
    private final class Watched extends Process {

        private final Process program;
        private final InputStream output;

        Watched(Process program) {
            this.program = program;
            this.output = advertisement.watch(program.getInputStream());
        }

        @Override
        public InputStream getInputStream() {
            return output;
        }

        @Override
        public OutputStream getOutputStream() {
            return program.getOutputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return program.getErrorStream();
        }

        @Override
        public int waitFor() throws InterruptedException {
            return program.waitFor();
        }

        @Override
        public int exitValue() {
            return program.exitValue();
        }

        @Override
        public void destroy() {
            end(program);
        }
    }
}
