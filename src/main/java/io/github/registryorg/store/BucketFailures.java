package io.github.registryorg.store;

import io.github.registryorg.net.ConnectionFailure;
import io.github.registryorg.net.ConnectionFault;
import io.github.registryorg.net.ProxyRefusal;
import io.github.registryorg.problem.Causes;
import io.github.registryorg.problem.Problem;
import io.github.registryorg.problem.ProblemCode;
import io.github.registryorg.problem.RegistryException;
import io.github.registryorg.problem.RunInterruptedException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What went wrong with a bucket, and what to change. */
final class BucketFailures {

    private static final Pattern EXPECTED_REGION = Pattern.compile("expecting '([a-z0-9-]+)'");

    /** How services refuse checksums that go with a request. */
    private static final Set<String> OF_CHECKSUMS = Set.of(
            "NotImplemented",
            "XAmzContentSHA256Mismatch",
            "InvalidDigest",
            "InvalidArgument",
            "InvalidRequest",
            "MalformedTrailerError",
            "UnsupportedArgument",
            "BadRequest",
            "MissingContentLength");

    /** Whatever their code is, but for {@link #DENIED}. */
    private static final Pattern NAMES_CHECKSUMS = Pattern.compile("(?i)x-amz-(?:sdk-)?checksum");

    /** Its messages repeat names of buckets and keys, which may be any. */
    private static final String DENIED = "AccessDenied";

    private static final Pattern FULL = Pattern.compile("(?i)quota|storagefull|insufficientstorage");

    private static final int MAX_MESSAGE = 300;
    private static final int NO_SPACE = 507;

    private BucketFailures() {}

    /** Whether a service that is only compatible with S3 may have refused a checksum, and nothing else. */
    static boolean mayBeOfChecksums(SdkException e) {
        if (!(e instanceof S3Exception response) || region(response).isPresent()) {
            return false;
        }
        String code = code(response);
        // errors of HEAD have no code
        return code.isEmpty()
                ? response.statusCode() == 400 || response.statusCode() == 501
                : isOfChecksums(code, message(response));
    }

    private static boolean isOfChecksums(String code, String message) {
        return OF_CHECKSUMS.contains(code)
                || !code.equals(DENIED) && NAMES_CHECKSUMS.matcher(message).find();
    }

    private static String message(S3Exception e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorMessage() == null
                ? ""
                : e.awsErrorDetails().errorMessage();
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null
                ? ""
                : e.awsErrorDetails().errorCode();
    }

    /** What the service says beside its code; only of refusals in which it repeats no key and no signature. */
    private static String withMessage(String response, S3Exception e) {
        String message = message(e);
        if (message.isBlank()) {
            return response;
        }
        return response + ", " + (message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "…" : message);
    }

    /**
     * What to throw.
     *
     * @param doing what was tried, as in {@code "writing"}
     * @param subject the address of the bucket or object
     */
    static RegistryException of(String doing, String subject, SdkException e) {
        if (e instanceof AbortedException || Thread.currentThread().isInterrupted()) {
            return new RunInterruptedException(subject, doing + " was stopped", e);
        }
        if (e instanceof S3Exception response) {
            return new RegistryException(refusal(doing, subject, response), e);
        }
        Problem problem = local(doing, subject, e);
        boolean isUnanswered = problem.code() == ProblemCode.IO_FAILED && !CompleteResponses.isUnreadable(e);
        return new RegistryException(
                problem, isUnanswered ? new ConnectionFailure(ConnectionFault.OTHER, problem.what(), e) : e);
    }

    static RegistryException noSuchBucket(String subject) {
        return new RegistryException(noSuchBucket(subject, "404"));
    }

    private static Problem noSuchBucket(String subject, String response) {
        return Problem.of(ProblemCode.STORE_INVALID, subject, "the bucket does not exist")
                .because(response)
                .hint("Create it, or fix its name, registry.endpoint or the account whose keys are used.");
    }

    private static Problem refusal(String doing, String subject, S3Exception e) {
        String code = code(e);
        String response = e.statusCode() + (code.isEmpty() ? "" : " " + code);
        Optional<String> region = region(e);
        if (region.isPresent() || e.statusCode() == 301 || code.equals("IllegalLocationConstraintException")) {
            return Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, "the bucket is in another region")
                    .because(response)
                    .hint(region.map(name -> "Set -Dregistry.region=" + name + ".")
                            .orElse("Set the region with -Dregistry.region."));
        }
        return switch (code) {
            case "NoSuchBucket" -> noSuchBucket(subject, response);
            case "RequestTimeTooSkewed" ->
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, "this machine's clock is wrong")
                        .because(response)
                        .hint("Set the clock: requests are signed with the time, and may be 15 minutes off.");
            case "InvalidAccessKeyId",
                    "SignatureDoesNotMatch",
                    "InvalidToken",
                    "ExpiredToken",
                    "TokenRefreshRequired" ->
                Problem.of(ProblemCode.UNAUTHORIZED, subject, "the key is not accepted")
                        .because(response)
                        .hint("Check the access key and its secret (settings.xml server, profile or environment), and"
                                + " that they are for this endpoint.");
            default ->
                isOfChecksums(code, message(e))
                        ? Problem.of(
                                        ProblemCode.UNSUPPORTED,
                                        subject,
                                        "the service does not support the request for " + doing)
                                .because(withMessage(response, e))
                                .hint("For a service that is only compatible with S3, set"
                                        + " -Dregistry.compatible=true; otherwise see what it says.")
                        : byStatus(doing, subject, response, FULL.matcher(code).find() ? NO_SPACE : e.statusCode());
        };
    }

    private static Problem byStatus(String doing, String subject, String response, int status) {
        return switch (status) {
            case 401 ->
                Problem.of(ProblemCode.UNAUTHORIZED, subject, doing + " needs a key")
                        .because(response)
                        .hint("Give one: a server in settings.xml (registry.server), a profile, or the environment.");
            case 403 ->
                Problem.of(ProblemCode.DENIED, subject, "the key may not do that: " + doing)
                        .because(response)
                        .hint(
                                "Allow it in the bucket's or the key's policy; the documentation of buckets lists what each goal needs."
                                        + " Without the right to list, absent objects are denied too.");
            case 407 -> ProxyRefusal.loginRequired(subject);
            case 405 ->
                Problem.of(ProblemCode.CONFIGURATION_INVALID, subject, "the endpoint takes no objects: " + doing)
                        .because(response)
                        .hint(
                                "Set registry.endpoint to that of the service's S3 API: a website's or a console's is another.");
            case NO_SPACE ->
                Problem.of(ProblemCode.IO_FAILED, subject, doing + " failed, since the service has no space left")
                        .because(response)
                        .hint("Make room, or use another bucket, then run the same command again: it continues where it"
                                + " stopped.");
            default ->
                Problem.of(ProblemCode.IO_FAILED, subject, doing + " failed")
                        .because(response)
                        .hint("Run the same command again: it continues where it stopped.");
        };
    }

    /** The header of redirects and refusals, or a region in the message. */
    private static Optional<String> region(S3Exception e) {
        if (e.awsErrorDetails() == null) {
            return Optional.empty();
        }
        if (e.awsErrorDetails().sdkHttpResponse() != null && e.statusCode() != 404 && e.statusCode() != 403) {
            Optional<String> header = e.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
            if (header.isPresent()) {
                return header;
            }
        }
        Matcher expected = EXPECTED_REGION.matcher(message(e));
        return expected.find() ? Optional.of(expected.group(1)) : Optional.empty();
    }

    private static Problem local(String doing, String subject, SdkException e) {
        String message = String.valueOf(e.getMessage());
        if (message.toLowerCase(Locale.ROOT).contains("unable to load credentials")) {
            return Problem.of(ProblemCode.UNAUTHORIZED, subject, doing + " requires credentials, and none were found")
                    .hint("Give one: a server in settings.xml (registry.server), a profile (registry.profile), or the"
                            + " environment (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY).");
        }
        Optional<ProxiedHttp.NoResponse> unanswered = Causes.find(e, ProxiedHttp.NoResponse.class);
        String way = unanswered.map(ProxiedHttp.NoResponse::way).orElse("");
        return Problem.of(ProblemCode.IO_FAILED, subject, doing + way + " failed")
                .because(
                        CompleteResponses.isUnreadable(e)
                                ? "the response broke off, or is not a response of S3"
                                : Causes.message(Causes.root(e)))
                .hint("Check registry.endpoint, registry.region and the network, then run the same command again: it"
                        + " continues where it stopped."
                        + unanswered.map(ProxiedHttp.NoResponse::advice).orElse(""));
    }
}
