package io.github.registryorg.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.registryorg.contribute.ForgeKind;
import io.github.registryorg.file.DirectoryTree;
import io.github.registryorg.oci.Json;
import io.github.registryorg.oci.JsonFault;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An event of Actions, on GitHub, Forgejo and Gitea: its name is a variable, and its payload a file. */
final class ActionsEvent {

    /** Bytes of the payload, at most. Those of pull requests have some tens of thousands. */
    static final int MAX_SIZE = 4 * 1024 * 1024;

    private static final String FILE = "GITHUB_EVENT_PATH";
    private static final String TARGET = "pull_request_target";
    private static final Set<String> WITHOUT_RANGE = Set.of("push", "workflow_dispatch");

    /** The branch that a merge queue makes: of one pull request, on top of one commit. */
    private static final Pattern QUEUED = Pattern.compile("refs/heads/gh-readonly-queue/.+/pr-([1-9]\\d{0,17})-(\\w+)");

    private final CiVariables variables;
    private final String name;
    private final String repository;
    private final JsonNode payload;

    private ActionsEvent(CiVariables variables, String name, String repository, JsonNode payload) {
        this.variables = variables;
        this.name = name;
        this.repository = repository;
        this.payload = payload;
    }

    /** Empty outside of Actions, and for events that are about no contribution. */
    static Optional<CiEvent> read(CiVariables variables, boolean isForBase) {
        Optional<String> name = variables.value("GITHUB_EVENT_NAME");
        boolean isWithoutRange = name.filter(WITHOUT_RANGE::contains).isPresent();
        if (name.isEmpty() || isWithoutRange && !isForBase || !variables.isSet(FILE)) {
            return Optional.empty();
        }
        return switch (name.get()) {
            case TARGET, "pull_request", "merge_group", "push", "workflow_dispatch" -> {
                JsonNode payload = payload(variables.value(FILE).orElseThrow());
                String repository = variables.repository("GITHUB_REPOSITORY");
                ActionsEvent event = new ActionsEvent(variables, name.get(), repository, payload);
                event.expectRepository(payload.path("repository"));
                yield event.event();
            }
            default -> Optional.empty();
        };
    }

    private static JsonNode payload(String file) {
        try {
            return Json.readObject(content(file));
        } catch (JsonFault e) {
            throw new RegistryException(
                    CiVariables.invalid(file, "is not the event of a forge: it " + e.getMessage())
                            .problem(),
                    e);
        } catch (InvalidPathException e) {
            throw new RegistryException(
                    CiVariables.invalid(FILE, "is not a path").problem(), e);
        }
    }

    private static byte[] content(String file) {
        Path path = Path.of(file).toAbsolutePath();
        Path directory = path.getParent();
        if (directory == null) {
            throw CiVariables.invalid(file, "is not a file");
        }
        try {
            return new DirectoryTree(directory)
                    .read(path.getFileName().toString(), MAX_SIZE)
                    .orElseThrow(() -> CiVariables.invalid(file, "does not exist, and " + FILE + " names it"));
        } catch (RegistryException e) {
            if (e.problem().code() == ProblemCode.IO_FAILED) {
                throw e;
            }
            throw new RegistryException(
                    CiVariables.invalid(file, e.problem().what()).problem(), e);
        }
    }

    private void expectRepository(JsonNode found) {
        String full = found.path("full_name").asText("");
        if (!full.equalsIgnoreCase(repository)) {
            throw CiVariables.invalid(
                    name, "is of " + (full.isEmpty() ? "no repository" : full) + ", and the run is of " + repository);
        }
    }

    private Optional<CiEvent> event() {
        return switch (name) {
            case "merge_group" -> Optional.of(merge(payload.path("merge_group")));
            case "push" -> Optional.of(event(null, 0, List.of(sender())));
            case "workflow_dispatch" ->
                dispatched(payload.path("inputs").path("pull").asText(""));
            default -> Optional.of(pull(payload.path("pull_request")));
        };
    }

    private CiEvent pull(JsonNode pull) {
        expectRepository(pull.path("base").path("repo"));
        JsonNode number = pull.path("number");
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 1) {
            throw CiVariables.invalid(name, "has no number of a pull request");
        }
        // later actions, such as labels, are those of people who have no part in it
        boolean isPush = payload.path("action").asText("").matches("opened|synchronized?");
        String branch = pull.path("base").path("ref").asText("");
        return event(
                new CiEvent.CommitRange(
                        commit(pull.path("base").path("sha"), "base"),
                        CiVariables.isBranch(branch) ? branch : null,
                        commit(pull.path("head").path("sha"), "head")),
                number.longValue(),
                isPush ? List.of(sender()) : List.of());
    }

    /**
     * A merge queue has one branch for each pull request, on top of those before it. By the commit in the branch's name, all
     * that is between it and the head is of that one.
     */
    private CiEvent merge(JsonNode group) {
        String base = commit(group.path("base_sha"), "base");
        Matcher queued = QUEUED.matcher(group.path("head_ref").asText(""));
        boolean isOfOne = queued.matches() && queued.group(2).equals(base);
        return event(
                new CiEvent.CommitRange(base, null, commit(group.path("head_sha"), "head")),
                isOfOne ? Long.parseLong(queued.group(1)) : 0,
                List.of());
    }

    /** By a workflow that has the number of a pull request for an input. */
    private Optional<CiEvent> dispatched(String pull) {
        return pull.matches("[1-9]\\d{0,17}")
                ? Optional.of(event(null, Long.parseLong(pull), List.of()))
                : Optional.empty();
    }

    private ForgeUser sender() {
        return ForgeUser.of(payload.path("sender"), "login");
    }

    private String commit(JsonNode value, String what) {
        String text = value.asText("");
        if (!CiVariables.isCommit(text)) {
            throw CiVariables.invalid(name, "has no commit of the " + what);
        }
        return text;
    }

    private CiEvent event(CiEvent.@Nullable CommitRange range, long pull, List<ForgeUser> senders) {
        boolean isForgejo = variables.isSet("FORGEJO_ACTIONS") || variables.isSet("GITEA_ACTIONS");
        return new CiEvent(
                isForgejo ? ForgeKind.FORGEJO : ForgeKind.GITHUB,
                variables.url("GITHUB_SERVER_URL"),
                repository,
                name,
                range,
                pull,
                senders,
                name.equals("pull_request")
                        || name.equals("merge_group")
                        || name.equals("push") && !isOnDefaultBranch());
    }

    private boolean isOnDefaultBranch() {
        String branch = payload.path("repository").path("default_branch").asText("");
        return !branch.isEmpty() && payload.path("ref").asText("").equals("refs/heads/" + branch);
    }
}
