package io.github.registryorg.metadata;

import io.github.registryorg.net.RemoteUrl;
import io.github.registryorg.problem.Location;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code keepers} and {@code owners} of {@code registry.yaml}, whose types the schema has checked → {@link Owners}. */
final class OwnersReader {

    private static final String FORM =
            "Write {user: NAME, id: NUMBER} or {team: ORGANIZATION/NAME, id: NUMBER}: the number is the forge's.";

    private final FrontMatter keys;
    private final Consumer<Problem> problems;
    private final ForgeHost source;

    private OwnersReader(FrontMatter keys, Consumer<Problem> problems) {
        this.keys = keys;
        this.problems = problems;
        this.source = keys.text("source").flatMap(OwnersReader::host).orElse(ForgeHost.DEFAULT);
    }

    static Owners read(FrontMatter keys, Consumer<Problem> problems) {
        return new OwnersReader(keys, problems).owners();
    }

    private static Optional<ForgeHost> host(String url) {
        try {
            return Optional.of(ForgeHost.of(RemoteUrl.parse(url)));
        } catch (RegistryException e) {
            return Optional.empty();
        }
    }

    private Owners owners() {
        Map<String, YamlValue> all = keys.keys().entries();
        List<Owners.Namespace> namespaces = new ArrayList<>();
        if (all.get("owners") instanceof YamlValue.Mapping owners) {
            owners.entries()
                    .forEach((text, value) -> NamePattern.read(
                                    "owners", text, new Location(keys.file(), value.line()), problems)
                            .ifPresent(pattern -> namespaces.add(
                                    new Owners.Namespace(pattern, identities("owners." + text, value)))));
        }
        return new Owners(source, identities("keepers", all.get("keepers")), namespaces);
    }

    private List<Identity> identities(String key, @Nullable YamlValue value) {
        List<Identity> identities = new ArrayList<>();
        if (value instanceof YamlValue.Sequence list) {
            for (YamlValue item : list.items()) {
                if (item instanceof YamlValue.Mapping mapping) {
                    identity(key, mapping).ifPresent(identity -> add(key, identities, identity));
                }
            }
        }
        return identities;
    }

    private void add(String key, List<Identity> identities, Identity identity) {
        Optional<Identity> known = identities.stream().filter(identity::isSame).findFirst();
        if (known.isPresent()) {
            report(
                    identity.at().line(),
                    "\"" + key + "\" has " + identity + " twice, first in line "
                            + known.get().at().line(),
                    "Keep one of them.");
        } else {
            identities.add(identity);
        }
    }

    private Optional<Identity> identity(String key, YamlValue.Mapping mapping) {
        Optional<String> user = FrontMatter.text(mapping.entries().get("user"));
        Optional<String> team = FrontMatter.text(mapping.entries().get("team"));
        if (user.isPresent() == team.isPresent()) {
            report(
                    mapping.line(),
                    "\"" + key + "\" has an entry that is " + (user.isPresent() ? "both" : "neither")
                            + (user.isPresent() ? " a user and a team" : " a user nor a team"),
                    FORM);
            return Optional.empty();
        }
        Identity.Kind kind = user.isPresent() ? Identity.Kind.USER : Identity.Kind.TEAM;
        String name = user.or(() -> team).orElseThrow();
        if (!kind.mayBeCalled(name)) {
            report(mapping.line(), "\"" + key + "\" has a name that no forge has: " + name, FORM);
            return Optional.empty();
        }
        Optional<String> given = FrontMatter.text(mapping.entries().get("forge"));
        Optional<ForgeHost> forge = given.isPresent() ? given.flatMap(ForgeHost::parse) : Optional.of(source);
        if (forge.isEmpty()) {
            report(
                    mapping.line(),
                    "\"" + key + "\" has a forge that is not a host: " + given.orElseThrow(),
                    "Write forge: HOST, or HOST:PORT with a port from 1 to 65535.");
            return Optional.empty();
        }
        long id = FrontMatter.integer(mapping.entries().get("id")).orElseThrow();
        return Optional.of(new Identity(kind, name, id, forge.get(), new Location(keys.file(), mapping.line())));
    }

    private void report(int line, String what, String hint) {
        problems.accept(Problem.of(ProblemCode.FRONT_MATTER_INVALID, keys.file(), what)
                .hint(hint)
                .at(new Location(keys.file(), line)));
    }
}
