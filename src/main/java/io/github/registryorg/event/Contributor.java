package io.github.registryorg.event;

import io.github.registryorg.metadata.ForgeHost;
import io.github.registryorg.metadata.Identity;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who makes a contribution: each of them must be allowed what it changes.
 *
 * @param forge that they are users of
 * @param people who opened it or pushed to it, each once; at least one
 * @param source from what that is known, for people
 * @param teams of that forge
 */
public record Contributor(ForgeHost forge, List<ForgeUser> people, String source, TeamMembers teams) {

    private static final Pattern GIVEN =
            Pattern.compile("(?:(?<forge>[^/#]+)/)?(?<name>" + Identity.USER_NAME + ")#(?<id>[1-9]\\d{0,17})");
    private static final String PROPERTY = "registry.contributor";

    public Contributor {
        Objects.requireNonNull(forge, "forge");
        people = List.copyOf(people);
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(teams, "teams");
        if (people.isEmpty()) {
            throw new IllegalArgumentException("nobody");
        }
    }

    /**
     * Whom a user names.
     *
     * @param forge of all of them
     */
    public record Given(ForgeHost forge, List<ForgeUser> people) {

        public Given {
            people = List.copyOf(people);
        }

        /**
         * Reads {@code [HOST/]NAME#ID}, several of them.
         *
         * @throws RegistryException {@code CONFIGURATION_INVALID} if one is not of that form, or they are of two forges
         */
        public static Given parse(List<String> items) {
            List<ForgeUser> people = new ArrayList<>();
            ForgeHost forge = null;
            for (String item : items) {
                Matcher parts = GIVEN.matcher(item);
                if (!parts.matches()) {
                    throw invalid(item, "is not of the form NAME#ID or HOST/NAME#ID");
                }
                ForgeHost host = parts.group("forge") == null
                        ? ForgeHost.DEFAULT
                        : ForgeHost.parse(parts.group("forge"))
                                .orElseThrow(() -> invalid(item, "has a forge that is not a host"));
                if (forge != null && !forge.equals(host)) {
                    throw invalid(item, "is a user of another forge than the one before");
                }
                forge = host;
                people.add(new ForgeUser(Long.parseLong(parts.group("id")), parts.group("name")));
            }
            if (forge == null) {
                throw invalid("", "names nobody");
            }
            return new Given(forge, people);
        }

        private static RegistryException invalid(String item, String what) {
            return new RegistryException(Problem.of(
                            ProblemCode.CONFIGURATION_INVALID, PROPERTY + (item.isEmpty() ? "" : "=" + item), what)
                    .hint("Write the user's name and the forge's number of them, such as bob#1002 for github.com, or"
                            + " gitlab.example/bob#1002."));
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return people.stream().map(ForgeUser::toString).collect(Collectors.joining(", ")) + ", by " + source;
    }
}
