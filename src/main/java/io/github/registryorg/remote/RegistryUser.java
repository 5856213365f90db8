package io.github.registryorg.remote;

import io.github.registryorg.net.Login;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who reads a repository: by the login that this machine has for it, which is looked for once, and only where the registry
 * requires one. Describes refusals, without what is secret. Safe for use by several threads.
 */
final class RegistryUser {

    /** What can be sent in a header. */
    static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final String host;
    private final String subject;
    private final Supplier<Optional<Login>> logins;
    private @Nullable Optional<Login> login;

    /**
     * @param host as the user knows it
     * @param repository empty for the registry itself
     */
    RegistryUser(String host, String repository, Logins logins) {
        this.host = host;
        this.subject = host + "/" + repository;
        this.logins = () -> logins.find(host, repository);
    }

    /** What is read, for messages. */
    String subject() {
        return subject;
    }

    /** The login of this machine; empty without one. */
    synchronized Optional<Login> login() {
        if (login == null) {
            login = logins.get();
        }
        return login;
    }

    /** The login, where one was looked for and found. */
    private synchronized Optional<Login> known() {
        return login == null ? Optional.empty() : login;
    }

    boolean has(Login.Kind kind) {
        return login().filter(found -> found.kind() == kind).isPresent();
    }

    /** What the login sends to the registry without a token server; empty where there is none, or it can't do without. */
    Optional<String> authorization() {
        return login().flatMap(found -> switch (found.kind()) {
            case PASSWORD -> Optional.of(basic(found));
            case REGISTRY_TOKEN ->
                TOKEN.matcher(found.secret()).matches() ? Optional.of("Bearer " + found.secret()) : Optional.empty();
            case IDENTITY_TOKEN -> Optional.empty();
        });
    }

    /** Username and password, as a header has them. */
    static String basic(Login login) {
        byte[] text = (login.username() + ":" + login.secret()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    /**
     * The registry, or its token server, requires a login that it accepts.
     *
     * @param message in which it says why
     */
    RegistryException refused(Optional<String> message) {
        Optional<String> said = message.map(this::withoutSecret);
        return new RegistryException(known().map(user -> Problem.of(
                                ProblemCode.UNAUTHORIZED, subject, "may not be read by " + user)
                        .because("the registry refused that login for it (401)"
                                + said.map(text -> ", and says: " + text).orElse(""))
                        .hint(checkLogin()))
                .orElseGet(() -> Problem.of(ProblemCode.UNAUTHORIZED, subject, "does not exist, or is not public (401)")
                        .because(said.orElse(null))
                        .hint("Check the name. " + howToLogIn())));
    }

    /** The registry allows this user nothing. */
    RegistryException denied(Optional<String> message) {
        return new RegistryException(Problem.of(
                        ProblemCode.DENIED,
                        subject,
                        known().map(user -> "may not be read by " + user + " (403)")
                                .orElse("may not be read without a login (403)"))
                .because(message.map(this::withoutSecret).orElse(null))
                .hint(known().isPresent() ? checkLogin() : howToLogIn()));
    }

    /** A server may repeat what it was sent. */
    private String withoutSecret(String message) {
        Optional<Login> login = known().filter(one -> !one.secret().isEmpty());
        if (login.isEmpty()) {
            return message;
        }
        String secret = login.get().secret();
        return message.replace(basic(login.get()).substring("Basic ".length()), "…")
                .replace(URLEncoder.encode(secret, StandardCharsets.UTF_8), "…")
                .replace(secret, "…");
    }

    /** What to do where something may be there for users only, a sentence. */
    String howToLogIn() {
        return "Log in (docker login " + host + "), or name a user in settings.xml: a <server> whose <id> is " + host
                + ".";
    }

    private String checkLogin() {
        return "Check its rights and its password, or log in again (docker login " + host + ").";
    }
}
