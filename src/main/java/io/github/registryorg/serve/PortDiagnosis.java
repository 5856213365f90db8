package io.github.registryorg.serve;

import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out, without privileges, what listens at a port that we can't have. */
final class PortDiagnosis {

    private static final String LISTENING = "0A";
    private static final int TIMEOUT_MILLIS = 500;
    private static final int MAX_HEADER_LINES = 50;
    private static final int MAX_RESPONSE_SIZE = 8192;

    private PortDiagnosis() {}

    /** Why binding failed, and what to do. */
    static Problem explain(int port, BindException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("permission")) {
            return Problem.of(ProblemCode.CONFIGURATION_INVALID, "port " + port, "this user may not listen there")
                    .because(reason)
                    .hint("Take a port of 1024 or above: -Dregistry.port=5000, or 0 for any that is free.");
        }
        return taken(port, process(port, Path.of("/proc")), server(port));
    }

    /** The problem where this is known of the holder. */
    static Problem taken(int port, Optional<String> process, Optional<String> server) {
        String another = " Or take another port: -Dregistry.port=0 takes any that is free.";
        Problem problem = Problem.of(ProblemCode.PORT_TAKEN, "port " + port, "is in use");
        String byProcess = process.map(name -> " by " + name).orElse("");
        if (server.filter(SiteHandler.SERVER::equals).isPresent()) {
            return problem.because("another registry:serve listens there"
                            + process.map(name -> ", " + name).orElse(""))
                    .hint("Use that one, or end it." + another);
        }
        if (server.filter(name -> name.startsWith("AirTunes")).isPresent()) {
            return problem.because("macOS's AirPlay Receiver listens there")
                    .hint("Turn it off in System Settings, General, AirDrop & Handoff." + another);
        }
        String says = server.map(name -> "it calls itself \"" + name + "\"").orElse("it does not say what it is");
        return byProcess.isEmpty()
                ? problem.because("something listens there; " + says).hint("End it." + another)
                : problem.because("held" + byProcess).hint("End it." + another);
    }

    /** The name and number of the process, where Linux shows it to this user. */
    static Optional<String> process(int port, Path proc) {
        Set<String> sockets = new HashSet<>();
        sockets(proc.resolve("net/tcp"), port, sockets);
        sockets(proc.resolve("net/tcp6"), port, sockets);
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holdsAny(process.resolve("fd"), sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (process " + process.getFileName() + ")");
                }
            }
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // a process that ended meanwhile, or a table of another form
        }
        return Optional.empty();
    }

    /** Adds the links by which a process refers to sockets that listen at this port. */
    private static void sockets(Path table, int port, Set<String> found) {
        String suffix = String.format(":%04X", port);
        try (Stream<String> lines = Files.lines(table, StandardCharsets.ISO_8859_1)) {
            // number, local address, remote address, state, …, inode in the tenth place
            lines.map(line -> line.strip().split("\\s+"))
                    .filter(cells -> cells.length > 9 && cells[1].endsWith(suffix) && cells[3].equals(LISTENING))
                    .forEach(cells -> found.add("socket:[" + cells[9] + "]"));
        } catch (IOException | RuntimeException e) {
            return; // not Linux
        }
    }

    private static boolean holdsAny(Path descriptors, Set<String> sockets) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : all) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            return false; // another user's, or gone
        }
        return false;
    }

    /** What an HTTP server at this port calls itself; empty where it is none, or sends nothing within half a second. */
    static Optional<String> server(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] response = new byte[MAX_RESPONSE_SIZE];
            int count = socket.getInputStream().read(response);
            return new String(response, 0, Math.max(0, count), StandardCharsets.ISO_8859_1)
                    .lines()
                    .limit(MAX_HEADER_LINES)
                    .filter(line -> line.regionMatches(true, 0, "Server:", 0, "Server:".length()))
                    .map(line -> line.substring("Server:".length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
