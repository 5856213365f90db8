package io.github.registryorg.net;

import io.github.registryorg.problem.Causes;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure between this machine and a server, of a known kind: the cause of the exception that reports it. */
public class ConnectionFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private final ConnectionFault fault;

    /**
     * @param reason a clause, for people
     * @param cause null for none
     */
    public ConnectionFailure(ConnectionFault fault, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.fault = Objects.requireNonNull(fault, "fault");
    }

    public ConnectionFault fault() {
        return fault;
    }

    /** The kind of the failure that an exception reports; empty where it is not one between here and a server. */
    public static Optional<ConnectionFault> faultOf(Throwable thrown) {
        return Causes.find(thrown, ConnectionFailure.class).map(ConnectionFailure::fault);
    }
}
