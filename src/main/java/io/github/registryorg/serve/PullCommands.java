package io.github.registryorg.serve;

import io.github.registryorg.oci.Digest;
import io.github.registryorg.oci.Reference;
import io.github.registryorg.oci.RepositoryName;
import java.util.List;

/** What to type to fetch something from a server that speaks http, not https, on this machine. */
public final class PullCommands {

    /** What is fetched, since each kind has its clients. */
    public enum Content {
        /** A container image, or an index of them. */
        IMAGE,
        /** A Singularity image file. */
        SIF,
        /** Any other files. */
        ARTIFACT
    }

    /**
     * A line for a shell.
     *
     * @param tool the client that it calls
     * @param line as it is to be typed, with nothing to fill in
     */
    public record Command(String tool, String line) {}

    private PullCommands() {}

    /**
     * The commands that fit, the commonest first.
     *
     * @param address {@link LocalServer#address()}
     */
    public static List<Command> of(String address, RepositoryName repository, Reference reference, Content content) {
        String separator = reference instanceof Digest ? "@" : ":";
        String name = address + "/" + repository + separator + reference;
        List<String> components = repository.components();
        String local = components.get(components.size() - 1);
        // a folder in the working directory, with a tag: a digest can't stand there
        String layout =
                local + ":" + (reference instanceof Digest digest ? digest.hex().substring(0, 12) : reference);
        return switch (content) {
            case IMAGE ->
                List.of(
                        command("podman pull --tls-verify=false " + name),
                        // docker takes http from 127.0.0.0/8 without being told
                        command("docker pull " + name),
                        command("skopeo copy --all --src-tls-verify=false docker://" + name + " oci:" + layout),
                        command("apptainer pull --no-https docker://" + name),
                        command("crane pull --insecure " + name + " " + local + ".tar"),
                        command("oras copy --from-plain-http " + name + " --to-oci-layout " + layout));
            case SIF ->
                List.of(command("apptainer pull --no-https oras://" + name), command("oras pull --plain-http " + name));
            case ARTIFACT ->
                List.of(
                        command("oras pull --plain-http " + name),
                        command("skopeo copy --all --src-tls-verify=false docker://" + name + " oci:" + layout),
                        command("crane pull --insecure --format=oci " + name + " " + local));
        };
    }

    private static Command command(String line) {
        return new Command(line.substring(0, line.indexOf(' ')), line);
    }
}
