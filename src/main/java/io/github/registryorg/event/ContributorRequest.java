package io.github.registryorg.event;

import io.github.registryorg.net.Login;
import io.github.registryorg.net.ProxySettings;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From what the contributor is found out.
 *
 * @param given whom the user names, which comes first; null for nobody
 * @param event of the CI; null for none
 * @param servers logins of Maven's settings by id; an empty username where none is given
 * @param proxy null for none
 * @param environment the variables of the process
 */
public record ContributorRequest(
        Contributor.@Nullable Given given,
        @Nullable CiEvent event,
        Function<String, Optional<Login>> servers,
        @Nullable ProxySettings proxy,
        Map<String, String> environment) {

    /** Where nothing says who contributes. */
    public static final ContributorRequest NOTHING =
            new ContributorRequest(null, null, id -> Optional.empty(), null, Map.of());

    public ContributorRequest {
        Objects.requireNonNull(servers, "servers");
        environment = Map.copyOf(environment);
    }
}
